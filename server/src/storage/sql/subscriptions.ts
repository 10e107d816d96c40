import { randomUUID } from 'node:crypto';
import { grouped } from '../../../../src/canonical/grouped';
import { isTrue, numberOrNull, textOrNull, type Row } from '../../host/rows';
import type { Sql } from '../../host/sql';
import { together } from '../../node/together';
import type { Target } from '../port';
import { targetKey, targetOf } from './keys';
import { tables } from './models';
import { columnsOf, upsert } from './upsert';

/**
 * Of one followed collection. `wanted`: to be made; `live`: Microsoft tells of changes; `refused`: it does not want to, and is asked again later;
 * `unwanted`: to be taken away.
 */
export interface Subscription {
  readonly key: string;
  readonly name: string;
  readonly target: Target;
  readonly collection: string;
  readonly state: 'wanted' | 'live' | 'refused' | 'unwanted';
  readonly reason: string | null;
  readonly subscriptionId: string | null;
  readonly mailbox: string | null;
  readonly address: string | null;
  /** Epoch milliseconds of the database, here and below. */
  readonly expiresAt: number | null;
  readonly madeAt: number | null;
  readonly heardAt: number | null;
  readonly lookedAt: number | null;
  readonly doubtedAt: number | null;
  readonly isAskedAgain: boolean;
  readonly silences: number;
  readonly failures: number;
}

export type SubscriptionChanges = Partial<Omit<Subscription, 'key' | 'target' | 'collection'>> & {
  /** Absent: as it was; null: nothing more is to be done. */
  readonly nextAt?: number | null;
};

/** A followed collection, with its subscription where one is wanted. */
export interface Followed {
  readonly key: string;
  readonly target: Target;
  readonly collection: string;
  readonly isDefault: boolean;
  readonly isOwned: boolean;
}

interface Subscribed {
  readonly followed: readonly Followed[];
  readonly subscriptions: readonly Subscription[];
}

export interface SubscriptionStore {
  /** What these targets follow, and their subscriptions. */
  of(targets: readonly Target[]): Promise<Subscribed>;
  ofUser(user: string): Promise<Subscription[]>;
  find(names: readonly string[]): Promise<Subscription[]>;
  /** Those that something is to be done about, for a while nobody else's. */
  claimDue(limit: number): Promise<Subscription[]>;
  add(rows: readonly { readonly followed: Followed; readonly name: string }[]): Promise<void>;
  change(keys: readonly string[], changes: SubscriptionChanges): Promise<void>;
  /** What Microsoft has answered for it. False: it is wanted no longer, or goes by another name by now, and nothing is changed. */
  changeWanted(one: Pick<Subscription, 'key' | 'name'>, changes: SubscriptionChanges): Promise<boolean>;
  /** A run has looked at these collections then. */
  looked(of: { readonly keys: readonly string[]; readonly at: number }): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  /** All are due now: another address, or none. */
  wakeOtherAddresses(address: string | null): Promise<void>;
  /** How many Microsoft tells of, and whether it did not reach us with one of those it was asked for last. */
  reach(): Promise<{ readonly told: number; readonly isUnreached: boolean }>;
  counts(): Promise<{ readonly state: string; readonly count: number }[]>;
}

const CLAIMED_MS = 180_000;

