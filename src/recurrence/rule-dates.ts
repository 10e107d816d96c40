/** The dates of a rule, by calendar arithmetic alone: what Exchange makes of Graph's six patterns. */
import { positions, WEEKDAYS, type Pattern, type Range, type Weekday } from './pattern';

/**
 * In order, each once, without end where the rule has none (until the year 9999). `startDate` itself only where the rule has it. `from`: earlier
 * ones are of no interest; most of them are not even made, for a series may have begun centuries ago.
 */
export function* ruleDates(pattern: Pattern, range: Range, startDate: string, from = startDate): Generator<string> {
  const start = dayOf(startDate);
  const last = range.type === 'endDate' ? Math.min(dayOf(range.endDate), LAST_DAY) : LAST_DAY;
  const { longest, daysIn } = periodsOf(pattern, start);
  const skipped = Math.max(0, Math.floor((dayOf(from) - start - longest) / (longest * pattern.interval))) || 0;
  let left = range.type === 'numbered' ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  if (skipped > 0) left -= skipped * daysIn(0).length - daysIn(0).filter((day) => day < start).length;
  for (let period = skipped; ; period += 1)
    for (const day of daysIn(period)) {
      if (day < start) continue;
      if (day > last || left <= 0) return;
      left -= 1;
      yield dateOfDay(day);
    }
}

/** Null for a rule without any. */
export function firstDate(pattern: Pattern, range: Range, startDate: string): string | null {
  for (const date of ruleDates(pattern, range, startDate)) return date;
  return null;
}

export function hasDate(pattern: Pattern, range: Range, startDate: string, date: string): boolean {
  for (const candidate of ruleDates(pattern, range, startDate, date)) if (candidate >= date) return candidate === date;
  return false;
}

interface Periods {
  /** Of the days, weeks, months or years that the rule counts in, at most. */
  readonly longest: number;
  /** The dates in the period of this number, as many in each; 0 is that of the start, and may have some before it. */
  readonly daysIn: (period: number) => readonly number[];
}

function periodsOf(pattern: Pattern, start: number): Periods {
  switch (pattern.type) {
    case 'daily':
      return { longest: 1, daysIn: (period) => [start + period * pattern.interval] };
    case 'weekly': {
      const first = WEEKDAYS.indexOf(pattern.firstDayOfWeek);
      const offsets = pattern.daysOfWeek.map((day) => (WEEKDAYS.indexOf(day) - first + 7) % 7).sort((a, b) => a - b);
      const week = start - ((weekdayOf(start) - first + 7) % 7);
      return { longest: 7, daysIn: (period) => offsets.map((offset) => week + 7 * period * pattern.interval + offset) };
    }
    case 'absoluteMonthly':
    case 'relativeMonthly': {
      const month = monthOf(start);
      return { longest: 31, daysIn: (period) => [dayIn(pattern, month + period * pattern.interval)] };
    }
    case 'absoluteYearly':
    case 'relativeYearly': {
      const month = Math.floor(monthOf(start) / 12) * 12 + pattern.month - 1;
      return { longest: 366, daysIn: (period) => [dayIn(pattern, month + 12 * period * pattern.interval)] };
    }
  }
}

type InMonth = { readonly dayOfMonth: number } | { readonly daysOfWeek: readonly Weekday[]; readonly index: keyof typeof positions };

/** Months are counted from the year 0. Exchange takes the last day of a month that lacks the day (graph-facts §10.9). */
function dayIn(pattern: InMonth, month: number): number {
  const first = dayOfMonth(month);
  const length = dayOfMonth(month + 1) - first;
  if ('dayOfMonth' in pattern) return first + Math.min(pattern.dayOfMonth, length) - 1;
  const set = new Set(pattern.daysOfWeek.map((day) => WEEKDAYS.indexOf(day)));
  const found = Array.from({ length }, (_, index) => first + index).filter((day) => set.has(weekdayOf(day)));
  return found.at(pattern.index === 'last' ? -1 : positions[pattern.index] - 1) ?? first;
}

const DAY = 86_400_000;
const LAST_DAY = Date.parse('9999-12-31T00:00:00Z') / DAY;

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

function dateOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function dayOfMonth(month: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / DAY;
}
