import { createHash, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import { ada, application, callerWith, startTestSandbox } from '../testing/fixture.js';
import { msalFor, msalScopes as scopes, walkThroughPages } from '../testing/msal.js';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const thumbprintSha256 = createHash('sha256').update(pair.publicKey).digest('hex');
const { clientId, secret, redirectUri } = application;

describe('real MSAL', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox({
      applications: [
        {
          clientId,
          name: 'MSAL',
          redirectUris: [redirectUri],
          secrets: [secret],
          certificates: [{ thumbprintSha256, publicKey: pair.publicKey }],
          applicationPermissions: ['Calendars.Read'],
        },
      ],
    });
  });
  beforeEach(() => sandbox.signIn.withdrawConsent(ada));
  afterAll(() => sandbox.close());

  const client = (auth?: Parameters<typeof msalFor>[1], tenant?: string) => msalFor(sandbox, auth, tenant);
  const connect = (app: ReturnType<typeof msalFor>, decision: 'accept' | 'cancel' = 'accept') =>
    walkThroughPages(app, { address: ada, decision });

  it('signs a person in with code and PKCE, then refreshes silently', async () => {
    const app = client();
    const { redirect, code, verifier } = await connect(app);
    expect(redirect?.searchParams.get('state')).toBe('state-1');
    const result = await app.acquireTokenByCode(
      { code, scopes, redirectUri, codeVerifier: verifier, nonce: 'nonce-1', state: 'state-1' },
      { code, state: 'state-1' },
    );
    expect(result.account).toMatchObject({
      username: ada,
      name: 'Ada Lovelace',
      tenantId: sandbox.tenantId,
      homeAccountId: `${sandbox.mailbox(ada).personId}.${sandbox.tenantId}`,
    });
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
    await expect(app.acquireTokenSilent({ account, scopes, forceRefresh: true })).rejects.toMatchObject({
      errorCode: 'invalid_grant',
      errorMessage: expect.stringContaining('AADSTS50173'),
    });
    sandbox.signIn.withdrawConsent(ada);
  });

  it('sees consent that was taken back as something to be done by the person', async () => {
    const app = client();
    const { code, verifier } = await connect(app);
    const { account } = await app.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier, nonce: 'nonce-1' });
    sandbox.signIn.withdrawConsent(ada);
    if (!account) throw new Error('no account');
    await expect(app.acquireTokenSilent({ account, scopes, forceRefresh: true })).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      subError: 'consent_required',
    });
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
    const result = await client(auth(), sandbox.tenantId).acquireTokenByClientCredential({
      scopes: ['https://graph.microsoft.com/.default'],
    });
    expect((await callerWith(sandbox, result?.accessToken ?? '')('GET', `/users/${ada}/events`)).status).toBe(200);
  });

  it('hears of a wrong secret and of a certificate nobody registered', async () => {
    const scope = { scopes: ['https://graph.microsoft.com/.default'] };
    await expect(client({ clientSecret: 'wrong' }, sandbox.tenantId).acquireTokenByClientCredential(scope)).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorNo: 7000215,
    });
    const other = { clientCertificate: { thumbprintSha256: 'ab'.repeat(32), privateKey: pair.privateKey } };
    await expect(client(other, sandbox.tenantId).acquireTokenByClientCredential(scope)).rejects.toMatchObject({ errorNo: 700027 });
  });
});
