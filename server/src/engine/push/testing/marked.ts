import { definition as plain, rule } from '../../../../../src/sync/testing/situations';
import { factsOfNew, type RemoteFacts } from '../../../../../src/sync/link';
import type { LocalItem, LocalReading, ResourceDefinition, Values } from '../../../../../src/sync/resource';
import { type Collection, type LocalRow, type Mark, notReadYet, type StoredLink } from '../../../storage/port';
import { type ChangeSet, newChangeSet } from '../../changes/change-set';
import type { RunContext } from '../../context';
import type { Loaded } from '../load';

const OWNER = 'ada';
const NOW = Date.parse('2026-03-02T08:00:00Z');
export const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

/** What repeats names its dates; a part stands for one of them. Rows hold what they are read as. */
const datesOf = (values: Values): readonly string[] => (values['dates'] as readonly string[] | undefined) ?? [];
const definition: ResourceDefinition = {
  ...plain,
  fields: { subject: rule(), dates: rule({ isEqual: (a, b) => JSON.stringify(a) === JSON.stringify(b) }) },
  readStrapi: (row) => row['reading'] as LocalReading,
  rowForStrapi: (values, fields) => Object.fromEntries(fields.map((field) => [field, values[field]])),
  problems: () => [],
  title: ({ subject }) => String(subject),
  parts: {
    id: (of, key) => `${of}/${key}`,
    areIn: (values) => datesOf(values).length > 0,
    has: (values, key) => datesOf(values).includes(key),
    areKept: (from, to) => datesOf(from).every((date) => datesOf(to).includes(date)),
    removed: (from, to) => datesOf(from).filter((date) => !datesOf(to).includes(date)),
    including: (of) => of,
    base: (of, key) => ({ subject: of['subject'], on: key }),
  },
};

const calendars: Record<'ours' | 'other' | 'theirs', Collection> = {
  ours: { id: 'ours', name: 'Calendar', isDefault: true, isReadOnly: false, isOwned: true, owner: null },
  other: { id: 'other', name: 'Other', isDefault: false, isReadOnly: false, isOwned: true, owner: null },
  theirs: { id: 'theirs', name: 'Theirs', isDefault: false, isReadOnly: true, isOwned: false, owner: 'ben' },
};

export interface RunSetting {
  readonly direction?: RunContext['settings']['direction'];
  readonly isPreview?: boolean;
  readonly isChosenByName?: boolean;
}
export const runOf = ({ direction = 'bidirectional', isPreview = false, isChosenByName = false }: RunSetting = {}): RunContext =>
  ({
    target: { user: OWNER, resource: 'calendar' },
    settings: { direction, conflictResolution: 'strapi-wins', invitations: 'ask' },
    start: { at: NOW },
    reading: { cursors: new Map(Object.values(calendars).map((collection) => [collection.id, { collection }])) },
    resource: {
      definition,
      parts: { column: 'series' },
      collectionColumn: 'calendarName',
      sharedUidColumn: 'iCalUId',
      isChosenByName,
      isReadBeforeWriting: false,
    },
    items: { homes: { uidOf: () => plain.uid, holds: () => true } },
    mailbox: { isReadOnly: isPreview },
  }) as unknown as RunContext;

export const markOf = (documentId: string, of: Partial<Mark> = {}): Mark => ({
  ...{ documentId, version: 1, sawDelete: false, at: null, isDeferred: false, failures: 0 },
  ...of,
});
export const linkOf = (of: Partial<StoredLink> = {}, facts: Partial<RemoteFacts> = {}): StoredLink => ({
  ...{ id: 1, documentId: 'a', microsoftId: 'A', collection: 'ours', part: null, origin: 'strapi', state: 'linked' },
  ...{ base: { subject: 'Visit', dates: [] }, ...notReadYet, etag: '1', ...of, facts: { ...factsOfNew, ...facts } },
});
export const itemOf = (values: Values = {}, of: Partial<LocalItem> = {}): LocalItem => ({
  ...{ kind: 'item', documentId: 'a', part: null, isOwn: true, editedAt: ago(30) },
  values: { subject: 'Visit', dates: [], ...values },
  ...of,
});
export const rowOf = (documentId: string, reading: LocalReading, columns: object = {}, of: Partial<LocalRow> = {}): LocalRow => ({
  ...{ id: 1, documentId, owner: OWNER, row: { documentId, reading, ...columns } },
  ...of,
});

/** All rows and links that were read together. */
export const loadedOf = ({
  rows = [],
  links = [],
  standing = [],
  parts = [],
}: {
  readonly rows?: readonly LocalRow[];
  readonly links?: readonly StoredLink[];
  /** In places of parts that have no link yet. */
  readonly standing?: readonly StoredLink[];
  /** Links of parts of what is judged. */
  readonly parts?: readonly StoredLink[];
}): Loaded => ({
  rows: new Map(rows.map((row) => [row.documentId, row])),
  links: new Map(links.map((link) => [link.documentId ?? '', link])),
  standing: new Map(standing.map((link) => [link.microsoftId ?? '', link])),
  partLinks: new Map(parts.map(({ part }) => [part?.of ?? '', parts])),
});

/** What a change set holds, in a few words; what is empty is left out. */
export function saidIn(changes: ChangeSet): object {
  const said = {
    ...changes,
    updates: Object.entries(Object.fromEntries(changes.updates)),
    completions: Object.entries(Object.fromEntries(changes.completions)),
    removals: [...changes.removals],
    holds: changes.holds.map(({ of, note }) => `${of.item}: ${note.code}, ${note.message}`),
    conflicts: changes.conflicts.map(({ item, note }) => `${item}: ${note.decided?.winner ?? 'open'}`),
    log: changes.log.map(({ side, kind, why }) => `${side} ${kind}: ${why}`),
  };
  const nothing = JSON.stringify(newChangeSet().counts);
  return Object.fromEntries(
    Object.entries(said).filter(
      ([name, value]) =>
        value !== null && (name === 'counts' ? JSON.stringify(value) !== nothing : Array.isArray(value) && value.length > 0),
    ),
  );
}
