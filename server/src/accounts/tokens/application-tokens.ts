import { createHash } from 'node:crypto';

import type { ApplicationCredentials } from '../../microsoft/credentials';
import { applicationScope, createMsalClient, createTokenNetwork } from '../../microsoft/index';
import { AccountFailure } from '../health/account-failure';
import { checkSignInPause, noteSignInPause } from '../sign-in/sign-in-pause';
import { tokenFailure } from './token-failure';
import { heldTokenOf, type HeldToken, type TokenDependencies, type Tokens } from './cached-token';

/** Tokens of application mode: one for all mailboxes of an application, in memory only, since the secret gives another at any time. */
export function createApplicationTokens({ cloud, effects, pauses }: TokenDependencies): Tokens['applicationOnly'] {
  const held = new Map<string, HeldToken>();
  const underWay = new Map<string, Promise<HeldToken>>();

  async function request(application: ApplicationCredentials, key: string): Promise<HeldToken> {
    checkSignInPause(pauses, key);
    const network = createTokenNetwork(effects);
    try {
      const client = await createMsalClient({ cloud, application, network });
      const result = await client.acquireTokenByClientCredential({ scopes: [applicationScope(cloud)], skipCache: true });
      if (!result?.accessToken) throw new AccountFailure('microsoft-unavailable');
      return heldTokenOf(result, effects.now());
    } catch (error) {
      throw await noteSignInPause(pauses, key, tokenFailure(error, network.traffic));
    }
  }

  return ({ application }) => {
    const key = keyOf(application);
    return async (rejected) => {
      const known = held.get(key);
      if (known !== undefined && known.token !== rejected && known.goodUntil > effects.now()) return known;
      const running = underWay.get(key) ?? request(application, key).finally(() => underWay.delete(key));
      underWay.set(key, running);
      const fresh = await running;
      held.set(key, fresh);
      return fresh;
    };
  };
}

/** A changed secret must not be answered with the token of the former one. */
function keyOf(application: ApplicationCredentials): string {
  return createHash('sha256').update(JSON.stringify(application)).digest('hex');
}
