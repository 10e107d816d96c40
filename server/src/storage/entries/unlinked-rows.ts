import type { Core } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';
import type { Sql, Table } from '../../host/sql';
import { tables } from '../sql/models';
import type { Row } from '../../host/rows';
import { createUnlinkedByPath, type UnlinkedRows } from './unlinked-by-path';

interface JoinTable {
  readonly name: string;
  readonly joinColumn: { readonly name: string };
  readonly inverseJoinColumn: { readonly name: string };
}
/** A row that another transaction has not committed yet may have a smaller id than one that is seen. */
const OVERLAP = 1_000;

/**
 * Rows of an owner that no link knows (or whose create was sent and not answered). They alone can be the same as an item that comes in, and
 * an import of 10,000 items must not look through all that it has made, page after page.
 */
export function createUnlinkedRows(
  strapi: Core.Strapi,
  sql: Sql,
  options: { home: Home; targetKey: (user: string) => string },
): UnlinkedRows {
  const { home } = options;
  const { tableName, attributes } = strapi.db.metadata.get(home.uid) as unknown as {
    tableName: string;
    attributes: Record<string, { target: string; joinTable?: JoinTable }>;
  };
  const { joinTable, target = '' } = attributes[home.owner[0] ?? 'owner'] ?? {};
  if (home.owner.length > 1 || !joinTable) return createUnlinkedByPath(strapi, sql, options);
  const people = String(strapi.db.metadata.get(target).tableName);
  let checkedUpTo = 0;
  let wereThere = false;

  const { name: ownerLinks, joinColumn: ownEnd, inverseJoinColumn: ownerEnd } = joinTable;
  const owned = (from: (table: string) => Table, user: string): Table =>
    from(`${tableName} as e`)
      .join(`${ownerLinks} as o`, `o.${ownEnd.name}`, 'e.id')
      .join(`${people} as u`, 'u.id', `o.${ownerEnd.name}`)
      .where('u.document_id', user) as Table;
  /** Begins at the entries: those of the last page are few, and the owner's may be 50,000. */
  const ownedSince = (since: Table, user: string): Table =>
    since.whereExists(
      (query) =>
        void query
          .from(`${ownerLinks} as o`)
          .join(`${people} as u`, 'u.id', `o.${ownerEnd.name}`)
          .whereRaw(`o.${ownEnd.name} = e.id`)
          .where('u.document_id', user)
          .select('o.id'),
    ) as Table;
  // As a constant before the column, so that the index of links serves.
  const name = home.name === '' ? 'e.document_id' : sql.client === 'mysql' ? 'concat(?, e.document_id)' : '? || e.document_id';
  const known = `exists (select 1 from ?? as l where l.document_id = ${name} and l.target_key = ? and l.state <> ?)`;
  const binding = (user: string) => [tables.links, ...(home.name === '' ? [] : [`${home.name}|`]), options.targetKey(user), 'creating'];

  return {
    /** Asked again and again, it looks only at what is new since, one statement each time. */
    async areThere(user: string): Promise<boolean> {
      if (wereThere) return true;
      // SQLite has one writer at a time, and commits ids in their order.
      const after = sql.client === 'sqlite' ? checkedUpTo : Math.max(0, checkedUpTo - OVERLAP);
      const [found] = await sql.run<Row[]>((from, knex) => {
        const since = (): Table => from(`${tableName} as e`).where('e.id', '>', after) as Table;
        const all = after === 0 ? owned(from, user) : ownedSince(since(), user);
        const unlinked =
          after === 0
            ? owned(from, user).whereRaw(`not ${known}`, binding(user))
            : // Nearly all are linked: that is asked first, and only of the others whose they are.
              ownedSince(since().whereRaw(`not ${known}`, binding(user)) as Table, user);
        return knex.select(all.max('e.id').as('top'), unlinked.min('e.id').as('unlinked'));
      });
      checkedUpTo = Math.max(checkedUpTo, Number(found?.['top'] ?? 0));
      wereThere = (found?.['unlinked'] ?? null) !== null;
      return wereThere;
    },
    /** Their row ids in order. */
    async ids(user: string, after: number, limit: number): Promise<number[]> {
      const found = await sql.run<Row[]>((from) =>
        owned(from, user).where('e.id', '>', after).whereRaw(`not ${known}`, binding(user)).orderBy('e.id').limit(limit).select('e.id'),
      );
      return found.map((row) => Number(row['id']));
    },
  };
}
