import type { Sql, Table } from '../host/sql';
import { chunks } from '../host/rows';
import { together } from '../node/together';
import { passingReasons } from './health/account-failure';
import { columnsOf, type Knex, upsert } from '../storage/sql/upsert';
import { ACCOUNT_UID, accountModel, SIGN_IN_UID } from './models';
import { connectedAmong, mailboxKeysOf, usersAt } from './mailbox-keys';
import { type AccountRow, type AccountStore, type KnownAccount, noFailure, type SignInRow } from './store';
import { forgetNeverReached, whoWaits } from './who-waits';

type Row = Record<string, unknown>;

const CHUNK = 500;
/** From here on reading all accounts is quicker than asking for each chunk. */
const MANY = 5_000;
const KNOWN_COLUMNS = [
  'user_id',
  'mode',
  'mailbox_address',
  'mailbox_name',
  'mailbox_time_zone',
  'scopes',
  'connected_at',
  'last_succeeded_at',
  'failure_reason',
  'failure_at',
];

interface Query {
  findOne(options: object): Promise<Row | null>;
  findMany(options: object): Promise<Row[]>;
  create(options: object): Promise<unknown>;
  updateMany(options: object): Promise<{ count: number }>;
  deleteMany(options: object): Promise<{ count: number }>;
}

/** The store on Strapi's database. What must happen once is a conditional update or delete, whose count says who did it. */
export function createAccountStore(
  strapi: { db: { query(uid: string): unknown } },
  sql: Pick<Sql, 'run' | 'isInTransaction'>,
): AccountStore {
  const accounts = () => strapi.db.query(ACCOUNT_UID) as Query;
  const signIns = () => strapi.db.query(SIGN_IN_UID) as Query;
  const find = together(
    async (userIds: readonly string[]) => {
      const rows = await accounts().findMany({ where: { userId: { $in: [...userIds] } } });
      const found = new Map(rows.map((row) => [String(row.userId), accountOf(row)]));
      return userIds.map((userId) => found.get(userId) ?? null);
    },
    { isAlone: () => sql.isInTransaction() },
  );
  const updateMany: AccountStore['updateMany'] = async (userIds, patch) => {
    await accounts().updateMany({ where: { userId: { $in: [...userIds] } }, data: dataOf(patch) });
  };

  return {
    find,
    async findMany(userIds) {
      const found = new Map<string, KnownAccount>();
      const wanted = new Set(userIds);
      for (const part of userIds.length > MANY ? [null] : chunks(userIds, CHUNK)) {
        const rows = await sql.run<Row[]>((from, knex) => {
          const query = from(accountModel.tableName).select(...KNOWN_COLUMNS, knex.raw(`${sealedWithSql()} as sealed_with`));
          return part ? query.whereIn('user_id', part) : query;
        });
        for (const row of rows) if (wanted.has(String(row.user_id))) found.set(String(row.user_id), knownOf(row));
      }
      return found;
    },
    async variants() {
      const rows = await sql.run<Row[]>((from, knex) =>
        from(accountModel.tableName).distinct(
          'scopes',
          knex.raw(`${sealedWithSql()} as sealed_with`),
          knex.raw(`${failureSql()} as failure_reason`),
        ),
      );
      return rows.map((row) => ({
        sealedWith: text(row.sealed_with),
        scopes: text(row.scopes) ?? '',
        failureReason: text(row.failure_reason),
      }));
    },
    async othersAt({ userId, mailboxId, addresses }) {
      const found = [];
      for (const user of await usersAt(sql, [mailboxId, ...addresses])) if (user !== userId) found.push(await find(user));
      return found.filter((row) => row !== null);
    },
    async connectedAmong(addresses) {
      const found: string[] = [];
      for (const part of chunks(addresses, 200)) found.push(...(await connectedAmong(sql, part)));
      return new Set(found);
    },
    async unused({ since, failedBefore, limit }) {
      // Beside each other, so that an index gives each in its order. Those who have to sign in anew are passed over: it is looked each ten minutes.
      const find = async (most: number, which: (query: Table) => Table): Promise<string[]> => {
        const rows = await sql.run<Row[]>((from) =>
          which(from(accountModel.tableName).where({ mode: 'delegated' }))
            .whereRaw(`${sealedWithSql()} is not null`)
            .where(
              (well) =>
                void well
                  .whereNull('failure_reason')
                  .orWhere((passed) => void passed.whereIn('failure_reason', [...passingReasons]).where('failure_at', '<', failedBefore)),
            )
            .limit(most)
            .select('user_id'),
        );
        return rows.map((row) => String(row.user_id));
      };
      const never = await find(limit, (query) =>
        query.whereNull('last_succeeded_at').where('connected_at', '<', since).orderBy('connected_at'),
      );
      const once = await find(limit, (query) => query.where('last_succeeded_at', '<', since).orderBy('last_succeeded_at'));
      return [...never, ...once].slice(0, limit);
    },
    waiting: (options) => whoWaits(sql, options),
    forgetNeverReached: (rule) => forgetNeverReached(sql, rule),
    async userIds() {
      const rows = await accounts().findMany({ select: ['userId'], orderBy: [{ connectedAt: 'asc' }, { id: 'asc' }] });
      return rows.map((row) => String(row.userId));
    },
    async put({ userId, ...row }) {
      const table = accountModel.tableName;
      const data = columnsOf({ ...dataOf(row), tokenVersion: 1 });
      const merge = (knex: Knex) => ({ ...data, token_version: knex.raw('coalesce(??, 0) + 1', [`${table}.token_version`]) });
      await upsert(sql, { table, key: 'user_id', merge }, [{ user_id: userId, ...data }]);
    },
    update: (userId, patch) => updateMany([userId], patch),
    updateMany,
    async saveTokens({ userId, expectedVersion, tokenCache, scopes }) {
      const data = { ...dataOf({ tokenCache, scopes }), tokenVersion: expectedVersion + 1 };
      return (await accounts().updateMany({ where: { userId, tokenVersion: expectedVersion }, data })).count > 0;
    },
    async delete(userId) {
      await accounts().deleteMany({ where: { userId } });
    },
    async forgetFailures(reasons) {
      await accounts().updateMany({ where: { failureReason: { $in: [...reasons] } }, data: noFailure });
    },
    // A lock that lasts longer than any was taken by a clock that has been set back since.
    async takeLock({ userId, owner, now, until }) {
      const where = {
        userId,
        $or: [{ lockExpiresAt: { $null: true } }, { lockExpiresAt: { $lt: now } }, { lockExpiresAt: { $gt: until } }],
      };
      return (await accounts().updateMany({ where, data: { lockOwner: owner, lockExpiresAt: until } })).count > 0;
    },
    async releaseLock({ userId, owner }) {
      await accounts().updateMany({ where: { userId, lockOwner: owner }, data: { lockOwner: null, lockExpiresAt: null } });
    },
    async putSignIn(row) {
      await signIns().create({ data: row });
    },
    async findSignIn(stateHash) {
      const row = await signIns().findOne({ where: { stateHash } });
      return row === null ? null : signInOf(row);
    },
    signInsUnderWay: async () => (await signIns().findMany({})).map(signInOf),
    async replaceSignIn({ stateHash, from, to }) {
      await signIns().updateMany({ where: { stateHash, sealed: from }, data: { sealed: to } });
    },
    async takeSignIn({ stateHash, userId }) {
      const row = await signIns().findOne({ where: { stateHash, userId } });
      if (row === null) return null;
      const taken = await signIns().deleteMany({ where: { stateHash, userId } });
      return taken.count === 1 ? signInOf(row) : null;
    },
    async deleteSignIns(options) {
      await signIns().deleteMany({ where: 'userId' in options ? { userId: options.userId } : { expiresAt: { $lt: options.expiredAt } } });
    },
  };
}

