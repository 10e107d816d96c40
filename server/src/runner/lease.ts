import { randomUUID } from 'node:crypto';
import type { AccountReason } from '../../../src/contracts';
import type { Sql } from '../host/sql';
import { targetKey, targetOf } from '../stores/keys';
import { tables } from '../stores/models';
import type { Target } from '../stores/port';
import { chunks, instantOrNull, isTrue, numberOrNull, textOrNull, type Row } from '../stores/rows';
import { RunStopped } from './run-context';

const LEASE_MS = 60_000;
/** From here on it is quicker to read all targets than to ask for each chunk of users. */
const MANY = 5_000;

/** A target taken by one runner. The token fences: without it, neither a cursor nor a row is written. */
export interface Lease {
  readonly target: Target;
  readonly token: string;
  /** Epoch milliseconds of the database at the claim. */
  readonly claimedAt: number;
  readonly attempts: number;
  readonly isFullRequested: boolean;
  readonly settingsKey: string | null;
  /** The mailbox that the links belong to; `null`: none was read yet. */
  readonly mailbox: string | null;
  readonly approvedRun: string | null;
}
export interface Release {
  /** Milliseconds from now; `null`: asleep until something wakes it. */
  readonly nextInMs: number | null;
  /** The moment itself, epoch milliseconds of the database, in place of `nextInMs`. */
  readonly nextAtMs?: number;
  readonly attempts: number;
  readonly settingsKey?: string;
  readonly mailbox?: string;
  readonly hasSucceeded: boolean;
  /** Absent: what waited goes on waiting. */
  readonly waitingRun?: string | null;
  /** What keeps this resource, and not the account, from being synchronized. Absent: what was known stays. */
  readonly problem?: AccountReason | null;
  readonly isFullDone: boolean;
}
interface TargetState {
  readonly target: Target;
  readonly isLeased: boolean;
  readonly nextRunAt: string | null;
  readonly lastSyncAt: string | null;
  readonly waitingRun: string | null;
  readonly problem: AccountReason | null;
}

/** What is due lives in the database, so that any number of instances share the work and none doubles it (design §6). */
export interface Leases {
  /** Targets that are due and free, the longest waiting first: one indexed statement. */
  due(limit: number): Promise<Target[]>;
  /** One conditional update decides who gets it. */
  claim(target: Target): Promise<Lease | null>;
  /** Prolongs the lease, and throws `RunStopped` when another runner has taken it over. */
  renew(lease: Lease): Promise<void>;
  release(lease: Lease, of: Release): Promise<void>;
  /** Makes targets due in `inMs`, never later than they are already. Creates the ones that are not there. */
  wake(targets: readonly Target[], inMs: number): Promise<void>;
  /** Targets that exist, of these users or (`null`) of all: after a change of settings, which counts from the next tick. */
  wakeExisting(users: readonly string[] | null): Promise<void>;
  requestFull(target: Target): Promise<void>;
  approve(target: Target, run: string): Promise<void>;
  states(of: { users?: readonly string[] }): Promise<TargetState[]>;
  remove(target: Target): Promise<void>;
}

