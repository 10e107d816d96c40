import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Sandbox } from '../../../../sandbox/index';
import { clientId, createWorld, redirectUri, startTestSandbox, tokenRequests, type World } from '../testing/world';

let sandbox: Sandbox;
let world: World;
beforeAll(async () => {
  sandbox = await startTestSandbox({ isRefreshRotationStrict: true });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  sandbox.faults.clear();
  sandbox.signIn.setAccessTokenSeconds(3600);
  sandbox.signIn.setRefreshTokenSeconds(90 * 86_400);
  world = await createWorld(sandbox);
});

/** Connected, with an access token that has run out as MSAL sees it. */
async function connectedWithOldToken(of = world): Promise<void> {
  sandbox.signIn.setAccessTokenSeconds(60);
  await of.connect('ada');
  sandbox.signIn.setAccessTokenSeconds(3600);
  sandbox.requests.clear();
}

describe('tokens of a signed-in user', () => {
  test('a good token is used without asking Microsoft', async () => {
    await world.connect('ada');
    sandbox.requests.clear();
    await world.accounts.open({ user: 'ada' });
    await world.another().open({ user: 'ada' });
    expect(tokenRequests(sandbox)).toBe(0);
  });

  test('five at once refresh once, in one process', async () => {
    await connectedWithOldToken();
    await Promise.all(Array.from({ length: 5 }, () => world.accounts.open({ user: 'ada' })));
    expect(tokenRequests(sandbox)).toBe(1);
  });

  test('five instances at once refresh once, although the old refresh token dies by it', async () => {
    await connectedWithOldToken();
    const opened = await Promise.all(Array.from({ length: 5 }, () => world.another().open({ user: 'ada' })));
    expect(tokenRequests(sandbox)).toBe(1);
    for (const { mailbox } of opened) expect((await mailbox.send({ method: 'GET', path: '/calendar' })).status).toBe(200);
  });

  test('the rotated refresh token is saved before the access token is used', async () => {
    await connectedWithOldToken();
    const before = world.store.rows.get('ada')!;
    for (let round = 1; round <= 3; round += 1) {
      sandbox.signIn.setAccessTokenSeconds(60);
      await world.another().open({ user: 'ada' });
      expect(world.store.rows.get('ada')).toMatchObject({ tokenVersion: before.tokenVersion + round });
    }
    expect(tokenRequests(sandbox)).toBe(3);
  });

  test('a slow loser does not overwrite what a new sign-in saved', async () => {
    await connectedWithOldToken();
    const { saveTokens } = world.store;
    world.store.saveTokens = async (of) => {
      world.store.saveTokens = saveTokens;
      await world.connect('ada');
      return saveTokens(of);
    };
    const { mailbox } = await world.accounts.open({ user: 'ada' });
    expect((await mailbox.send({ method: 'GET', path: '/calendar' })).status).toBe(200);
    sandbox.requests.clear();
    await world.another().open({ user: 'ada' });
    expect(tokenRequests(sandbox)).toBe(0);
  });

  test('a token of short life is not refreshed at every request', async () => {
    sandbox.signIn.setAccessTokenSeconds(120);
    await world.connect('ada');
    const { mailbox } = await world.accounts.open({ user: 'ada' });
    sandbox.requests.clear();
    for (let n = 0; n < 5; n += 1) await mailbox.send({ method: 'GET', path: '/calendar' });
    expect(tokenRequests(sandbox)).toBe(0);
  });

  test('a refused token is replaced once, and the request sent again', async () => {
    await world.connect('ada');
    sandbox.requests.clear();
    sandbox.faults.push({
      path: '/calendar',
      answer: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'Expired.' } } },
    });
    const { mailbox } = await world.accounts.open({ user: 'ada' });
    expect((await mailbox.send({ method: 'GET', path: '/calendar' })).status).toBe(200);
    expect(tokenRequests(sandbox)).toBe(1);
  });

  test('a refusal of the fresh token is the last word: no loop', async () => {
    await world.connect('ada');
    sandbox.requests.clear();
    sandbox.faults.push({
      path: '/calendar',
      times: 9,
      answer: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'No.' } } },
    });
    const { mailbox } = await world.accounts.open({ user: 'ada' });
    for (let n = 0; n < 3; n += 1)
      expect((await mailbox.send({ method: 'GET', path: '/calendar' })).failure).toMatchObject({ reason: 'unauthorized' });
    expect(tokenRequests(sandbox)).toBe(1);
  });

  test.each([
    ['revoked sessions', async () => sandbox.signIn.revokeSessions('ada@sandbox.example'), 'sign-in-expired'],
    ['long inactivity', async () => sandbox.signIn.setRefreshTokenSeconds(-1), 'sign-in-expired'],
    ['withdrawn consent', async () => sandbox.signIn.withdrawConsent('ada@sandbox.example'), 'consent-missing'],
    ['an expired secret', () => world.application.write({ clientSecret: 'expired~secret' }), 'application-secret-expired'],
    ['a wrong secret', () => world.application.write({ clientSecret: 'wrong~secret' }), 'application-secret-invalid'],
    [
      'a change to another application',
      () => world.application.write({ clientId: '22222222-2222-4222-8222-222222222222' }),
      'sign-in-expired',
    ],
    ['an unknown tenant', () => world.application.write({ tenantId: '33333333-3333-4333-8333-333333333333' }), 'application-unknown'],
    ['no application', () => world.application.write({ clientSecret: null }), 'application-missing'],
  ])('after %s opening fails, and the state asks for action', async (_, happen, reason) => {
    await connectedWithOldToken();
    await happen();
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ name: 'AccountFailure', reason });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason });
  });

  test('an application that was wrong and is corrected works again without a new sign-in', async () => {
    await connectedWithOldToken();
    await world.application.write({ clientSecret: 'wrong~secret' });
    await expect(world.accounts.open({ user: 'ada' })).rejects.toThrow();
    await world.application.write({ clientSecret: 'sandbox~secret-Value' });
    await world.accounts.applicationChanged();
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
    await world.accounts.open({ user: 'ada' });
  });

  test('429 of the token endpoint delays, is obeyed, and does not disconnect', async () => {
    let now = Date.now();
    world = await createWorld(sandbox, { effects: { ...(await import('../../microsoft/index')).systemEffects, now: () => now } });
    await connectedWithOldToken();
    sandbox.faults.push({ path: '/token', answer: { status: 429, headers: { 'Retry-After': '120' }, body: { error: 'throttled' } } });
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'throttled', retryAfterMs: 120_000 });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'delayed', reason: 'throttled' });
    const asked = tokenRequests(sandbox);
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'throttled' });
    expect(tokenRequests(sandbox)).toBe(asked);
    now += 121_000;
    await world.accounts.open({ user: 'ada' });
  });

  test.each([
    ['a fault', { answer: { status: 503, body: {} } }],
    ['a page instead of JSON', { answer: { status: 200, body: '<html>' } }],
    ['an answer without a token', { answer: { status: 200, body: { token_type: 'Bearer', expires_in: 3600 } } }],
    ['a lost connection', { drop: true }],
  ])('%s of the token endpoint only delays', async (_, fault) => {
    await connectedWithOldToken();
    sandbox.faults.push({ path: '/token', ...fault });
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'microsoft-unavailable' });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'delayed' });
    await world.accounts.open({ user: 'ada' });
  });

  test('an instance that died while refreshing is waited for until its lease ends', async () => {
    let now = Date.now();
    world = await createWorld(sandbox, { clock: () => (now += 1000) });
    await connectedWithOldToken();
    await world.store.takeLock({ userId: 'ada', owner: 'dead', now, until: now + 60_000 });
    await world.accounts.open({ user: 'ada' });
    expect(tokenRequests(sandbox)).toBe(1);
  });

  test('another encryption key asks for a new sign-in; the former one as second key heals it', async () => {
    await world.connect('ada');
    const { store } = world;
    const changed = await createWorld(sandbox, { store, keys: ['new key'] });
    expect(await changed.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'encryption-key-changed' });
    await expect(changed.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'encryption-key-changed' });
    const healed = await createWorld(sandbox, { store, keys: ['new key', 'test key'] });
    expect(await healed.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
    await healed.accounts.open({ user: 'ada' });
  });

  test('opening without an account is said so, and notes nothing', async () => {
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'not-connected' });
    await expect(world.accounts.graph({ user: 'ada' })).rejects.toMatchObject({ details: { code: 'not-connected' } });
  });
});

