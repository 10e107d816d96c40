/** A canonical rule as Graph's patternedRecurrence, with the properties that the type needs: others are ignored, but checked (graph-facts §1.8). */
import { dateOf } from '../time';
import { recurrenceFrom } from '../recurrence/canonical-rule';
import type { Pattern, Range } from '../recurrence/pattern';
import { ruleStart, type SeriesTimes } from './series-clock';

interface PatternedRecurrence {
  readonly pattern: Pattern;
  readonly range: Range & { readonly startDate: string; readonly recurrenceTimeZone: string };
}

/** `startDate` is the event's own date in the zone that is sent with it. */
export function recurrenceForMicrosoft(recurrence: string, series: SeriesTimes): PatternedRecurrence {
  const start = ruleStart(series);
  const { pattern, range } = recurrenceFrom(recurrence, start);
  return { pattern, range: { ...range, startDate: dateOf(start.wall), recurrenceTimeZone: start.zone } };
}
