import type { Sql } from '../../host/sql';
import { chunks, type Row } from '../../host/rows';

/** Values by the names of their columns, as Strapi makes them of attributes. */
export const columnsOf = (values: object): Row =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );

export type Knex = Parameters<Parameters<Sql['run']>[0]>[1];

/**
 * The one way by which rows are made or, where their key is there already, brought up to date. Rows of the same key are put together first, and
 * what comes later wins: SQLite and MySQL would do one after the other, PostgreSQL refuses the statement. `merge`: what a row that is there gets,
 * in place of all that is given.
 */
export async function upsert(
  sql: Pick<Sql, 'run'>,
  options: { readonly table: string; readonly key: string; readonly atOnce?: number; readonly merge?: (knex: Knex) => Row },
  rows: readonly Row[] | ((knex: Knex) => readonly Row[]),
): Promise<void> {
  const given = typeof rows === 'function' ? await sql.run(async (_from, knex) => rows(knex)) : rows;
  for (const part of chunks(oneOfEachKey(given, options.key), options.atOnce ?? 50))
    await sql.run((from, knex) => {
      const inserted = from(options.table).insert(part).onConflict(options.key);
      return options.merge ? inserted.merge(options.merge(knex)) : inserted.merge();
    });
}

function oneOfEachKey(rows: readonly Row[], key: string): Row[] {
  const byKey = new Map<unknown, Row>();
  for (const row of rows) byKey.set(row[key], { ...byKey.get(row[key]), ...row });
  return [...byKey.values()];
}
