/** The body of a POST or PATCH of an event (graph-facts §§1.8, 1.9). Attendees never go: the first would mail everybody. */
import { withOneBody } from '../canonical/one-body';
import type { Values } from '../sync/resource';
import { dateOf, graphFromInstant } from '../time';
import { asEvent } from './as-event';
import { fields } from './fields';
import { recurrenceForMicrosoft } from './recurrence-for-microsoft';
import type { EventValues } from './values';

/** POST names every field, and a single event in it says nothing of recurrence. The key property and the transactionId are the runner's to add. */
export function bodyForMicrosoft(values: Values, changed: readonly string[]): Record<string, unknown> {
  const event = asEvent(values);
  const isNew = Object.keys(fields).every((field) => changed.includes(field));
  const stops = changed.includes('recurrence') && event.recurrence === null && event.originalStart === null && !isNew;
  return Object.assign(
    stops ? { recurrence: null } : {},
    ...withOneBody(values, changed).map((field) => writers[field]?.(event)),
  ) as Record<string, unknown>;
}

const writers: Readonly<Record<string, ((event: EventValues) => Record<string, unknown>) | undefined>> = {
  subject: ({ subject }) => ({ subject }),
  body: ({ body }) => ({ body: { contentType: 'text', content: body } }),
  html: ({ html }) => ({ body: { contentType: 'html', content: html ?? '' } }),
  start: times,
  end: times,
  isAllDay: times,
  timeZone: times,
  recurrence: times,
  location: ({ location }) => ({ location: { displayName: location } }),
  showAs: ({ showAs }) => ({ showAs }),
  sensitivity: ({ sensitivity }) => ({ sensitivity }),
  importance: ({ importance }) => ({ importance }),
  categories: ({ categories }) => ({ categories: [...categories] }),
  isReminderOn: reminder,
  reminderMinutesBeforeStart: reminder,
};

/**
 * Always together, with the rule of a series: Graph checks them against each other, and a master whose zone changes needs its rule
 * again (graph-facts §§1.8, 6). `excludedDates` go in no body: the runner deletes those occurrences.
 */
function times(event: EventValues): Record<string, unknown> {
  const { start, end, isAllDay, timeZone } = event;
  const side = (instant: string): unknown =>
    isAllDay ? { dateTime: `${dateOf(instant)}T00:00:00`, timeZone: 'UTC' } : graphFromInstant(instant, timeZone ?? 'UTC');
  return {
    start: side(start),
    end: side(end),
    isAllDay,
    ...(event.recurrence === null ? {} : { recurrence: recurrenceForMicrosoft(event.recurrence, event) }),
  };
}

function reminder({ isReminderOn, reminderMinutesBeforeStart }: EventValues): Record<string, unknown> {
  return isReminderOn && reminderMinutesBeforeStart !== null ? { isReminderOn, reminderMinutesBeforeStart } : { isReminderOn };
}
