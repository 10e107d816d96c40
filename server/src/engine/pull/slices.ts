import type { RemoteReading } from '../../../../src/sync/resource';
import { grouped } from '../../../../src/canonical/grouped';

/**
 * So long a transaction may hold what it writes: an edit of somebody waits for it. Through the Document Service these are some eighty entries; in bulk
 * a page of two hundred, also on a slow machine.
 */
const AT_ONCE_MS = 250;
const AT_FIRST = 50;
const AT_LEAST = 20;

/** Cuts pages into what is written within a moment, by how long it took before. */
export interface Slices {
  isMore(readings: readonly RemoteReading[]): boolean;
  /** What is written now, and what afterwards. What belongs to a series comes with it. */
  next(readings: readonly RemoteReading[]): { slice: RemoteReading[]; rest: RemoteReading[] };
  timed<T>(slice: readonly RemoteReading[], write: () => Promise<T>): Promise<T>;
}

export function createSlices(now: () => number = () => performance.now()): Slices {
  let most = AT_FIRST;
  return {
    isMore: (readings) => readings.length > most,
    next(readings) {
      const slice: RemoteReading[] = [];
      const wholes = [...grouped(readings.map((one) => [wholeOf(one), one])).values()];
      while (wholes[0] && (slice.length === 0 || slice.length + wholes[0].length <= most)) slice.push(...(wholes.shift() ?? []));
      return { slice, rest: wholes.flat() };
    },
    async timed(slice, write) {
      const began = now();
      const result = await write();
      if (slice.length >= AT_LEAST) most = Math.max(AT_LEAST, Math.floor((slice.length * AT_ONCE_MS) / Math.max(1, now() - began)));
      return result;
    },
  };
}

const wholeOf = (reading: RemoteReading): string | null => (reading.kind === 'item' && reading.part?.of) || reading.microsoftId;
