import type { AccountReason } from '../../../../src/contracts';
import { chunks, type Row } from '../../host/rows';
import type { Sql } from '../../host/sql';
import { tables } from '../../storage/sql/models';

const CHUNK = 500;

/**
 * Lets go on at once what was put off for one of these reasons, which is over. Whatever runs at this moment may have met it still, so it is woken
 * too: else it would wait for its next turn.
 */
export async function wakeAfterProblem(sql: Sql, reasons: readonly AccountReason[]): Promise<void> {
  const waiting = await sql.run<Row[]>((from) =>
    from(tables.targets)
      .whereIn('problem', [...reasons])
      .orWhereNotNull('lease_token')
      .select('target_key'),
  );
  for (const part of chunks(waiting, CHUNK))
    await sql.run((from, knex) =>
      from(tables.targets)
        .whereIn(
          'target_key',
          part.map((row) => String(row['target_key'])),
        )
        .update({ is_woken: true, next_run_at: knex.raw(sql.nowSql), scheduled_at: knex.raw(sql.nowSql) }),
    );
}
