/** Of so many places one is kept for what is urgent. */
const PLACES_FOR_ONE_KEPT = 4;

type Kind = 'urgent' | 'others';

/** So many accounts at a time have runs in this process; some of the places are kept for what is urgent. */
export interface Places {
  /** So many are free for what is urgent, and so many of these for others. */
  free(): { readonly [K in Kind]: number };
  taken(): { readonly [K in Kind]: number };
  take(kind: Kind, many?: number): void;
  give(kind: Kind, many?: number): void;
  /** For somebody who is not urgent: null where there is one at once, else what it has to wait for, in a line. */
  enter(): Promise<void> | null;
  waiting(): number;
  /** Nobody waits any more. */
  letAllIn(): void;
}

export function createPlaces(concurrency: number): Places {
  const kept = Math.floor(concurrency / PLACES_FOR_ONE_KEPT);
  const taken = { urgent: 0, others: 0 };
  const line: (() => void)[] = [];
  const free = () => {
    const urgent = Math.max(0, concurrency - taken.urgent - taken.others);
    return { urgent, others: Math.max(0, Math.min(urgent, concurrency - kept - taken.others)) };
  };
  return {
    free,
    taken: () => ({ ...taken }),
    take(kind, many = 1) {
      taken[kind] += many;
    },
    give(kind, many = 1) {
      taken[kind] -= many;
      while (line.length > 0 && free().others > 0) line.shift()?.();
    },
    enter() {
      if (line.length === 0 && free().others > 0) {
        taken.others += 1;
        return null;
      }
      return new Promise<void>((resolve) => {
        line.push(() => {
          taken.others += 1;
          resolve();
        });
      });
    },
    waiting: () => line.length,
    letAllIn() {
      for (const enter of line.splice(0)) enter();
    },
  };
}
