import { calendar } from '../../../src/calendar/definition';
import { KEY_PROPERTY, keyProperty } from '../../../src/calendar/key-property';
import type { Places } from './places';

const text = 'outlook.body-content-type="text"';
const utc = 'outlook.timezone="UTC"';
const expandKey = `singleValueExtendedProperties($filter=id eq '${KEY_PROPERTY}')`;

/** Events of the mailbox's default calendar (graph-facts §1.1: its delta is the documented one). */
export const calendarPlaces: Places = {
  definition: calendar,
  collectionPath: '/calendar',
  firstPagePath: ({ start, end }) => `/calendarView/delta?startDateTime=${encodeURIComponent(start)}&endDateTime=${encodeURIComponent(end)}`,
  itemPath: (microsoftId) => `/events/${encodeURIComponent(microsoftId)}`,
  createPath: '/events',
  findPath: (documentId) => {
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${KEY_PROPERTY}' and ep/value eq '${documentId}')`;
    return `/events?$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expandKey)}`;
  },
  createExtras: (documentId, idempotencyKey) => ({
    transactionId: idempotencyKey,
    singleValueExtendedProperties: [keyProperty(documentId)],
  }),
  readHeaders: { Prefer: [text, utc, 'odata.maxpagesize=200'].join(', ') },
  writeHeaders: { Prefer: [text, utc].join(', ') },
  matchColumns: { sharedUid: 'iCalUId', field: 'start' },
  collectionColumn: 'calendarName',
};
