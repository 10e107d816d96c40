/** Which dates a series has, by its rule and without what was cancelled. All of it throws for a rule that is none, as reading a rule does. */
import type { EventValues } from '../calendar/values';
import { ruleStart } from '../calendar/series-clock';
import { recurrenceFrom } from '../recurrence/canonical-rule';
import { firstDate, ruleDates } from '../recurrence/rule-dates';
import type { Pattern, Range } from '../recurrence/pattern';
import { dateOf } from '../time';
import type { Days } from './days';

/** In order, on the series' own clock; none for what is no series. What is before the days costs nothing, however long ago the series began. */
export function datesOf(series: EventValues, { from, to }: Days): readonly string[] {
  if (series.recurrence === null) return [];
  const { pattern, range, start } = ruleOf(series);
  const cancelled = new Set(series.excludedDates);
  const dates: string[] = [];
  for (const date of ruleDates(pattern, range, start, from)) {
    if (date > to) break;
    if (date >= from && !cancelled.has(date)) dates.push(date);
  }
  return dates;
}

/** Also where that one was cancelled. */
export function firstDateOf(series: EventValues): string {
  const { pattern, range, start } = ruleOf(series);
  return firstDate(pattern, range, start) ?? start;
}

export interface RuleOfSeries {
  readonly pattern: Pattern;
  readonly range: Range;
  /** The date on which the series starts, on its own clock. */
  readonly start: string;
}

export function ruleOf(series: EventValues): RuleOfSeries {
  const start = ruleStart(series);
  const { pattern, range } = recurrenceFrom(series.recurrence ?? '', start);
  return { pattern, range, start: dateOf(start.wall) };
}

/** Whether it has this date, by its rule and without what was cancelled. */
export const hasDate = (series: EventValues, date: string): boolean => datesOf(series, { from: date, to: date }).length > 0;

/** The first date from this day on that it has besides that one; null: there is none. */
export function laterDateOf(series: EventValues, from: string, besides: string): string | null {
  if (series.recurrence === null) return null;
  const { pattern, range, start } = ruleOf(series);
  const passed = new Set([...series.excludedDates, besides]);
  for (const date of ruleDates(pattern, range, start, from)) if (date >= from && !passed.has(date)) return date;
  return null;
}
