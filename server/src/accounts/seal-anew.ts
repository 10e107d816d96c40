import { sealAnew } from '../secrets/index';
import { withAccountLock } from './tokens/account-lock';
import type { AccountsContext } from './context';
import { signInContext } from './sign-in/sign-in-state';
import { tokensContext } from './tokens/token-cache';

/** Puts the current key in the place of older ones, for tokens and for sign-ins under way. Nobody refreshes a token meanwhile: what came of it would be lost. */
export async function sealAccountsAnew(context: AccountsContext): Promise<void> {
  const { store, secrets, effects } = context;
  await sealAnew(
    secrets,
    (await store.signInsUnderWay()).map(({ stateHash, userId, sealed }) => ({
      text: sealed,
      context: signInContext(stateHash, userId),
      replace: (to) => store.replaceSignIn({ stateHash, from: sealed, to }),
    })),
  );
  for (const { userId, tokenCache: beginning } of (await store.findMany(await store.userIds())).values()) {
    if (beginning === null || secrets.isCurrent(beginning)) continue;
    await withAccountLock({ store, effects, now: () => context.now(), userId }, async () => {
      const row = await store.find(userId);
      if (row === null || row.tokenCache === null) return;
      const replace = (tokenCache: string) =>
        store.saveTokens({ userId, expectedVersion: row.tokenVersion, tokenCache, scopes: row.scopes });
      await sealAnew(secrets, [{ text: row.tokenCache, context: tokensContext(userId), replace }]);
    });
  }
}
