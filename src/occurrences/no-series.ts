/** A series is none any more, or has become one: what that means for the entries of its dates. */
import type { EventValues } from '../calendar/values';
import type { KnownDate } from './compare-series';
import { firstDateOf } from './dates-of-series';

/** An entry with the time at which it is now. */
export interface EntryInTime {
  readonly start: string;
}

export interface Parted<E extends EntryInTime> {
  readonly go: readonly E[];
  /** Without a link: what has begun has happened, whatever became of its series since. */
  readonly stay: readonly E[];
}

/** What becomes of entries that have lost their date, or whose series was deleted in Microsoft. `now`: an instant. */
export function partByTime<E extends EntryInTime>(entries: readonly E[], now: string): Parted<E> {
  return { go: entries.filter(({ start }) => start > now), stay: entries.filter(({ start }) => start <= now) };
}

/** The date that the entry of a single event gets when the event becomes this series. */
export const dateOfFormerSingle = (series: EventValues): string => firstDateOf(series);

/** The date whose entry becomes that of the single event that this series has become; null: that one has no entry. */
export function dateThatStays(series: EventValues, known: readonly KnownDate[]): string | null {
  const first = firstDateOf(series);
  return known.some(({ date }) => date === first) ? first : null;
}
