import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { CheckVerdict } from '../../../../src/contracts/index';
import type { Sandbox } from '../../../../sandbox/index';
import { byExchange, createWorld, startTestSandbox, type World } from '../testing/world';

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

const steps: CheckVerdict['step'][] = ['application', 'sign-in', 'permissions', 'mailbox', 'calendar', 'tasks', 'notifications'];
const graphFault = (path: string, status: number, code: string) =>
  sandbox.faults.push({ path, times: 9, answer: { status, body: { error: { code, message: code } } } });

/** Verdicts as one letter each: + good, - bad, 0 not needed or not looked at. */
async function check(user = 'ada'): Promise<{ line: string; bad: CheckVerdict | undefined }> {
  const verdicts = await world.accounts.check({ user });
  expect(verdicts.map(({ step }) => step)).toEqual(steps);
  for (const { message } of verdicts) expect(message).not.toBe('');
  return { line: verdicts.map(({ ok }) => (ok === null ? '0' : ok ? '+' : '-')).join(''), bad: verdicts.find(({ ok }) => ok === false) };
}

describe('Check Connection', () => {
  test('is good all the way', async () => {
    await world.connect('ada');
    expect((await check()).line).toBe('+++++00');
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
  });

  test('ends where it fails, and says what to do', async () => {
    expect(await check()).toMatchObject({ line: '+-00000', bad: { code: 'not-connected' } });
    await world.connect('ada');
    sandbox.signIn.revokeSessions('ada@sandbox.example');
    expect(await check()).toMatchObject({
      line: '+-00000',
      bad: { code: 'sign-in-expired', message: expect.stringContaining('Connect') as string },
    });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'sign-in-expired' });
    expect(world.called).toContain('action required ada sign-in-expired');
    await world.connect('ada');
    expect((await check()).line).toBe('+++++00');
  });

  test.each([
    ['an expired secret', { clientSecret: 'expired~secret' }, 'application-secret-expired'],
    ['a wrong secret', { clientSecret: 'wrong~secret' }, 'application-secret-invalid'],
    ['no secret', { clientSecret: null }, 'application-missing'],
    ['an unknown tenant', { tenantId: '33333333-3333-4333-8333-333333333333' }, 'application-unknown'],
  ])('finds %s', async (_, patch, code) => {
    await world.connect('ada');
    await world.application.write(patch);
    expect(await check()).toMatchObject({ line: '-000000', bad: { code } });
  });

  test('names each permission that is missing', async () => {
    await world.connect('ada', 'withheld@sandbox.example');
    expect(await check()).toMatchObject({
      line: '++-0000',
      bad: { code: 'scope-missing', message: expect.stringMatching(/MailboxSettings\.Read, Calendars\.ReadWrite/) as string },
    });
    world.integrations.tasks = true;
    await world.connect('bob');
    world.store.rows.get('bob')!.scopes = [
      'https://graph.microsoft.com/calendars.readwrite',
      'user.read',
      'MAILBOXSETTINGS.READ',
      'openid',
    ];
    expect(await world.accounts.status({ user: 'bob' })).toMatchObject({ reason: 'scope-missing' });
  });

  test.each([
    ['/mailboxSettings', 404, 'MailboxNotEnabledForRESTAPI', '+++-000', 'no-mailbox'],
    ['/mailboxSettings', 404, 'ResourceNotFound', '+++-000', 'no-mailbox'], // what every mailbox has is not there
    ['/calendar?', 403, 'ErrorAccessDenied', '++++-00', 'forbidden'],
    ['/calendar?', 500, 'generalException', '++++-00', 'microsoft-unavailable'],
    ['/events/', 403, 'ErrorAccessDenied', '++++-00', 'forbidden'],
    ['/events/', 503, 'serviceNotAvailable', '++++-00', 'microsoft-unavailable'],
  ])('%s answering %i %s', async (path, status, graphCode, line, code) => {
    await world.connect('ada');
    graphFault(path, status, graphCode);
    expect(await check()).toMatchObject({ line, bad: { code } });
  });

  test('a calendar in which nobody may write', async () => {
    await world.connect('ada');
    sandbox.faults.push({ path: '/calendar?', answer: { status: 200, body: { id: 'c', name: 'Calendar', canEdit: false } } });
    expect(await check()).toMatchObject({ line: '++++-00', bad: { code: 'calendar-read-only' } });
    sandbox.faults.clear();
    expect((await check()).line).toBe('+++++00');
  });

  test.each([
    [404, 'ErrorItemNotFound'],
    [400, 'ErrorInvalidIdMalformed'],
  ])('that there is no such event (%i %s) says that writing is allowed, and nothing is written', async (status, code) => {
    await world.connect('ada');
    const before = sandbox.mailbox('ada@sandbox.example').counters().writes;
    graphFault('/events/', status, code);
    expect((await check()).line).toBe('+++++00');
    expect(sandbox.mailbox('ada@sandbox.example').counters().writes).toBe(before);
  });

  test('follows a mailbox that changed its zone', async () => {
    await world.connect('ada');
    await world.store.update('ada', { mailboxTimeZone: 'UTC' });
    await check();
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ mailbox: { timeZone: 'Europe/Berlin' } });
  });

  test('never throws: unknown user, dead network, broken database', async () => {
    expect((await check('nobody')).line).toBe('-000000');
    await world.connect('ada');
    world.store.find = () => Promise.reject(new Error('database is gone: password=secret'));
    expect((await check()).line).toBe('-000000');
    expect(world.warnings.join()).not.toContain('password');
    const elsewhere = await createWorld(await deadSandbox());
    expect((await elsewhere.accounts.check({ user: 'ada' })).find(({ ok }) => ok === false)).toMatchObject({ code: 'not-connected' });
  });
});

