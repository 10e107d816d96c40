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
  readCollection: (body) => {
    const { id, name } = (body ?? {}) as { id?: unknown; name?: unknown };
    return typeof id === 'string' ? { id, name: typeof name === 'string' ? name : '' } : null;
  },
  firstPagePath: (_calendar, { start, end }) => `/calendarView/delta?startDateTime=${encodeURIComponent(start)}&endDateTime=${encodeURIComponent(end)}`,
  itemPath: (_calendar, address) => `/events/${encodeURIComponent(address)}`,
  wholePath: (_calendar, address) => `/events/${encodeURIComponent(address)}`,
  createPath: () => '/events',
  find: {
    kind: 'filter',
    path: (_calendar, documentId) => {
      const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${KEY_PROPERTY}' and ep/value eq '${documentId}')`;
      return `/events?$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expandKey)}`;
    },
  },
  createExtras: (documentId, idempotencyKey) => ({
    transactionId: idempotencyKey,
    singleValueExtendedProperties: [keyProperty(documentId)],
  }),
  readHeaders: { Prefer: [text, utc, 'odata.maxpagesize=200'].join(', ') },
  writeHeaders: { Prefer: [text, utc].join(', ') },
  matchColumns: { sharedUid: 'iCalUId', field: 'start' },
  parts: null,
  collectionColumn: 'calendarName',
  ownFailures: [],
};
