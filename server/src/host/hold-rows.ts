import type { Sql } from './sql';

/**
 * Of these documents those that are there, and that nobody can delete until the open transaction ends. What is written about a person or an
 * organization begins with this: a deletion under way is waited for, and one that comes later finds what was written. It is the
 * transaction's first statement.
 */
export async function holdRows(sql: Sql, table: string, documentIds: readonly string[]): Promise<Set<string>> {
  if (sql.client === 'sqlite') await takeWriteLock(sql, table);
  const rows = await sql.run<{ document_id: string }[]>((from) => {
    const query = from(table).whereIn('document_id', [...documentIds]);
    return (sql.client === 'sqlite' ? query : query.orderBy('id').forUpdate()).select('document_id');
  });
  return new Set(rows.map((row) => row.document_id));
}

/**
 * SQLite has one lock for all writers. A transaction that reads before it asks for that lock is refused as soon as another process is about to
 * write, however long it would be willing to wait; one that asks first waits.
 */
export const takeWriteLock = (sql: Sql, table: string): Promise<unknown> =>
  sql.run((from) => from(table).where({ id: -1 }).update({ id: -1 }));
