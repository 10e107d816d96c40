import type { EventChanges } from './changes.js';
import { personalNames } from './changes.js';
import { withOnlineMeeting } from './create-event.js';
import { dayOfWall, formatDate } from './dates.js';
import type { Attendee, EventProperties, StoredEvent } from './event.js';
import type { Author } from './mail.js';
import { invitees, sendMail } from './mail.js';
import type { Mailbox } from './mailbox.js';
import { deliver, withdraw } from './meetings.js';
import { hasJoinInformation } from './online-meeting.js';
import type { Recurrence } from './recurrence.js';
import { expandRecurrence } from './recurrence.js';
import { alignSeries, changedTimes } from './times.js';

/** PATCH of a single event or of a series as a whole. */
export function changeEvent(mailbox: Mailbox, event: StoredEvent, changes: EventChanges, author: Author): StoredEvent {
  const namesTimes = changes.start !== undefined || changes.end !== undefined || changes.isAllDay !== undefined;
  let times = namesTimes || changes.recurrence ? changedTimes(event.properties, changes) : undefined;
  let recurrence = changes.recurrence === undefined ? event.recurrence : changes.recurrence;
  if (recurrence && times) {
    const startDate = formatDate(dayOfWall(times.start.wall));
    // A start without a rule moves the rule along; a rule that comes with it must agree (graph-facts §1.8).
    const rule: Recurrence = changes.recurrence ? recurrence : { ...recurrence, range: { ...recurrence.range, startDate } };
    ({ times, recurrence } = alignSeries(times, rule));
  }
  const merged = { ...event.properties, ...mergedProperties(event.properties, changes.properties), ...times };
  const properties = withOnlineMeeting(keepOnlineMeeting(event, merged), event.key);
  const now = mailbox.clock.now();
  const zoneChanged = times !== undefined && changes.recurrence ? times : undefined;
  const changed = mailbox.put({
    ...event,
    ...(zoneChanged ? { originalStartTimeZone: zoneChanged.start.zone, originalEndTimeZone: zoneChanged.end.zone } : {}),
    modifiedAt: now,
    version: mailbox.nextVersion(),
    properties,
    recurrence,
    ...keptExceptions(event, properties, recurrence),
  });
  notify(mailbox, event, changed, changes, author, 1 + changed.exceptions.size);
  return changed;
}

/** Mails what Exchange mails: nobody for personal fields, only the concerned for a change of attendees alone. */
export function notify(mailbox: Mailbox, before: StoredEvent, after: StoredEvent, changes: EventChanges, author: Author, copies = 1): void {
  if (!after.isOrganizer) return;
  const previous = invitees(mailbox, before);
  const current = invitees(mailbox, after);
  const added = current.filter((address) => !previous.includes(address));
  const removed = previous.filter((address) => !current.includes(address));
  sendMail(mailbox, 'invitation', added, after, author);
  sendMail(mailbox, 'cancellation', removed, before, author);
  withdraw(mailbox, before, removed);
  const isForAll = [...changes.named].some((name) => name !== 'attendees' && !personalNames.has(name));
  const kept = isForAll ? current.filter((address) => previous.includes(address)) : [];
  for (let copy = 0; copy < copies; copy += 1) sendMail(mailbox, 'update', kept, after, author);
  deliver(mailbox, after, [...added, ...kept]);
}

/** Attendees keep the answers they gave, and extended properties that a request does not name stay. */
export function mergedProperties(before: EventProperties, changes: Partial<EventProperties>): Partial<EventProperties> {
  const { attendees, singleValueExtendedProperties: single, multiValueExtendedProperties: multi } = changes;
  return {
    ...changes,
    ...(attendees === undefined ? {} : { attendees: attendees.map((one) => withKnownStatus(one, before.attendees)) }),
    ...(single === undefined ? {} : { singleValueExtendedProperties: mergedById(before.singleValueExtendedProperties, single) }),
    ...(multi === undefined ? {} : { multiValueExtendedProperties: mergedById(before.multiValueExtendedProperties, multi) }),
  };
}

function withKnownStatus(attendee: Attendee, known: readonly Attendee[]): Attendee {
  const address = attendee.emailAddress.address.toLowerCase();
  const before = known.find(({ emailAddress }) => emailAddress.address.toLowerCase() === address);
  return before ? { ...attendee, status: before.status } : attendee;
}

function mergedById<T extends { readonly id: string }>(before: readonly T[], changes: readonly T[]): T[] {
  return [...before.filter(({ id }) => !changes.some((change) => change.id === id)), ...changes];
}

/** An online meeting cannot be switched off; a body without its join information loses it (graph-facts §1.8). */
function keepOnlineMeeting(event: StoredEvent, properties: EventProperties): EventProperties {
  if (!event.properties.isOnlineMeeting) return properties;
  const bodyChanged = properties.body !== event.properties.body;
  const isLost = bodyChanged && !hasJoinInformation(properties.body, event.key);
  return { ...properties, isOnlineMeeting: !isLost };
}

/** A new rule or start resets a series, as Exchange does; a range that only ends elsewhere keeps what is still in it. */
function keptExceptions(
  event: StoredEvent,
  properties: EventProperties,
  recurrence: Recurrence | null,
): Pick<StoredEvent, 'exceptions' | 'cancelledDates'> {
  const none = { exceptions: new Map(), cancelledDates: new Set<string>() };
  if (!recurrence || !event.recurrence) return none;
  const isSameStart = properties.start.wall === event.properties.start.wall && properties.start.zone === event.properties.start.zone;
  const isSamePattern = JSON.stringify(recurrence.pattern) === JSON.stringify(event.recurrence.pattern);
  if (!isSameStart || !isSamePattern || properties.isAllDay !== event.properties.isAllDay) return none;
  if (event.exceptions.size === 0 && event.cancelledDates.size === 0) return none;
  const dates = new Set<string>();
  const known = [...event.exceptions.keys(), ...event.cancelledDates];
  const last = Math.max(...known.map((date) => Date.parse(date) / 86_400_000));
  for (const day of expandRecurrence(recurrence, last)) dates.add(formatDate(day));
  return {
    exceptions: new Map([...event.exceptions].filter(([date]) => dates.has(date))),
    cancelledDates: new Set([...event.cancelledDates].filter((date) => dates.has(date))),
  };
}
