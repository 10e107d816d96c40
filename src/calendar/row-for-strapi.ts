/** The named fields as data for the Document Service. The relation of an exception to its series is the runner's to add. */
import type { Values } from '../sync/resource';
import { asEvent } from './as-event';
import { fields } from './fields';
import { clockOf } from './series-clock';

/**
 * A moved event takes its zone along although only start or end is named: in the hour that comes twice the row's own zone is one
 * that Microsoft cannot hold (`event-zone.ts`), and would look like an edit once the event has left that hour.
 * A moved series takes its cancelled occurrences along, which the column holds as instants. So does another rule: what the column still holds
 * from before means nothing for a single event, and would be dates cancelled by a person once it is a series again.
 */
export function rowForStrapi(values: Values, changed: readonly string[]): Record<string, unknown> {
  const event = asEvent(values);
  const isMoved = changed.some((field) => field === 'start' || field === 'end');
  const isReset = changed.includes('recurrence') || (changed.some((field) => clock.has(field)) && event.excludedDates.length > 0);
  const named = [...changed, ...(isMoved && !event.isAllDay ? ['timeZone'] : []), ...(isReset ? ['excludedDates'] : [])];
  const columns: Record<string, unknown> = {};
  for (const field of named) if (field in fields && field in values) columns[field] = values[field];
  if ('excludedDates' in columns && event.excludedDates.length > 0)
    columns['excludedDates'] = event.excludedDates.map(clockOf(event).startOn);
  return columns;
}

const clock = new Set(['start', 'isAllDay', 'timeZone']);
