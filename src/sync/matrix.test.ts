/**
 * The planner's whole matrix, with the fields of real events and tasks: what each side has done since the base × three directions × four
 * strategies × six kinds of items. What is expected is written out; nothing of it is computed. "New" on one side and anything but "new" or
 * nothing on the other does not exist: what is linked is not new.
 */
import { describe, expect, it } from 'vitest';
import { calendar } from '../calendar/definition';
import type { ConflictResolution, Direction } from '../contracts';
import { tasksIn } from '../tasks/definition';
import { decide } from './decide';
import type { Link } from './link';
import type { LocalItem, Part, RemoteItem, ResourceDefinition, Values } from './resource';
import type { LocalState, RemoteState } from './situation';

type Done = 'unchanged' | 'changed' | 'changed elsewhere' | 'deleted' | 'new' | 'nothing';

interface Kind {
  readonly definition: ResourceDefinition;
  readonly base: Values;
  readonly here: Values;
  readonly there: Values;
  /** Another field than the one that is changed `here` and `there`. */
  readonly elsewhere: Values;
  readonly part: Part | null;
}

const event: Values = {
  subject: 'Lunch', body: '', start: '2026-03-02T11:00:00.000Z', end: '2026-03-02T12:00:00.000Z', isAllDay: false, timeZone: 'Europe/Berlin', recurrence: null, excludedDates: [], originalStart: null,
  location: '', showAs: 'busy', sensitivity: 'normal', importance: 'normal', categories: [], isReminderOn: false, reminderMinutesBeforeStart: null,
  attendees: [], organizer: null, isOrganizer: true, isCancelled: false, onlineMeetingUrl: null, webLink: null, iCalUId: 'uid',
}; // prettier-ignore
const series: Values = { ...event, recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=9' };
const task: Values = {
  title: 'Call',
  body: '',
  taskStatus: 'notStarted',
  importance: 'normal',
  dueDate: '2026-03-02',
  startDate: null,
  completedDate: null,
  isReminderOn: false,
  reminderAt: null,
  recurrence: '',
  categories: [],
  checklist: [],
};
const kinds: Record<string, Kind> = {
  'an event': {
    definition: calendar,
    base: event,
    here: { subject: 'here' },
    there: { subject: 'there' },
    elsewhere: { location: 'Room' },
    part: null,
  },
  'an all-day event': {
    definition: calendar,
    base: { ...event, isAllDay: true, timeZone: null, start: '2026-03-02T00:00:00.000Z', end: '2026-03-03T00:00:00.000Z' },
    here: { end: '2026-03-04T00:00:00.000Z' },
    there: { end: '2026-03-05T00:00:00.000Z' },
    elsewhere: { subject: 'Holiday' },
    part: null,
  },
  'a series': {
    definition: calendar,
    base: series,
    here: { recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5' },
    there: { recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=7' },
    elsewhere: { importance: 'high' },
    part: null,
  },
  'an exception': {
    definition: calendar,
    base: { ...event, originalStart: '2026-03-02T11:00:00.000Z' },
    here: { subject: 'here' },
    there: { subject: 'there' },
    elsewhere: { location: 'Room' },
    part: { of: 'series', key: '2026-03-02' },
  },
  'a cancelled occurrence': {
    definition: calendar,
    base: series,
    here: { excludedDates: ['2026-03-09'] },
    there: { excludedDates: ['2026-03-16'] },
    elsewhere: { subject: 'Lunch out' },
    part: null,
  },
  'a task': {
    definition: tasksIn({ timeZone: 'Europe/Berlin' }),
    base: task,
    here: { taskStatus: 'inProgress' },
    there: { taskStatus: 'waitingOnOthers' },
    elsewhere: { title: 'Call her' },
    part: null,
  },
};

const columns = ['to Microsoft', 'to Strapi', 'Strapi wins', 'Microsoft wins', 'newest: Strapi', 'newest: Microsoft', 'ask'] as const;
type Column = (typeof columns)[number];
const settingsOf: Record<Column, { direction: Direction; conflictResolution: ConflictResolution; editedAt?: string }> = {
  'to Microsoft': { direction: 'strapi-to-microsoft', conflictResolution: 'strapi-wins' },
  'to Strapi': { direction: 'microsoft-to-strapi', conflictResolution: 'strapi-wins' },
  'Strapi wins': { direction: 'bidirectional', conflictResolution: 'strapi-wins' },
  'Microsoft wins': { direction: 'bidirectional', conflictResolution: 'microsoft-wins' },
  'newest: Strapi': { direction: 'bidirectional', conflictResolution: 'newest-wins', editedAt: '2026-01-03T00:00:00.000Z' },
  'newest: Microsoft': { direction: 'bidirectional', conflictResolution: 'newest-wins', editedAt: '2026-01-01T00:00:00.000Z' },
  ask: { direction: 'bidirectional', conflictResolution: 'ask' },
};

function judged(
  kind: Kind,
  here: Done,
  there: Done,
  of: { direction: Direction; conflictResolution: ConflictResolution; editedAt?: string },
): string {
  const { definition, base, part } = kind;
  const now = (done: Done, own: Values): Values => ({
    ...base,
    ...(done === 'changed' || (done === 'new' && own !== kind.here) ? own : {}),
    ...(done === 'changed elsewhere' ? kind.elsewhere : {}),
  });
  const item = { part, isOwn: true };
  const local: LocalItem = {
    ...item,
    kind: 'item',
    documentId: 'd',
    values: now(here, kind.here),
    editedAt: of.editedAt ?? '2026-01-03T00:00:00.000Z',
  };
  const remote: RemoteItem = {
    ...item,
    kind: 'item',
    microsoftId: 'm',
    address: 'm',
    parts: null,
    etag: 'e',
    modifiedAt: '2026-01-02T00:00:00.000Z',
    sharedUid: null,
    key: null,
    values: now(there, kind.there),
    wouldMail: [],
    unwritable: [],
  };
  const isLinked = ![here, there].some((done) => done === 'new' || done === 'nothing');
  const link: Link = {
    documentId: 'd',
    microsoftId: 'm',
    part,
    origin: 'strapi',
    state: 'linked',
    base,
    facts: { isOwn: true, wouldMail: [], unwritable: [], masked: [], open: [] },
    etag: 'e',
  };
  const absent = (done: Done) =>
    done === 'deleted' ? { kind: 'deleted' as const } : done === 'nothing' ? { kind: 'none' as const } : null;
  const decision = decide({
    definition,
    settings: { direction: of.direction, conflictResolution: of.conflictResolution, invitations: 'ask' },
    link: isLinked ? link : null,
    local: absent(here) ?? ({ kind: 'item', item: local } satisfies LocalState),
    remote: absent(there) ?? ({ kind: 'item', item: remote, masked: [] } satisfies RemoteState),
    ...(part ? { whole: 'stands' } : {}),
  });
  const { strapi, microsoft, conflict, hold } = decision;
  return (
    [
      strapi.kind === 'none' ? '' : `${strapi.kind} here`,
      microsoft.kind === 'none' ? '' : `${microsoft.kind} there`,
      conflict ? (conflict.decided ? `${conflict.decided.winner} won` : 'asks') : '',
      decision.link.kind === 'end' ? 'remembered' : decision.link.kind === 'drop' && strapi.kind === 'none' ? 'forgotten' : '',
      hold ? `held: ${hold.code}` : '',
    ]
      .filter(Boolean)
      .join(', ') || '–'
  );
}
type Row = readonly [here: Done, there: Done, expected: string | Readonly<Record<Column, string>>];
const each = (...[toMicrosoft, toStrapi, strapi, microsoft, newestStrapi, newestMicrosoft, ask]: readonly [string, string, string, string, string, string, string]): Record<Column, string> => ({
  'to Microsoft': toMicrosoft, 'to Strapi': toStrapi, 'Strapi wins': strapi, 'Microsoft wins': microsoft, 'newest: Strapi': newestStrapi, 'newest: Microsoft': newestMicrosoft, ask,
}); // prettier-ignore
/** Where it is no conflict, the strategy changes nothing. */
const always = (toMicrosoft: string, toStrapi: string, both: string) => each(toMicrosoft, toStrapi, both, both, both, both, both);

const rows: readonly Row[] = [
  ['unchanged', 'unchanged', '–'],
  ['unchanged', 'changed', always('–', 'update here', 'update here')],
  ['unchanged', 'deleted', always('remembered', 'delete here', 'delete here')],
  ['changed', 'unchanged', always('update there', '–', 'update there')],
  [
    'changed',
    'changed',
    each(
      'update there, strapi won',
      'update here, microsoft won',
      'update there, strapi won',
      'update here, microsoft won',
      'update there, strapi won',
      'update here, microsoft won',
      'asks',
    ),
  ],
  [
    'changed',
    'deleted',
    each(
      'remembered',
      'delete here, microsoft won',
      'create there, strapi won',
      'delete here, microsoft won',
      'create there, strapi won',
      'create there, strapi won',
      'asks',
    ),
  ],
  ['changed elsewhere', 'changed', always('update there', 'update here', 'update here, update there')],
  ['deleted', 'unchanged', always('delete there', 'remembered', 'delete there')],
  [
    'deleted',
    'changed',
    each(
      'delete there, strapi won',
      'remembered',
      'delete there, strapi won',
      'create here, microsoft won',
      'create here, microsoft won',
      'create here, microsoft won',
      'asks',
    ),
  ],
  ['deleted', 'deleted', 'forgotten'],
  ['new', 'nothing', always('create there', '–', 'create there')],
  ['nothing', 'new', always('–', 'create here', 'create here')],
  [
    'new',
    'new',
    each(
      'update there, strapi won',
      'update here, microsoft won',
      'update there, strapi won',
      'update here, microsoft won',
      'update there, strapi won',
      'update here, microsoft won',
      'asks',
    ),
  ],
];
/** What is otherwise than with most items. */
const special: Readonly<Record<string, readonly Row[]>> = {
  'an exception': [
    // Its series says that the occurrence is cancelled, in the same transaction: no request of its own.
    ['deleted', 'unchanged', always('–', 'remembered', '–')],
    [
      'deleted',
      'changed',
      each(
        'strapi won',
        'remembered',
        'strapi won',
        'create here, microsoft won',
        'create here, microsoft won',
        'create here, microsoft won',
        'asks',
      ),
    ],
  ],
  'a cancelled occurrence': [
    // A set that only grows: both sides' cancellations stand beside each other, and nothing brings one back.
    ['changed', 'changed', always('update there', 'update here', 'update here, update there')],
    ['new', 'new', always('–', 'update here', 'update here')],
  ],
};

describe.each(Object.entries(kinds))('%s', (name, kind) => {
  const own = special[name] ?? [];
  const all = rows.map((row) => own.find(([here, there]) => here === row[0] && there === row[1]) ?? row);
  describe.each(all.map(([here, there, expected]) => ({ here, there, expected })))(
    '$here in Strapi, $there in Microsoft',
    ({ here, there, expected }) => {
      it.each(columns)('%s', (column) => {
        expect(judged(kind, here, there, settingsOf[column])).toBe(typeof expected === 'string' ? expected : expected[column]);
      });
    },
  );
});
