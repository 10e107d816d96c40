import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import { completeSignIn } from '../testing/complete-sign-in.js';
import { signInAs } from '../testing/connect.js';
import type { Loose } from '../testing/fixture.js';
import { ada, application, bob, callerWith, startTestSandbox } from '../testing/fixture.js';
import { materialFor } from '../testing/material.js';

let sandbox: Sandbox;
const stranger = 'eve@elsewhere.example';
beforeAll(async () => {
  sandbox = await startTestSandbox({
    users: [
      { address: ada, name: 'Ada' },
      { address: bob, name: 'Bob', withheldScopes: ['Calendars.ReadWrite'] },
      { address: stranger, name: 'Eve', tenantId: '99999999-9999-4999-8999-999999999999' },
    ],
  });
});
afterAll(() => sandbox.close());

const token = async (form: Record<string, string>, tenant = sandbox.tenantId): Promise<{ status: number; body: Loose }> => {
  const response = await fetch(`${sandbox.authority}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Loose };
};
const client = { client_id: application.clientId, client_secret: application.secret };
const daemon = { ...client, grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' };

const authorizeUrl = (more: Record<string, string> = {}, tenant = 'common') =>
  `${sandbox.authority}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: application.clientId, response_type: 'code', redirect_uri: application.redirectUri, scope: 'openid offline_access User.Read', state: 's', ...more }).toString()}`;
const codeFor = async (more: Record<string, string> = {}) => {
  const { redirect } = await completeSignIn(authorizeUrl(more), { address: ada });
  return {
    ...client,
    grant_type: 'authorization_code',
    code: redirect?.searchParams.get('code') ?? '',
    redirect_uri: application.redirectUri,
  };
};

describe('the token endpoint refuses', () => {
  it.each<[string, Record<string, string>, string, number, string, number]>([
    ['a wrong secret', { ...daemon, client_secret: 'no' }, '', 401, 'invalid_client', 7000215],
    ['an expired secret', { ...daemon, client_secret: 'old-secret' }, '', 401, 'invalid_client', 7000222],
    ['no secret', { client_id: application.clientId, grant_type: 'client_credentials' }, '', 401, 'invalid_client', 7000218],
    ['an unknown application', { ...daemon, client_id: '22222222-2222-4222-8222-222222222222' }, '', 400, 'unauthorized_client', 700016],
    ['an unknown tenant', daemon, '33333333-3333-4333-8333-333333333333', 400, 'invalid_request', 90002],
    ['an application without a tenant', daemon, 'common', 400, 'invalid_request', 50059],
    ['an unknown grant', { ...client, grant_type: 'no_such_grant' }, '', 400, 'unsupported_grant_type', 70003],
    ['an unknown resource', { ...daemon, scope: 'api://nothing/.default' }, '', 400, 'invalid_resource', 500011],
    ['single permissions of an application', { ...daemon, scope: 'Calendars.Read' }, '', 400, 'invalid_scope', 1002012],
    ['an invented code', { ...client, grant_type: 'authorization_code', code: 'x' }, '', 400, 'invalid_grant', 70000],
    ['an invented refresh token', { ...client, grant_type: 'refresh_token', refresh_token: 'x' }, '', 400, 'invalid_grant', 9002313],
  ])('%s', async (_name, form, tenant, status, error, number) => {
    const answer = await token(form, tenant || undefined);
    expect([answer.status, answer.body['error'], answer.body['error_codes']]).toEqual([status, error, [number]]);
    expect(answer.body['error_description']).toContain(`AADSTS${number}: `);
  });

  it('a code twice, for another address, and without its verifier', async () => {
    const form = await codeFor();
    expect((await token(form, 'common')).status).toBe(200);
    expect((await token(form, 'common')).body['error_codes']).toEqual([54005]);
    expect((await token({ ...(await codeFor()), redirect_uri: 'http://localhost:1337/other' })).body['error_codes']).toEqual([500112]);
    const challenged = await codeFor({ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' });
    expect((await token(challenged)).body['error_codes']).toEqual([501481]);
    expect((await token({ ...challenged, code_verifier: 'y'.repeat(43) })).body['error_codes']).toEqual([501481]);
  });

  it('a refresh token that is too old, or was used under strict rotation', async () => {
    const { refreshToken } = await signInAs(sandbox, application, ada);
    const form = { ...client, grant_type: 'refresh_token', refresh_token: refreshToken };
    sandbox.signIn.setStrictRotation(true);
    const renewed = await token(form);
    expect(renewed.body['refresh_token']).not.toBe(refreshToken);
    expect((await token(form)).body['error_codes']).toEqual([50173]);
    sandbox.signIn.setStrictRotation(false);
    sandbox.signIn.setRefreshTokenSeconds(60);
    sandbox.clock.advance(61_000);
    expect((await token({ ...form, refresh_token: renewed.body['refresh_token'] })).body['error_codes']).toEqual([700082]);
    sandbox.signIn.setRefreshTokenSeconds(86_400);
  });
});

describe('sign-in pages', () => {
  it('isolate their window and escape what they show', async () => {
    const response = await fetch(authorizeUrl({ login_hint: '"><script>' }));
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(await response.text()).not.toContain('"><script>');
  });

  it('never redirect to an address that is not registered', async () => {
    const { redirect, page, status } = await completeSignIn(authorizeUrl({ redirect_uri: 'https://evil.example/' }), { address: ada });
    expect([redirect, status]).toEqual([undefined, 400]);
    expect(page).toContain('AADSTS50011');
  });

  it('keep a person of another organization out of this one', async () => {
    const { page } = await completeSignIn(authorizeUrl({}, sandbox.tenantId), { address: stranger });
    expect(page).toContain('AADSTS50020');
  });

  it('ask for consent once, and again with prompt=consent', async () => {
    sandbox.signIn.withdrawConsent(ada);
    const step = async (url: string) => {
      const request = /name="request" value="([^"]+)"/.exec(await (await fetch(url)).text())?.[1] ?? '';
      return fetch(`${sandbox.authority}/common/oauth2/v2.0/authorize/continue`, {
        method: 'POST',
        body: new URLSearchParams({ request, account: ada }),
        redirect: 'manual',
      });
    };
    expect(await (await step(authorizeUrl())).text()).toContain('Permissions requested');
    await completeSignIn(authorizeUrl(), { address: ada });
    expect((await step(authorizeUrl())).status).toBe(302);
    expect((await step(authorizeUrl({ prompt: 'consent' }))).status).toBe(200);
  });
});

describe('tokens', () => {
  it('carry only what was granted', async () => {
    const { accessToken, scope } = await signInAs(sandbox, application, bob);
    expect(scope.split(' ')).not.toContain('Calendars.ReadWrite');
    expect((await callerWith(sandbox, accessToken)('GET', '/me/events')).status).toBe(403);
  });

  it('end', async () => {
    const { accessToken } = await signInAs(sandbox, application, ada);
    sandbox.clock.advance(3_600_001);
    const answer = await callerWith(sandbox, accessToken)('GET', '/me');
    expect([answer.status, answer.body['error'].code]).toEqual([401, 'InvalidAuthenticationToken']);
  });

  it('and their documents are published', async () => {
    const read = async (path: string) => (await (await fetch(`${sandbox.authority}${path}`)).json()) as Loose;
    expect((await read('/common/v2.0/.well-known/openid-configuration'))['token_endpoint']).toBe(
      `${sandbox.authority}/common/oauth2/v2.0/token`,
    );
    expect((await read(`/${sandbox.tenantId}/discovery/v2.0/keys`))['keys']).toHaveLength(1);
    expect((await read('/common/discovery/instance'))['tenant_discovery_endpoint']).toContain(sandbox.authority);
  });
});

const recorded = materialFor('../shared/graph/recorded-entra');

describe.skipIf(!recorded)('errors have the properties of recorded ones', () => {
  it.each([
    ['token-error-invalid-client.json', { ...daemon, client_secret: 'no' }],
    ['token-error-invalid-scope.json', { ...daemon, scope: 'api://not-a-registered-resource/.default' }],
    ['token-error-unknown-client.json', { ...daemon, client_id: '22222222-2222-4222-8222-222222222222' }],
    ['token-error-unsupported-grant-type.json', { ...client, grant_type: 'no_such_grant' }],
  ])('%s', async (file, form) => {
    const { response } = JSON.parse(readFileSync(`${recorded as string}/${file}`, 'utf8')) as {
      response: { status: number; body: object };
    };
    const answer = await token(form);
    expect(answer.status).toBe(response.status);
    expect(Object.keys(answer.body)).toEqual(Object.keys(response.body));
  });
});
