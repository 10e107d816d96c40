/**
 * What a series that was read says about the entries of its dates. Microsoft sends nothing for dates that a changed rule has taken away
 * (graph-facts §1.3), so whole sets are compared. The same for a series that comes in, and for a day that has come into the window since.
 */
import type { EventValues } from '../calendar/values';
import { occurrenceDate } from '../calendar/series-clock';
import { datesOf } from './dates-of-series';
import { type Days, isWithin } from './days';
import { type Move, pairDates } from './pair-dates';
import { periodOf, wholePeriods } from './period';

/** A date that has an entry, or had one and is to get none again. */
export interface KnownDate {
  readonly date: string;
  /** The day on which it is now, for it may have been moved; on the series' own clock too. */
  readonly standsOn: string;
  /** It is to get no entry again. */
  readonly isRemembered: boolean;
}

export interface ComparedSeries {
  readonly stay: readonly string[];
  /** The meeting is the same, its date is another one. */
  readonly move: readonly Move[];
  /** Dates that have no entry yet. */
  readonly come: readonly string[];
  /** Somebody in Microsoft has cancelled these. */
  readonly cancelled: readonly string[];
  /** The rule has them no more, and nothing has come in their place. */
  readonly lost: readonly string[];
}

interface Compare {
  /** As the two sides last agreed on it; null: it is new. */
  readonly before: EventValues | null;
  readonly after: EventValues;
  /** Its exceptions as they are now, by their original dates. */
  readonly exceptions: ReadonlyMap<string, EventValues>;
  readonly known: readonly KnownDate[];
  readonly days: Days;
}

/** Entries that the days have left behind are no longer looked for: none is lost, and of those at the edge some may stay or move. */
export function compareSeries({ before, after, exceptions, known, days }: Compare): ComparedSeries {
  const period = periodOf(after, before);
  const since = (day: string): readonly string[] =>
    known.filter(({ date, standsOn }) => date >= day || standsOn >= day).map(({ date }) => date);
  // What is at the edge may have its partner beyond it, on either side.
  const watched = since(wholePeriods(period, days).from);
  const inReach = new Set(since(days.from));
  const around = wholePeriods(period, spanOf([days.from, days.to, ...watched]));
  const cancelledNow = new Set(after.excludedDates);
  const present = new Set([...datesOf(after, around), ...[...exceptions.keys()].filter((date) => !cancelledNow.has(date))]);
  const earlier = new Set([...(before === null ? [] : datesOf(before, around)), ...known.map(({ date }) => date)]);

  const absent = watched.filter((date) => !present.has(date));
  const gone = absent.filter((date) => !cancelledNow.has(date));
  // Only what the rule did not have before: what has merely come into the days takes nobody's place.
  const fresh = [...present].filter((date) => !earlier.has(date));
  const move = before === null ? [] : pairDates(gone, fresh, period, rememberedOf(known));
  const left = new Set(move.map(({ from }) => from));
  const taken = new Set([...known.map(({ date }) => date), ...move.map(({ to }) => to)]);
  const isWanted = (date: string): boolean => isWithin(days, date) || isWithin(days, dayOf(after, exceptions.get(date)) ?? date);
  return {
    stay: watched.filter((date) => present.has(date)),
    move,
    come: [...present].filter((date) => !taken.has(date) && isWanted(date)).sort(),
    cancelled: absent.filter((date) => inReach.has(date) && cancelledNow.has(date)),
    lost: gone.filter((date) => inReach.has(date) && !left.has(date)),
  };
}

const rememberedOf = (known: readonly KnownDate[]): ReadonlySet<string> =>
  new Set(known.flatMap(({ date, isRemembered }) => (isRemembered ? [date] : [])));

/** On the clock of the series, where the exception may have its own hours or whole days. */
const dayOf = ({ timeZone }: EventValues, exception: EventValues | undefined): string | null =>
  exception === undefined ? null : occurrenceDate(exception.start, timeZone, exception.isAllDay);

function spanOf(dates: readonly string[]): Days {
  const sorted = [...dates].sort();
  return { from: sorted[0] ?? '', to: sorted.at(-1) ?? '' };
}
