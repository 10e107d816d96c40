import { formatDate, parseDate } from './dates.js';

/** Graph's patternedRecurrence with every property filled in, as the service echoes it (graph-facts §1.8). */
export interface Recurrence {
  readonly pattern: RecurrencePattern;
  readonly range: RecurrenceRange;
}

export const patternTypes = ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly'] as const;
export const rangeTypes = ['endDate', 'noEnd', 'numbered'] as const;
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export const weekIndexes = ['first', 'second', 'third', 'fourth', 'last'] as const;
type Weekday = (typeof weekdays)[number];

export interface RecurrencePattern {
  readonly type: (typeof patternTypes)[number];
  readonly interval: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly daysOfWeek: readonly Weekday[];
  readonly firstDayOfWeek: Weekday;
  readonly index: (typeof weekIndexes)[number];
}

export interface RecurrenceRange {
  readonly type: (typeof rangeTypes)[number];
  readonly startDate: string;
  readonly endDate: string;
  readonly recurrenceTimeZone: string;
  readonly numberOfOccurrences: number;
}

/** Past this year nothing is expanded: an endless rule has to end somewhere. */
const lastDay = parseDate('2200-12-31') as number;

/** The dates of a recurrence in order, up to and including `until` (a day number). */
export function* expandRecurrence({ pattern, range }: Recurrence, until = lastDay): Generator<number> {
  const start = parseDate(range.startDate);
  if (start === undefined) return;
  const end = range.type === 'endDate' ? (parseDate(range.endDate) ?? start) : lastDay;
  const last = Math.min(end, until, lastDay);
  let remaining = range.type === 'numbered' ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  for (const day of candidates(pattern, start, last)) {
    if (day < start) continue;
    if (day > last || remaining <= 0) return;
    remaining -= 1;
    yield day;
  }
}

/** Dates in ascending order; may begin before `start`, ends after `last`. */
function* candidates(pattern: RecurrencePattern, start: number, last: number): Generator<number> {
  switch (pattern.type) {
    case 'daily':
      for (let day = start; day <= last; day += pattern.interval) yield day;
      return;
    case 'weekly': {
      const first = weekdays.indexOf(pattern.firstDayOfWeek);
      const offsets = pattern.daysOfWeek.map((day) => (weekdays.indexOf(day) - first + 7) % 7).sort((a, b) => a - b);
      const week = start - ((weekdayOf(start) - first + 7) % 7);
      for (let monday = week; monday <= last; monday += 7 * pattern.interval) {
        for (const offset of offsets) yield monday + offset;
      }
      return;
    }
    default: {
      const isYearly = pattern.type === 'absoluteYearly' || pattern.type === 'relativeYearly';
      const startDate = new Date(start * 86_400_000);
      const firstMonth = startDate.getUTCFullYear() * 12 + (isYearly ? pattern.month - 1 : startDate.getUTCMonth());
      const step = pattern.interval * (isYearly ? 12 : 1);
      const isAbsolute = pattern.type === 'absoluteMonthly' || pattern.type === 'absoluteYearly';
      for (let month = firstMonth; ; month += step) {
        const firstDay = dayNumber(month);
        if (firstDay > last) return;
        const day = isAbsolute ? clampedDay(month, pattern.dayOfMonth) : relativeDay(month, pattern);
        if (day !== undefined) yield day;
      }
    }
  }
}

/** Exchange moves day 31 to the last day of a shorter month where RFC 5545 skips the month (graph-facts §10.9). */
function clampedDay(month: number, dayOfMonth: number): number {
  return dayNumber(month) + Math.min(dayOfMonth, dayNumber(month + 1) - dayNumber(month)) - 1;
}

/** Several weekdays mean the n-th day that is any of them: weekdays + last is the last working day. */
function relativeDay(month: number, pattern: RecurrencePattern): number | undefined {
  const wanted = new Set<number>(pattern.daysOfWeek.map((day) => weekdays.indexOf(day)));
  const days: number[] = [];
  for (let day = dayNumber(month); day < dayNumber(month + 1); day += 1) {
    if (wanted.has(weekdayOf(day))) days.push(day);
  }
  return pattern.index === 'last' ? days.at(-1) : days[weekIndexes.indexOf(pattern.index)];
}

function dayNumber(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

export function recurrenceDates(recurrence: Recurrence, limit: number, until?: number): string[] {
  const dates: string[] = [];
  for (const day of expandRecurrence(recurrence, until)) {
    if (dates.length >= limit) break;
    dates.push(formatDate(day));
  }
  return dates;
}
