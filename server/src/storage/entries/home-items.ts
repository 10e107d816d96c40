import type { Core, UID } from '@strapi/types';
import type { ReasonCode } from '../../../../src/contracts/reasons';
import type { Home } from '../../../../src/homes/home';
import { dataOf, rowOf } from '../../../../src/homes/row';
import type { HomeSays } from '../../../../src/sync/home-row';
import { documentIdOf, entryId } from '../../../../src/sync/entry-id';
import type { InDatabase } from '../../../../src/items/for-database';
import type { MatchCriteria } from '../../../../src/sync/resource';
import { asEngine } from '../../host/own-writes';
import { chunks, type Row } from '../../host/rows';
import type { Sql } from '../../host/sql';
import { takingTurns } from '../../node/in-turns';
import { askingHost } from '../host-refusal';
import type { LocalItems, LocalRow, MadeEntry } from '../port';
import { targetKey } from '../sql/keys';
import { createRowInsertion, newDocumentId } from './bulk-insert';
import { loadOnce } from '../../node/load-once';
import type { ListPart } from './listing';
import { filtersOf } from './match-filters';
import { ownersByPath } from './owners-by-path';
import { populateOf } from './populate';
import { standingOf } from './standing';
import { createUnlinkedRows } from './unlinked-rows';
import { versionOf } from './version';

type Data = Readonly<Record<string, unknown>>;
/** Instants. */
interface Range {
  readonly from: string;
  readonly to: string;
}
/** What can be asked of the database beside that. */
export interface Entries extends LocalItems {
  /** Of this person, what may happen in the range. */
  during(user: string, range: Range): Promise<LocalRow[]>;
  /** A person's list, home by home. */
  listed(user: string, asked: InDatabase): Promise<readonly ListPart[]>;
}
/** The entries of one home, by their documentIds. Rows are in canonical columns, and named among all homes. */
export interface HomeItems {
  readonly home: Home;
  lockable(documentIds: readonly string[]): Promise<number[]>;
  lock(rows: readonly number[]): Promise<void>;
  read(documentIds: readonly string[]): Promise<LocalRow[]>;
  ofOwner(user: string, after: number, limit: number): Promise<LocalRow[]>;
  unlinkedRows(user: string, after: number, limit: number): Promise<LocalRow[]>;
  candidates(user: string, criteria: () => readonly MatchCriteria[]): Promise<LocalRow[]>;
  holding(user: string, criteria: readonly MatchCriteria[]): Promise<LocalRow[]>;
  partsOf(documentIds: readonly string[]): Promise<LocalRow[]>;
  create(user: string, data: readonly Data[]): Promise<string[]>;
  createMany(user: string, data: readonly Data[]): Promise<MadeEntry[]>;
  /** False where all of it stands there already. */
  update(documentId: string, data: Data): Promise<boolean>;
  remove(documentId: string): Promise<void>;
}

