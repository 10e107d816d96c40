import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/types';
import type { DatabaseClient } from './database';

type Knex = Core.Strapi['db']['connection'];

/** One statement, as it was sent, and how the database goes about it. */
export interface Planned {
  readonly sql: string;
  readonly plan: string;
}

const within = new AsyncLocalStorage<true>();

/** What `work` asks of the database, and not Strapi for itself meanwhile: each statement once that reads, changes or deletes, with the plan for it. */
export async function plansOf(knex: Knex, database: DatabaseClient, work: () => Promise<unknown>): Promise<Planned[]> {
  const asked = new Map<string, readonly unknown[]>();
  const note = ({ sql, bindings }: { sql: string; bindings: unknown[] }) => {
    if (within.getStore() && /^\s*(select|update|delete|with)\b/i.test(sql)) asked.set(sql, bindings);
  };
  knex.on('query', note);
  try {
    await within.run(true, work);
  } finally {
    knex.removeListener('query', note);
  }
  const planned: Planned[] = [];
  for (const [sql, bindings] of asked) {
    const explain = database === 'sqlite' ? 'explain query plan' : 'explain';
    const answer: unknown = await knex.raw(`${explain} ${sql.replaceAll(/\$\d+/g, '?')}`, bindings as never);
    planned.push({ sql, plan: textOf(answer, database) });
  }
  return planned;
}

/** Tables of which each row is looked at, whatever is asked for. (What SQLite searches by nothing is the greatest of all.) */
export function scanned({ sql, plan }: Planned, tables: readonly string[]): string[] {
  return tables.filter((table) => {
    const names = [table, ...aliasesOf(table, sql)].join('|');
    return new RegExp(`(Seq Scan on ${table}|SCAN (${names})|SEARCH (${names})$|^ALL (${names})|^index (${names}))(\\b|$)`, 'm').test(plan);
  });
}

/** SQLite and MariaDB name a table in a plan as the statement does. */
function aliasesOf(table: string, sql: string): string[] {
  return [...sql.matchAll(new RegExp(`[\`"]${table}[\`"] (?:as )?[\`"](\\w+)[\`"]`, 'gi'))].map(([, alias = '']) => alias);
}

function textOf(answer: unknown, database: DatabaseClient): string {
  if (database === 'postgres') return (answer as { rows: Record<string, string>[] }).rows.map((row) => row['QUERY PLAN']).join('\n');
  if (database === 'mysql')
    return (
      (answer as Record<string, unknown>[][])[0]?.map(({ type, table, key, Extra }) => [type, table, key, Extra].join(' ')).join('\n') ?? ''
    );
  return (answer as { detail: string }[]).map(({ detail }) => detail).join('\n');
}
