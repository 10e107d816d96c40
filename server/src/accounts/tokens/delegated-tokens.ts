import type { AuthenticationResult } from '@azure/msal-node';

import type { ApplicationCredentials } from '../../microsoft/credentials';
import { createMsalClient, createOfflineNetwork, createTokenNetwork, delegatedScopes, type TokenNetwork } from '../../microsoft/index';
import { AccountFailure } from '../health/account-failure';
import { withAccountLock } from './account-lock';
import { checkSignInPause, noteSignInPause } from '../sign-in/sign-in-pause';
import { askableScopes } from '../sign-in/permissions';
import type { AccountRow } from '../store';
import { hashKey } from '../../storage/sql/keys';
import { ofApplication } from './of-application';
import { createCachePlugin, openTokens, sealTokens } from './token-cache';
import { tokenFailure } from './token-failure';
import { heldTokenOf, type HeldToken, type TokenDependencies, type Tokens } from './cached-token';

interface Asking {
  userId: string;
  application: ApplicationCredentials;
  /** As it was read just now. */
  row?: AccountRow;
}

/** What was found in a cache, by this application. */
interface Opened {
  readonly from: string;
  readonly held: HeldToken;
}

/** A token each, of some two kilobytes. */
const MOST_OPENED = 10_000;

/**
 * Tokens of a signed-in user. A refresh rotates the refresh token (graph-facts §3.2), so it happens once for all who wait in this process, under a lock
 * against other processes, and what came is saved before it is used.
 */
export function createDelegatedTokens(deps: TokenDependencies): Tokens['delegated'] {
  const { store, secrets, cloud, effects, pauses } = deps;
  const underWay = new Map<string, Promise<HeldToken>>();
  /** What a row's own cache was found to hold, so that it is opened and understood once and not at every run (2 ms). */
  const opened = new Map<string, Opened>();

  async function refreshUnderLock(asking: Asking, rejected: string | undefined, claims: string | null): Promise<HeldToken> {
    return withAccountLock({ store, effects, now: () => deps.now(), userId: asking.userId }, async () => {
      const row = await rowOf(asking.userId);
      const cached = await fromCache(asking, row);
      if (cached !== null && cached.token !== rejected) return cached; // another instance was faster
      checkSignInPause(pauses, asking.userId);
      const network = createTokenNetwork(effects);
      const { result, cache } = await silently(asking, row, network, { forceRefresh: true, ...(claims === null ? {} : { claims }) }).catch(
        async (error: unknown) => {
          const failure = await noteSignInPause(pauses, asking.userId, tokenFailure(error, network.traffic, claims));
          throw await ofApplication(deps, asking.application, failure);
        },
      );
      await deps.application.accepted(asking.application);
      const tokenCache = sealTokens(secrets, asking.userId, cache);
      if (await store.saveTokens({ userId: asking.userId, expectedVersion: row.tokenVersion, tokenCache, scopes: result.scopes })) {
        return heldTokenOf(result, effects.now());
      }
      // Somebody connected anew meanwhile, or our lease ran out: what is stored counts, ours is dropped.
      const theirs = await fromCache(asking, await rowOf(asking.userId));
      if (theirs === null) throw new AccountFailure('microsoft-unavailable');
      return theirs;
    });
  }

  async function fromCache(asking: Asking, row: AccountRow): Promise<HeldToken | null> {
    const from = hashKey(row.tokenCache ?? '', JSON.stringify(asking.application));
    const known = opened.get(asking.userId);
    if (known?.from === from && known.held.goodUntil > effects.now()) return known.held;
    try {
      const { result } = await silently(asking, row, createOfflineNetwork(), { forceRefresh: false });
      const held = heldTokenOf(result, effects.now());
      if (row.tokenCache !== null) remember(asking.userId, { from, held });
      return held;
    } catch (error) {
      if (error instanceof AccountFailure) throw error;
      return null; // MSAL would have to ask Microsoft
    }
  }

  function remember(userId: string, options: Opened): void {
    opened.delete(userId); // the latest last
    opened.set(userId, options);
    const [oldest] = opened.keys();
    if (opened.size > MOST_OPENED && oldest !== undefined) opened.delete(oldest);
  }

  async function silently(asking: Asking, row: AccountRow, network: TokenNetwork, how: { forceRefresh: boolean; claims?: string }) {
    const plugin = createCachePlugin(cacheOf(row));
    const client = await createMsalClient({ cloud, application: asking.application, network, cachePlugin: plugin });
    const account = await client.getTokenCache().getAccountByHomeId(row.homeAccountId ?? '');
    if (account === null) throw new AccountFailure('sign-in-expired');
    const granted = askableScopes(row.scopes);
    const scopes = granted.length > 0 ? granted : delegatedScopes(cloud, ['User.Read']);
    const result: AuthenticationResult | null = await client.acquireTokenSilent({ account, scopes, ...how });
    // Success without a token has been seen (graph-facts §3.8).
    if (!result?.accessToken || plugin.text === null) throw new AccountFailure('microsoft-unavailable');
    return { result, cache: plugin.text };
  }

  async function rowOf(userId: string): Promise<AccountRow> {
    const row = await store.find(userId);
    if (row === null) throw new AccountFailure('not-connected');
    return row;
  }

  function cacheOf(row: AccountRow): string {
    if (row.tokenCache === null) throw new AccountFailure('sign-in-expired');
    try {
      return openTokens(secrets, row.userId, row.tokenCache);
    } catch (error) {
      throw tokenFailure(error, createOfflineNetwork().traffic);
    }
  }

  return (asking) => {
    let given = asking.row;
    return async (rejected, claims = null) => {
      const { userId } = asking;
      const row = given ?? (await rowOf(userId));
      given = undefined;
      const cached = await fromCache(asking, row);
      if (cached !== null && cached.token !== rejected) return cached;
      const what = `${userId} ${claims ?? ''}`;
      const running = underWay.get(what) ?? refreshUnderLock(asking, rejected, claims).finally(() => underWay.delete(what));
      underWay.set(what, running);
      return running;
    };
  };
}
