import type { Sql, Table } from '../../host/sql';
import { tables } from '../../storage/sql/models';
import { wakeInBatches } from './wake-existing';

export const LEASE_MS = 60_000;
/** The longest interval that can be set is a day; whatever else puts a run off takes an hour at most. */
const LONGEST_PUT_OFF_MS = 25 * 3_600_000;
/** Clocks that are set by the network go back by less every day. */
const SET_BACK_MS = 60_000;

/** A lease that ends later than any that is given now was given by a clock that has been set back since. Whoever holds it still stops at the fence. */
export const isFreeSql = ({ nowSql }: Sql): string =>
  `(leased_until is null or leased_until < ${nowSql} or leased_until > ${nowSql} + ${2 * LEASE_MS})`;

/** Whose turn it is at a mailbox: of the process that has leased something of the account, or of nobody. To be bound: who asks. */
export const isServableSql = ({ nowSql }: Sql): string =>
  `(served_by is null or served_by = ? or served_until is null or served_until < ${nowSql} or served_until > ${nowSql} + ${2 * LEASE_MS})`;

/**
 * Makes due what a clock that was ahead, or a version without a bound, has put off into the far future. Returns how many targets that were.
 */
export async function wakeFromFuture(sql: Sql): Promise<number> {
  const ahead = [`next_run_at > ${sql.nowSql} + ${LONGEST_PUT_OFF_MS}`, `scheduled_at > ${sql.nowSql} + ${SET_BACK_MS}`];
  const those = (query: Table, which: string): Table => query.whereNotNull('next_run_at').whereRaw(isFreeSql(sql)).whereRaw(which);
  let woken = 0;
  for (const which of ahead) {
    // Only looked at first, each by a range of its own index: a write that changes nothing would still take SQLite's one lock for writing.
    const [first] = await sql.run<unknown[]>((from) => those(from(tables.targets), which).limit(1).select('id'));
    if (first) woken += await wakeInBatches(sql, (query) => those(query, which), woken);
  }
  return woken;
}
