import { ACCOUNT_UID, SIGN_IN_UID } from './models';
import type { AccountRow, AccountStore, SignInRow } from './store';

type Row = Record<string, unknown>;

interface Query {
  findOne(of: object): Promise<Row | null>;
  findMany(of: object): Promise<Row[]>;
  create(of: object): Promise<unknown>;
  updateMany(of: object): Promise<{ count: number }>;
  deleteMany(of: object): Promise<{ count: number }>;
}

/** The store on Strapi's database. What must happen once is a conditional update or delete, whose count says who did it. */
export function createAccountStore(strapi: { db: { query(uid: string): unknown } }): AccountStore {
  const accounts = () => strapi.db.query(ACCOUNT_UID) as Query;
  const signIns = () => strapi.db.query(SIGN_IN_UID) as Query;
  const find = async (userId: string) => {
    const row = await accounts().findOne({ where: { userId } });
    return row === null ? null : accountOf(row);
  };

  return {
    find,
    async userIds() {
      const rows = await accounts().findMany({ select: ['userId'], orderBy: [{ connectedAt: 'asc' }, { id: 'asc' }] });
      return rows.map((row) => String(row.userId));
    },
    async put({ userId, ...row }) {
      for (let attempt = 0; attempt < 10; attempt += 1) {
        const before = await find(userId);
        const data = { ...dataOf(row), tokenVersion: (before?.tokenVersion ?? 0) + 1 };
        if (before === null) {
          try {
            await accounts().create({ data: { userId, ...data } });
            return;
          } catch (error) {
            if ((await find(userId)) === null) throw error; // else: made by somebody else meanwhile
          }
        } else if ((await accounts().updateMany({ where: { userId, tokenVersion: before.tokenVersion }, data })).count > 0) {
          return;
        }
      }
      throw new Error('The account is being changed by somebody else all the time.');
    },
    async update(userId, patch) {
      await accounts().updateMany({ where: { userId }, data: dataOf(patch) });
    },
    async saveTokens({ userId, expectedVersion, tokenCache, scopes }) {
      const data = { ...dataOf({ tokenCache, scopes }), tokenVersion: expectedVersion + 1 };
      return (await accounts().updateMany({ where: { userId, tokenVersion: expectedVersion }, data })).count > 0;
    },
    async delete(userId) {
      await accounts().deleteMany({ where: { userId } });
    },
    async forgetFailures(reasons) {
      const data = { failureReason: null, failureMessage: null, failureAt: null };
      await accounts().updateMany({ where: { failureReason: { $in: [...reasons] } }, data });
    },
    async takeLock({ userId, owner, now, until }) {
      const where = { userId, $or: [{ lockExpiresAt: { $null: true } }, { lockExpiresAt: { $lt: now } }] };
      return (await accounts().updateMany({ where, data: { lockOwner: owner, lockExpiresAt: until } })).count > 0;
    },
    async releaseLock({ userId, owner }) {
      await accounts().updateMany({ where: { userId, lockOwner: owner }, data: { lockOwner: null, lockExpiresAt: null } });
    },
    async putSignIn(row) {
      await signIns().create({ data: row });
    },
    async takeSignIn({ stateHash, userId }) {
      const row = await signIns().findOne({ where: { stateHash, userId } });
      if (row === null) return null;
      const taken = await signIns().deleteMany({ where: { stateHash, userId } });
      return taken.count === 1 ? signInOf(row) : null;
    },
    async deleteSignIns(of) {
      await signIns().deleteMany({ where: 'userId' in of ? { userId: of.userId } : { expiresAt: { $lt: of.expiredAt } } });
    },
  };
}

function dataOf<R extends { scopes?: string[] }>(row: R) {
  return row.scopes === undefined ? row : { ...row, scopes: row.scopes.join(' ') };
}

function accountOf(row: Row): AccountRow {
  return {
    userId: String(row.userId),
    mode: row.mode === 'application' ? 'application' : 'delegated',
    mailboxId: text(row.mailboxId),
    mailboxAddress: text(row.mailboxAddress),
    mailboxName: text(row.mailboxName),
    mailboxTimeZone: text(row.mailboxTimeZone),
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
  };
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
