import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Sandbox } from '../../../../sandbox/index';
import { clientId, createWorld, redirectUri, startTestSandbox, type World } from '../testing/world';

let sandbox: Sandbox;
let world: World;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  sandbox.faults.clear();
  world = await createWorld(sandbox);
});

const refusalOf = (code: string) => expect.objectContaining({ details: expect.objectContaining({ code }) as unknown });

describe('beginning a sign-in', () => {
  test('gives an address at Microsoft with PKCE, state and nonce, and asks for no more than is needed', async () => {
    const url = new URL((await world.accounts.beginConnect({ user: 'ada' })).url);
    expect(url.origin + url.pathname).toBe(`${sandbox.authority}/${sandbox.tenantId}/oauth2/v2.0/authorize`);
    const query = Object.fromEntries(url.searchParams);
    expect(query).toMatchObject({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      response_mode: 'query',
      prompt: 'select_account',
      code_challenge_method: 'S256',
    });
    expect(query.code_challenge).toMatch(/^[\w-]{43}$/);
    expect(query.state).toMatch(/^[\w-]{43}$/);
    expect(query.nonce).toMatch(/^[\w-]{43}$/);
    expect(query.scope?.split(' ').sort()).toEqual([
      'Calendars.ReadWrite',
      'MailboxSettings.Read',
      'User.Read',
      'offline_access',
      'openid',
      'profile',
    ]);
  });

  test('asks for Tasks.ReadWrite only where tasks are on', async () => {
    world.integrations.tasks = true;
    const { url } = await world.accounts.beginConnect({ user: 'ada' });
    expect(new URL(url).searchParams.get('scope')).toContain('Tasks.ReadWrite');
  });

  test('keeps neither the state nor the verifier in the clear', async () => {
    const { url } = await world.accounts.beginConnect({ user: 'ada' });
    const { state, nonce } = Object.fromEntries(new URL(url).searchParams);
    const stored = JSON.stringify([...world.store.signIns.values()]);
    expect(stored).not.toContain(state);
    expect(stored).not.toContain(nonce);
    expect(stored).toContain(createHash('sha256').update(String(state)).digest('hex'));
  });

  test.each([
    ['unknown-user', 'nobody', {}],
    ['application-missing', 'ada', { clientSecret: null }],
    ['sign-in-not-needed', 'ada', { mode: 'application' as const }],
  ])('is refused with %s', async (code, user, patch) => {
    await world.application.write(patch);
    await expect(world.accounts.beginConnect({ user })).rejects.toEqual(refusalOf(code));
  });

  test('is refused without an encryption key, with the way to set one', async () => {
    const without = await createWorld(sandbox, { keys: [] });
    await expect(without.accounts.beginConnect({ user: 'ada' })).rejects.toThrow(
      /ENCRYPTION_KEY.*config\/admin|config\/admin.*ENCRYPTION_KEY/,
    );
    await expect(without.accounts.beginConnect({ user: 'ada' })).rejects.toEqual(refusalOf('encryption-key-missing'));
  });
});

