import { isTrue, type Row, textOrNull } from '../../host/rows';
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
        .select('target_key', 'priority', 'next_run_at', ...STANDING);
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
    .map((row) => ({
      target: targetOf(String(row['target_key'])),
      priority: Number(row['priority'] ?? 0),
      at: Number(row['next_run_at']),
      isSteady: isSteady(row),
    }))
    .sort((a, b) => b.priority - a.priority || a.at - b.at)
    .slice(0, limit)
    .map(({ target, priority, isSteady }) => ({ target, isUrgent: priority > 0, isSteady }));
}

/** What a row says of how its target stands. */
const STANDING = ['is_woken', 'attempts', 'settings_key', 'full_requested', 'problem', 'approved_run', 'waits_for_start'] as const;

/** Nothing but the time has made it due. Whether there is something to do is found out by whoever looks. */
function isSteady(row: Row): boolean {
  const isAsked = isTrue(row['is_woken']) || isTrue(row['full_requested']) || textOrNull(row['approved_run']) !== null;
  const isHindered = Number(row['attempts'] ?? 0) > 0 || textOrNull(row['problem']) !== null || isTrue(row['waits_for_start']);
  const hasRun = textOrNull(row['settings_key']) !== null;
  return hasRun && !isAsked && !isHindered && Number(row['priority'] ?? 0) === 0;
}
