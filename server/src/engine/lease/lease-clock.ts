import type { Sql, Table } from '../../host/sql';
import { tables } from '../../storage/sql/models';

export const LEASE_MS = 60_000;
/** The longest interval that can be set is a day; whatever else puts a run off takes an hour at most. */
const LONGEST_PUT_OFF_MS = 25 * 3_600_000;
/** Clocks that are set by the network go back by less every day. */
const SET_BACK_MS = 60_000;

/** A lease that ends later than any that is given now was given by a clock that has been set back since. Whoever holds it still stops at the fence. */
export const isFreeSql = ({ nowSql }: Sql): string =>
  `(leased_until is null or leased_until < ${nowSql} or leased_until > ${nowSql} + ${2 * LEASE_MS})`;

/**
 * Makes due what a clock that was ahead, or a version without a bound, has put off into the far future. Returns how many targets that were.
 */
export async function wakeFromFuture(sql: Sql): Promise<number> {
  const ahead = (query: Table): Table =>
    query
      .whereNotNull('next_run_at')
      .whereRaw(isFreeSql(sql))
      .where(
        (either) =>
          void either
            .whereRaw(`next_run_at > ${sql.nowSql} + ${LONGEST_PUT_OFF_MS}`)
            .orWhereRaw(`scheduled_at > ${sql.nowSql} + ${SET_BACK_MS}`),
      );
  const [first] = await sql.run<unknown[]>((from) => ahead(from(tables.targets)).limit(1).select('id'));
  if (!first) return 0; // a write that changes nothing would still take SQLite's one lock for writing
  return Number(
    await sql.run((from, knex) =>
      ahead(from(tables.targets)).update({ next_run_at: knex.raw(sql.nowSql), scheduled_at: knex.raw(sql.nowSql) }),
    ),
  );
}
