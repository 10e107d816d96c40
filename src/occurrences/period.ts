/** The week, month or year within which an old date of a series and a new one are taken to be the same meeting. */
import type { EventValues } from '../calendar/values';
import { WEEKDAYS, type Weekday } from '../recurrence/pattern';
import { type Days, shifted } from './days';
import { ruleOf } from './dates-of-series';

export type Period = { readonly unit: 'week'; readonly firstDay: Weekday } | { readonly unit: 'month' } | { readonly unit: 'year' };

/**
 * The one that both rules count in; where they differ, the shorter one, for what is near is more likely the same. Days are counted in weeks. Weeks
 * begin as the newest rule that names weeks says, else on Monday.
 */
export function periodOf(after: EventValues, before: EventValues | null): Period {
  const patterns = [after, before].flatMap((series) => (series === null || series.recurrence === null ? [] : [ruleOf(series).pattern]));
  const units = patterns.map(({ type }) => unitOf[type]);
  if (units.includes('week') || units.length === 0) {
    const weekly = patterns.find((pattern) => pattern.type === 'weekly');
    return { unit: 'week', firstDay: weekly?.firstDayOfWeek ?? 'monday' };
  }
  return { unit: units.includes('month') ? 'month' : 'year' };
}

const unitOf = {
  daily: 'week',
  weekly: 'week',
  absoluteMonthly: 'month',
  relativeMonthly: 'month',
  absoluteYearly: 'year',
  relativeYearly: 'year',
} as const;

/** The first day of the period that the date is in. */
export function beginOf(period: Period, date: string): string {
  switch (period.unit) {
    case 'week': {
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      return shifted(date, -((weekday - WEEKDAYS.indexOf(period.firstDay) + 7) % 7));
    }
    case 'month':
      return `${date.slice(0, 7)}-01`;
    case 'year':
      return `${date.slice(0, 4)}-01-01`;
  }
}

/** These days with all of the periods that they begin and end in. */
export function wholePeriods(period: Period, { from, to }: Days): Days {
  const last = beginOf(period, shifted(beginOf(period, to), longest[period.unit]));
  return { from: beginOf(period, from), to: shifted(last, -1) };
}

/** From the first day of a period so many days on lead into the next one. */
const longest = { week: 7, month: 31, year: 366 } as const;