describe('other ways to prove who we are', () => {
  test('a certificate in place of the secret', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const thumbprintSha256 = 'ab'.repeat(32);
    const certified = await startTestSandbox({
      applications: [
        {
          clientId,
          name: 'CRM',
          redirectUris: [redirectUri],
          certificates: [{ thumbprintSha256, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }],
        },
      ],
    });
    try {
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const other = await createWorld(certified, { patch: { clientSecret: null, certificate: { privateKey: pem, thumbprintSha256 } } });
      await other.connect('ada');
      expect(await other.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
    } finally {
      await certified.close();
    }
  });

  test('application mode: nobody signs in, the check makes the account with a token of its own, one serves all runs', async () => {
    await world.application.write({ mode: 'application' });
    sandbox.requests.clear();
    for (const user of ['ada', 'bob']) {
      expect(await world.accounts.status({ user })).toMatchObject({ state: 'not-connected' });
      expect((await world.accounts.check({ user })).map(({ ok }) => ok)).toEqual([true, null, true, true, true, null, null]);
      expect(await world.accounts.status({ user })).toMatchObject({ state: 'connected', mailbox: { address: `${user}@sandbox.example` } });
    }
    expect(tokenRequests(sandbox)).toBe(2);
    for (const user of ['ada', 'bob']) await world.accounts.open({ user });
    const { mailbox, account } = await world.accounts.open({ user: 'ada' });
    expect(account).toMatchObject({ isDelegated: false, timeZone: 'Europe/Berlin' });
    expect((await mailbox.send({ method: 'GET', path: '/calendar' })).status).toBe(200);
    expect(tokenRequests(sandbox)).toBe(2);
    await world.accounts.disconnect({ user: 'ada' });
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'not-connected' });
  });
});

