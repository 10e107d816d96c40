import type { Resource } from '../../../../src/contracts';
import type { Sql } from '../../host/sql';
import { toCursor } from './cursors';
import { isDueSql } from './held';
import { targetKey } from './keys';
import { tables } from './models';
import type { Cursor, Pending, SyncStore, Target } from '../port';
import type { Row } from '../../host/rows';
import { together } from '../../node/together';

/**
 * What targets have to do, in one statement for all accounts that are asked about at once: a visit that finds nothing is most of what a server ever
 * does.
 */
export function createPending(sql: Sql): Pick<SyncStore, 'pending'> {
  const ofAccount = together((accounts: readonly (readonly Target[])[]) => pendingOf(sql, accounts), {
    isAlone: () => sql.isInTransaction(),
  });
  return { pending: ofAccount };
}

async function pendingOf(sql: Sql, accounts: readonly (readonly Target[])[]): Promise<Map<Resource, Pending>[]> {
  const rows = await sql.run<Row[]>((from, knex) => {
    // Not `exists`: PostgreSQL may answer that for many targets by going through all rows of the table once.
    const isThere = (table: string, condition: string) =>
      knex.raw(`case when (select 1 from ?? as x where x.target_key = t.target_key and ${condition} limit 1) is null then 0 else 1 end`, [
        table,
      ]);
    const last = from(`${tables.runs} as l`).whereRaw('l.target_key = t.target_key').max('l.id');
    return from(`${tables.targets} as t`)
      .leftJoin(`${tables.cursors} as c`, 'c.target_key', 't.target_key')
      .leftJoin(`${tables.runs} as r`, (join) => void join.on('r.id', '=', last as never))
      .whereIn('t.target_key', accounts.flat().map(targetKey))
      .orderBy('c.id')
      .select(
        'c.*',
        't.target_key as of_target',
        'r.id as last_run',
        'r.outcome as last_outcome',
        'r.repeats as last_repeats',
        knex.raw('(? + ? + ? + ?) as waiting', [
          isThere(tables.links, `x.state = 'creating'`),
          isThere(tables.links, sql.client === 'postgres' ? 'x.is_staged' : 'x.is_staged = 1'),
          isThere(tables.marks, '(x.refused_version is null or x.refused_version <> x.version)'),
          isThere(tables.held, isDueSql(sql, 'x.next_try_at')),
        ]),
        knex.raw('? as series', [isThere(tables.links, `x.occurrence = 'series' and x.state = 'linked'`)]),
      );
  });
  // One row for each cursor of a target.
  const pending = new Map<string, Pending & { readonly cursors: Cursor[] }>();
  for (const row of rows) {
    const key = String(row['of_target']);
    const cursors = pending.get(key)?.cursors ?? [];
    if (row['cursor_key']) cursors.push(toCursor(row));
    pending.set(key, {
      cursors,
      hasWork: Number(row['waiting']) > 0,
      hasSeries: Number(row['series']) > 0,
      quietRow: row['last_outcome'] === 'nothing-to-do' ? { id: Number(row['last_run']), repeats: Number(row['last_repeats'] ?? 0) } : null,
    });
  }
  return accounts.map(
    (targets) =>
      new Map(
        targets.flatMap((target) => {
          const of = pending.get(targetKey(target));
          return of ? [[target.resource, of] as const] : [];
        }),
      ),
  );
}
