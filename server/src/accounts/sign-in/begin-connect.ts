import { refusal } from '../../application/index';
import { createMsalClient, createOfflineNetwork, delegatedScopes } from '../../microsoft/index';
import { SecretFailure } from '../../secrets/index';
import { AccountFailure } from '../health/account-failure';
import { refusalOf, type AccountsContext } from '../context';
import { wantedPermissions } from './permissions';
import { pageOfFrontEnd } from './return-to';
import { beginSignIn } from './sign-in-state';

/**
 * The address at Microsoft where the person signs in; `returnTo`: the page of a front end that is to end it. Throws 'application-missing',
 * 'sign-in-not-needed', 'encryption-key-missing', 'unknown-user', 'invalid-input'.
 */
export async function beginConnect(context: AccountsContext, options: { user: string; returnTo?: string }): Promise<{ url: string }> {
  const { user } = options;
  const { cloud, redirectUri } = context;
  await context.hostUser(user);
  const returnTo = options.returnTo === undefined ? undefined : pageOfFrontEnd(context, options.returnTo);
  try {
    await context.mustBeActive(user);
    if (!context.secrets.hasKey()) throw new SecretFailure('encryption-key-missing');
    const application = await context.credentials(user);
    if (application.mode === 'application') {
      throw refusal(
        'sign-in-not-needed',
        'The Azure application reaches mailboxes by itself, so nobody has to sign in. Choose Check Connection.',
      );
    }
    await context.mustBeAccepted(application);
    const { state, nonce, codeChallenge } = await beginSignIn(context, { user, returnTo });
    const client = await createMsalClient({ cloud, application, network: createOfflineNetwork() });
    const url = await client.getAuthCodeUrl({
      ...(await toProve(context, user)),
      scopes: delegatedScopes(cloud, wantedPermissions(await context.enabledResources())),
      redirectUri,
      state,
      nonce,
      codeChallenge,
      codeChallengeMethod: 'S256',
      prompt: 'select_account',
    });
    return { url };
  } catch (error) {
    if (error instanceof SecretFailure) throw refusal(error.code, error.message);
    if (error instanceof AccountFailure) throw refusalOf(error);
    throw error;
  }
}

/** What Microsoft has asked to be proven since the last sign-in: whoever signs in without it would only be asked again. */
export async function toProve({ store }: Pick<AccountsContext, 'store'>, user: string): Promise<{ claims?: string }> {
  const claims = (await store.find(user))?.claims ?? null;
  return claims === null ? {} : { claims };
}
