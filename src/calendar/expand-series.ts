/**
 * One series in one range. The rule runs on the series' clock (`series-clock.ts`), so 09:00 stays 09:00 over summer time and all-day
 * series run on dates; only then do occurrences become instants. What was cancelled or replaced is left out by its date: its instant
 * may be that of a time before the series was moved.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { dateOf, graphZone } from '../time';
import { excludedDatesToShow } from './excluded-dates';
import { columnOf } from '../canonical/columns';
import { checkedRecurrence } from '../recurrence/canonical-rule';
import { parseRule } from '../recurrence/rule';
import { ruleDates } from '../recurrence/rule-dates';
import { NotExpressible } from '../recurrence/rule-parts';
import { clockOf, occurrenceDate, seriesWall } from './series-clock';
import { seriesTimesFromStrapi, zoneFromStrapi } from './times-from-strapi';

export interface Happening {
  readonly start: string;
  readonly end: string;
  /** Null for an event that is no series. */
  readonly originalStart: string | null;
}

type Row = Readonly<Record<string, unknown>>;

/** Returns the first occurrence alone for what is no rule. Throws for a row without usable times. `replaced`: original starts. */
export function expandSeries(row: Row, range: { from: string; to: string }, replaced: readonly string[]): Happening[] {
  const times = seriesTimesFromStrapi(row);
  const zone = graphZone(zoneFromStrapi(row));
  const first = clock(seriesWall(times, times.start));
  const length = clock(seriesWall(times, times.end)).epochMilliseconds - first.epochMilliseconds;

  // A wall clock is at most a day away from UTC, and two where it was moved over midnight.
  const after = clock(range.from.slice(0, 19)).subtract({ milliseconds: Math.max(length, 0) + 2 * DAY });
  const before = clock(range.to.slice(0, 19)).add({ milliseconds: 2 * DAY });
  const between = [dateIn(after.subtract({ days: 3 })), dateIn(before.add({ days: 3 }))] as const;
  const cancelled = excludedDatesToShow(row, { zone, isAllDay: times.isAllDay, start: times.start, between });
  const absent = new Set([...cancelled, ...replaced.map((original) => occurrenceDate(original, zone, times.isAllDay, times.start))]);
  const { startOn, endOn } = clockOf(times);

  return datesOf(columnOf.text(row, 'recurrence'), { first, after, before, isAllDay: times.isAllDay, zone })
    .filter((date) => !absent.has(date))
    .map((date) => {
      const start = startOn(date);
      return { start, end: endOn(date), originalStart: start };
    });
}

const DAY = 86_400_000;

interface Stretch {
  readonly first: Clock;
  readonly after: Clock;
  readonly before: Clock;
  readonly isAllDay: boolean;
  readonly zone: string;
}

/** What Outlook can hold falls on the dates that it is sent with; what it cannot, and is held, on those of the rule itself. */
function datesOf(recurrence: string, of: Stretch): readonly string[] {
  const wall = text(of.first);
  try {
    const { pattern, range } = checkedRecurrence(recurrence, { wall, isAllDay: of.isAllDay, zone: of.zone });
    const after = dateOf(text(of.after));
    return [...datesBetween(ruleDates(pattern, range, dateOf(wall), after), after, dateOf(text(of.before)))];
  } catch (error) {
    return error instanceof NotExpressible ? datesOfRule(recurrence, of) : [dateOf(wall)];
  }
}

function* datesBetween(dates: Iterable<string>, from: string, to: string): Generator<string> {
  for (const date of dates) {
    if (date > to) return;
    if (date >= from) yield date;
  }
}

function datesOfRule(recurrence: string, { first, after, before, isAllDay, zone }: Stretch): readonly string[] {
  try {
    const rule = parseRule(recurrence, isAllDay, zone);
    if (rule === null) return [dateOf(text(first))];
    const until = rule.until === null ? {} : { until: clock(rule.until) };
    const dates = new RRuleTemporal({ rruleString: rule.text, dtstart: first, temporal: Temporal, maxIterations: MOST_STEPS, ...until });
    return dates.between(after, before, true).map(text).map(dateOf);
  } catch {
    return [dateOf(text(first))];
  }
}

/** Enough for every day of a century and a half. */
const MOST_STEPS = 60_000;

/** A wall clock written as UTC: the library then does calendar arithmetic and nothing else. */
type Clock = Temporal.ZonedDateTime;

function clock(wall: string): Clock {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime('UTC');
}

/** Of the years that databases hold. */
function dateIn(at: Clock): string {
  return at.year < 1 ? '0001-01-01' : at.year > 9999 ? '9999-12-31' : dateOf(text(at));
}

function text(at: Clock): string {
  return at.toPlainDateTime().toString();
}
