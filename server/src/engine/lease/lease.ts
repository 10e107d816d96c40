import { randomUUID } from 'node:crypto';
import { type AccountReason, RESOURCES } from '../../../../src/contracts';
import type { Sql } from '../../host/sql';
import { targetKey, targetOf } from '../../storage/sql/keys';
import { tables } from '../../storage/sql/models';
import { choiceOf, chooseInstead } from './choose-instead';
import type { Target } from '../../storage/port';
import { chunks, instantOrNull, isTrue, numberOrNull, textOrNull, type Row } from '../../host/rows';
import { claimTargets, keysOfAccount } from './claim-targets';
import { isFreeSql, LEASE_MS, wakeFromFuture } from './lease-clock';
import { columnsOf, toLease } from './lease-row';
import type { Lease, Leases, Release } from './port';
import { createServedHere } from './served-here';
import { lookSooner } from './look-sooner';
import { goOnWaking, wakeExisting } from './wake-existing';
import { RunStopped } from '../context';
import { dueTargets } from './due-targets';
import { type HoldPeople, type Wake, wakeTargets, wakeThoseThere } from './wake-targets';

/** From here on it is quicker to read all targets than to ask for each chunk of users. */
const MANY = 5_000;

/** Who is told of what. */
interface Told {
  /** Accounts have something that is due, or will have. */
  readonly wake?: (accounts: Iterable<string>, wake: Wake) => Promise<void>;
  /** Somebody has noted a pause of Microsoft's then, epoch milliseconds of the database. Nothing is asked before it is known here. */
  readonly pauseNoted?: (at: number, now: number) => Promise<void>;
}