describe('finishing a sign-in', () => {
  test('connects the mailbox, with its zone as IANA name', async () => {
    const answer = await world.signIn('ada');
    const status = await world.accounts.finishConnect({ user: 'ada', code: answer.get('code')!, state: answer.get('state')! });
    expect(status).toMatchObject({
      user: 'ada',
      state: 'connected',
      reason: null,
      mailbox: { address: 'ada@sandbox.example', displayName: 'Ada Lovelace', timeZone: 'Europe/Berlin' },
    });
    expect(world.called).toEqual(['connected ada']);
    const { account, mailbox } = await world.accounts.open({ user: 'ada' });
    expect(account).toEqual({
      userId: 'ada',
      mailbox: expect.any(String),
      address: 'ada@sandbox.example',
      timeZone: 'Europe/Berlin',
      isDelegated: true,
    });
    expect((await mailbox.send({ method: 'GET', path: '/calendars' })).status).toBe(200);
  });

  test('works once: a replayed state is refused', async () => {
    const answer = await world.signIn('ada');
    const of = { user: 'ada', code: answer.get('code')!, state: answer.get('state')! };
    const [first, second] = await Promise.allSettled([world.accounts.finishConnect(of), world.accounts.finishConnect(of)]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    await expect(world.accounts.finishConnect(of)).rejects.toEqual(refusalOf('sign-in-state-invalid'));
  });

  test('is bound to who began: another user is refused and connects nothing, and the first can still finish', async () => {
    const answer = await world.signIn('ada');
    const { code, state } = Object.fromEntries(answer) as { code: string; state: string };
    await expect(world.accounts.finishConnect({ user: 'bob', code, state })).rejects.toEqual(refusalOf('sign-in-state-invalid'));
    expect(await world.accounts.status({ user: 'bob' })).toMatchObject({ state: 'not-connected' });
    expect(await world.accounts.finishConnect({ user: 'ada', code, state })).toMatchObject({ state: 'connected' });
  });

  test.each([
    ['forged', 'x'.repeat(43)],
    ['empty', ''],
    ['no text', 42 as never],
    ['an object', { $ne: null } as never],
    ['long', 'x'.repeat(100_000)],
  ])('refuses a state that is %s', async (_, state) => {
    await world.signIn('ada');
    await expect(world.accounts.finishConnect({ user: 'ada', code: 'c', state })).rejects.toEqual(refusalOf('sign-in-state-invalid'));
  });

  test('refuses a row that was moved to somebody else, or was damaged, as it refuses any state that is not theirs', async () => {
    const answer = await world.signIn('ada');
    const { code, state } = Object.fromEntries(answer) as { code: string; state: string };
    const [[key, row]] = [...world.store.signIns] as [[string, NonNullable<ReturnType<typeof world.store.signIns.get>>]];
    world.store.signIns.set(key, { ...row, userId: 'bob' });
    await expect(world.accounts.finishConnect({ user: 'bob', code, state })).rejects.toEqual(refusalOf('sign-in-state-invalid'));
    expect(world.store.signIns.size).toBe(0);
    world.store.signIns.set(key, { ...row, sealed: `${row.sealed.slice(0, -4)}AAAA` });
    await expect(world.accounts.finishConnect({ user: 'ada', code, state })).rejects.toEqual(refusalOf('sign-in-state-invalid'));
    world.store.signIns.set(key, { ...row, sealed: 'nonsense' });
    await expect(world.accounts.failConnect({ user: 'ada', state, error: 'x' })).rejects.toEqual(refusalOf('sign-in-state-invalid'));
    expect(await world.accounts.status({ user: 'bob' })).toMatchObject({ state: 'not-connected' });
  });

  test('refuses a state after ten minutes, and old ones are cleared away', async () => {
    let now = Date.now();
    const timed = await createWorld(sandbox, { clock: () => now });
    const answer = await timed.signIn('ada');
    now += 10 * 60_000 + 1;
    await expect(timed.accounts.finishConnect({ user: 'ada', code: answer.get('code')!, state: answer.get('state')! })).rejects.toEqual(
      refusalOf('sign-in-state-invalid'),
    );
    await timed.accounts.beginConnect({ user: 'ada' });
    now += 11 * 60_000;
    await timed.accounts.beginConnect({ user: 'bob' });
    expect(timed.store.signIns.size).toBe(1);
  });

  test('refuses a code that is not its own', async () => {
    const one = await world.signIn('ada');
    const other = await world.signIn('bob');
    await expect(world.accounts.finishConnect({ user: 'ada', code: other.get('code')!, state: one.get('state')! })).rejects.toEqual(
      refusalOf('sign-in-failed'),
    );
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'not-connected' });
  });

  test('connects although a permission was withheld, and the state says so', async () => {
    await world.connect('ada', 'withheld@sandbox.example');
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'scope-missing' });
  });

  test('refuses an account without a mailbox', async () => {
    const answer = await world.signIn('nomail');
    const of = { user: 'nomail', code: answer.get('code')!, state: answer.get('state')! };
    await expect(world.accounts.finishConnect(of)).rejects.toMatchObject({ details: { code: 'sign-in-failed', reason: 'no-mailbox' } });
  });

  test('refuses an account of another tenant, even if the sign-in service let it through', async () => {
    const foreign = await startTestSandbox({
      users: [{ address: 'ada@sandbox.example', name: 'Ada', tenantId: '99999999-9999-4999-8999-999999999999' }],
    });
    try {
      const elsewhere = await createWorld(foreign, { patch: { tenantId: 'organizations' } });
      const answer = await elsewhere.signIn('ada');
      await elsewhere.application.write({ tenantId: foreign.tenantId });
      await expect(
        elsewhere.accounts.finishConnect({ user: 'ada', code: answer.get('code')!, state: answer.get('state')! }),
      ).rejects.toThrow(/another organization/);
      expect(elsewhere.store.rows.size).toBe(0);
    } finally {
      await foreign.close();
    }
  });

  test('tells before the mailbox of another account takes the place of the former one', async () => {
    await world.connect('ada');
    await world.connect('ada');
    expect(world.called).toEqual(['connected ada', 'connected ada']);
    await world.connect('ada', 'bob@sandbox.example');
    expect(world.called.slice(2)).toEqual(['mailbox changed ada', 'connected ada']);
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ mailbox: { address: 'bob@sandbox.example' } });
  });

  test.each([
    ['an expired secret', { clientSecret: 'expired~secret' }, 'application-secret-expired'],
    ['a wrong secret', { clientSecret: 'wrong~secret' }, 'application-secret-invalid'],
  ])('with %s says what an administrator has to do', async (_, patch, reason) => {
    await world.application.write(patch);
    const answer = await world.signIn('ada');
    await expect(
      world.accounts.finishConnect({ user: 'ada', code: answer.get('code')!, state: answer.get('state')! }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('administrator') as unknown,
      details: { code: 'sign-in-failed', reason },
    });
  });
});