describe('Check Connection in application mode', () => {
  beforeEach(() => world.application.write({ mode: 'application' }));

  test('names an application permission that Graph refuses', async () => {
    graphFault('/mailboxSettings', 403, 'ErrorAccessDenied');
    const { bad } = await check();
    expect(bad).toMatchObject({
      step: 'permissions',
      code: 'scope-missing',
      message: expect.stringContaining('MailboxSettings.Read') as string,
    });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'scope-missing' });
  });

  describe('where Exchange grants by RBAC for Applications what no token shows', () => {
    let exchange: Sandbox;
    const start = async (ofExchange: readonly string[], inToken: readonly string[]) => {
      exchange = await startTestSandbox({ applications: [byExchange(ofExchange, inToken)] });
      world = await createWorld(exchange, { patch: { mode: 'application' } });
      world.integrations.tasks = true;
    };
    afterEach(() => exchange.close());

    test('the mailbox decides, and whoever is reached is connected', async () => {
      await start(['Calendars.ReadWrite', 'MailboxSettings.Read'], ['Tasks.ReadWrite.All']);
      expect((await check()).line).toBe('+00+++0');
      const permissions = (await world.accounts.check({ user: 'ada' })).find(({ step }) => step === 'permissions');
      expect(permissions).toMatchObject({ code: 'not-in-token', message: expect.stringMatching(/Calendars\.ReadWrite.*RBAC/) as string });
      expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
    });

    test('what the mailbox refuses is missing', async () => {
      await start(['MailboxSettings.Read'], ['Tasks.ReadWrite.All']);
      expect(await check()).toMatchObject({
        bad: { step: 'permissions', code: 'scope-missing', message: expect.stringContaining('Calendars.ReadWrite') as string },
      });
      expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'scope-missing' });
    });

    test('a calendar that may only be read is not said to be written', async () => {
      await start(['Calendars.Read', 'MailboxSettings.Read'], ['Tasks.ReadWrite.All']);
      expect(await check()).toMatchObject({
        line: '+0-0000',
        bad: { step: 'permissions', code: 'scope-missing', message: expect.stringContaining('Calendars.ReadWrite') as string },
      });
      expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'scope-missing' });
    });

    test('tasks alone are judged by the token, as Exchange has no role for them', async () => {
      await start(['Calendars.ReadWrite', 'MailboxSettings.Read'], []);
      const { bad } = await check();
      expect(bad).toMatchObject({ code: 'scope-missing', message: expect.stringContaining('Tasks.ReadWrite.All') as string });
      expect(bad?.message).not.toContain('Calendars');
    });
  });

  test('names Tasks.ReadWrite.All where tasks are on', async () => {
    world.integrations.tasks = true;
    const { bad } = await check();
    expect(bad).toMatchObject({ step: 'permissions', message: expect.stringContaining('Tasks.ReadWrite.All') as string });
  });

  test('connects the mailbox that was assigned, whatever the profile says, and none without an assignment', async () => {
    world.assigned.set('ada', 'bob@sandbox.example');
    expect((await check()).line).toBe('+0+++00');
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ mailbox: { address: 'bob@sandbox.example' } });
    world.assigned.delete('ada');
    expect(await check()).toMatchObject({ bad: { step: 'mailbox', code: 'mailbox-not-assigned' } });
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'mailbox-not-assigned' });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'action-required', reason: 'mailbox-not-assigned' });
  });

  test('a mailbox that somebody signed in to is not reached by the application until it is assigned', async () => {
    await world.application.write({ mode: 'delegated' });
    await world.connect('ada', 'bob@sandbox.example');
    await world.application.write({ mode: 'application' });
    world.assigned.delete('ada');
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'mailbox-not-assigned' });
    await world.application.write({ mode: 'delegated' });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
  });

  test('a mailbox that somebody else signed in to, or is connected to by another of its addresses, is theirs', async () => {
    await world.application.write({ mode: 'delegated' });
    await world.connect('bob');
    await world.application.write({ mode: 'application' });
    world.assigned.set('ada', 'bob@sandbox.example');
    expect(await check()).toMatchObject({ bad: { step: 'mailbox', code: 'mailbox-taken' } });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'not-connected' });
  });

  test('an assignment that changes is followed by the next run, without anybody’s check', async () => {
    await check();
    world.assigned.set('ada', 'bob@sandbox.example');
    const { account } = await world.accounts.open({ user: 'ada' });
    expect(account.address).toBe('bob@sandbox.example');
    expect(world.called).toContain('mailbox changed ada');
  });

  test('finds no mailbox, and makes no account', async () => {
    expect(await check('nomail')).toMatchObject({ line: '+0+-000', bad: { code: 'no-mailbox' } });
    expect(world.store.rows.size).toBe(0);
  });
});

