/** A series from one occurrence on, as people edit "this and following": the series ends before it, and another one begins with it. */
import { dateOf, dayBefore } from '../time';
import { type Pattern, type Range, WEEKDAYS } from '../recurrence/pattern';
import { firstDate, ruleDates } from '../recurrence/rule-dates';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { storedInstant } from '../canonical/stored-instant';
import { exceptionFor, NoSuchOccurrence, occurrenceOf } from './exception-of';
import { fields } from './fields';
import { clockOf, occurrenceDate, seriesWall } from './series-clock';
import { movedEnd } from './exception-of';
import { ruleStart } from './series-clock';

type Row = Readonly<Record<string, unknown>>;

export interface Split {
  /** What the series becomes; null: it begins with this occurrence, so that all of it is meant. */
  readonly earlier: Record<string, unknown> | null;
  /** The columns of the series for the rest. */
  readonly later: Record<string, unknown>;
  /** Exceptions of occurrences that the series has no more. */
  readonly gone: readonly Row[];
}

/** Throws `NoSuchOccurrence`. `data` over what the series holds; where it moves the first occurrence, the others move along. */
export function splitSeries(series: Row, originalStart: string, { data, exceptions }: { data: Row; exceptions: readonly Row[] }): Split {
  const known = exceptionFor(series, originalStart, exceptions);
  const { date, when } = occurrenceOf(series, known?.originalStart ?? originalStart, known !== null);
  const { pattern, range } = when.rule;
  const first = dateOf(seriesWall(when, when.start));
  const isFirst = (firstDate(pattern, range, first) ?? date) >= date;
  const zone = when.isAllDay ? null : ruleStart(when).zone;
  const ruleWith = (of: Pattern, until: Range): string => ruleFromPattern({ ...of }, { ...until }, zone) ?? '';
  const clock = clockOf(when);

  const times = { start: clock.startOn(date), end: clock.endOn(date) };
  const start = 'start' in data ? (storedInstant(data['start']) ?? times.start) : times.start;
  const end = 'end' in data ? data['end'] : movedEnd(start, Date.parse(times.end) - Date.parse(times.start));
  const days = (Date.parse(dateOf(seriesWall(when, start))) - Date.parse(date)) / DAY;
  const rest: Range =
    range.type === 'numbered'
      ? { ...range, numberOfOccurrences: range.numberOfOccurrences - countBefore(ruleDates(pattern, range, first), date) }
      : range;
  const moved = 'recurrence' in data ? pattern : movedBy(pattern, days, dateOf(seriesWall(when, start)));
  const cancelled = when.excludedDates.filter((one) => one >= date);
  return {
    earlier: isFirst
      ? null
      : {
          recurrence: ruleWith(pattern, { type: 'endDate', endDate: dayBefore(date) }),
          excludedDates: when.excludedDates.filter((one) => one < date).map(clock.startOn),
        },
    later: {
      ...Object.fromEntries(copied.filter((name) => series[name] !== undefined).map((name) => [name, series[name]])),
      recurrence: ruleWith(moved, rest),
      excludedDates: days === 0 && !('recurrence' in data) && !('isAllDay' in data) ? cancelled : [],
      ...data,
      start,
      end,
    },
    gone: exceptions.filter((one) => {
      const at = storedInstant(one['originalStart']);
      return at !== null && occurrenceDate(at, ruleStart(when).zone, when.isAllDay, when.start) >= date;
    }),
  };
}

/** What a person writes; the rest is the old series' own in Microsoft. */
const copied = Object.entries(fields).flatMap(([name, { writtenBy }]) => (writtenBy === 'both' ? [name] : []));
const DAY = 86_400_000;

function countBefore(dates: Iterable<string>, end: string): number {
  let count = 0;
  for (const date of dates) {
    if (date >= end) break;
    count += 1;
  }
  return count;
}

/** Throws where nobody can say which days are meant. */
function movedBy(pattern: Pattern, days: number, to: string): Pattern {
  if (days === 0 || pattern.type === 'daily') return pattern;
  const day = Number(to.slice(8, 10));
  switch (pattern.type) {
    case 'weekly':
      return {
        ...pattern,
        daysOfWeek: pattern.daysOfWeek.map((one) => WEEKDAYS[(((WEEKDAYS.indexOf(one) + days) % 7) + 7) % 7] ?? one),
      };
    case 'absoluteMonthly':
      return { ...pattern, dayOfMonth: day };
    case 'absoluteYearly':
      return { ...pattern, dayOfMonth: day, month: Number(to.slice(5, 7)) };
    default:
      throw new NoSuchOccurrence('The series falls on a weekday of the month. Give "recurrence" as well, so that it falls on the new day.');
  }
}
