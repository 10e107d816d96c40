import { createHash } from 'node:crypto';
import { LONGEST_PAUSE_MS } from './retry-after';

/** Shorter ones are over before another process has its turn. */
const WORTH_KEEPING_MS = 1_000;

/** How long whoever answers requests wants to be left alone: a mailbox, the sign-in service for an account. */
export interface Pauses {
  leftMs(name: string): number;
  note(name: string, milliseconds: number): Promise<void>;
  /** What was kept, in the names under which it was. */
  restore(kept: ReadonlyMap<string, number>): void;
}

/** `keep` outlives the process; names are hashed for it, since they tell of people. */
export function createPauses(options: { now: () => number; keep?: (name: string, milliseconds: number) => Promise<void> }): Pauses {
  const until = new Map<string, number>();
  const leftOf = (key: string): number => {
    const left = (until.get(key) ?? 0) - options.now();
    // No pause is that long: it was noted by a clock that has been set back since.
    if (left > 0 && left <= LONGEST_PAUSE_MS) return left;
    until.delete(key);
    return 0;
  };
  return {
    leftMs: (name) => leftOf(keyOf(name)),
    async note(name, milliseconds) {
      const key = keyOf(name);
      const left = Math.min(LONGEST_PAUSE_MS, milliseconds);
      if (!(left > leftOf(key))) return;
      until.set(key, options.now() + left);
      if (left > WORTH_KEEPING_MS) await options.keep?.(key, left);
    },
    restore(kept) {
      for (const [key, left] of kept) if (left > leftOf(key)) until.set(key, options.now() + left);
    },
  };
}

const keyOf = (name: string): string => createHash('sha256').update(name).digest('hex');
