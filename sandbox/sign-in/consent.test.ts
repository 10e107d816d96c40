import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../index.js';
import { completeSignIn } from '../testing/complete-sign-in.js';

const clientId = '11111111-1111-4111-8111-111111111111';
const redirectUri = 'http://localhost:1337/back';
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({
    userConsent: 'managed',
    users: [{ address: 'ada@sandbox.example', name: 'Ada' }],
    applications: [{ clientId, name: 'CRM', redirectUris: [redirectUri], secrets: ['secret'] }],
  });
});
afterEach(() => sandbox.close());

const signIn = async (scope: string) => {
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope, state: 's' });
  const { redirect } = await completeSignIn(`${sandbox.authority}/${sandbox.tenantId}/oauth2/v2.0/authorize?${query.toString()}`, {
    address: 'ada@sandbox.example',
  });
  return redirect?.searchParams;
};

describe('a tenant that lets nobody consent to calendars but administrators', () => {
  test('sends people back without a sign-in, and says that an administrator is needed', async () => {
    const back = await signIn('User.Read Calendars.ReadWrite');
    expect(back?.get('error')).toBe('access_denied');
    expect(back?.get('error_description')).toMatch(/^AADSTS90094: /);
    expect((await signIn('openid User.Read'))?.get('code')).toBeTruthy();
  });

  test('lets them in once an administrator has consented for everybody, to what was consented to', async () => {
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'User.Read Calendars.ReadWrite',
      state: 's',
    });
    const address = `${sandbox.authority}/${sandbox.tenantId}/v2.0/adminconsent`;
    const page = await (await fetch(`${address}?${query.toString()}`)).text();
    expect(page).toContain('Accept for your organization');
    const answer = await fetch(address, { method: 'POST', body: query, redirect: 'manual' });
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('admin_consent')).toBe('True');
    expect((await signIn('User.Read Calendars.ReadWrite'))?.get('code')).toBeTruthy();
    expect((await signIn('Tasks.ReadWrite'))?.get('error')).toBe('access_denied');
  });

  test('can be another tenant at any time', async () => {
    sandbox.signIn.setUserConsent('all');
    expect((await signIn('Calendars.ReadWrite'))?.get('code')).toBeTruthy();
  });
});
