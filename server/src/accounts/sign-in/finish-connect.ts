import type { AuthenticationResult } from '@azure/msal-node';

import type { AccountsService } from '../../../../src/contracts/index';
import type { ApplicationCredentials } from '../../microsoft/credentials';
import { refusal } from '../../application/index';
import { createMsalClient, createTokenNetwork, delegatedScopes, GraphError, type AccessTokens } from '../../microsoft/index';
import { AccountFailure } from '../health/account-failure';
import { refusalOf, type AccountsContext } from '../context';
import { wantedPermissions } from './permissions';
import { graphFailure, readProfile } from './profile';
import { toProve } from './begin-connect';
import { noFailure } from '../store';
import { takeSignIn, type SignInSecrets } from './sign-in-state';
import { createCachePlugin, sealTokens } from '../tokens/token-cache';
import { ofApplication } from '../tokens/of-application';
import { tokenFailure } from '../tokens/token-failure';

const consumersTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

type FinishOf = Parameters<AccountsService['finishConnect']>[0];

/** Ends a sign-in that the same person began: after this the account is connected, or nothing has changed. Throws errors for the caller. */
export async function finishConnect(context: AccountsContext, options: FinishOf): Promise<void> {
  const { store, secrets } = context;
  let mailboxId = '';
  await context.hostUser(options.user);
  const signIn = await takeSignIn(context, options.user, options.state);
  try {
    await context.mustBeActive(options.user);
    if (typeof options.code !== 'string' || options.code === '') throw startAgain();
    const application = await context.credentials(options.user);
    const { result, cache } = await exchangeCode(context, application, options, signIn);
    verifyTenant(application, result.tenantId);
    const { homeAccountId, username, name, localAccountId } = accountOf(result);

    const mailbox = await context.mailbox({ key: homeAccountId, prefix: '/me', tokens: only(result.accessToken) });
    const known = { id: localAccountId, address: username, displayName: name ?? username };
    const profile = await readProfile(mailbox, known, (zone) => context.toIana(zone));

    mailboxId = profile.id ?? profile.address;
    const before = await store.find(options.user);
    if (before !== null && before.homeAccountId !== homeAccountId) await context.onMailboxChanged({ user: options.user });
    const now = await context.now();
    await store.put({
      userId: options.user,
      mode: 'delegated',
      mailboxId: profile.id,
      mailboxAddress: profile.address,
      mailboxName: profile.displayName,
      mailboxTimeZone: profile.timeZone,
      assignedAddress: null, // whoever signs in has shown whose the mailbox is
      tenantId: result.tenantId,
      homeAccountId,
      scopes: result.scopes,
      tokenCache: sealTokens(secrets, options.user, cache),
      tokenVersion: 0, // the store counts
      connectedAt: now,
      lastSucceededAt: now,
      ...noFailure,
    });
  } catch (error) {
    if (error instanceof AccountFailure) throw refusalOf(error);
    if (error instanceof GraphError) throw refusalOf(graphFailure(error.failure));
    throw error;
  }
  await context.onConnected?.({ user: options.user, ...(options.waitsForStart === true ? { startsIn: mailboxId } : {}) });
}

async function exchangeCode(
  context: AccountsContext,
  application: ApplicationCredentials,
  { user, code }: { user: string; code: string },
  { verifier, nonce }: SignInSecrets,
) {
  const { cloud, effects, redirectUri } = context;
  const network = createTokenNetwork(effects);
  const plugin = createCachePlugin(null);
  const scopes = delegatedScopes(cloud, wantedPermissions(await context.enabledResources()));
  try {
    const client = await createMsalClient({ cloud, application, network, cachePlugin: plugin });
    const result = await client.acquireTokenByCode({
      ...(await toProve(context, user)),
      code,
      scopes,
      redirectUri,
      codeVerifier: verifier,
      nonce,
    });
    if (!result.accessToken || plugin.text === null) throw new AccountFailure('microsoft-unavailable');
    await context.application.accepted(application);
    return { result, cache: plugin.text };
  } catch (error) {
    const failure = tokenFailure(error, network.traffic);
    // Of a code that was just issued, a refusal means that it is old, used or not ours.
    const isAboutCode = failure.reason === 'sign-in-expired' || network.traffic.status === 200;
    if (isAboutCode && !(error instanceof AccountFailure)) throw startAgain();
    throw await ofApplication(context, application, failure);
  }
}

/** Entra answers for the tenant it is asked for; this catches an answer from elsewhere. Domains cannot be compared, and are Entra's to check. */
function verifyTenant({ tenantId }: ApplicationCredentials, signedInAt: string): void {
  const tenant = tenantId.toLowerCase();
  const actual = signedInAt.toLowerCase();
  const isGuid = /^[0-9a-f]{8}-/.test(tenant);
  const isWrong = isGuid
    ? actual !== tenant
    : tenant === 'consumers'
      ? actual !== consumersTenant
      : tenant === 'organizations' && actual === consumersTenant;
  if (isWrong)
    throw refusal(
      'sign-in-failed',
      'This Microsoft account belongs to another organization than the Azure application allows. Connect with another account.',
    );
}

function accountOf({ account }: AuthenticationResult) {
  if (account === null) throw new AccountFailure('microsoft-unavailable');
  return account;
}

function only(token: string): AccessTokens {
  return { get: () => Promise.resolve(token), renew: () => Promise.resolve(token) };
}

function startAgain() {
  return refusal(
    'sign-in-failed',
    'Microsoft did not accept the sign-in: it took too long, or the answer did not belong to it. Choose Connect again.',
  );
}
