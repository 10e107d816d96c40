import { calendarWith } from '../../../../src/calendar/definition';
import { KEY_PROPERTY, keyProperty } from '../../../../src/calendar/key-property';
import { aroundOccurrence, occurrenceAt } from '../../../../src/calendar/find-occurrence';
import type { GraphResource } from './graph-resource';

const utc = 'outlook.timezone="UTC"';
/** What is asked for by name comes without the rest, and `cancelledOccurrences` comes by name only (graph-facts §1.3). */
const whole = [
  'id,changeKey,type,seriesMasterId,subject,body,start,end,isAllDay,originalStart,originalStartTimeZone,originalEndTimeZone,recurrence,cancelledOccurrences',
  'location,showAs,sensitivity,importance,categories,isReminderOn,reminderMinutesBeforeStart,attendees,organizer,isOrganizer,isCancelled,isDraft',
  'isOnlineMeeting,onlineMeeting,onlineMeetingUrl,webLink,iCalUId,createdDateTime,lastModifiedDateTime,transactionId',
].join(',');
const expandKey = `singleValueExtendedProperties($filter=id eq '${KEY_PROPERTY}')`;

/** Events of the mailbox's default calendar (graph-facts §1.1: its delta is the documented one). `isRich`: a home holds bodies with their formatting. */
export const calendarResource = ({ isRich }: { readonly isRich: boolean }): GraphResource => ({
  definition: calendarWith({ isRich }),
  collectionsPath: '/calendar',
  readCollections: (body) => {
    const { id, name } = (body ?? {}) as { id?: unknown; name?: unknown };
    return typeof id === 'string'
      ? [{ id, name: typeof name === 'string' ? name : '', isDefault: true, isReadOnly: false, isOwned: true }]
      : [];
  },
  hasSeveral: false,
  hasWindow: true,
  firstPagePath: (_calendar, { start, end }) =>
    `/calendarView/delta?startDateTime=${encodeURIComponent(start)}&endDateTime=${encodeURIComponent(end)}`,
  itemPath: (_calendar, address) => `/events/${encodeURIComponent(address)}`,
  wholePath: (_calendar, address) =>
    `/events/${encodeURIComponent(address)}?$select=${whole}&$expand=${encodeURIComponent(`exceptionOccurrences,${expandKey}`)}`,
  createPath: () => '/events',
  find: {
    kind: 'filter',
    path: (_calendar, documentId) => {
      const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${KEY_PROPERTY}' and ep/value eq '${documentId}')`;
      return `/events?$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expandKey)}`;
    },
  },
  allPath: () => `/events?$expand=${encodeURIComponent(expandKey)}`,
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
    findPath: ({ of, values, key }) => {
      const { from, to } = aroundOccurrence(values, key);
      return `/events/${encodeURIComponent(of)}/instances?startDateTime=${encodeURIComponent(from)}&endDateTime=${encodeURIComponent(to)}`;
    },
    readFound: (body, { values, key }) => occurrenceAt(body, values, key),
  },
  collectionColumn: 'calendarName',
  ownFailures: [],
});

const bodies = (isRich: boolean): string => `outlook.body-content-type="${isRich ? 'html' : 'text'}"`;
