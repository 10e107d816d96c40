import type { EventChanges } from './changes.js';
import type { EventProperties, StoredEvent } from './event.js';
import { noTime } from './event.js';
import type { Author } from './mail.js';
import { invitees, sendMail } from './mail.js';
import type { Mailbox } from './mailbox.js';
import { deliver } from './meetings.js';
import { addJoinInformation } from './online-meeting.js';
import { alignSeries, changedTimes } from './times.js';

/** What only the person's side and `.ics` files can set: through Graph these are read-only. */
export interface Provenance {
  readonly iCalUId?: string;
  readonly organizer?: StoredEvent['organizer'];
  readonly isCancelled?: boolean;
  readonly responseStatus?: EventProperties['responseStatus'];
  /** true: nobody is invited, as when a file is loaded. */
  readonly isSilent?: boolean;
}

const emptyLocation = { displayName: '', locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} };

/** Makes an event. A transactionId that was used before gives the event it made, unchanged (graph-facts §10.4). */
export function createEvent(
  mailbox: Mailbox,
  calendarKey: string,
  changes: EventChanges,
  author: Author,
  provenance: Provenance = {},
): StoredEvent {
  const repeated = changes.transactionId === undefined ? undefined : mailbox.findByTransaction(changes.transactionId);
  if (repeated) return repeated;

  const given = changedTimes(undefined, changes);
  const series = changes.recurrence ? alignSeries(given, changes.recurrence) : undefined;
  const key = mailbox.nextEventKey();
  const now = mailbox.clock.now();
  // In somebody else's calendar it is theirs (graph-facts §11.6).
  const own = mailbox.calendars.get(calendarKey)?.owner ?? { name: mailbox.person.name, address: mailbox.person.address };
  const organizer = provenance.organizer ?? own;
  const isOrganizer = organizer.address.toLowerCase() === own.address.toLowerCase();
  const event = mailbox.put({
    key,
    calendarKey,
    iCalUId: provenance.iCalUId ?? newUId(key),
    ...(changes.transactionId === undefined ? {} : { transactionId: changes.transactionId }),
    createdAt: now,
    modifiedAt: now,
    version: mailbox.nextVersion(),
    originalStartTimeZone: given.start.zone,
    originalEndTimeZone: given.end.zone,
    organizer,
    isOrganizer,
    properties: withOnlineMeeting(
      {
        subject: '',
        body: { contentType: 'text', content: '' },
        location: emptyLocation,
        locations: [],
        showAs: given.isAllDay ? 'free' : 'busy',
        sensitivity: 'normal',
        importance: 'normal',
        categories: [],
        isReminderOn: true,
        reminderMinutesBeforeStart: 15,
        attendees: [],
        allowNewTimeProposals: true,
        hideAttendees: false,
        responseRequested: true,
        isOnlineMeeting: false,
        onlineMeetingProvider: 'unknown',
        isCancelled: provenance.isCancelled ?? false,
        responseStatus: provenance.responseStatus ?? { response: isOrganizer ? 'organizer' : 'notResponded', time: noTime },
        singleValueExtendedProperties: [],
        multiValueExtendedProperties: [],
        ...changes.properties,
        ...(series?.times ?? given),
      },
      key,
    ),
    recurrence: series?.recurrence ?? null,
    exceptions: new Map(),
    cancelledDates: new Set(),
  });
  const invited = isOrganizer && !provenance.isSilent ? invitees(mailbox, event) : [];
  sendMail(mailbox, 'invitation', invited, event, author);
  deliver(mailbox, event, invited);
  return event;
}

export function withOnlineMeeting(properties: EventProperties, key: string): EventProperties {
  if (!properties.isOnlineMeeting) return properties;
  const onlineMeetingProvider = properties.onlineMeetingProvider === 'unknown' ? 'teamsForBusiness' : properties.onlineMeetingProvider;
  return { ...properties, onlineMeetingProvider, body: addJoinInformation(properties.body, key) };
}

function newUId(key: string): string {
  return `040000008200E00074C5B7101A82E00800000000${Buffer.from(key).toString('hex').toUpperCase().padStart(48, '0')}`;
}
