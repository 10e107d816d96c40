import { createOutside } from '../../node/outside';

/** Moments this close together are one: many who save at once cause one look at the database. */
const GRAIN_MS = 50;

/** Rings at the moments that it is set to, and a little later rather than too early. */
export interface Alarm {
  set(inMs: number): void;
  end(): void;
}

export function createAlarm(ring: () => void): Alarm {
  const outside = createOutside(); // a run is nobody's who is signed in, though their edit has set the alarm
  const timers = new Map<number, NodeJS.Timeout>();
  return {
    set(inMs) {
      const now = performance.now();
      const at = (Math.floor((now + inMs) / GRAIN_MS) + 1) * GRAIN_MS;
      if (timers.has(at)) return;
      const timer = setTimeout(() => {
        timers.delete(at);
        outside(ring);
      }, at - now);
      timers.set(at, timer);
    },
    end() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
