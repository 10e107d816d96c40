/** Graph's patternedRecurrence, with the properties that each type needs and no others (graph-facts §1.8 recurrence). */

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
export type WeekIndex = 'first' | 'second' | 'third' | 'fourth' | 'last';

export type Pattern = { readonly interval: number } & (
  | { readonly type: 'daily' }
  | { readonly type: 'weekly'; readonly daysOfWeek: readonly Weekday[]; readonly firstDayOfWeek: Weekday }
  | { readonly type: 'absoluteMonthly'; readonly dayOfMonth: number }
  | { readonly type: 'relativeMonthly'; readonly daysOfWeek: readonly Weekday[]; readonly index: WeekIndex }
  | { readonly type: 'absoluteYearly'; readonly dayOfMonth: number; readonly month: number }
  | { readonly type: 'relativeYearly'; readonly daysOfWeek: readonly Weekday[]; readonly index: WeekIndex; readonly month: number }
);

/** Without its start date, which is the date of the event. */
export type Range =
  | { readonly type: 'noEnd' }
  | { readonly type: 'endDate'; readonly endDate: string }
  | { readonly type: 'numbered'; readonly numberOfOccurrences: number };

/** In the order of `Date.getUTCDay`. */
export const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The same order, as an RRULE names them. */
export const RULE_DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

export const positions: Readonly<Record<WeekIndex, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };

export const MOST_DAYS_BETWEEN = 9999;
export const MOST_TIMES = 1_000_000;

/** Of the month in any year; what is no month is as short as a month can be. */
export function shortestLength(month: unknown): number {
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 28;
}