export function createHomeItems(
  strapi: Core.Strapi,
  sql: Sql,
  { home, homes, timeZone, isPersons = false }: { home: Home; homes: readonly Home[]; timeZone: string; isPersons?: boolean },
): HomeItems & Pick<Entries, 'during'> & { listed(user: string, asked: InDatabase): Promise<ListPart> } {
  const { uid } = home;
  const contentType = uid as UID.ContentType;
  const query = () => strapi.db.query(contentType);
  const documents = () => strapi.documents(contentType);
  const table = String(strapi.db.metadata.get(uid).tableName);
  const canLock = strapi.db.dialect.client !== 'sqlite';
  const context = { timeZone };
  const version = versionOf(home);
  const populate = populateOf(strapi, home);
  /** What is asked of an entry that is about to be written. Columns need no relation beside them, not even the owner. */
  const populateStanding = Object.keys(populate).length === 1 && home.codecs.every(({ isPlain }) => isPlain) ? {} : populate;
  const series = home.codecs.find(({ field }) => field === 'series')?.attributes[0] ?? null;
  const standing = standingOf(strapi, { home, homes, populate });
  const ownersOf = ownersByPath(strapi, home);
  const written: typeof asEngine = isPersons ? (_own, write) => write() : asEngine;
  const insertion = createRowInsertion(strapi, sql, home);
  const unlinked = createUnlinkedRows(strapi, sql, { home, targetKey: (user) => targetKey({ user, resource: home.resource }) });
  /** Of the rows that were read last, which are those that are updated next. */
  let rowIds = new Map<string, number>();
  /**
   * Those rows as they stand, until they are updated. Only where no hook of the host could change one of them while another is written; against people
   * whoever updates has them locked.
   */
  let readLast = new Map<string, Row>();
  const staysAsRead = !home.isSame && version.isOnly && insertion.canTake;

  const find = (where: object, options: object = {}): Promise<Row[]> =>
    query().findMany({ where: { $and: [where, version.where] }, populate: populate as never, ...options }) as Promise<Row[]>;
  const listing = loadOnce(async () => (await import('./listing')).createListing(strapi, home, find));
  const ownedBy = (user: string): object =>
    home.owner.reduceRight<object>((inner, relation) => ({ [relation]: inner }), { documentId: user });

  async function toRows(entries: readonly Row[]): Promise<LocalRow[]> {
    if (entries.length === 0) return [];
    const [owners, said] = [await ownersOf(entries), await standing.of(entries)];
    return entries.map((entry) => {
      const owner = owners.get(Number(entry['id'])) ?? null;
      const { standing: found, ...says } = said.get(Number(entry['id'])) ?? {};
      const isUnowned = !home.isSame && owner === null;
      return toRow(entry, owner, isUnowned ? 'apart' : found, isUnowned ? { ...says, apart: UNOWNED } : says);
    });
  }
  function toRow(entry: Row, owner: string | null, found: LocalRow['standing'], says: Partial<HomeSays>): LocalRow {
    const row = rowOf(home, entry, context, says);
    return { id: Number(entry['id']), documentId: String(row['documentId']), owner, row, ...(found ? { standing: found } : {}) };
  }
  /** Those that are this person's and take part. */
  const ofPerson = async (user: string, entries: readonly Row[]): Promise<LocalRow[]> =>
    home.isSame ? toRows(entries) : (await toRows(entries)).filter(({ owner, standing: found }) => owner === user && found === undefined);

  async function holding(user: string, criteria: readonly MatchCriteria[]): Promise<LocalRow[]> {
    const found = new Map<number, Row>();
    // SQLite takes expressions of a certain depth only.
    for (const $or of chunks(filtersOf(home, criteria), 200))
      for (const entry of await find({ $and: [ownedBy(user), { $or }] })) found.set(Number(entry['id']), entry);
    return ofPerson(
      user,
      [...found.values()].sort((a, b) => Number(a['id']) - Number(b['id'])),
    );
  }

  /** Asks on where all of a page are left out: an empty one says that there are no more. */
  async function page(user: string, after: number, read: (after: number) => Promise<Row[]>): Promise<LocalRow[]> {
    for (let from = after; ;) {
      const entries = await read(from);
      const last = entries.at(-1);
      if (!last) return [];
      const rows = await ofPerson(user, entries);
      if (rows.length > 0) return rows;
      from = Number(last['id']);
    }
  }

  /** Of the plugin's own type: data as they are, without what it does not hold. */
  const own = (data: Data): Data => dataOf(home, data, { item: data, current: null }, context);

  /** The version that is written, as it stands: its components are named by their ids. */
  async function standingEntry(documentId: string): Promise<Row | null> {
    const where = { $and: [{ documentId }, version.writtenWhere] };
    return (await query().findOne({ where, populate: populateStanding as never })) as Row | null;
  }

  async function createOne(user: string, data: Data): Promise<string> {
    if (home.isSame) {
      const made = await askingHost(null, () =>
        written({ uid, documentId: null }, () => documents().create({ data: { ...own(data), owner: user === '' ? null : user } as never })),
      );
      return made.documentId;
    }
    const documentId = newDocumentId();
    const owner = home.owner.length === 1 ? { [home.owner[0] ?? '']: user } : {};
    await askingHost(null, async () => {
      const mapped = insertion.mapped(data, user, context);
      await written({ uid, documentId, isWhole: true }, () =>
        documents().create({ data: { ...mapped, ...owner, documentId } as never, ...version.created }),
      );
    });
    return documentId;
  }

  const named = (documentId: string): string => entryId({ home: home.name, documentId });

  return {
    home,
    async lockable(documentIds) {
      if (!canLock) return [];
      const rows: number[] = [];
      for (const part of chunks(documentIds, 200))
        for (const row of await sql.run<{ id: number }[]>((from) => from(table).whereIn('document_id', part).select('id')))
          rows.push(Number(row.id));
      return rows;
    },
    // By primary key: by any other, MySQL also locks the gaps between the rows, and runs of different people would wait for each other in a circle.
    async lock(rows) {
      for (const part of chunks(
        [...rows].sort((a, b) => a - b),
        200,
      ))
        // prettier-ignore
        await sql.run((from) => from(table).whereIn('id', part).orderBy('id').forUpdate().select('id'));
    },
    async read(documentIds) {
      const entries: Row[] = [];
      for (const part of chunks(documentIds, 200)) entries.push(...(await find({ documentId: { $in: part } })));
      rowIds = new Map(entries.map((entry) => [String(entry['documentId']), Number(entry['id'])]));
      readLast = new Map(staysAsRead ? entries.map((entry) => [String(entry['documentId']), entry]) : []);
      const missing = documentIds.filter((documentId) => !rowIds.has(documentId));
      return [
        ...(await toRows(entries)),
        ...(await standing.ofMissing(missing)).map((entry) => toRow(entry, null, 'apart', { apart: UNPUBLISHED })),
      ];
    },
    ofOwner: (user, after, limit) =>
      page(user, after, (from) => find({ $and: [ownedBy(user), { id: { $gt: from } }] }, { orderBy: { id: 'asc' }, limit })),
    unlinkedRows: (user, after, limit) =>
      page(user, after, async (from) => {
        const ids = await unlinked.ids(user, from, limit);
        return ids.length === 0 ? [] : find({ id: { $in: ids } }, { orderBy: { id: 'asc' } });
      }),
    candidates: async (user, criteria) => ((await unlinked.areThere(user)) ? holding(user, criteria()) : []),
    holding,
    async partsOf(documentIds) {
      if (series === null) return [];
      const found: Row[] = [];
      for (const part of chunks(documentIds, 200))
        found.push(...(await find({ [series]: { documentId: { $in: part } } }, { orderBy: { id: 'asc' } })));
      return toRows(found);
    },
    during: async (user, range) => ofPerson(user, await find({ $and: [ownedBy(user), within(home, range)] }, { orderBy: { id: 'asc' } })),
    listed: async (user, asked) =>
      (await listing())(asked, {
        ownedBy: ownedBy(user),
        rowsAfter: (where, after, limit) =>
          page(user, after, (from) => find({ $and: [where, { id: { $gt: from } }] }, { orderBy: { id: 'asc' }, limit })),
      }),
    async create(user, data) {
      const created: string[] = [];
      const others = takingTurns();
      for (const one of data) {
        created.push(named(await createOne(user, one)));
        await others();
      }
      return created;
    },
    async createMany(user, data) {
      // A function of the host may throw here as well.
      const mapped = insertion.canTake ? await askingHost(null, async () => data.map((one) => insertion.mapped(one, user, context))) : [];
      const inBulk = mapped.filter(insertion.takes);
      const inserted = (await insertion.insert(user, inBulk)).map((documentId, at): MadeEntry => {
        const stands = insertion.standsAs(inBulk[at] ?? {});
        return { documentId: named(documentId), row: stands && rowOf(home, { ...stands, documentId }, context) };
      });
      if (inBulk.length === data.length) return inserted;
      const made = new Map(inBulk.map((one, at) => [one, inserted[at]]));
      const created: MadeEntry[] = [];
      const others = takingTurns();
      for (const [at, one] of data.entries()) {
        created.push(made.get(mapped[at] as Data) ?? { documentId: named(await createOne(user, one)), row: null });
        await others();
      }
      return created;
    },
    async update(documentId, data) {
      if (home.isSame) {
        const rowId = rowIds.get(documentId);
        await askingHost(named(documentId), () =>
          written({ uid, documentId, rowId }, () => documents().update({ documentId, data: withoutHomes(own(data)) as never })),
        );
        return true;
      }
      const current = readLast.get(documentId) ?? (await standingEntry(documentId));
      readLast.delete(documentId);
      if (!current) throw new Error('The entry is gone.');
      return askingHost(named(documentId), async () => {
        const item = { ...rowOf(home, current, context), ...data };
        const changed = dataOf(home, data, { item, current }, context);
        if (Object.keys(changed).length === 0) return false;
        await written({ uid, documentId, isWhole: true, rowId: version.isOnly ? Number(current['id']) : undefined }, () =>
          documents().update({ documentId, data: changed as never, ...version.written }),
        );
        return true;
      });
    },
    remove: (documentId) =>
      askingHost(named(documentId), () =>
        written(
          { uid, documentId, isWhole: !home.isSame, home: home.name },
          async () => void (await documents().delete({ documentId, ...version.removed })),
        ),
      ),
  };
}

const UNOWNED = 'apart-without-owner' satisfies ReasonCode;
const UNPUBLISHED = 'apart-unpublished' satisfies ReasonCode;

/** Relations name entries by documentId alone. */
const withoutHomes = (data: Data): Data => (typeof data['series'] === 'string' ? { ...data, series: documentIdOf(data['series']) } : data);

/** What may happen in the range: series and their exceptions whatever their own dates, and all where no column tells when an entry is. */
function within(home: Home, { from, to }: Range): object {
  const columnOf = (field: string) => {
    const codec = home.codecs.find((one) => one.field === field);
    return codec?.isPlain ? (codec.attributes[0] ?? null) : null;
  };
  const [start, end] = [columnOf('start'), columnOf('end')];
  if (start === null || (end === null && home.durationMinutes === null)) return {};
  const begins = new Date(Date.parse(from) - (home.durationMinutes ?? 0) * 60_000).toISOString();
  const single = end === null ? { [start]: { $lt: to, $gte: begins } } : { [start]: { $lt: to }, [end]: { $gte: from } };
  const others = ['recurrence', 'originalStart'].flatMap((field) => columnOf(field) ?? []);
  return { $or: [single, ...others.map((column) => ({ [column]: { $notNull: true } }))] };
}
