/** The named fields as data for the Document Service. */
import type { Values } from '../sync/resource';
import { asEvent } from './as-event';
import { fields } from './fields';

/**
 * A moved event takes its zone along although only start or end is named: in the hour that comes twice the row's own zone is one
 * that Microsoft cannot hold (`event-zone.ts`), and would look like an edit once the event has left that hour.
 */
export function rowForStrapi(values: Values, changed: readonly string[]): Record<string, unknown> {
  const moves = !asEvent(values).isAllDay && changed.some((field) => field === 'start' || field === 'end');
  const named = moves ? [...changed, 'timeZone'] : changed;
  return Object.fromEntries(named.filter((field) => field in fields && field in values).map((field) => [field, values[field]]));
}