export function createLeases(sql: Sql, hold: HoldPeople, { wake: tell, pauseNoted }: Told = {}): Leases {
  /** Names this process. */
  const servedBy = randomUUID();
  const servedHere = createServedHere();
  const tellOf = async (targets: readonly Target[], wake: Wake) => tell?.(new Set(targets.map(({ user }) => user)), wake);
  const mine = (lease: Lease) => ({ target_key: targetKey(lease.target), lease_token: lease.token });
  const change = async (target: Target, row: Row): Promise<void> => {
    await sql.run((from) =>
      from(tables.targets)
        .where({ target_key: targetKey(target) })
        .update(row),
    );
  };
  const claim = async (targets: readonly Target[], how: { onlyDue: boolean; servedBy: string | null }): Promise<Lease[]> => {
    if (targets.length === 0) return [];
    const { token, rows, served, pausesNotedAt } = await claimTargets(sql, targets, how);
    const place = new Map(targets.map((target, at) => [targetKey(target), at]));
    const placeOf = ({ target }: Lease) => place.get(targetKey(target)) ?? 0;
    const leases = rows.map((row) => toLease(row, token)).sort((one, other) => placeOf(one) - placeOf(other));
    servedHere.took(leases, served);
    const [first] = leases;
    if (first && pausesNotedAt !== null) await pauseNoted?.(pausesNotedAt, first.claimedAt);
    return leases;
  };
  const renew = async (lease: Lease): Promise<void> => {
    const changed = await sql.run((from, knex) =>
      from(tables.targets)
        .where(mine(lease))
        .update({ leased_until: knex.raw(`${sql.nowSql} + ${LEASE_MS}`) }),
    );
    if (Number(changed) !== 1) throw new RunStopped({ kind: 'lease-lost' });
  };
  const releaseAll = async (leases: readonly Lease[], options: Release): Promise<number> => {
    const left = servedHere.gaveBack(leases);
    const keys = leases.map(({ target }) => targetKey(target));
    const others = [...left].filter((key) => !keys.includes(key));
    const released = await sql.run<number>((from, knex) => {
      const next =
        options.nextAtMs !== undefined
          ? String(Math.round(options.nextAtMs))
          : options.nextInMs === null
            ? null
            : `${sql.nowSql} + ${Math.round(options.nextInMs)}`;
      const approved = leases.flatMap(({ approvedRun }) => approvedRun ?? []);
      return from(tables.targets)
        .whereIn('target_key', keys)
        .whereIn(
          'lease_token',
          leases.map(({ token }) => token),
        )
        .update({
          // An edit that came in during the run keeps its earlier moment.
          next_run_at: knex.raw(
            `case when is_woken then ${next === null ? 'next_run_at' : `case when next_run_at < ${next} then next_run_at else ${next} end`} else ${next ?? 'null'} end`,
          ),
          ...(options.staysUrgent ? {} : { priority: knex.raw('case when is_woken then priority else 0 end') }),
          scheduled_at: knex.raw(sql.nowSql),
          lease_token: null,
          leased_until: null,
          ...(left.size > 0 ? { served_by: null, served_until: null } : {}),
          attempts: options.attempts,
          ...(options.waitingRun !== undefined ? { waiting_run: options.waitingRun } : {}),
          ...(options.hasStarted ? { waits_for_start: false } : {}),
          // An approval that was given while the run was under way is for the next one.
          ...(approved.length > 0
            ? {
                approved_run: knex.raw(
                  `case when approved_run in (${approved.map(() => '?').join(', ')}) then null else approved_run end`,
                  approved,
                ),
              }
            : {}),
          ...(options.hasSucceeded ? { last_sync_at: knex.raw(sql.nowSql) } : {}),
          ...(options.settingsKey !== undefined ? { settings_key: options.settingsKey } : {}),
          ...(options.completedDays !== undefined ? { occurrence_days: options.completedDays } : {}),
          ...(options.mailbox !== undefined ? { mailbox: options.mailbox } : {}),
          ...(options.windowShrink ? columnsOf(options.windowShrink) : {}),
          ...(options.problem !== undefined ? { problem: options.problem } : {}),
          ...(options.isFullDone ? { full_requested: false } : {}),
        }) as unknown as PromiseLike<number>;
    });
    if (others.length > 0)
      await sql.run((from) =>
        from(tables.targets).whereIn('target_key', others).where({ served_by: servedBy }).update({ served_by: null, served_until: null }),
      );
    return released;
  };
  return {
    due: (limit) => dueTargets(sql, { limit, servedBy }),
    claimAll: (targets, { onlyDue }) => claim(targets, { onlyDue, servedBy }),
    claim: async (target) => (await claim([target], { onlyDue: false, servedBy: null }))[0] ?? null,
    async prolong(lease) {
      await sql.run((from, knex) =>
        from(tables.targets)
          .whereIn('target_key', keysOfAccount(lease.target))
          .where({ served_by: servedBy })
          .update({ served_until: knex.raw(`${sql.nowSql} + ${LEASE_MS}`) }),
      );
      await renew(lease);
    },
    renew,
    release: async (lease, options) => void (await releaseAll([lease], options)),
    async releaseAll(leases, options) {
      if (Number(await releaseAll(leases, options)) !== leases.length) throw new RunStopped({ kind: 'lease-lost' });
    },
    async wake(targets, wake) {
      if (targets.length === 0) return;
      await wakeTargets(sql, hold, targets, wake);
      await tellOf(targets, wake);
    },
    async wakeThoseThere(targets, wake) {
      const missing = await wakeThoseThere(sql, targets, wake);
      await tellOf(missing.length === 0 ? targets : targets.filter((target) => !missing.includes(target)), wake);
      return missing;
    },
    async wakeExisting(users) {
      await wakeExisting(sql, users);
      // Whoever is told of one of them looks for all.
      await tellOf(
        (await dueTargets(sql, { limit: 1, servedBy })).map(({ target }) => target),
        { priority: 'interval' },
      );
    },
    goOnWaking: (isStopping) => goOnWaking(sql, isStopping),
    lookSooner: (isStopping) => lookSooner(sql, isStopping),
    wakeFromFuture: () => wakeFromFuture(sql),
    requestFull: (target) => change(target, { full_requested: true }),
    approve: (target, run) => change(target, { approved_run: run }),
    async letStartWait(targets, mailbox) {
      await sql.run((from) =>
        from(tables.targets)
          .whereIn('target_key', targets.map(targetKey))
          .where((other) => void other.whereNull('mailbox').orWhereNot({ mailbox }))
          .update({ waits_for_start: true }),
      );
    },
    chooseInstead: (target, before, now) => chooseInstead(sql, target, { before, now }),
    choose: (target, choice) => change(target, { collections: JSON.stringify(choice), full_requested: true }),
    async states({ users }) {
      const rows: Row[] = [];
      for (const part of users && users.length < MANY ? chunks(users, 250) : [null])
        rows.push(
          ...(await sql.run<Row[]>((from, knex) => {
            const query = from(tables.targets).select('*', knex.raw(`case when ${isFreeSql(sql)} then 0 else 1 end as is_leased`));
            if (part)
              void query.whereIn(
                'target_key',
                part.flatMap((user) => RESOURCES.map((resource) => targetKey({ user, resource }))),
              );
            return query.orderBy('target_key');
          })),
        );
      const wanted = users && users.length >= MANY ? new Set(users) : null;
      return rows
        .filter((row) => !wanted || wanted.has(String(row['user_id'])))
        .map((row) => ({
          target: targetOf(String(row['target_key'])),
          isLeased: isTrue(numberOrNull(row['is_leased'])),
          nextRunAt: isTrue(numberOrNull(row['is_leased'])) && !isTrue(row['is_woken']) ? null : instantOrNull(row['next_run_at']),
          lastSyncAt: instantOrNull(row['last_sync_at']),
          waitingRun: textOrNull(row['waiting_run']),
          waitsForStart: isTrue(row['waits_for_start']),
          problem: textOrNull(row['problem']) as AccountReason | null,
          choice: choiceOf(row),
          halvings: Number(row['window_halvings'] ?? 0),
        }));
    },
    async stands(target) {
      const where = { target_key: targetKey(target) };
      return Number(await sql.run((from) => from(tables.targets).where(where).update(where))) === 1;
    },
    async takeAway(targets) {
      const none = { lease_token: null, leased_until: null, served_by: null, served_until: null, next_run_at: null, is_woken: false };
      await sql.run((from) => from(tables.targets).whereIn('target_key', targets.map(targetKey)).update(none));
    },
  };
}
