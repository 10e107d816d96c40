import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Sandbox } from '../../../../sandbox/index';
import { systemEffects } from '../../microsoft/index';
import { createWorld, startTestSandbox, tokenRequests, type World } from '../testing/world';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1796000000"}}}';
const challenge = {
  status: 401,
  headers: { 'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"` },
  body: { error: { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation resulted in challenge.' } },
};

let sandbox: Sandbox;
let world: World;
/** What was asked of the token endpoint to be proven. */
let asked: unknown[];
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.faults.clear();
  asked = [];
});
/** MSAL asks for some of its own about the person, beside these. */
const provenBy = (text: string | null): unknown => (JSON.parse(text ?? '{}') as { access_token?: unknown }).access_token ?? null;
const wanted = provenBy(claims);
const open = async (mode: 'delegated' | 'application') => {
  world = await createWorld(sandbox, {
    patch: { mode },
    effects: {
      ...systemEffects,
      fetch: async (input, init) => {
        const body = init?.body;
        if (String(input).includes('/token') && typeof body === 'string') asked.push(provenBy(new URLSearchParams(body).get('claims')));
        return systemEffects.fetch(input, init);
      },
    },
  });
  if (mode === 'delegated') await world.connect('ada');
  else await world.accounts.check({ user: 'ada' });
  asked = [];
  sandbox.requests.clear();
};
const send = async () => (await world.accounts.open({ user: 'ada' })).mailbox.send({ method: 'GET', path: '/calendar' });

describe.each(['delegated', 'application'] as const)('in %s mode', (mode) => {
  test('a challenge is answered at once with a token that proves what is asked', async () => {
    await open(mode);
    sandbox.faults.push({ path: '/calendar', answer: challenge });
    expect((await send()).status).toBe(200);
    expect(asked).toEqual([wanted]);
  });

  test('Check Connection takes a fresh token, whatever is held', async () => {
    await open(mode);
    await world.accounts.check({ user: 'ada' });
    expect(tokenRequests(sandbox)).toBe(1);
  });
});

describe('where only a person can prove it', () => {
  const refused = {
    status: 400,
    body: {
      error: 'interaction_required',
      error_description: 'AADSTS50076: Multi-factor authentication.',
      error_codes: [50076],
      suberror: 'basic_action',
    },
  };
  const claimsOf = async () => provenBy(new URL((await world.accounts.beginConnect({ user: 'ada' })).url).searchParams.get('claims'));

  test('reconnecting passes on what Microsoft asks, until it has been done', async () => {
    await open('delegated');
    expect(await claimsOf()).toBeNull();
    sandbox.faults.push({ path: '/calendar', answer: challenge });
    sandbox.faults.push({ path: '/token', answer: refused });
    const { mailbox } = await world.accounts.open({ user: 'ada' });
    const failure = await mailbox.send({ method: 'GET', path: '/calendar' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'AccountFailure', reason: 'claims-required', claims });
    await world.accounts.recordEvidence({ user: 'ada', failure: failure as never });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'claims-required' });
    expect(await claimsOf()).toEqual(wanted);
    await world.connect('ada');
    expect(asked.at(-1)).toEqual(wanted);
    expect(await claimsOf()).toBeNull();
  });

  test('so does what the sign-in service itself asks', async () => {
    await open('delegated');
    const own = '{"id_token":{"acrs":{"essential":true,"value":"c1"}}}';
    sandbox.faults.push({ path: '/token', answer: { ...refused, body: { ...refused.body, claims: own } } });
    sandbox.faults.push({ path: '/calendar', answer: { ...challenge, headers: {} } });
    await expect(send()).rejects.toMatchObject({ reason: 'claims-required', claims: own });
  });
});
