import type { Row } from '../../host/rows';
import type { Sql, Table } from '../../host/sql';
import { targetOf } from '../../storage/sql/keys';
import { tables } from '../../storage/sql/models';
import { isFreeSql, isServableSql } from './lease-clock';
import type { Due } from './port';
import { priorities } from './wake-targets';

/**
 * What is due, by one statement of a range of an index for each priority: ordered by both at once, all that is due would be sorted at each tick,
 * and after a night without a server that is everybody.
 */
export async function dueTargets(sql: Sql, { limit, servedBy }: { limit: number; servedBy: string }): Promise<Due[]> {
  const rows = await sql.run<Row[]>((from, knex) => {
    const due = (own: (query: Table) => Table): Table =>
      own(from(tables.targets))
        .whereRaw(`next_run_at <= ${sql.nowSql}`)
        .whereRaw(isFreeSql(sql))
        .whereRaw(isServableSql(sql), [servedBy])
        .orderBy('next_run_at')
        .limit(limit)
        .select('target_key', 'priority', 'next_run_at');
    const [edits, notices, all] = [
      due((query) => query.where({ priority: priorities.edit })).as('edits'),
      due((query) => query.where({ priority: priorities.notice })).as('notices'),
      due((query) => query).as('everything'),
    ];
    // Each within a selection of its own, since SQLite takes no order and no limit within a union.
    return knex
      .select('*')
      .from(edits)
      .unionAll([knex.select('*').from(notices), knex.select('*').from(all)]) as unknown as PromiseLike<Row[]>;
  });
  const byKey = new Map(rows.map((row) => [String(row['target_key']), row]));
  return [...byKey.values()]
    .map((row) => ({ target: targetOf(String(row['target_key'])), priority: Number(row['priority'] ?? 0), at: Number(row['next_run_at']) }))
    .sort((a, b) => b.priority - a.priority || a.at - b.at)
    .slice(0, limit)
    .map(({ target, priority }) => ({ target, isUrgent: priority > 0 }));
}
