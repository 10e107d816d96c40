import type { Row } from '../../host/rows';
import type { Sql } from '../../host/sql';
import { tables } from '../../storage/sql/models';

const AT_ONCE = 500;
/** The pace of whoever is not told of changes. */
const PACE_MS = 15 * 60_000;

/**
 * At start: what Microsoft told a process that ended at that moment is known to nobody, and whoever is told of changes is looked at every few hours
 * only. They are looked at once within a quarter of an hour, spread over it.
 */
export async function lookSooner(sql: Sql, isStopping: () => boolean): Promise<void> {
  for (let last = 0; !isStopping();) {
    const after = last;
    const rows = await sql.run<Row[]>((from) =>
      from(tables.targets)
        .where('id', '>', after)
        .whereRaw(`next_run_at > ${sql.nowSql} + ${PACE_MS}`)
        .whereNull('lease_token')
        .whereExists(
          from(`${tables.subscriptions} as s`)
            .whereRaw('s.target_key = ??', [`${tables.targets}.target_key`])
            .where({ 's.state': 'live' })
            .select('s.id'),
        )
        .orderBy('id')
        .limit(AT_ONCE)
        .select('id'),
    );
    const ids = rows.map((row) => Number(row['id']));
    if (ids.length === 0) return;
    await sql.run((from, knex) =>
      from(tables.targets)
        .whereIn('id', ids)
        .whereNull('lease_token')
        .whereRaw(`next_run_at > ${sql.nowSql} + ${PACE_MS}`)
        .update({ next_run_at: knex.raw(`${sql.nowSql} + (id % ${PACE_MS / 1_000}) * 1000`), scheduled_at: knex.raw(sql.nowSql) }),
    );
    last = ids.at(-1) ?? last;
  }
}
