import type { WakePriority } from '../../../../src/contracts/wakes';
import type { Sql } from '../../host/sql';
import { targetKey } from '../../storage/sql/keys';
import { tables } from '../../storage/sql/models';
import type { Target } from '../../storage/port';
import type { Row } from '../../host/rows';
import { type Knex, upsert } from '../../storage/sql/upsert';

/** Of these people those that are there, and that nobody can delete before the open transaction ends. */
export type HoldPeople = (users: readonly string[]) => Promise<ReadonlySet<string>>;

/** When it is to run, never later than it would anyway, and before whom. */
export interface Wake {
  readonly priority: WakePriority;
  /** Milliseconds from now; absent: at once. */
  readonly notBeforeMs?: number;
}

/** As they stand in the table: the higher, the sooner. A target of a version before has none, and goes by its interval. */
export const priorities: Readonly<Record<WakePriority, number>> = { interval: 0, notice: 1, edit: 2 };

/** Makes targets due, and makes those that are not there; but nobody's who has been deleted meanwhile. */
export function wakeTargets(sql: Sql, hold: HoldPeople, targets: readonly Target[], wake: Wake): Promise<void> {
  return sql.transaction(async () => {
    const people = await hold([...new Set(targets.map(({ user }) => user))]);
    const wanted = targets.filter(({ user }) => people.has(user));
    if (wanted.length === 0) return;
    await upsert(sql, { table: tables.targets, key: 'target_key', merge: (knex) => woken(sql, knex, wake) }, (knex) =>
      wanted.map((target) => ({
        target_key: targetKey(target),
        user_id: target.user,
        resource: target.resource,
        attempts: 0,
        full_requested: false,
        is_woken: false,
        priority: priorities[wake.priority],
        next_run_at: knex.raw(atSql(sql, wake)),
        scheduled_at: knex.raw(sql.nowSql),
      })),
    );
  });
}

/** The same for targets that exist, with one statement, which waits for a deletion that is under way. Returns those that are not there. */
export async function wakeThoseThere(sql: Sql, targets: readonly Target[], wake: Wake): Promise<Target[]> {
  const keys = targets.map(targetKey);
  const changed = await sql.run((from, knex) =>
    from(tables.targets)
      .whereIn('target_key', keys)
      .update(woken(sql, knex, wake)),
  );
  if (Number(changed) === new Set(keys).size) return [];
  const rows = await sql.run<Row[]>((from) => from(tables.targets).whereIn('target_key', keys).select('target_key'));
  const there = new Set(rows.map((row) => String(row['target_key'])));
  return targets.filter((target) => !there.has(targetKey(target)));
}

/** What becomes of a row that is there. The priority first: MySQL goes by what stands to the left already. */
const woken = (sql: Sql, knex: Knex, wake: Wake): Row => ({
  priority: knex.raw(notLowerSql(wake)),
  next_run_at: knex.raw(notLaterSql(sql, wake)),
  is_woken: true,
  scheduled_at: knex.raw(sql.nowSql),
});

const atSql = ({ nowSql }: Sql, { notBeforeMs = 0 }: Wake): string => `${nowSql} + ${Math.round(notBeforeMs)}`;

function notLowerSql({ priority }: Wake): string {
  const own = `${tables.targets}.priority`;
  return `case when ${own} > ${priorities[priority]} then ${own} else ${priorities[priority]} end`;
}

/** While it is leased its moment is the end of the lease, and nothing that is waited for. */
function notLaterSql(sql: Sql, wake: Wake): string {
  const [at, own] = [atSql(sql, wake), `${tables.targets}.next_run_at`];
  return `case when ${tables.targets}.lease_token is not null or ${own} is null or ${own} <= ${sql.nowSql} or ${own} > ${at} then ${at} else ${own} end`;
}
