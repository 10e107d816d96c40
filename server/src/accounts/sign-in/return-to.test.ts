import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { completeSignIn } from '../../../../sandbox/testing/complete-sign-in';
import type { Sandbox } from '../../../../sandbox/index';
import { frontEndProblems } from '../../../../src/contracts/errors';
import { createWorld, startTestSandbox, type World } from '../testing/world';

const page = 'https://app.example.com/mailbox?tab=microsoft';
let sandbox: Sandbox;
let world: World;
let clock = 0;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  clock = Date.now();
  world = await createWorld(sandbox, { frontEnds: ['https://app.example.com', 'http://localhost:3000'], clock: () => clock });
});

async function stateOf(options: { user?: string; returnTo?: string } = {}): Promise<string> {
  const { url } = await world.accounts.beginConnect({ user: 'ada', returnTo: page, ...options });
  return new URL(url).searchParams.get('state') ?? '';
}
const answer = (address: string | null) => {
  const [at, fragment] = String(address).split('#');
  return { at, ...Object.fromEntries(new URLSearchParams(fragment)) };
};

describe('a page of a front end', () => {
  test.each([page, 'https://app.example.com', 'https://app.example.com/', 'http://localhost:3000/x'])(
    '%s may end a sign-in',
    async (returnTo) => {
      const state = await stateOf({ returnTo });
      expect(answer(await world.accounts.frontEndOf({ state, code: 'c+/=' }))).toEqual({ at: new URL(returnTo).href, state, code: 'c+/=' });
    },
  );

  test.each([
    'https://evil.example.com/',
    'https://app.example.com.evil.example/',
    'https://app.example.com:8443/',
    'https://evilapp.example.com/',
    'https://app.example.com@evil.example/',
    'https://me:secret@app.example.com/',
    'https://evil.example\\@app.example.com/',
    'http://app.example.com/',
    'http://localhost:3001/',
    '//app.example.com/',
    '/mailbox',
    'blob:https://app.example.com/5b8f',
    'filesystem:https://app.example.com/x',
    'javascript:alert(1)//https://app.example.com',
    'data:text/html,https://app.example.com',
    'https://app.example.com/#code=of-mallory',
    `https://app.example.com/${'x'.repeat(2000)}`,
    '',
    5,
    null,
    ['https://app.example.com/'],
    { href: page },
  ])('is not %j, and nothing is begun', async (returnTo) => {
    await expect(world.accounts.beginConnect({ user: 'ada', returnTo: returnTo as string })).rejects.toMatchObject({
      details: { code: 'invalid-input', errors: [{ path: ['returnTo'] }] },
    });
    expect(await world.store.signInsUnderWay()).toEqual([]);
  });

  test('is none where the configuration names none, or no longer', async () => {
    const state = await stateOf();
    const closed = await createWorld(sandbox);
    await expect(closed.accounts.beginConnect({ user: 'ada', returnTo: page })).rejects.toMatchObject({
      details: { code: 'invalid-input' },
    });
    const frontEnds = ['https://other.example.com'];
    const later = await createWorld(sandbox, { frontEnds, store: world.store });
    expect(await later.accounts.frontEndOf({ state, code: 'c' })).toBeNull();
  });
});

describe('what a front end is told', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ error: 'access_denied', error_description: 'AADSTS65004: declined' }, 'declined'],
    [{ error: 'access_denied' }, 'declined'],
    [{ error: 'access_denied', error_description: 'AADSTS90094' }, 'admin-consent'],
    [{ error: 'invalid_request', error_description: 'AADSTS65001' }, 'consent-missing'],
    [{ error: 'invalid_request', error_description: 'AADSTS50020' }, 'wrong-account'],
    [{ error: 'invalid_request', error_description: 'AADSTS700016' }, 'application-unknown'],
    [{ error: 'invalid_request', error_description: 'AADSTS50011' }, 'redirect-uri-missing'],
    [{ error: 'server_error' }, 'microsoft-unavailable'],
    [{ error: 'unauthorized_client' }, 'application-refused'],
    [{ error: '<script>alert(1)</script>', error_description: 'words of mallory' }, 'ended'],
    [{ error: '' }, 'ended'],
    [{ error: ['a', 'b'] }, 'ended'],
    [{}, 'ended'],
    [{ code: '' }, 'ended'],
    [{ code: ['a', 'b'] }, 'ended'],
    [{ code: 'x'.repeat(10_001) }, 'ended'],
    [{ error: 'access_denied', code: 'code' }, 'declined'],
  ])('of %j is one of a few words: %s', async (query, error) => {
    const state = await stateOf();
    expect(answer(await world.accounts.frontEndOf({ ...query, state }))).toEqual({ at: page, state, error });
    expect(frontEndProblems).toContain(error);
  });

  test('after ten minutes is that it was too late, until the sign-in is forgotten', async () => {
    const state = await stateOf();
    clock += 10 * 60_000 + 1;
    expect(answer(await world.accounts.frontEndOf({ state, code: 'c' }))).toEqual({ at: page, state, error: 'expired' });
    await stateOf({ user: 'bob' });
    expect(await world.accounts.frontEndOf({ state, code: 'c' })).toBeNull();
  });

  test.each([undefined, '', 'forged', 5, ['a'], { $ne: null }, 'x'.repeat(5000)])('is nothing with the state %j', async (state) => {
    await stateOf();
    expect(await world.accounts.frontEndOf({ state, code: 'c' })).toBeNull();
  });

  test('is nothing of a sign-in that the admin panel began', async () => {
    const { url } = await world.accounts.beginConnect({ user: 'ada' });
    expect(await world.accounts.frontEndOf({ state: new URL(url).searchParams.get('state'), code: 'c' })).toBeNull();
  });
});

test('a sign-in that led back to a front end is finished by whoever began it, once', async () => {
  const { url } = await world.accounts.beginConnect({ user: 'ada', returnTo: page });
  const back = (await completeSignIn(url, { address: 'ada@sandbox.example' })).redirect?.searchParams ?? new URLSearchParams();
  const { code = '', state = '' } = answer(await world.accounts.frontEndOf(Object.fromEntries(back))) as Record<string, string>;
  const refused = { details: { code: 'sign-in-state-invalid' } };
  await expect(world.accounts.finishConnect({ user: 'bob', code, state })).rejects.toMatchObject(refused);
  expect(await world.accounts.finishConnect({ user: 'ada', code, state })).toMatchObject({ state: 'connected' });
  await expect(world.accounts.finishConnect({ user: 'ada', code, state })).rejects.toMatchObject(refused);
  expect(await world.accounts.frontEndOf({ code, state })).toBeNull();
});
