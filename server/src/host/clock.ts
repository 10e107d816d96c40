import type { Sql } from './sql';

/** The time everything is judged by: the database's, in epoch milliseconds. Tests move it. */
export interface DatabaseClock {
  now(): Promise<number>;
}

export function createDatabaseClock(sql: Sql): DatabaseClock {
  return {
    async now() {
      const answer: unknown = await sql.run((_from, knex) => knex.raw(`select ${sql.nowSql} as now`));
      return Number(firstRow(answer)['now']);
    },
  };
}

/** knex.raw answers in each client's own shape: rows (SQLite), { rows } (PostgreSQL), [rows, fields] (MySQL). */
function firstRow(answer: unknown): Record<string, unknown> {
  const rows = Array.isArray(answer) ? (Array.isArray(answer[0]) ? answer[0] : answer) : (answer as { rows: unknown[] }).rows;
  return rows[0] as Record<string, unknown>;
}
