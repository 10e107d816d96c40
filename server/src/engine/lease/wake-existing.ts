import { randomUUID } from 'node:crypto';
import type { Row } from '../../host/rows';
import type { Sql, Table } from '../../host/sql';
import { tables } from '../../storage/sql/models';

/** Rows that one statement changes: it is over before anybody has noticed that it held them. */
const AT_ONCE = 500;
const USERS_AT_ONCE = 200;
/** Some two hundred a second, which is what a server can do: of 200,000 the last are due after a quarter of an hour, of a few hundred all are at once. */
const APART_MS = 5;
/** So long whoever carries one on may be silent. */
const CLAIMED_MS = 30_000;

/** What is still to be made due: the users from `from` on, or (`null`) everybody whose row stands behind `from`; so many were before them. */
interface Left {
  readonly users: readonly string[] | null;
  readonly from: number;
  readonly before: number;
}

/**
 * Makes targets due, of these users or (`null`) of all, over as long a time as their runs take: whoever waits for something else is not behind
 * all of them. Nobody is due later than before. Returns once the first are: what is left is noted, and `goOnWaking` makes it due, in whichever
 * process.
 */
export async function wakeExisting(sql: Sql, users: readonly string[] | null): Promise<void> {
  // Together: a process that ends in between would leave those behind the first to their interval.
  await sql.transaction(async () => {
    const left = await wakePart(sql, { users, from: 0, before: 0 });
    if (left === null) return;
    await sql.run((from) =>
      from(tables.wakings).insert({
        waking_key: randomUUID(),
        claimed_until: 0,
        ...columnsOf(left),
        users: users && JSON.stringify(users),
      }),
    );
  });
}

/** Carries on what nobody carries on at the moment, part by part. */
export async function goOnWaking(sql: Sql, isStopping: () => boolean): Promise<void> {
  for (let claimed = await claim(sql); claimed !== null; claimed = await claim(sql)) {
    const { key, ...first } = claimed;
    for (let left: Left | null = first; left !== null;) {
      const part: Left = left;
      if (isStopping()) return giveBack(sql, key);
      left = await sql.transaction(async () => {
        const next = await wakePart(sql, part);
        await sql.run((from, knex) => {
          const own = from(tables.wakings).where({ waking_key: key });
          return next === null
            ? own.delete()
            : own.update({ ...columnsOf(next), claimed_until: knex.raw(`${sql.nowSql} + ${CLAIMED_MS}`) });
        });
        return next;
      });
    }
  }
}

/** One that is claimed for longer than any that is claimed now was claimed by a clock that has been set back since. */
const isUnclaimedSql = ({ nowSql }: Sql): string => `(claimed_until < ${nowSql} or claimed_until > ${nowSql} + ${2 * CLAIMED_MS})`;

async function claim(sql: Sql): Promise<(Left & { key: string }) | null> {
  const [row] = await sql.run<Row[]>((from) => from(tables.wakings).whereRaw(isUnclaimedSql(sql)).orderBy('id').limit(1).select('*'));
  if (!row) return null;
  const key = String(row['waking_key']);
  const taken = await sql.run<number>((from, knex) =>
    from(tables.wakings)
      .where({ waking_key: key })
      .whereRaw(isUnclaimedSql(sql))
      .update({ claimed_until: knex.raw(`${sql.nowSql} + ${CLAIMED_MS}`) }),
  );
  if (Number(taken) !== 1) return null; // somebody else has it
  const users = row['users'] === null ? null : (JSON.parse(String(row['users'])) as string[]);
  return { key, users, from: Number(row['done_to']), before: Number(row['before_them']) };
}

async function giveBack(sql: Sql, key: string): Promise<void> {
  await sql.run((from) => from(tables.wakings).where({ waking_key: key }).update({ claimed_until: 0 }));
}

const columnsOf = ({ from, before }: Left): Row => ({ done_to: from, before_them: before });

/** The next of them; null where they were the last. */
async function wakePart(sql: Sql, { users, from, before }: Left): Promise<Left | null> {
  if (users === null) {
    const ids = await nextIds(sql, (query) => query, from);
    if (ids.length === 0) return null;
    await makeDue(sql, ids, before);
    return ids.length < AT_ONCE ? null : { users, from: ids.at(-1) ?? from, before: before + ids.length };
  }
  const some = users.slice(from, from + USERS_AT_ONCE);
  if (some.length === 0) return null;
  const woken = await wakeInBatches(sql, (query) => query.whereIn('user_id', some), before);
  return from + USERS_AT_ONCE >= users.length ? null : { users, from: from + USERS_AT_ONCE, before: before + woken };
}

/** Those that `which` says; so many others are due before them. Returns how many they are. */
export async function wakeInBatches(sql: Sql, which: (query: Table) => Table, before = 0): Promise<number> {
  let woken = 0;
  for (let last = 0; ;) {
    const ids = await nextIds(sql, which, last);
    if (ids.length === 0) return woken;
    await makeDue(sql, ids, before + woken);
    woken += ids.length;
    last = ids.at(-1) ?? last;
  }
}

async function nextIds(sql: Sql, which: (query: Table) => Table, last: number): Promise<number[]> {
  const rows = await sql.run<Row[]>((from) => which(from(tables.targets)).where('id', '>', last).orderBy('id').limit(AT_ONCE).select('id'));
  return rows.map((row) => Number(row['id']));
}

async function makeDue(sql: Sql, ids: readonly number[], before: number): Promise<void> {
  const at = `${sql.nowSql} + ${before * APART_MS}`;
  const isSooner = `lease_token is null and next_run_at is not null and next_run_at < ${at}`;
  await sql.run((from, knex) =>
    from(tables.targets)
      .whereIn('id', [...ids])
      .update({
        next_run_at: knex.raw(`case when ${isSooner} then next_run_at else ${at} end`),
        is_woken: true,
        scheduled_at: knex.raw(sql.nowSql),
      }),
  );
}
