import type { Sql } from '../../host/sql';
import { chunks, type Row } from '../../host/rows';

/** SQLite takes 32,766 values in a statement. */
const AT_ONCE = 100;

/**
 * New rows, many in a statement. Written out here: for SQLite the query builder makes a `select` of each row, with the name of every column in it,
 * which takes half as long again to write and to read.
 */
export async function insertRows(sql: Pick<Sql, 'run'>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const row = `(${columns.map(() => '?').join(', ')})`;
  for (const part of chunks(rows, AT_ONCE)) {
    const values = part.flatMap((one) => columns.map((column) => one[column] ?? null));
    await sql.run(
      (from, knex) =>
      from(table).insert(knex.raw(`(${columns.map(() => '??').join(', ')}) values ${part.map(() => row).join(', ')}`, [...columns, ...values])), // prettier-ignore
    );
  }
}
