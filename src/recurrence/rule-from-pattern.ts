/** Graph's patternedRecurrence as an RRULE without DTSTART, in the one spelling that both sides are compared in (graph-facts §1.8). */
import { toInstant } from '../time';
import { MOST_DAYS_BETWEEN, MOST_TIMES, positions, RULE_DAYS, shortestLength, WEEKDAYS, type WeekIndex } from './pattern';

type Raw = Readonly<Record<string, unknown>>;

/**
 * Null for what is no pattern or range that Graph documents. `zone` is the series' own and gives UNTIL its instant; null for
 * all-day series, whose UNTIL is a date. Only what the type needs is looked at: the service fills the rest with zeros and "first".
 */
export function ruleFromPattern(pattern: Raw, range: Raw, zone: string | null): string | null {
  const frequency = frequencyOf(pattern);
  const end = endOf(range, zone);
  if (frequency === null || end === null) return null;
  const interval = wholeNumber(pattern.interval ?? 1, 1, MOST_DAYS_BETWEEN);
  if (interval === null) return null;
  const [first, ...others] = frequency;
  return [first, ...(interval === 1 ? [] : [`INTERVAL=${interval}`]), ...others, ...end].join(';');
}

function frequencyOf(pattern: Raw): string[] | null {
  switch (lower(pattern.type)) {
    case 'daily':
      return ['FREQ=DAILY'];
    case 'weekly':
      return all('FREQ=WEEKLY', byDay(pattern), weekStart(pattern));
    case 'absolutemonthly':
      return all('FREQ=MONTHLY', byMonthDay(pattern, 28));
    case 'relativemonthly':
      return all('FREQ=MONTHLY', byDay(pattern), position(pattern));
    case 'absoluteyearly':
      return all('FREQ=YEARLY', byMonth(pattern), byMonthDay(pattern, shortestLength(pattern.month)));
    case 'relativeyearly':
      return all('FREQ=YEARLY', byMonth(pattern), byDay(pattern), position(pattern));
    default:
      return null;
  }
}

/** Where a month may lack the day, Exchange takes its last one (graph-facts §10.9): the last that exists of the days up to it. */
function byMonthDay({ dayOfMonth }: Raw, shortest: number): string | null {
  const day = wholeNumber(dayOfMonth, 1, 31);
  if (day === null || day <= shortest) return day === null ? null : `BYMONTHDAY=${day}`;
  const days = Array.from({ length: day - shortest + 1 }, (_, index) => shortest + index);
  return `BYMONTHDAY=${days.join(',')};BYSETPOS=-1`;
}

function byMonth({ month }: Raw): string | null {
  const number = wholeNumber(month, 1, 12);
  return number === null ? null : `BYMONTH=${number}`;
}

/** Monday first, whatever the order of the answer. */
function byDay({ daysOfWeek }: Raw): string | null {
  if (!Array.isArray(daysOfWeek) || daysOfWeek.length === 0) return null;
  const days = daysOfWeek.map((day) => weekday(day));
  if (days.includes(-1)) return null;
  const sorted = [...new Set(days)].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  return `BYDAY=${sorted.map((day) => RULE_DAYS[day]).join(',')}`;
}

function weekStart({ firstDayOfWeek }: Raw): string | null {
  const day = weekday(firstDayOfWeek ?? 'sunday');
  return day === -1 ? null : `WKST=${RULE_DAYS[day] ?? 'SU'}`;
}

function weekday(name: unknown): number {
  return (WEEKDAYS as readonly string[]).indexOf(lower(name));
}

/** Several days with an index mean the first, …, last day that is one of them. */
function position({ index }: Raw): string | null {
  const name = lower(index ?? 'first');
  return name in positions ? `BYSETPOS=${positions[name as WeekIndex]}` : null;
}

function endOf(range: Raw, zone: string | null): string[] | null {
  switch (lower(range.type)) {
    case 'noend':
      return [];
    case 'numbered': {
      const count = wholeNumber(range.numberOfOccurrences, 1, MOST_TIMES);
      return count === null ? null : [`COUNT=${count}`];
    }
    case 'enddate': {
      const date = range.endDate;
      if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) return null;
      const until = zone === null ? date : toInstant(`${date}T23:59:59`, zone);
      return [`UNTIL=${until.replace(/[-:]|\.\d+/g, '')}`];
    }
    default:
      return null;
  }
}

function all(...parts: (string | null)[]): string[] | null {
  return parts.some((part) => part === null) ? null : (parts as string[]);
}

/** Graph takes names in any case (graph-facts §10.12). */
function lower(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

function wholeNumber(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null;
}
