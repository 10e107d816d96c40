import type { Sql } from '../../host/sql';
import { tables } from './models';
import { chunks, type Row } from '../../host/rows';
import { upsert } from './upsert';

const CHUNK = 50;

/** Changes of many links in few statements: those that touch the same columns go together. Of links that are gone by now nothing is changed, or made. */
export async function changeRows(sql: Sql, all: readonly { readonly id: number; readonly row: Row }[]): Promise<void> {
  const groups = new Map<string, Row[]>();
  for (const { id, row } of all) {
    const columns = Object.keys(row).sort().join();
    const group = groups.get(columns) ?? [];
    groups.set(columns, group);
    group.push({ id, ...row });
  }
  for (const rows of groups.values())
    for (const part of chunks(rows, CHUNK)) {
      const [only] = part;
      if (only && part.length === 1) {
        const { id, ...row } = only;
        await sql.run((from, knex) =>
          from(tables.links)
            .where({ id })
            .update(dated(row, knex.raw(sql.nowSql))),
        );
      } else {
        const there = await thoseThere(sql, part);
        await upsert(sql, { table: tables.links, key: 'id' }, (knex) => there.map((row) => dated(row, knex.raw(sql.nowSql))));
      }
    }
}

/** An upsert would make the others anew, of the changed columns alone. */
async function thoseThere(sql: Sql, rows: readonly Row[]): Promise<readonly Row[]> {
  const found = await sql.run<Row[]>((from) => from(tables.links).whereIn('id', rows.map(({ id }) => Number(id))).select('id')); // prettier-ignore
  const ids = new Set(found.map(({ id }) => Number(id)));
  return rows.filter(({ id }) => ids.has(Number(id)));
}

const dated = (row: Row, now: unknown): Row => ('base' in row ? { ...row, agreed_at: now } : row);