describe('Disconnect', () => {
  const isGone = async () => {
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'not-connected', mailbox: null });
    expect(world.store.rows.size + world.store.signIns.size).toBe(0);
  };

  test('deletes tokens and sign-ins, after telling what happens to the items', async () => {
    await world.connect('ada');
    await world.accounts.beginConnect({ user: 'ada' });
    await world.accounts.disconnect({ user: 'ada', items: 'remove-imported' });
    expect(world.called.at(-1)).toBe('disconnect ada remove-imported');
    await isGone();
    await world.accounts.disconnect({ user: 'ada' });
  });

  test.each<[string, () => unknown]>([
    ['a dead sign-in', () => sandbox.signIn.revokeSessions('ada@sandbox.example')],
    ['no application', () => world.application.write({ clientId: null, clientSecret: null })],
    ['another key', async () => (world = await createWorld(sandbox, { store: world.store, keys: [] }))],
    [
      'a hook that fails',
      async () => (world = await createWorld(sandbox, { store: world.store, onDisconnect: () => Promise.reject(new Error('x')) })),
    ],
  ])('works with %s', async (_, happen) => {
    await world.connect('ada');
    const { store } = world;
    await happen();
    await world.accounts.disconnect({ user: 'ada' });
    expect(store.rows.size).toBe(0);
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'not-connected' });
  });

  test('a refresh under way does not bring the account back', async () => {
    sandbox.signIn.setAccessTokenSeconds(60);
    await world.connect('ada');
    sandbox.signIn.setAccessTokenSeconds(3600);
    const { saveTokens } = world.store;
    world.store.saveTokens = async (of) => {
      await world.accounts.disconnect({ user: 'ada' });
      return saveTokens(of);
    };
    await expect(world.accounts.open({ user: 'ada' })).rejects.toMatchObject({ reason: 'not-connected' });
    await isGone();
  });

  test('refuses an unknown choice before anything happens', async () => {
    await world.connect('ada');
    await expect(world.accounts.disconnect({ user: 'ada', items: 'burn' as never })).rejects.toMatchObject({
      details: { code: 'invalid-input' },
    });
    expect(await world.accounts.status({ user: 'ada' })).toMatchObject({ state: 'connected' });
  });
});

async function deadSandbox(): Promise<Sandbox> {
  const dead = await startTestSandbox();
  await dead.close();
  return dead;
}