export function createSubscriptionStore(sql: Sql): SubscriptionStore {
  const select = async (where: Row | ((query: ReturnType<Parameters<Parameters<Sql['run']>[0]>[0]>) => unknown)): Promise<Subscription[]> =>
    (
      await sql.run<Row[]>((from) => {
        const query = from(tables.subscriptions).select('*');
        if (typeof where === 'function') void where(query);
        else void query.where(where);
        return query.orderBy('id');
      })
    ).map(toSubscription);
  async function ofAccounts(accounts: readonly (readonly Target[])[]): Promise<Subscribed[]> {
    const keys = accounts.flat().map(targetKey);
    const cursors = await sql.run<Row[]>((from) => from(tables.cursors).whereIn('target_key', keys).orderBy('id').select('*'));
    const followed = byTarget(cursors.map(toFollowed));
    const subscriptions = byTarget(await select((query) => query.whereIn('target_key', keys)));
    const ofAll = <T>(of: ReadonlyMap<string, T[]>, targets: readonly Target[]) =>
      targets.flatMap((target) => of.get(targetKey(target)) ?? []);
    return accounts.map((targets) => ({ followed: ofAll(followed, targets), subscriptions: ofAll(subscriptions, targets) }));
  }
  const change: SubscriptionStore['change'] = async (keys, changes) => {
    if (keys.length === 0) return;
    await sql.run((from) =>
      from(tables.subscriptions)
        .whereIn('subscription_key', [...keys])
        .update(changedColumns(changes)),
    );
  };
  /** Those who look at once have mostly begun at once. */
  const looked = together(
    async (all: readonly { readonly keys: readonly string[]; readonly at: number }[]) => {
      for (const [lookedAt, keys] of grouped(all.map(({ keys, at }) => [at, keys]))) await change(keys.flat(), { lookedAt });
      return all.map(() => undefined);
    },
    { isAlone: () => sql.isInTransaction() },
  );
  return {
    of: together(ofAccounts, { isAlone: () => sql.isInTransaction() }),
    ofUser: (user) =>
      select((query) =>
        query.whereIn(
          'target_key',
          (['calendar', 'tasks'] as const).map((resource) => targetKey({ user, resource })),
        ),
      ),
    find: async (names) => (names.length === 0 ? [] : select((query) => query.whereIn('name', [...names]))),
    async claimDue(limit) {
      const due = await sql.run<Row[]>((from) =>
        from(tables.subscriptions).whereRaw(`next_at <= ${sql.nowSql}`).orderBy('next_at').limit(limit).select('subscription_key'),
      );
      if (due.length === 0) return [];
      const claim = randomUUID();
      await sql.run((from, knex) =>
        from(tables.subscriptions)
          .whereIn(
            'subscription_key',
            due.map((row) => String(row['subscription_key'])),
          )
          .whereRaw(`next_at <= ${sql.nowSql}`)
          .update({ claim, next_at: knex.raw(`${sql.nowSql} + ${CLAIMED_MS}`) }),
      );
      return select((query) =>
        query
          .whereIn(
            'subscription_key',
            due.map((row) => String(row['subscription_key'])),
          )
          .where({ claim }),
      );
    },
    async add(rows) {
      if (rows.length === 0) return;
      await upsert(sql, { table: tables.subscriptions, key: 'subscription_key' }, (knex) =>
        rows.map(({ followed, name }) => ({
          subscription_key: followed.key,
          name,
          target_key: targetKey(followed.target),
          collection: followed.collection,
          state: 'wanted',
          reason: null,
          is_asked_again: false,
          silences: 0,
          failures: 0,
          next_at: knex.raw(sql.nowSql),
        })),
      );
    },
    change,
    async changeWanted({ key, name }, changes) {
      const wanted = (from: Parameters<Parameters<Sql['run']>[0]>[0]) =>
        from(tables.subscriptions).where({ subscription_key: key, name }).whereNot({ state: 'unwanted' });
      return (await sql.run<number>((from) => wanted(from).update(changedColumns(changes)))) > 0;
    },
    async looked(of) {
      if (of.keys.length > 0) await looked(of);
    },
    async remove(keys) {
      if (keys.length > 0)
        await sql.run((from) =>
          from(tables.subscriptions)
            .whereIn('subscription_key', [...keys])
            .delete(),
        );
    },
    async wakeOtherAddresses(address) {
      await sql.run((from, knex) => {
        const query = from(tables.subscriptions).whereNotNull('subscription_id');
        if (address !== null) void query.where((either) => void either.whereNull('address').orWhereNot({ address }));
        return query.update({ next_at: knex.raw(sql.nowSql) });
      });
    },
    async reach() {
      const [live] = await sql.run<Row[]>((from) => from(tables.subscriptions).where({ state: 'live' }).count('id as count'));
      const [refused] = await sql.run<Row[]>((from) => from(tables.subscriptions).where({ reason: 'not-reached' }).limit(1).select('id'));
      return { told: Number(live?.['count'] ?? 0), isUnreached: refused !== undefined };
    },
    async counts() {
      const rows = await sql.run<Row[]>((from) => from(tables.subscriptions).groupBy('state').select('state').count('id as count'));
      return rows.map((row) => ({ state: String(row['state']), count: Number(row['count']) }));
    },
  };
}

const changedColumns = ({ nextAt, isAskedAgain, ...changes }: SubscriptionChanges): Row => ({
  ...columnsOf(changes),
  ...(isAskedAgain === undefined ? {} : { is_asked_again: isAskedAgain }),
  ...(nextAt === undefined ? {} : { next_at: nextAt }),
});

const toSubscription = (row: Row): Subscription => ({
  key: String(row['subscription_key']),
  name: String(row['name']),
  target: targetOf(String(row['target_key'])),
  collection: String(row['collection']),
  state: String(row['state']) as Subscription['state'],
  reason: textOrNull(row['reason']),
  subscriptionId: textOrNull(row['subscription_id']),
  mailbox: textOrNull(row['mailbox']),
  address: textOrNull(row['address']),
  expiresAt: numberOrNull(row['expires_at']),
  madeAt: numberOrNull(row['made_at']),
  heardAt: numberOrNull(row['heard_at']),
  lookedAt: numberOrNull(row['looked_at']),
  doubtedAt: numberOrNull(row['doubted_at']),
  isAskedAgain: isTrue(row['is_asked_again']),
  silences: Number(row['silences'] ?? 0),
  failures: Number(row['failures'] ?? 0),
});

const toFollowed = (row: Row): Followed => ({
  key: String(row['cursor_key']),
  target: targetOf(String(row['target_key'])),
  collection: String(row['collection']),
  isDefault: isTrue(row['is_default']),
  isOwned: isTrue(row['is_owned']),
});

const byTarget = <T extends { readonly target: Target }>(all: readonly T[]) => grouped(all.map((one) => [targetKey(one.target), one]));
