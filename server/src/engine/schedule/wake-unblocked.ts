import type { BlockedPeople } from '../../host/blocked-people';
import type { Sql } from '../../host/sql';
import { tables } from '../../storage/sql/models';
import { chunks, type Row } from '../../host/rows';

const CHUNK = 500;

/**
 * Who was deactivated or blocked when their run came, and is so no longer, goes on at once. Nothing tells of a row that was changed past
 * Strapi, so it is looked for: one range of an index, and empty where nobody waits. Only looked, for a write that changes nothing would still take
 * SQLite's one lock for writing.
 */
export async function wakeUnblocked(sql: Sql, blocked: Pick<BlockedPeople, 'condition' | 'table'>): Promise<void> {
  const where = await blocked.condition();
  const woken = await sql.run<Row[]>((from) => {
    const stillBlocked = from(`${blocked.table()} as u`).whereRaw('u.document_id = ??', [`${tables.targets}.user_id`]);
    where(stillBlocked, 'u');
    return from(tables.targets).where({ problem: 'user-blocked' }).whereNotExists(stillBlocked.select('u.id')).select('target_key');
  });
  for (const part of chunks(woken, CHUNK))
    await sql.run((from, knex) =>
      from(tables.targets)
        .where({ problem: 'user-blocked' })
        .whereIn(
          'target_key',
          part.map((row) => String(row['target_key'])),
        )
        .update({ problem: null, is_woken: true, next_run_at: knex.raw(sql.nowSql) }),
    );
}
