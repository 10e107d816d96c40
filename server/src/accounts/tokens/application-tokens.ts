import type { AuthenticationResult } from '@azure/msal-node';

import type { ApplicationCredentials } from '../../microsoft/credentials';
import { applicationScope, createMsalClient, createTokenNetwork, type TokenNetwork } from '../../microsoft/index';
import { fingerprintOf } from '../../application/index';
import { AccountFailure } from '../health/account-failure';
import { checkSignInPause, noteSignInPause } from '../sign-in/sign-in-pause';
import { ofApplication } from './of-application';
import { tokenFailure } from './token-failure';
import { heldTokenOf, type HeldToken, type TokenDependencies, type Tokens } from './cached-token';

/** Tokens of application mode: one for all mailboxes of an application, in memory only, since the secret gives another at any time. */
export function createApplicationTokens(deps: TokenDependencies): Pick<Tokens, 'applicationOnly' | 'prove'> {
  const { cloud, effects, pauses } = deps;
  const held = new Map<string, HeldToken>();
  const underWay = new Map<string, Promise<HeldToken>>();

  async function request(application: ApplicationCredentials, key: string, claims: string | null): Promise<HeldToken> {
    checkSignInPause(pauses, key);
    const network = createTokenNetwork(effects);
    const result = await ask(application, network, claims).catch(async (error: unknown) => {
      throw await ofApplication(deps, application, await noteSignInPause(pauses, key, tokenFailure(error, network.traffic)));
    });
    await deps.application.accepted(application);
    return heldTokenOf(result, effects.now());
  }

  async function ask(application: ApplicationCredentials, network: TokenNetwork, claims: string | null): Promise<AuthenticationResult> {
    const client = await createMsalClient({ cloud, application, network });
    const asked = { scopes: [applicationScope(cloud)], skipCache: true, ...(claims === null ? {} : { claims }) };
    const result = await client.acquireTokenByClientCredential(asked);
    if (!result?.accessToken) throw new AccountFailure('microsoft-unavailable');
    return result;
  }

  async function renewed(application: ApplicationCredentials, key: string, claims: string | null): Promise<HeldToken> {
    const what = `${key} ${claims ?? ''}`;
    const running = underWay.get(what) ?? request(application, key, claims).finally(() => underWay.delete(what));
    underWay.set(what, running);
    const fresh = await running;
    held.set(key, fresh);
    return fresh;
  }

  return {
    applicationOnly: ({ application }) => {
      const key = fingerprintOf(application); // a changed secret must not be answered with the token of the former one
      return async (rejected, claims = null) => {
        const known = held.get(key);
        if (known !== undefined && known.token !== rejected && known.goodUntil > effects.now()) return known;
        return renewed(application, key, claims);
      };
    },
    prove: ({ application }) => renewed(application, fingerprintOf(application), null),
  };
}
