import type { Sql } from '../../host/sql';
import { targetKey } from '../../storage/sql/keys';
import { tables } from '../../storage/sql/models';
import type { Target } from '../../storage/port';
import type { Row } from '../../host/rows';
import { type Knex, upsert } from '../../storage/sql/upsert';

/** Of these people those that are there, and that nobody can delete before the open transaction ends. */
export type HoldPeople = (users: readonly string[]) => Promise<ReadonlySet<string>>;

/** Makes targets due in `inMs`, never later than they are already, and makes those that are not there; but nobody's who has been deleted meanwhile. */
export function wakeTargets(sql: Sql, hold: HoldPeople, targets: readonly Target[], inMs: number): Promise<void> {
  return sql.transaction(async () => {
    const people = await hold([...new Set(targets.map(({ user }) => user))]);
    const wanted = targets.filter(({ user }) => people.has(user));
    if (wanted.length === 0) return;
    const merge = (knex: Knex) => ({ next_run_at: knex.raw(notLaterSql(sql, inMs)), is_woken: true, scheduled_at: knex.raw(sql.nowSql) });
    await upsert(sql, { table: tables.targets, key: 'target_key', merge }, (knex) =>
      wanted.map((target) => ({
        target_key: targetKey(target),
        user_id: target.user,
        resource: target.resource,
        attempts: 0,
        full_requested: false,
        is_woken: false,
        next_run_at: knex.raw(atSql(sql, inMs)),
        scheduled_at: knex.raw(sql.nowSql),
      })),
    );
  });
}

/** The same for targets that exist, with one statement, which waits for a deletion that is under way. Returns those that are not there. */
export async function wakeThoseThere(sql: Sql, targets: readonly Target[], inMs: number): Promise<Target[]> {
  const keys = targets.map(targetKey);
  const woken = await sql.run((from, knex) =>
    from(tables.targets)
      .whereIn('target_key', keys)
      .update({ next_run_at: knex.raw(notLaterSql(sql, inMs)), is_woken: true, scheduled_at: knex.raw(sql.nowSql) }),
  );
  if (Number(woken) === new Set(keys).size) return [];
  const rows = await sql.run<Row[]>((from) => from(tables.targets).whereIn('target_key', keys).select('target_key'));
  const there = new Set(rows.map((row) => String(row['target_key'])));
  return targets.filter((target) => !there.has(targetKey(target)));
}

const atSql = ({ nowSql }: Sql, inMs: number): string => `${nowSql} + ${Math.round(inMs)}`;

/** While it is leased its moment is the end of the lease, and nothing that is waited for. */
function notLaterSql(sql: Sql, inMs: number): string {
  const [at, own] = [atSql(sql, inMs), `${tables.targets}.next_run_at`];
  return `case when ${tables.targets}.lease_token is not null or ${own} is null or ${own} <= ${sql.nowSql} or ${own} > ${at} then ${at} else ${own} end`;
}
