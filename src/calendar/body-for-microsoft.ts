/** The body of a POST or PATCH of an event (graph-facts §§1.8, 1.9). Attendees never go: the first would mail everybody. */
import type { Values } from '../sync/resource';
import { dateOf, graphFromInstant } from '../time';
import { asEvent } from './as-event';
import type { EventValues } from './values';

/** POST names every field. The key property and the transactionId are the runner's to add. */
export function bodyForMicrosoft(values: Values, changed: readonly string[]): Record<string, unknown> {
  const event = asEvent(values);
  return Object.assign({}, ...changed.map((field) => writers[field]?.(event))) as Record<string, unknown>;
}

const writers: Readonly<Record<string, ((event: EventValues) => Record<string, unknown>) | undefined>> = {
  subject: ({ subject }) => ({ subject }),
  body: ({ body }) => ({ body: { contentType: 'text', content: body } }),
  start: times,
  end: times,
  isAllDay: times,
  timeZone: times,
  location: ({ location }) => ({ location: { displayName: location } }),
  showAs: ({ showAs }) => ({ showAs }),
  sensitivity: ({ sensitivity }) => ({ sensitivity }),
  importance: ({ importance }) => ({ importance }),
  categories: ({ categories }) => ({ categories: [...categories] }),
  isReminderOn: reminder,
  reminderMinutesBeforeStart: reminder,
};

/** Always together: Graph checks them against each other (graph-facts §1.8). */
function times({ start, end, isAllDay, timeZone }: EventValues): Record<string, unknown> {
  const side = (instant: string): unknown =>
    isAllDay ? { dateTime: `${dateOf(instant)}T00:00:00`, timeZone: 'UTC' } : graphFromInstant(instant, timeZone ?? 'UTC');
  return { start: side(start), end: side(end), isAllDay };
}

function reminder({ isReminderOn, reminderMinutesBeforeStart }: EventValues): Record<string, unknown> {
  return isReminderOn && reminderMinutesBeforeStart !== null ? { isReminderOn, reminderMinutesBeforeStart } : { isReminderOn };
}