describe('a sign-in that failed at Microsoft', () => {
  test('declined consent uses the state up and says to connect again', async () => {
    sandbox.signIn.withdrawConsent('ada@sandbox.example');
    const answer = await world.signIn('ada', { decision: 'cancel' });
    const of = {
      user: 'ada',
      state: answer.get('state')!,
      error: answer.get('error')!,
      errorDescription: answer.get('error_description')!,
    };
    await expect(world.accounts.failConnect(of)).rejects.toMatchObject({
      message: expect.stringMatching(/declined.*[Cc]onnect again/) as unknown,
      details: { code: 'sign-in-declined' },
    });
    await expect(world.accounts.failConnect(of)).rejects.toEqual(refusalOf('sign-in-state-invalid'));
  });
});

test('a tenant in which only administrators consent: the person gets the link for one, and connects once one has', async () => {
  const managed = await startTestSandbox({ userConsent: 'managed' });
  try {
    const of = await createWorld(managed);
    const back = await of.signIn('ada');
    const refused = {
      user: 'ada',
      state: back.get('state') ?? '',
      error: back.get('error') ?? '',
      errorDescription: back.get('error_description') ?? '',
    };
    const error = (await of.accounts.failConnect(refused).catch((thrown: unknown) => thrown)) as {
      details: { reason: string; link: string };
    };
    expect(error.details).toMatchObject({ code: 'sign-in-declined', reason: 'admin-consent', number: '90094' });
    const link = new URL(error.details.link);
    await fetch(`${link.origin}${link.pathname}`, { method: 'POST', body: link.searchParams, redirect: 'manual' });
    await of.connect('ada');
    expect(await of.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
  } finally {
    await managed.close();
  }
});
