/** For the runner: by which date an occurrence goes, and when the occurrence of a date is. */
import type { Values } from '../sync/resource';
import { asEvent } from './as-event';
import { clockOf } from './series-clock';

export { occurrenceDate } from './series-clock';

/** `series`: the values of the series that it belongs to. */
export function occurrenceStart(date: string, series: Values): string {
  return clockOf(asEvent(series)).startOn(date);
}
