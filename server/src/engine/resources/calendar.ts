import { calendarWith } from '../../../../src/calendar/definition';
import { storableOf } from '../../../../src/canonical/text';
import { KEY_PROPERTY, keyProperty } from '../../../../src/calendar/key-property';
import { aroundOccurrence, occurrenceAt } from '../../../../src/calendar/find-occurrence';
import type { Span } from '../../../../src/sync/resource';
import type { Collection } from '../../storage/port';
import type { GraphResource, Place } from './graph-resource';
import { restOf } from './rest-of-list';

const utc = 'outlook.timezone="UTC"';
/** What is asked for by name comes without the rest, and `cancelledOccurrences` comes by name only (graph-facts §1.3). */
const whole = [
  'id,changeKey,type,seriesMasterId,subject,body,start,end,isAllDay,originalStart,originalStartTimeZone,originalEndTimeZone,recurrence,cancelledOccurrences',
  'location,showAs,sensitivity,importance,categories,isReminderOn,reminderMinutesBeforeStart,attendees,organizer,isOrganizer,isCancelled,isDraft',
  'isOnlineMeeting,onlineMeeting,onlineMeetingUrl,webLink,iCalUId,createdDateTime,lastModifiedDateTime,transactionId',
].join(',');
const expandKey = `singleValueExtendedProperties($filter=id eq '${KEY_PROPERTY}')`;

const windowOf = ({ start, end }: Span): string => `startDateTime=${encodeURIComponent(start)}&endDateTime=${encodeURIComponent(end)}`;
const calendarPath = (id: string): string => `/calendars/${encodeURIComponent(id)}`;
/** Of the default calendar the addresses are used that name none: its list of changes is the documented one (graph-facts §1.1). */
const inCalendar = ({ id, isDefault }: Place): string => (isDefault ? '' : calendarPath(id));
/** By its id an event of the mailbox is found in whichever calendar it is; what others share, in theirs alone (graph-facts §11.3). */
const eventPath = ({ id, isOwned }: Place, address: string): string =>
  `${isOwned ? '' : calendarPath(id)}/events/${encodeURIComponent(address)}`;
const filtered = (place: Place, filter: string): string => `${inCalendar(place)}/events?$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expandKey)}`; // prettier-ignore

/** Events of the mailbox's calendars. `isRich`: a home holds bodies with their formatting. */
export const calendarResource = ({ isRich }: { readonly isRich: boolean }): GraphResource => ({
  definition: calendarWith({ isRich }),
  collectionsPath: '/calendars?$top=100', // ten by default (graph-facts §10.8)
  readCollections: (body) => calendarsOf(body),
  collectionPath: calendarPath,
  hasSeveral: true,
  hasWindow: true,
  firstPagePath: (place, window) => `${inCalendar(place)}/calendarView/delta?${windowOf(window)}`,
  viewPath: (place, window) => `${inCalendar(place)}/calendarView?${windowOf(window)}`,
  wherePath: (address) => `/events/${encodeURIComponent(address)}/calendar`,
  findByUidPath: (place, uids) => filtered(place, uids.map((uid) => `iCalUId eq '${uid.replaceAll("'", "''")}'`).join(' or ')),
  itemPath: eventPath,
  wholePath: (place, address) =>
    `${eventPath(place, address)}?$select=${whole}&$expand=${encodeURIComponent(`exceptionOccurrences,${expandKey}`)}`,
  askedApart: (_place, _address, body) => restOf(body, { name: 'exceptionOccurrences', path: null }),
  createPath: (place) => `${inCalendar(place)}/events`,
  find: {
    kind: 'filter',
    path: (place, documentId) =>
      filtered(place, `singleValueExtendedProperties/Any(ep: ep/id eq '${KEY_PROPERTY}' and ep/value eq '${documentId}')`),
  },
  allPath: (place) => `${inCalendar(place)}/events?$expand=${encodeURIComponent(expandKey)}`,
  createExtras: ({ documentId }, idempotencyKey) => ({
    transactionId: idempotencyKey,
    singleValueExtendedProperties: [keyProperty(documentId)],
  }),
  isReadBeforeWriting: false,
  mayRefuseText: false,
  readHeaders: { Prefer: [bodies(isRich), utc, 'odata.maxpagesize=200'].join(', ') },
  writeHeaders: { Prefer: [bodies(isRich), utc].join(', ') },
  sharedUidColumn: 'iCalUId',
  parts: {
    column: 'series',
    findPath: ({ collection, of, values, key }) => {
      const { from, to } = aroundOccurrence(values, key);
      return `${eventPath(collection, of)}/instances?startDateTime=${encodeURIComponent(from)}&endDateTime=${encodeURIComponent(to)}`;
    },
    readFound: (body, { values, key }) => occurrenceAt(body, values, key),
  },
  isChosenByName: true,
  collectionColumn: 'calendarName',
  ownFailures: [],
});

const bodies = (isRich: boolean): string => `outlook.body-content-type="${isRich ? 'html' : 'text'}"`;

/** Whether a calendar is the mailbox's own, only the owner of the default one tells (`ownedAmong`). */
function calendarsOf(body: unknown): Collection[] {
  const listed = (body as { value?: unknown } | null)?.value;
  return (Array.isArray(listed) ? listed : []).flatMap((one) => {
    const { id, name, isDefaultCalendar, canEdit, owner, isTallyingResponses } = (one ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || id === '') return [];
    const address = storableOf((owner as { address?: unknown } | null | undefined)?.address);
    const isDefault = isDefaultCalendar === true;
    return [
      {
        id,
        name: storableOf(name),
        isDefault,
        isReadOnly: !isDefault && canEdit === false,
        isOwned: true,
        talliesAnswers: isTallyingResponses !== false,
        owner: address === '' ? null : address.toLowerCase(),
      },
    ];
  });
}
