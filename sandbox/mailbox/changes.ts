import type { EventProperties, EventTime } from './event.js';
import type { Recurrence } from './recurrence.js';

/** A checked request to change an event: what it names, and the values. Times and rules wait for the event they meet. */
export interface EventChanges {
  readonly named: ReadonlySet<string>;
  readonly properties: Partial<EventProperties>;
  readonly start?: EventTime;
  readonly end?: EventTime;
  readonly isAllDay?: boolean;
  readonly recurrence?: Recurrence | null;
  readonly transactionId?: string;
}

/** Each attendee's own business: changing only these mails nobody (graph-facts §1.9). */
export const personalNames: ReadonlySet<string> = new Set([
  'categories',
  'isReminderOn',
  'reminderMinutesBeforeStart',
  'showAs',
  'sensitivity',
  'singleValueExtendedProperties',
  'multiValueExtendedProperties',
  'transactionId',
]);
