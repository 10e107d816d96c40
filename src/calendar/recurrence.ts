/** Graph's patternedRecurrence as an RRULE without DTSTART (graph-facts §1.8 recurrence). */
import { toInstant } from '../time';

type Raw = Readonly<Record<string, unknown>>;

/**
 * Null for what is no pattern or range that Graph documents. `zone` is the series' own and gives UNTIL its instant; 'UTC' for
 * all-day series. Only what the type needs is looked at: the service fills the rest with zeros and "first".
 */
export function ruleFromPattern(pattern: Raw, range: Raw, zone: string): string | null {
  const frequency = frequencyOf(pattern);
  const end = endOf(range, zone);
  if (frequency === null || end === null) return null;
  const interval = wholeNumber(pattern.interval ?? 1, 1, 9999);
  if (interval === null) return null;
  const [first, ...others] = frequency;
  return [first, ...(interval === 1 ? [] : [`INTERVAL=${interval}`]), ...others, ...end].join(';');
}

function frequencyOf(pattern: Raw): string[] | null {
  switch (pattern.type) {
    case 'daily':
      return ['FREQ=DAILY'];
    case 'weekly':
      return all('FREQ=WEEKLY', byDay(pattern), weekStart(pattern));
    case 'absoluteMonthly':
      return all('FREQ=MONTHLY', byMonthDay(pattern, 28));
    case 'relativeMonthly':
      return all('FREQ=MONTHLY', byDay(pattern), position(pattern));
    case 'absoluteYearly':
      return all('FREQ=YEARLY', byMonth(pattern), byMonthDay(pattern, shortestLength(pattern.month)));
    case 'relativeYearly':
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

function shortestLength(month: unknown): number {
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 28;
}

function byMonth({ month }: Raw): string | null {
  const number = wholeNumber(month, 1, 12);
  return number === null ? null : `BYMONTH=${number}`;
}

const weekdays: Readonly<Record<string, string>> = {
  sunday: 'SU', monday: 'MO', tuesday: 'TU', wednesday: 'WE', thursday: 'TH', friday: 'FR', saturday: 'SA', // prettier-ignore
};

function byDay({ daysOfWeek }: Raw): string | null {
  if (!Array.isArray(daysOfWeek) || daysOfWeek.length === 0) return null;
  const days = daysOfWeek.map((day) => weekdays[String(day).toLowerCase()]);
  return days.includes(undefined) ? null : `BYDAY=${[...new Set(days)].join(',')}`;
}

function weekStart({ firstDayOfWeek }: Raw): string | null {
  const day = weekdays[String(firstDayOfWeek ?? 'sunday').toLowerCase()];
  return day === undefined ? null : `WKST=${day}`;
}

/** Several days with an index mean the first, …, last day that is one of them. */
function position({ index }: Raw): string | null {
  const number = { first: 1, second: 2, third: 3, fourth: 4, last: -1 }[String(index ?? 'first').toLowerCase()];
  return number === undefined ? null : `BYSETPOS=${number}`;
}

function endOf(range: Raw, zone: string): string[] | null {
  switch (range.type) {
    case 'noEnd':
      return [];
    case 'numbered': {
      const count = wholeNumber(range.numberOfOccurrences, 1, 1_000_000);
      return count === null ? null : [`COUNT=${count}`];
    }
    case 'endDate': {
      if (typeof range.endDate !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(range.endDate)) return null;
      return [`UNTIL=${toInstant(`${range.endDate}T23:59:59`, zone).replace(/[-:]|\.\d+/g, '')}`];
    }
    default:
      return null;
  }
}

function all(...parts: (string | null)[]): string[] | null {
  return parts.some((part) => part === null) ? null : (parts as string[]);
}

function wholeNumber(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null;
}
