import { createOutside } from '../../node/outside';

/** Moments this close together are one: many who save at once cause one look at the database. */
const GRAIN_MS = 50;

/** Rings for accounts at the moments that it is set to, and a little later rather than too early. */
export interface Alarm {
  set(account: string, inMs: number): void;
  end(): void;
}

export function createAlarm(ring: (accounts: readonly string[]) => void): Alarm {
  const outside = createOutside(); // a run is nobody's who is signed in, though their edit has set the alarm
  const moments = new Map<number, { readonly timer: NodeJS.Timeout; readonly accounts: Set<string> }>();
  return {
    set(account, inMs) {
      const now = performance.now();
      const at = (Math.floor((now + inMs) / GRAIN_MS) + 1) * GRAIN_MS;
      const moment = moments.get(at) ?? {
        accounts: new Set<string>(),
        timer: setTimeout(() => {
          const accounts = [...(moments.get(at)?.accounts ?? [])];
          moments.delete(at);
          outside(() => ring(accounts));
        }, at - now),
      };
      moment.accounts.add(account);
      moments.set(at, moment);
    },
    end() {
      for (const { timer } of moments.values()) clearTimeout(timer);
      moments.clear();
    },
  };
}
