import { passingReasons } from '../health/account-failure';
import { type AccountRow, type AccountStore, noFailure, type SignInRow } from '../store';

const passing: readonly string[] = passingReasons;

/** An AccountStore for tests: same promises, no database. */
export function createMemoryAccountStore(): AccountStore & { rows: Map<string, AccountRow>; signIns: Map<string, SignInRow> } {
  const rows = new Map<string, AccountRow>();
  const locks = new Map<string, { owner: string; until: number }>();
  const signIns = new Map<string, SignInRow>();
  const copy = (row: AccountRow): AccountRow => ({ ...row, scopes: [...row.scopes] });

  return {
    rows,
    signIns,
    async find(userId) {
      const row = rows.get(userId);
      return row === undefined ? null : copy(row);
    },
    async findMany(userIds) {
      return new Map([...rows].filter(([userId]) => userIds.includes(userId)).map(([userId, row]) => [userId, copy(row)]));
    },
    async variants() {
      return [...rows.values()].map(({ tokenCache, scopes, failureReason, failureAt, lastSucceededAt }) => ({
        sealedWith: tokenCache?.split('.')[1] ?? null,
        scopes: scopes.join(' '),
        failureReason: lastSucceededAt === null || (failureAt ?? 0) >= lastSucceededAt ? failureReason : null,
      }));
    },
    async othersAt({ userId, mailboxId, addresses }) {
      const wanted = [mailboxId, ...addresses].map((one) => one.toLowerCase());
      return [...rows.values()]
        .filter((row) => row.userId !== userId)
        .filter((row) =>
          [row.mailboxId, row.mailboxAddress, row.assignedAddress].some((one) => one !== null && wanted.includes(one.toLowerCase())),
        )
        .map(copy);
    },
    async connectedAmong(addresses) {
      const known = new Set([...rows.values()].map(({ mailboxAddress }) => mailboxAddress?.toLowerCase() ?? ''));
      return new Set(addresses.filter((address) => known.has(address)));
    },
    async unused({ since, failedBefore, limit }) {
      return [...rows.values()]
        .filter(({ tokenCache, lastSucceededAt, connectedAt }) => tokenCache !== null && (lastSucceededAt ?? connectedAt ?? 0) < since)
        .filter(
          ({ failureReason, failureAt }) => failureReason === null || (passing.includes(failureReason) && (failureAt ?? 0) < failedBefore),
        )
        .sort((a, b) => (a.lastSucceededAt ?? 0) - (b.lastSucceededAt ?? 0))
        .slice(0, limit)
        .map(({ userId }) => userId);
    },
    waiting: async () => ({ users: [], after: 0 }), // nobody assigns here
    forgetNeverReached: async () => undefined,
    async userIds() {
      return [...rows.keys()];
    },
    async put(row) {
      rows.set(row.userId, { ...copy(row), tokenVersion: (rows.get(row.userId)?.tokenVersion ?? 0) + 1 });
    },
    async update(userId, patch) {
      await this.updateMany([userId], patch);
    },
    async updateMany(userIds, patch) {
      for (const userId of userIds) {
        const row = rows.get(userId);
        if (row !== undefined) rows.set(userId, { ...row, ...patch });
      }
    },
    async saveTokens({ userId, expectedVersion, tokenCache, scopes }) {
      const row = rows.get(userId);
      if (row?.tokenVersion !== expectedVersion) return false;
      rows.set(userId, { ...row, tokenCache, scopes, tokenVersion: expectedVersion + 1 });
      return true;
    },
    async delete(userId) {
      rows.delete(userId);
      locks.delete(userId);
    },
    async forgetFailures(reasons) {
      for (const row of rows.values()) {
        if (reasons.includes(row.failureReason ?? '')) Object.assign(row, noFailure);
      }
    },
    async takeLock({ userId, owner, now, until }) {
      const held = locks.get(userId);
      if (!rows.has(userId) || (held !== undefined && held.until >= now && held.until <= until)) return false;
      locks.set(userId, { owner, until });
      return true;
    },
    async releaseLock({ userId, owner }) {
      if (locks.get(userId)?.owner === owner) locks.delete(userId);
    },
    async putSignIn(row) {
      signIns.set(row.stateHash, row);
    },
    findSignIn: async (stateHash) => signIns.get(stateHash) ?? null,
    signInsUnderWay: async () => [...signIns.values()],
    async replaceSignIn({ stateHash, from, to }) {
      const row = signIns.get(stateHash);
      if (row?.sealed === from) signIns.set(stateHash, { ...row, sealed: to });
    },
    async takeSignIn({ stateHash, userId }) {
      const row = signIns.get(stateHash);
      if (row === undefined || row.userId !== userId) return null;
      signIns.delete(stateHash);
      return row;
    },
    async deleteSignIns(options) {
      for (const row of signIns.values()) {
        if ('userId' in options ? row.userId === options.userId : row.expiresAt < options.expiredAt) signIns.delete(row.stateHash);
      }
    },
  };
}
