import { createHash, generateKeyPairSync } from 'node:crypto';
import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import type { Configuration } from '@azure/msal-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import { completeSignIn } from '../testing/complete-sign-in.js';
import { ada, application, callerWith, startTestSandbox } from '../testing/fixture.js';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const thumbprintSha256 = createHash('sha256').update(pair.publicKey).digest('hex');
const scopes = ['User.Read', 'Calendars.ReadWrite'];
const { clientId, secret, redirectUri } = application;

describe('real MSAL', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox({
      applications: [{ clientId, name: 'MSAL', redirectUris: [redirectUri], secrets: [secret], certificates: [{ thumbprintSha256, publicKey: pair.publicKey }], applicationPermissions: ['Calendars.Read'] }],
    });
  });
  beforeEach(() => sandbox.signIn.withdrawConsent(ada));
  afterAll(() => sandbox.close());

  /** An authority in https, whose endpoints are the sandbox's: MSAL takes no http authority (graph-facts §3.8). */
  const client = (auth: Partial<Configuration['auth']> = { clientSecret: secret }, tenant = 'organizations') => {
    const root = `${sandbox.authority}/${tenant}`;
    const authorityMetadata = JSON.stringify({
      issuer: `${sandbox.authority}/{tenantid}/v2.0`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      token_endpoint: `${root}/oauth2/v2.0/token`,
      end_session_endpoint: `${root}/oauth2/v2.0/logout`,
      jwks_uri: `${root}/discovery/v2.0/keys`,
    });
    return new ConfidentialClientApplication({ auth: { clientId, authority: `https://login.microsoftonline.com/${tenant}`, authorityMetadata, ...auth } });
  };

  const connect = async (app: ConfidentialClientApplication, decision: 'accept' | 'cancel' = 'accept') => {
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const url = await app.getAuthCodeUrl({ scopes, redirectUri, state: 'state-1', nonce: 'nonce-1', codeChallenge: challenge, codeChallengeMethod: 'S256', prompt: 'select_account' });
    const { redirect } = await completeSignIn(url, { address: ada, decision });
    return { redirect, verifier };
  };

  it('signs a person in with code and PKCE, then refreshes silently', async () => {
    const app = client();
    const { redirect, verifier } = await connect(app);
    expect(redirect?.searchParams.get('state')).toBe('state-1');
    const code = redirect?.searchParams.get('code') ?? '';
    const result = await app.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier, nonce: 'nonce-1', state: 'state-1' }, { code, state: 'state-1' });
    expect(result.account).toMatchObject({ username: ada, name: 'Ada Lovelace', tenantId: sandbox.tenantId, homeAccountId: `${sandbox.mailbox(ada).personId}.${sandbox.tenantId}` });
    expect(result.scopes).toEqual(expect.arrayContaining(scopes));
    expect((await callerWith(sandbox, result.accessToken)('GET', '/me')).status).toBe(200);

    const account = await app.getTokenCache().getAccountByHomeId(result.account?.homeAccountId ?? '');
    if (!account) throw new Error('no account');
    const cached = await app.acquireTokenSilent({ account, scopes });
    expect(cached.fromCache).toBe(true);
    const renewed = await app.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(renewed.accessToken).not.toBe(result.accessToken);
    expect((await callerWith(sandbox, renewed.accessToken)('GET', '/me/calendar')).status).toBe(200);

    sandbox.signIn.revokeSessions(ada);
    await expect(app.acquireTokenSilent({ account, scopes, forceRefresh: true })).rejects.toMatchObject({ errorCode: 'invalid_grant', errorMessage: expect.stringContaining('AADSTS50173') });
    sandbox.signIn.withdrawConsent(ada);
  });

  it('sees consent that was taken back as something to be done by the person', async () => {
    const app = client();
    const { redirect, verifier } = await connect(app);
    const code = redirect?.searchParams.get('code') ?? '';
    const { account } = await app.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier, nonce: 'nonce-1' });
    sandbox.signIn.withdrawConsent(ada);
    if (!account) throw new Error('no account');
    await expect(app.acquireTokenSilent({ account, scopes, forceRefresh: true })).rejects.toMatchObject({ name: 'InteractionRequiredAuthError', subError: 'consent_required' });
  });

  it('hears that consent was declined', async () => {
    const { redirect } = await connect(client(), 'cancel');
    expect(redirect?.searchParams.get('error')).toBe('access_denied');
    expect(redirect?.searchParams.get('error_description')).toContain('AADSTS65004');
    expect(redirect?.searchParams.get('state')).toBe('state-1');
  });

  it.each([
    ['a secret', () => ({ clientSecret: secret })],
    ['a certificate', () => ({ clientCertificate: { thumbprintSha256, privateKey: pair.privateKey } })],
  ])('gets an application token with %s', async (_name, auth) => {
    const result = await client(auth(), sandbox.tenantId).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
    expect((await callerWith(sandbox, result?.accessToken ?? '')('GET', `/users/${ada}/events`)).status).toBe(200);
  });

  it('hears of a wrong secret and of a certificate nobody registered', async () => {
    const scope = { scopes: ['https://graph.microsoft.com/.default'] };
    await expect(client({ clientSecret: 'wrong' }, sandbox.tenantId).acquireTokenByClientCredential(scope)).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: 7000215 });
    const other = { clientCertificate: { thumbprintSha256: 'ab'.repeat(32), privateKey: pair.privateKey } };
    await expect(client(other, sandbox.tenantId).acquireTokenByClientCredential(scope)).rejects.toMatchObject({ errorNo: 700027 });
  });
});
