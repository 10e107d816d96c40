/** When the last occurrence ends, for questions of the window. */
import { dateOf } from '../time';
import { recurrenceFrom } from '../recurrence/canonical-rule';
import { ruleDates } from '../recurrence/rule-dates';
import { clockOf, ruleStart } from './series-clock';
import type { EventValues } from './values';

/** The end of time for a series without an end, and for one of more occurrences than anybody counts. */
export function endOfSeries(series: EventValues): string {
  const start = ruleStart(series);
  const { pattern, range } = recurrenceFrom(series.recurrence ?? '', start);
  switch (range.type) {
    case 'noEnd':
      return END_OF_TIME;
    case 'endDate':
      return clockOf(series).endOn(range.endDate);
    case 'numbered': {
      if (range.numberOfOccurrences > MOST_COUNTED) return END_OF_TIME;
      const last = [...ruleDates(pattern, range, dateOf(start.wall))].at(-1) ?? dateOf(start.wall);
      return clockOf(series).endOn(last);
    }
  }
}

const END_OF_TIME = '9999-12-31T23:59:59.999Z';
const MOST_COUNTED = 1000;
