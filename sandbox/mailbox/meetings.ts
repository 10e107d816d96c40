import type { Attendee, EventProperties, ResponseStatus, StoredEvent } from './event.js';
import { noTime } from './event.js';
import type { Mailbox } from './mailbox.js';

/** Finds other people's mailboxes; the sandbox fills it in, so that meetings arrive where people are invited. */
const directories = new WeakMap<Mailbox, (address: string) => Mailbox | undefined>();

export function connectDirectory(mailbox: Mailbox, find: (address: string) => Mailbox | undefined): void {
  directories.set(mailbox, find);
}

/** Puts or refreshes the invited people's copies. Their personal fields stay theirs; iCalUId is shared (graph-facts §1.6). */
export function deliver(mailbox: Mailbox, event: StoredEvent, addresses: readonly string[]): void {
  for (const address of addresses) {
    const other = directories.get(mailbox)?.(address);
    if (!other || other === mailbox) continue;
    const existing = copyIn(other, event);
    const own = existing?.properties;
    const properties: EventProperties = {
      ...event.properties,
      categories: own?.categories ?? [],
      isReminderOn: own?.isReminderOn ?? true,
      reminderMinutesBeforeStart: own?.reminderMinutesBeforeStart ?? 15,
      showAs: own?.showAs ?? 'tentative',
      sensitivity: own?.sensitivity ?? event.properties.sensitivity,
      responseStatus: own?.responseStatus ?? { response: 'notResponded', time: noTime },
      singleValueExtendedProperties: own?.singleValueExtendedProperties ?? [],
      multiValueExtendedProperties: own?.multiValueExtendedProperties ?? [],
    };
    const { transactionId: _transactionId, ...shared } = event;
    other.put({
      ...shared,
      key: existing?.key ?? other.nextEventKey(),
      calendarKey: existing?.calendarKey ?? other.defaultCalendarKey,
      createdAt: existing?.createdAt ?? other.clock.now(),
      modifiedAt: other.clock.now(),
      version: other.nextVersion(),
      isOrganizer: false,
      properties,
      ...withoutZone(event),
    });
  }
}

/** A participant's copy of an all-day series does not say in which zone its days begin, although they begin there (microsoft-graph-docs#7163). */
function withoutZone({
  recurrence,
  properties,
}: StoredEvent): Partial<Pick<StoredEvent, 'recurrence' | 'originalStartTimeZone' | 'originalEndTimeZone'>> {
  if (!recurrence || !properties.isAllDay) return {};
  const range = { ...recurrence.range, recurrenceTimeZone: '' };
  return { recurrence: { ...recurrence, range }, originalStartTimeZone: '', originalEndTimeZone: '' };
}

/** A cancelled meeting stays in the attendee's calendar, marked (graph-facts §1.3). */
export function withdraw(mailbox: Mailbox, event: StoredEvent, addresses: readonly string[]): void {
  for (const address of addresses) {
    const other = directories.get(mailbox)?.(address);
    const copy = other && other !== mailbox ? copyIn(other, event) : undefined;
    if (!other || !copy || copy.properties.isCancelled) continue;
    const properties = { ...copy.properties, isCancelled: true, subject: `Canceled: ${copy.properties.subject}`, showAs: 'free' };
    other.put({ ...copy, version: other.nextVersion(), modifiedAt: other.clock.now(), properties });
  }
}

/** Tells the organizer's copy what the owner of this mailbox answered. */
export function reportResponse(mailbox: Mailbox, event: StoredEvent, status: ResponseStatus): void {
  const organizer = directories.get(mailbox)?.(event.organizer.address);
  const original = organizer && organizer !== mailbox ? copyIn(organizer, event) : undefined;
  if (organizer && original) noteResponse(organizer, original, mailbox.person.address, status);
}

/** An answer arrives at the organizer: the meeting changes, and nobody is mailed. */
export function noteResponse(mailbox: Mailbox, event: StoredEvent, address: string, status: ResponseStatus): StoredEvent {
  const attendees = event.properties.attendees.map((attendee): Attendee =>
    attendee.emailAddress.address.toLowerCase() === address.toLowerCase() ? { ...attendee, status } : attendee,
  );
  return mailbox.put({
    ...event,
    version: mailbox.nextVersion(),
    modifiedAt: mailbox.clock.now(),
    properties: { ...event.properties, attendees },
  });
}

function copyIn(mailbox: Mailbox, event: StoredEvent): StoredEvent | undefined {
  for (const candidate of mailbox.events.values()) if (candidate.iCalUId === event.iCalUId) return candidate;
  return undefined;
}