/** How a sealed text begins (secret-box.ts); what names the key stands behind it. */
const SEALED = 'ms1.';

/** The name of the key that sealed the tokens; null where there are none. */
export const sealedWithSql = (alias: string = accountModel.tableName): string =>
  `coalesce(${alias}.sealed_with, substr(${alias}.token_cache, ${SEALED.length + 1}, 12))`;

/** What went wrong since the last success. */
export const failureSql = (alias: string = accountModel.tableName): string =>
  `case when ${alias}.last_succeeded_at is null or coalesce(${alias}.failure_at, 0) >= ${alias}.last_succeeded_at then ${alias}.failure_reason end`;

type Given = Partial<Pick<AccountRow, 'scopes' | 'tokenCache' | 'mailboxId' | 'mailboxAddress'>>;

function dataOf<R extends Given>({ scopes, ...row }: R) {
  return {
    ...row,
    ...mailboxKeysOf(row),
    ...(scopes === undefined ? {} : { scopes: scopes.join(' ') }),
    ...(row.tokenCache === undefined ? {} : { sealedWith: row.tokenCache === null ? null : (row.tokenCache.split('.')[1] ?? '') }),
  };
}

function accountOf(row: Row): AccountRow {
  return {
    userId: String(row.userId),
    mode: row.mode === 'application' ? 'application' : 'delegated',
    mailboxId: text(row.mailboxId),
    mailboxAddress: text(row.mailboxAddress),
    mailboxName: text(row.mailboxName),
    mailboxTimeZone: text(row.mailboxTimeZone),
    assignedAddress: text(row.assignedAddress),
    tenantId: text(row.tenantId),
    homeAccountId: text(row.homeAccountId),
    scopes: (text(row.scopes) ?? '').split(' ').filter((scope) => scope !== ''),
    tokenCache: text(row.tokenCache),
    tokenVersion: Number(row.tokenVersion ?? 0),
    connectedAt: instant(row.connectedAt),
    lastSucceededAt: instant(row.lastSucceededAt),
    failureReason: text(row.failureReason),
    failureMessage: text(row.failureMessage),
    failureAt: instant(row.failureAt),
    claims: text(row.claims),
  };
}

/** From the columns themselves: this one is read past Strapi's own query builder, which knows no part of a column. */
function knownOf(row: Row): KnownAccount {
  return accountOf({
    userId: row.user_id,
    mode: row.mode,
    mailboxAddress: row.mailbox_address,
    mailboxName: row.mailbox_name,
    mailboxTimeZone: row.mailbox_time_zone,
    scopes: row.scopes,
    tokenCache: row.sealed_with === null ? null : `${SEALED}${String(row.sealed_with)}.`,
    connectedAt: row.connected_at,
    lastSucceededAt: row.last_succeeded_at,
    failureReason: row.failure_reason,
    failureAt: row.failure_at,
  });
}

function signInOf(row: Row): SignInRow {
  return { stateHash: String(row.stateHash), userId: String(row.userId), sealed: String(row.sealed), expiresAt: Number(row.expiresAt) };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** PostgreSQL gives bigints as text. */
function instant(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
