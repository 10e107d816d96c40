import type { Core } from '@strapi/types';

export interface Cost {
  readonly statements: number;
  /** Of transactions, and of writes that stand alone. */
  readonly commits: number;
  readonly milliseconds: number;
}

/** What `work` costs: SQL statements other than of transactions themselves, commits, time. `say` prints each statement. */
export async function cost(strapi: Core.Strapi, work: () => Promise<unknown>, say?: (sql: string) => void): Promise<Cost> {
  let statements = 0;
  let commits = 0;
  const open = new Set<unknown>();
  const count = ({ sql, __knexTxId: transaction }: { sql: string; __knexTxId?: unknown }) => {
    say?.(sql);
    if (/^\s*begin/i.test(sql)) open.add(transaction);
    else if (/^\s*commit/i.test(sql)) {
      commits += 1;
      open.delete(transaction);
    } else if (/^\s*rollback/i.test(sql)) open.delete(transaction);
    else if (!/^\s*(savepoint|release)/i.test(sql)) {
      statements += 1;
      if (!/^\s*select/i.test(sql) && (transaction === undefined || !open.has(transaction))) commits += 1;
    }
  };
  const { connection } = strapi.db;
  connection.on('query', count);
  const startedAt = performance.now();
  try {
    await work();
  } finally {
    connection.removeListener('query', count);
  }
  return { statements, commits, milliseconds: performance.now() - startedAt };
}
