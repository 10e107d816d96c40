/** What the entry of a date of a series holds: Microsoft's exception where there is one, else the series' values at that date's own time. */
import type { EventValues } from '../calendar/values';
import { asEvent } from '../calendar/as-event';
import { parts } from '../calendar/parts';

export function valuesOn(series: EventValues, date: string, exceptions: ReadonlyMap<string, EventValues>): EventValues {
  return exceptions.get(date) ?? asEvent(parts.base({ ...series }, date));
}
