import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../index.js';
import { signInAsApplication } from '../testing/connect.js';
import {
  ada,
  application,
  bob,
  type Call,
  callerFor,
  callerWith,
  type Loose,
  meeting,
  startTestSandbox,
  todoCallerFor,
} from '../testing/fixture.js';
import { type Listener, startListener } from '../testing/listener.js';
import { createValidator } from '../testing/validate.js';

let sandbox: Sandbox;
let call: Call;
let ear: Listener;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  call = await callerFor(sandbox, ada);
  ear = await startListener();
});
afterEach(async () => {
  ear.close();
  await sandbox.close();
});

const inMinutes = (minutes: number) => new Date(sandbox.clock.now() + minutes * 60_000).toISOString();
const wanted = (more: object = {}) => ({
  resource: 'me/events',
  changeType: 'created,updated,deleted',
  notificationUrl: ear.url,
  lifecycleNotificationUrl: ear.url,
  clientState: 'a secret',
  expirationDateTime: inMinutes(10_000),
  ...more,
});
const lunch = meeting('Lunch', '2026-07-03T10:00:00', '2026-07-03T11:00:00');

describe('subscriptions', () => {
  it('are made after the handshake, told of changes, prolonged and taken away', async () => {
    const { status, body } = await call('POST', '/subscriptions', wanted());
    expect(status).toBe(201);
    expect(createValidator()?.entity('microsoft.graph.subscription', body) ?? []).toEqual([]);
    const mailbox = sandbox.mailbox(ada);
    const { id } = mailbox.addEvent(lunch);
    mailbox.changeEvent(String(id), { subject: 'Dinner' });
    mailbox.deleteEvent(String(id));
    await vi.waitFor(() => expect(ear.told.map(({ changeType }) => changeType).sort()).toEqual(['created', 'deleted', 'updated']));
    expect(ear.told[0]).toMatchObject({ subscriptionId: body['id'], clientState: 'a secret' });
    expect(JSON.stringify(ear.told)).not.toContain('Dinner');
    const later = inMinutes(10_060);
    expect((await call('PATCH', `/subscriptions/${body['id']}`, { expirationDateTime: later })).body['expirationDateTime']).toBe(later);
    expect((await call('POST', `/subscriptions/${body['id']}/reauthorize`)).status).toBe(204);
    expect((await call('DELETE', `/subscriptions/${body['id']}`)).status).toBe(204);
    expect((await call('PATCH', `/subscriptions/${body['id']}`, { expirationDateTime: inMinutes(60) })).status).toBe(404);
  });

  it.each([
    ['an address that does not answer', () => ({ notificationUrl: 'http://127.0.0.1:9/' }), 400],
    ['an address without TLS elsewhere', () => ({ notificationUrl: 'http://example.com/' }), 400],
    ['a longer life than there is', () => ({ expirationDateTime: inMinutes(10_080) }), 400],
    ['the mailbox of somebody else', () => ({ resource: `users/${bob}/events` }), 403],
    ['a calendar that is not there', () => ({ resource: 'me/calendars/AAMkAGI1Y2FsbTAwMWMwMDA5AAA=/events' }), 404],
    ['something else', () => ({ resource: 'me/calendars' }), 400],
    ['a longer state', () => ({ clientState: 'x'.repeat(129) }), 400],
  ])('refuses %s', async (_what, more, status) => {
    expect((await call('POST', '/subscriptions', wanted(more()))).status).toBe(status);
    expect(sandbox.notices.list()).toEqual([]);
  });

  it('refuses a second one of the same, and ends without a word when its time is over', async () => {
    const { body } = await call('POST', '/subscriptions', wanted());
    expect(await call('POST', '/subscriptions', wanted())).toMatchObject({
      status: 409,
      body: { error: { code: 'ObjectIdentifierInUse' } },
    });
    sandbox.clock.advance(10_001 * 60_000);
    call = await callerFor(sandbox, ada);
    expect((await call('GET', `/subscriptions/${body['id']}`)).status).toBe(404);
    expect((await call('GET', '/subscriptions')).body['value']).toEqual([]);
  });

  it('tell of their own calendar and list, and application-only of no tasks', async () => {
    const mailbox = sandbox.mailbox(ada);
    const second = mailbox.addCalendar('Second');
    await call('POST', '/subscriptions', wanted({ resource: `me/calendars/${second}/events` }));
    mailbox.addEvent(lunch);
    mailbox.addEvent(lunch, second);
    await vi.waitFor(() => expect(ear.told).toHaveLength(1));
    const withTasks = await todoCallerFor(sandbox, ada);
    const list = mailbox.tasks.defaultListId;
    const ofTasks = { resource: `me/todo/lists/${list}/tasks`, expirationDateTime: inMinutes(4_000) };
    expect((await withTasks('POST', '/subscriptions', wanted(ofTasks))).status).toBe(201);
    mailbox.tasks.addTask({ title: 'Pack' }, list);
    await vi.waitFor(() => expect(ear.told).toHaveLength(2));
    const alone = callerWith(sandbox, await signInAsApplication(sandbox, application));
    expect((await alone('POST', '/subscriptions', wanted({ ...ofTasks, resource: `users/${ada}/todo/lists/${list}/tasks` }))).status).toBe(
      400,
    );
    expect((await alone('POST', '/subscriptions', wanted({ resource: `users/${ada}/events` }))).status).toBe(201);
  });

  it('are dropped, doubled, delayed, forged and ended as tests wish', async () => {
    await call('POST', '/subscriptions', wanted());
    const mailbox = sandbox.mailbox(ada);
    sandbox.notices.behave({ copies: 0 });
    mailbox.addEvent(lunch);
    sandbox.notices.behave({ copies: 2, delayMilliseconds: 50 });
    mailbox.addEvent(lunch);
    await vi.waitFor(() => expect(ear.told).toHaveLength(2));
    expect(sandbox.notices.counts()).toMatchObject({ lost: 1, sent: 2 });
    expect(await sandbox.notices.forge(ear.url, { value: [{ clientState: 'no' }] })).toBe(202);
    expect(sandbox.notices.lifecycle(ada, 'missed')).toBe(1);
    await vi.waitFor(() => expect(ear.told.at(-1)).toMatchObject({ lifecycleEvent: 'missed', clientState: 'a secret' }));
    expect(sandbox.notices.lifecycle(ada, 'subscriptionRemoved')).toBe(1);
    expect(sandbox.notices.list(ada)).toEqual([]);
  });

  it('are steered over HTTP, and never tell the secret there', async () => {
    const api = async (method: string, path: string, body?: object): Promise<Loose> =>
      (
        await fetch(`${sandbox.url}/sandbox/api/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
      ).json() as Promise<Loose>;
    await call('POST', '/subscriptions', wanted());
    const { value } = await api('GET', 'subscriptions');
    expect([value.length, JSON.stringify(value).includes('a secret')]).toEqual([1, false]);
    expect(await api('PATCH', 'notices', { copies: 3 })).toMatchObject({ copies: 3 });
    expect(await api('POST', `subscriptions/${ada}/lifecycle`, { event: 'missed' })).toEqual({ told: 1 });
    expect(await api('POST', 'notices/forged', { value: [{ subscriptionId: 'x' }] })).toEqual({ sentTo: [ear.url] });
    expect(await api('DELETE', `subscriptions/${ada}`)).toEqual({ forgotten: 1 });
  });
});