test('another plugin borrows an authenticated client, and follows links with it', async () => {
  await world.connect('ada');
  const graph = await world.accounts.graph({ user: 'ada' });
  const calendars = (await graph.api('/me/calendars').get()) as { value: { id: string }[] };
  expect(calendars.value.length).toBeGreaterThan(0);
  const link = `${sandbox.graph}/v1.0/me/calendars/${calendars.value[0]!.id}`;
  expect(await graph.api(link).get()).toMatchObject({ id: calendars.value[0]!.id });
  await expect(graph.api('https://example.com/v1.0/me').get()).rejects.toThrow(/leads away/);
});

describe('people for whom nothing runs', () => {
  const DAY = 86_400_000;
  let now: number;
  beforeEach(async () => {
    now = Date.now();
    world = await createWorld(sandbox, { clock: () => now });
    for (const user of ['ada', 'bob']) await world.connect(user);
    sandbox.requests.clear();
  });
  const keep = () => world.accounts.keepAlive();

  test('are kept connected: a refresh token that nobody uses would end after ninety days', async () => {
    now += 20 * DAY;
    await world.accounts.recordEvidence({ users: ['bob'], succeededAt: now });
    await keep();
    expect(tokenRequests(sandbox)).toBe(0);
    now += 11 * DAY;
    const { tokenVersion } = world.store.rows.get('ada')!;
    await keep();
    await keep();
    expect(tokenRequests(sandbox)).toBe(1);
    expect(world.store.rows.get('ada')).toMatchObject({ tokenVersion: tokenVersion + 1, lastSucceededAt: now });
  });

  test('learn in time that their sign-in has ended, once', async () => {
    sandbox.signIn.revokeSessions('ada@sandbox.example');
    now += 31 * DAY;
    await keep();
    expect(world.called).toContain('action required ada sign-in-expired');
    now += 2 * DAY;
    const asked = tokenRequests(sandbox);
    await keep();
    expect(tokenRequests(sandbox)).toBe(asked);
  });

  test('are tried again the next day where Microsoft did not answer', async () => {
    now += 31 * DAY;
    sandbox.faults.push({ path: '/token', times: 2, answer: { status: 503, body: 'Busy.' } });
    await keep();
    await keep();
    expect(world.store.rows.get('ada')).toMatchObject({ failureReason: 'microsoft-unavailable' });
    now += DAY + 1;
    await keep();
    expect(world.store.rows.get('ada')).toMatchObject({ failureReason: null, lastSucceededAt: now });
  });
});
