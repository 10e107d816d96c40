import { performance } from 'node:perf_hooks';

/** How long targets wait between two visits, in intervals. */
export interface Gaps {
  visited(key: string): void;
  refused(key: string): void;
  /** Two processes at once in one mailbox. */
  metAnother(): void;
  told(): {
    readonly targets: number;
    readonly visits: number;
    readonly refused: number;
    readonly fewest: number;
    readonly most: number;
    readonly medianGap: number;
    readonly p99Gap: number;
    readonly longestGap: number;
    /** Due for more than twice the interval, which is a gap of three: those that Microsoft refused in between, and the others. */
    readonly lateAfterRefusal: number;
    readonly late: number;
    /** Visited again after less than half an interval, though the visit before had gone well. */
    readonly twice: number;
    readonly metAnother: number;
  };
}

const BUCKETS_PER_INTERVAL = 50;
const LATE = 3;
const TWICE = 0.5;

export function createGaps(intervalMs: number): Gaps {
  const lasts = new Map<string, { at: number; visits: number; wasRefused: boolean }>();
  const buckets: number[] = [];
  const counts = { visits: 0, refused: 0, gaps: 0, longestGap: 0, late: 0, lateAfterRefusal: 0, twice: 0, metAnother: 0 };

  const gapAt = (share: number): number => {
    let left = counts.gaps * share;
    for (const [bucket, many = 0] of buckets.entries()) {
      left -= many;
      if (left <= 0) return (bucket + 1) / BUCKETS_PER_INTERVAL;
    }
    return 0;
  };
  const noteGap = (gap: number, wasRefused: boolean): void => {
    const bucket = Math.floor(gap * BUCKETS_PER_INTERVAL);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    counts.gaps += 1;
    counts.longestGap = Math.max(counts.longestGap, gap);
    if (gap > LATE) counts[wasRefused ? 'lateAfterRefusal' : 'late'] += 1;
    if (gap < TWICE && !wasRefused) counts.twice += 1;
  };

  return {
    visited(key) {
      const now = performance.now();
      const last = lasts.get(key);
      counts.visits += 1;
      if (last) noteGap((now - last.at) / intervalMs, last.wasRefused);
      lasts.set(key, { at: now, visits: (last?.visits ?? 0) + 1, wasRefused: false });
    },
    refused(key) {
      counts.refused += 1;
      const last = lasts.get(key);
      if (last) last.wasRefused = true;
    },
    metAnother: () => void (counts.metAnother += 1),
    told() {
      const now = performance.now();
      let [fewest, most] = [Infinity, 0];
      // Whoever still waits at the end counts as well.
      let stillLate = 0;
      for (const { at, visits } of lasts.values()) {
        fewest = Math.min(fewest, visits);
        most = Math.max(most, visits);
        if ((now - at) / intervalMs > LATE) stillLate += 1;
      }
      const { gaps: _, late, ...others } = counts;
      return { ...others, late: late + stillLate, targets: lasts.size, fewest, most, medianGap: gapAt(0.5), p99Gap: gapAt(0.99) };
    },
  };
}
