import { chunks, type Row } from '../../host/rows';
import type { Sql, Table } from '../../host/sql';
import { tables } from '../../storage/sql/models';

/** Rows that one statement changes: it is over before anybody has noticed that it held them. */
const AT_ONCE = 500;
const USERS_AT_ONCE = 200;
/** Some two hundred a second, which is what a server can do: of 200,000 the last are due after a quarter of an hour, of a few hundred all are at once. */
const APART_MS = 5;

/**
 * Makes targets due, of these users or (`null`) of all, over as long a time as their runs take: whoever waits for something else is not behind
 * all of them. Nobody is due later than before.
 */
export async function wakeExisting(sql: Sql, users: readonly string[] | null): Promise<void> {
  let place = 0;
  for (const part of users === null ? [null] : chunks(users, USERS_AT_ONCE))
    place += await wakeInBatches(sql, (query) => (part ? query.whereIn('user_id', part) : query), place);
}

/** Those that `which` says; so many others are due before them. Returns how many they are. */
export async function wakeInBatches(sql: Sql, which: (query: Table) => Table, before = 0): Promise<number> {
  let woken = 0;
  for (let last = 0; ;) {
    const rows = await sql.run<Row[]>((from) =>
      which(from(tables.targets)).where('id', '>', last).orderBy('id').limit(AT_ONCE).select('id'),
    );
    const ids = rows.map((row) => Number(row['id']));
    if (ids.length === 0) return woken;
    const at = `${sql.nowSql} + ${(before + woken) * APART_MS}`;
    const isSooner = `lease_token is null and next_run_at is not null and next_run_at < ${at}`;
    await sql.run((from, knex) =>
      from(tables.targets)
        .whereIn('id', ids)
        .update({
          next_run_at: knex.raw(`case when ${isSooner} then next_run_at else ${at} end`),
          is_woken: true,
          scheduled_at: knex.raw(sql.nowSql),
        }),
    );
    woken += ids.length;
    last = ids.at(-1) ?? last;
  }
}
