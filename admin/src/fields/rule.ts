import { excludedDatesToShow } from '../../../src/calendar/excluded-dates';
import { checkedRecurrence, recurrenceFrom } from '../../../src/recurrence/canonical-rule';
import { ruleDates } from '../../../src/recurrence/rule-dates';
import { dateOf } from '../../../src/time';
import type { SeriesStart } from './seriesStart';

/** Why the engine would hold a series of this rule; null: it would not. Tasks need not start on one of the rule's dates. */
export function problemOf(rule: string, { start, times, isOfDates }: SeriesStart, told: (thrown: unknown) => string): string | null {
  try {
    if (isOfDates || times === null) recurrenceFrom(rule, start);
    else checkedRecurrence(rule, start);
    return null;
  } catch (thrown) {
    return told(thrown);
  }
}

/** The dates of a series from `from` on, at most so many, with those that are cancelled; none for what is no rule. */
export function datesFrom(rule: string, { start }: SeriesStart, from: string, most: number): readonly string[] {
  try {
    const { pattern, range } = recurrenceFrom(rule, start);
    const first = dateOf(start.wall);
    const dates: string[] = [];
    for (const date of ruleDates(pattern, range, first, from > first ? from : first)) {
      if (date >= from) dates.push(date);
      if (dates.length === most) break;
    }
    return dates;
  } catch {
    return [];
  }
}

/** Dates that the column says are cancelled, as the engine reads them. */
export function cancelledDates(excluded: unknown, { start, times }: SeriesStart): readonly string[] {
  const row = { excludedDates: excluded };
  return excludedDatesToShow(row, { zone: start.zone, isAllDay: start.isAllDay, start: times?.start ?? `${start.wall}Z` });
}
