import type { Core } from '@strapi/types';
import type { Sql, Table } from '../host/sql';
import { tables } from './models';
import type { Row } from './rows';

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
export function createStrangers(strapi: Core.Strapi, sql: Sql, of: { uid: string; targetKey: (user: string) => string }) {
  const { tableName, attributes } = strapi.db.metadata.get(of.uid) as unknown as { tableName: string; attributes: { owner: { target: string; joinTable: JoinTable } } };
  const { joinTable, target } = attributes.owner;
  const people = String(strapi.db.metadata.get(target).tableName);
  let checkedUpTo = 0;
  let wereThere = false;

  const rows = (from: (table: string) => Table, user: string, after: number): Table =>
    from(`${tableName} as e`)
      .join(`${joinTable.name} as o`, `o.${joinTable.joinColumn.name}`, 'e.id')
      .join(`${people} as u`, 'u.id', `o.${joinTable.inverseJoinColumn.name}`)
      .leftJoin(`${tables.links} as l`, (join) => void join.on('l.document_id', 'e.document_id').andOnVal('l.target_key', of.targetKey(user)).andOnVal('l.state', '<>', 'creating'))
      .where('u.document_id', user)
      .where('e.id', '>', after) as Table;

  return {
    /** Asked again and again, it looks only at what is new since, one statement each time. */
    async areThere(user: string): Promise<boolean> {
      if (wereThere) return true;
      const [found] = await sql.run<Row[]>((from, knex) =>
        rows(from, user, Math.max(0, checkedUpTo - OVERLAP)).select(knex.raw('max(e.id) as top'), knex.raw('sum(case when l.id is null then 1 else 0 end) as strangers')),
      );
      checkedUpTo = Math.max(checkedUpTo, Number(found?.['top'] ?? 0));
      wereThere = Number(found?.['strangers'] ?? 0) > 0;
      return wereThere;
    },
    /** Their row ids in order. */
    async ids(user: string, after: number, limit: number): Promise<number[]> {
      const found = await sql.run<Row[]>((from) => rows(from, user, after).whereNull('l.id').orderBy('e.id').limit(limit).select('e.id'));
      return found.map((row) => Number(row['id']));
    },
  };
}
