/** The dates of a rule, by calendar arithmetic alone: what Exchange makes of Graph's six patterns. */
import { positions, WEEKDAYS, type Pattern, type Range, type Weekday } from './pattern';

/** In order, each once, without end where the rule has none (until the year 9999). `startDate` itself only where the rule has it. */
export function* ruleDates(pattern: Pattern, range: Range, startDate: string): Generator<string> {
  const start = dayOf(startDate);
  const last = range.type === 'endDate' ? Math.min(dayOf(range.endDate), LAST_DAY) : LAST_DAY;
  let left = range.type === 'numbered' ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  for (const day of days(pattern, start)) {
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
  for (const candidate of ruleDates(pattern, range, startDate)) if (candidate >= date) return candidate === date;
  return false;
}

/** From the period that holds the start; its first days may lie before the start. */
function* days(pattern: Pattern, start: number): Generator<number> {
  switch (pattern.type) {
    case 'daily':
      for (let day = start; ; day += pattern.interval) yield day;
    case 'weekly': {
      const first = WEEKDAYS.indexOf(pattern.firstDayOfWeek);
      const offsets = pattern.daysOfWeek.map((day) => (WEEKDAYS.indexOf(day) - first + 7) % 7).sort((a, b) => a - b);
      for (let week = start - ((weekdayOf(start) - first + 7) % 7); ; week += 7 * pattern.interval)
        for (const offset of offsets) yield week + offset;
    }
    case 'absoluteMonthly':
    case 'relativeMonthly':
      for (let month = monthOf(start); ; month += pattern.interval) yield dayIn(pattern, month);
    case 'absoluteYearly':
    case 'relativeYearly': {
      const year = Math.floor(monthOf(start) / 12) * 12;
      for (let month = year + pattern.month - 1; ; month += 12 * pattern.interval) yield dayIn(pattern, month);
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
