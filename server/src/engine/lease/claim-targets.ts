import { randomUUID } from 'node:crypto';
import { RESOURCES } from '../../../../src/contracts';
import type { Row } from '../../host/rows';
import type { Sql, Table } from '../../host/sql';
import type { Knex } from '../../storage/sql/upsert';
import { targetKey } from '../../storage/sql/keys';
import { tables } from '../../storage/sql/models';
import type { Target } from '../../storage/port';
import { isFreeSql, isServableSql, LEASE_MS } from './lease-clock';

export const keysOfAccount = ({ user }: Target): string[] => RESOURCES.map((resource) => targetKey({ user, resource }));

/**
 * Leases those that are free (`onlyDue`: and due) with one statement, in accounts that no other process serves. All targets of an account are then
 * served by this process, whether they are due or not: Microsoft counts the requests to a mailbox, whatever they are about, and two processes would not
 * know of each other's. `servedBy: null`: only the targets themselves, by somebody who does not ask Microsoft. Returns the rows that are leased, and the keys of all that are served.
 */
export async function claimTargets(
  sql: Sql,
  targets: readonly Target[],
  { onlyDue, servedBy }: { onlyDue: boolean; servedBy: string | null },
): Promise<{ token: string; rows: Row[]; served: string[]; pausesNotedAt: number | null }> {
  const token = randomUUID();
  const wanted = targets.map(targetKey);
  const keys = servedBy === null ? wanted : [...new Set(targets.flatMap(keysOfAccount))];
  // What the other processes have been told to wait for comes along, so that nobody asks a mailbox before its time.
  const columns = (from: (table: string) => Table, knex: Knex) => [
    '*',
    knex.raw('(?) as pauses_noted_at', [from(tables.pauses).max('noted_at')]),
  ];
  const canReturn = sql.client !== 'mysql';
  const changed = await sql.run<unknown>((from, knex) => {
    const until = `${sql.nowSql} + ${LEASE_MS}`;
    const isTaken = `target_key in (${wanted.map(() => '?').join(', ')}) and ${isFreeSql(sql)}${onlyDue ? ` and next_run_at <= ${sql.nowSql}` : ''}`;
    // MySQL goes from left to right by what has been set already, the others by what was there before.
    const isMine = canReturn ? isTaken : 'lease_token = ?';
    const bindings = canReturn ? wanted : [token];
    const ifMine = (value: string, column: string) => knex.raw(`case when ${isMine} then ${value} else ${column} end`, bindings);
    const query = from(tables.targets).whereIn('target_key', keys);
    if (servedBy !== null) void query.whereRaw(isServableSql(sql), [servedBy]);
    void query.update({
      ...(servedBy === null ? {} : { served_by: servedBy, served_until: knex.raw(until) }),
      // Whose lease was never given back has died. First, for MySQL would otherwise find the new token.
      attempts: knex.raw(`case when ${isTaken} and lease_token is not null then attempts + 1 else attempts end`, wanted),
      lease_token: knex.raw(`case when ${isTaken} then ? else lease_token end`, [...wanted, token]),
      is_woken: ifMine('false', 'is_woken'),
      scheduled_at: ifMine(sql.nowSql, 'scheduled_at'),
      // Due again when the lease is over: a runner that died leaves its target to others without a second look for such.
      next_run_at: ifMine(until, 'next_run_at'),
      leased_until: ifMine(until, 'leased_until'),
    });
    return canReturn ? query.returning(columns(from, knex)) : query;
  });
  const rows = canReturn
    ? (changed as Row[])
    : Number(changed) === 0
      ? []
      : await sql.run<Row[]>((from, knex) => from(tables.targets).whereIn('target_key', keys).select(columns(from, knex)));
  const served = rows.filter((row) => servedBy !== null && row['served_by'] === servedBy).map((row) => String(row['target_key']));
  const notedAt = rows[0]?.['pauses_noted_at'] ?? null;
  return {
    pausesNotedAt: notedAt === null ? null : Number(notedAt),
    token,
    rows: rows.filter((row) => row['lease_token'] === token),
    served,
  };
}