export function createLeases(sql: Sql): Leases {
  const mine = (lease: Lease) => ({ target_key: targetKey(lease.target), lease_token: lease.token });
  return {
    async due(limit) {
      const rows = await sql.run<Row[]>((from) =>
        from(tables.targets)
          // A runner that died left its target claimed: it is due when the lease is over.
          .where((due) => void due.whereRaw(`next_run_at <= ${sql.nowSql}`).orWhereRaw(`leased_until < ${sql.nowSql}`))
          .where((free) => void free.whereNull('leased_until').orWhereRaw(`leased_until < ${sql.nowSql}`))
          .orderBy('next_run_at')
          .limit(limit)
          .select('target_key'),
      );
      return rows.map((row) => targetOf(String(row['target_key'])));
    },
    async claim(target) {
      const token = randomUUID();
      const changed = await sql.run((from, knex) =>
        from(tables.targets)
          .where({ target_key: targetKey(target) })
          .where((free) => void free.whereNull('leased_until').orWhereRaw(`leased_until < ${sql.nowSql}`))
          .update({ lease_token: token, next_run_at: null, leased_until: knex.raw(`${sql.nowSql} + ${LEASE_MS}`) }),
      );
      if (Number(changed) !== 1) return null;
      const [row] = await sql.run<Row[]>((from, knex) =>
        from(tables.targets).where({ target_key: targetKey(target) }).select('*', knex.raw(`${sql.nowSql} as claimed_at`)),
      );
      return {
        target,
        token,
        claimedAt: Number(row?.['claimed_at']),
        attempts: Number(row?.['attempts'] ?? 0),
        isFullRequested: isTrue(row?.['full_requested']),
        settingsKey: textOrNull(row?.['settings_key']),
        mailbox: textOrNull(row?.['mailbox']),
        approvedRun: textOrNull(row?.['approved_run']),
      };
    },
    async renew(lease) {
      const changed = await sql.run((from, knex) =>
        from(tables.targets).where(mine(lease)).update({ leased_until: knex.raw(`${sql.nowSql} + ${LEASE_MS}`) }),
      );
      if (Number(changed) !== 1) throw new RunStopped({ kind: 'lease-lost' });
    },
    async release(lease, of) {
      await sql.run((from, knex) => {
        const next = of.nextAtMs !== undefined ? String(Math.round(of.nextAtMs)) : of.nextInMs === null ? null : `${sql.nowSql} + ${Math.round(of.nextInMs)}`;
        return from(tables.targets)
          .where(mine(lease))
          .update({
            lease_token: null,
            leased_until: null,
            // The claim took the moment away; what stands here now is an edit that came in during the run: keep the earlier moment.
            next_run_at: knex.raw(
              next === null
                ? 'next_run_at'
                : `case when next_run_at is not null and next_run_at < ${next} then next_run_at else ${next} end`,
            ),
            attempts: of.attempts,
            ...(of.waitingRun !== undefined ? { waiting_run: of.waitingRun } : {}),
            ...(of.problem !== undefined ? { problem: of.problem } : {}),
            // An approval that was given while the run was under way is for the next one.
            ...(lease.approvedRun !== null ? { approved_run: knex.raw('case when approved_run = ? then null else approved_run end', [lease.approvedRun]) } : {}),
            ...(of.hasSucceeded ? { last_sync_at: knex.raw(sql.nowSql) } : {}),
            ...(of.settingsKey !== undefined ? { settings_key: of.settingsKey } : {}),
            ...(of.mailbox !== undefined ? { mailbox: of.mailbox } : {}),
            ...(of.isFullDone ? { full_requested: false } : {}),
          });
      });
    },
    async wake(targets, inMs) {
      for (const target of targets)
        await sql.run((from, knex) => {
          const at = `${sql.nowSql} + ${Math.round(inMs)}`;
          return from(tables.targets)
            .insert({ target_key: targetKey(target), user_id: target.user, resource: target.resource, attempts: 0, full_requested: false, next_run_at: knex.raw(at) })
            .onConflict('target_key')
            .merge({
              next_run_at: knex.raw(
                `case when ${tables.targets}.next_run_at is null or ${tables.targets}.next_run_at <= ${sql.nowSql} or ${tables.targets}.next_run_at > ${at} then ${at} else ${tables.targets}.next_run_at end`,
              ),
            });
        });
    },
    async wakeExisting(users) {
      for (const part of users === null ? [null] : chunks(users, 200))
        await sql.run((from, knex) => {
          const query = from(tables.targets);
          return (part ? query.whereIn('user_id', part) : query).update({ next_run_at: knex.raw(sql.nowSql) });
        });
    },
    async requestFull(target) {
      await sql.run((from) => from(tables.targets).where({ target_key: targetKey(target) }).update({ full_requested: true }));
    },
    async approve(target, run) {
      await sql.run((from) => from(tables.targets).where({ target_key: targetKey(target) }).update({ approved_run: run }));
    },
    async states({ users }) {
      const rows: Row[] = [];
      for (const part of users && users.length < MANY ? chunks(users, 250) : [null])
        rows.push(
          ...(await sql.run<Row[]>((from, knex) => {
            const query = from(tables.targets).select('*', knex.raw(`case when leased_until >= ${sql.nowSql} then 1 else 0 end as is_leased`));
            if (part) void query.whereIn('target_key', part.flatMap((user) => [targetKey({ user, resource: 'calendar' }), targetKey({ user, resource: 'tasks' })]));
            return query.orderBy('target_key');
          })),
        );
      const wanted = users && users.length >= MANY ? new Set(users) : null;
      return rows.filter((row) => !wanted || wanted.has(String(row['user_id']))).map((row) => ({
        target: targetOf(String(row['target_key'])),
        isLeased: isTrue(numberOrNull(row['is_leased'])),
        nextRunAt: instantOrNull(row['next_run_at']),
        lastSyncAt: instantOrNull(row['last_sync_at']),
        waitingRun: textOrNull(row['waiting_run']),
        problem: textOrNull(row['problem']) as AccountReason | null,
      }));
    },
    async remove(target) {
      await sql.run((from) => from(tables.targets).where({ target_key: targetKey(target) }).delete());
    },
  };
}
