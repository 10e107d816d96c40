import type { Core, UID } from '@strapi/types';
import { asEngine } from '../../host/own-writes';
import type { MatchCriteria } from '../../../../src/sync/resource';
import type { Sql } from '../../host/sql';
import { filtersOf } from './match-filters';
import { createRowInsertion, isPlainData } from './bulk-insert';
import { targetKey } from '../sql/keys';
import type { LocalItems, LocalRow, Target } from '../port';
import { chunks } from '../../host/rows';
import { createUnlinkedRows } from './unlinked-rows';
import { quickenUpdates } from './update-rows';

/** The rows of one content type, written through the Document Service, so that the host's own hooks see every change. */
export function createLocalItems(
  strapi: Core.Strapi,
  sql: Sql,
  { uid, resource, partColumn }: { uid: string; resource: Target['resource']; partColumn: string | null },
): LocalItems {
  const contentType = uid as UID.ContentType;
  const query = () => strapi.db.query(contentType);
  const documents = () => strapi.documents(contentType);
  const table = String(strapi.db.metadata.get(uid).tableName);
  const canLock = strapi.db.dialect.client !== 'sqlite';
  const populate: Record<string, true | { select: string[] }> = { owner: { select: ['id', 'documentId'] } };
  if (partColumn) populate[partColumn] = true; // what a part is said to be depends on the item it belongs to

  quickenUpdates(strapi, sql, (options, data) => isPlainData(strapi, options, data));
  /** Of the rows that were read last, which are those that are updated next. */
  let rowIds = new Map<string, number>();
  const insertion = createRowInsertion(strapi, sql, uid);
  const unlinkedRows = createUnlinkedRows(strapi, sql, { uid, targetKey: (user) => targetKey({ user, resource }) });

  async function holding(user: string, criteria: readonly MatchCriteria[]): Promise<LocalRow[]> {
    const found = new Map<number, LocalRow>();
    for (const $or of chunks(filtersOf(criteria), 200))
      // SQLite takes expressions of a certain depth only
      for (const row of await query().findMany({ where: { owner: { documentId: user }, $or }, populate }))
        found.set(Number(row['id']), toLocalRow(row));
    return [...found.values()].sort((a, b) => a.id - b.id);
  }

  return {
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
        await sql.run((from) => from(table).whereIn('id', part).orderBy('id').forUpdate().select('id'));
    },
    async read(documentIds) {
      const found = new Map<string, LocalRow>();
      for (const part of chunks(documentIds, 200)) {
        const rows = await query().findMany({ where: { documentId: { $in: part } }, populate });
        for (const row of rows) found.set(String(row['documentId']), toLocalRow(row));
      }
      rowIds = new Map([...found].map(([documentId, { id }]) => [documentId, id]));
      return found;
    },
    async ofOwner(user, after, limit) {
      const where = { owner: { documentId: user }, id: { $gt: after } };
      return (await query().findMany({ where, orderBy: { id: 'asc' }, limit, populate })).map(toLocalRow);
    },
    async unlinkedRows(user, after, limit) {
      const ids = await unlinkedRows.ids(user, after, limit);
      return ids.length === 0
        ? []
        : (await query().findMany({ where: { id: { $in: ids } }, orderBy: { id: 'asc' }, populate })).map(toLocalRow);
    },
    candidates: async (user, criteria) => (criteria.length > 0 && (await unlinkedRows.areThere(user)) ? holding(user, criteria) : []),
    holding,
    async partsOf(documentIds) {
      if (!partColumn) return [];
      const found: LocalRow[] = [];
      for (const part of chunks(documentIds, 200))
        found.push(
          ...(await query().findMany({ where: { [partColumn]: { documentId: { $in: part } } }, orderBy: { id: 'asc' }, populate })).map(
            toLocalRow,
          ),
        );
      return found;
    },
    async create(user, data) {
      const created: string[] = [];
      for (const one of data)
        created.push(
          (await asEngine({ uid, documentId: null }, () => documents().create({ data: { ...one, owner: user } as never }))).documentId,
        );
      return created;
    },
    async createMany(user, data) {
      const inBulk = data.filter(insertion.takes);
      const inserted = await insertion.insert(user, inBulk);
      if (inBulk.length === data.length) return inserted;
      const documentIds = new Map(inBulk.map((one, at) => [one, inserted[at] ?? '']));
      const created: string[] = [];
      for (const one of data) created.push(documentIds.get(one) ?? (await this.create(user, [one]))[0] ?? '');
      return created;
    },
    update: (documentId, data) =>
      asEngine(
        { uid, documentId, rowId: rowIds.get(documentId) },
        async () => void (await documents().update({ documentId, data: data as never })),
      ),
    remove: (documentId) => asEngine({ uid, documentId }, async () => void (await documents().delete({ documentId }))),
  };
}

function toLocalRow(row: Record<string, unknown>): LocalRow {
  const owner = row['owner'] as { documentId?: unknown } | null | undefined;
  return {
    id: Number(row['id']),
    documentId: String(row['documentId']),
    owner: typeof owner?.documentId === 'string' ? owner.documentId : null,
    row,
  };
}
