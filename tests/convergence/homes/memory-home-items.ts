import { sameJson } from '../../../src/canonical/same';
import type { Home } from '../../../src/homes/home';
import { dataOf, rowOf } from '../../../src/homes/row';
import { entryId } from '../../../src/sync/entry-id';
import type { HomeItems } from '../../../server/src/storage/entries/home-items';
import { filtersOf } from '../../../server/src/storage/entries/match-filters';
import { versionOf } from '../../../server/src/storage/entries/version';
import type { LocalRow } from '../../../server/src/storage/port';
import type { HostRow } from '../state';
import { matches } from './filters';
import type { MemoryCrm } from './memory-crm';

type Row = Readonly<Record<string, unknown>>;
interface Options {
  readonly home: Home;
  /** Of every resource: they may share content types. */
  readonly homes: readonly Home[];
  readonly timeZone: string;
  /** Entries of this person, by their names, that a link knows. */
  readonly linked: (user: string) => ReadonlySet<string>;
  readonly newDocumentId: () => string;
}

/** Whoever the relations on the way to the owner lead to, in this version. */
export function ownerOf({ owner }: Home, entry: Row): string | null {
  const reached = owner.reduce<Row | null>((at, relation) => (at?.[relation] ?? null) as Row | null, entry);
  return typeof reached?.['documentId'] === 'string' ? reached['documentId'] : null;
}

export const takesPart = ({ takesPart: filters }: Home, entry: Row): boolean => filters === null || matches(filters, entry);

/** The entries of one home in memory, as the engine uses them (server/src/storage/entries/home-items.ts). The caller writes as the engine. */
export function memoryHomeItems(crm: MemoryCrm, { home, homes, timeZone, linked, newDocumentId }: Options): HomeItems {
  const { uid } = home;
  const context = { timeZone };
  const version = versionOf(home);
  const siblings = homes.filter((other) => other !== home && other.uid === uid);
  const documents = crm.documents(uid);
  const find = (where: Row, of: object = version.where): HostRow[] =>
    crm.all(uid).filter((entry) => matches(where, entry) && matches(of as Row, entry));
  const named = (documentId: string): string => entryId({ home: home.name, documentId });
  const ownedBy = (user: string): Row =>
    home.owner.reduceRight<object>((inner, relation) => ({ [relation]: inner }), { documentId: user }) as Row;

  /** Somebody's draft holds something else. */
  function isPending(entry: HostRow): boolean {
    if (home.version !== 'published') return false;
    const [draft] = find({ documentId: entry.documentId }, version.writtenWhere);
    return draft !== undefined && !sameJson(contentOf(draft), contentOf(entry));
  }
  function toRow(entry: HostRow, isPublished = true): LocalRow {
    const owner = isPublished ? ownerOf(home, entry) : null;
    const isElsewhere = !takesPart(home, entry) && siblings.some((other) => takesPart(other, entry));
    const apart =
      owner === null ? ('apart-without-owner' as const) : takesPart(home, entry) || isElsewhere ? null : ('apart-by-mapping' as const);
    const standing = apart !== null ? ('apart' as const) : isElsewhere ? ('passed-on' as const) : null;
    const row = rowOf(home, entry, context, {
      ...(apart === null ? {} : { apart }),
      ...(isPublished && isPending(entry) ? { waits: 'draft-waits' as const } : {}),
    });
    return { id: entry.id, documentId: String(row['documentId']), owner, row, ...(standing ? { standing } : {}) };
  }
  const ofPerson = (user: string, entries: readonly HostRow[]): LocalRow[] =>
    entries.map((entry) => toRow(entry)).filter(({ owner, standing }) => owner === user && standing === undefined);
  const ofOwner = (user: string, after: number): LocalRow[] => ofPerson(user, find({ $and: [ownedBy(user), { id: { $gt: after } }] }));
  const unlinked = (user: string, after: number): LocalRow[] =>
    ofOwner(user, after).filter(({ documentId }) => !linked(user).has(documentId));

  async function create(user: string, data: readonly Row[]): Promise<string[]> {
    const created: string[] = [];
    for (const one of data) {
      const made = home.create.data;
      const documentId = newDocumentId();
      const given = {
        ...(typeof made === 'function' ? made(one, { owner: user }) : made),
        ...dataOf(home, one, { item: one, current: null }, context),
        ...(home.owner.length === 1 ? { [home.owner[0] ?? '']: user } : {}),
        documentId,
      };
      await documents.create({ data: given, ...version.created });
      created.push(named(documentId));
    }
    return created;
  }
  const items: HomeItems = {
    home,
    lockable: async () => [],
    lock: async () => undefined,
    async read(documentIds) {
      const entries = find({ documentId: { $in: documentIds } });
      const missing = documentIds.filter((id) => !entries.some(({ documentId }) => documentId === id));
      const drafts = home.version === 'published' ? find({ documentId: { $in: missing } }, version.writtenWhere) : [];
      return [...entries.map((entry) => toRow(entry)), ...drafts.map((entry) => toRow(entry, false))];
    },
    ofOwner: async (user, after, limit) => ofOwner(user, after).slice(0, limit),
    unlinkedRows: async (user, after, limit) => unlinked(user, after).slice(0, limit),
    candidates: async (user, criteria) => (unlinked(user, 0).length > 0 ? items.holding(user, criteria()) : []),
    async holding(user, criteria) {
      const filters = filtersOf(home, criteria);
      return ofPerson(user, find(ownedBy(user)).filter((entry) => filters.some((filter) => matches(filter, entry)))); // prettier-ignore
    },
    partsOf: async () => [],
    create,
    createMany: async (user, data) => (await create(user, data)).map((documentId) => ({ documentId, row: null })),
    async update(documentId, data) {
      const [current] = find({ documentId }, version.writtenWhere);
      if (!current) throw new Error('The entry is gone.');
      const item = { ...rowOf(home, current, context), ...data };
      const written = dataOf(home, data, { item, current }, context);
      if (Object.keys(written).length === 0) return false;
      await documents.update({ documentId, data: written, ...version.written });
      return true;
    },
    remove: async (documentId) => void (await documents.delete({ documentId, ...version.removed })),
  };
  return items;
}

const ROW_ONLY = new Set(['id', 'publishedAt', 'createdAt', 'updatedAt']);

/** Without what tells one version from the other. */
function contentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(contentOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (ROW_ONLY.has(name) ? [] : [[name, contentOf(one)]])));
}
