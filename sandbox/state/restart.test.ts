import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox, SandboxOptions } from '../index.js';
import { signInAs } from '../testing/connect.js';
import { ada, application, bob, callerFor, callerWith, meeting, readRound, startTestSandbox, todoCallerFor } from '../testing/fixture.js';
import { startListener } from '../testing/listener.js';
import { msalFor, msalScopes, walkThroughPages } from '../testing/msal.js';

const window = '/me/calendarView/delta?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';
const immutable = { prefer: 'IdType="ImmutableId"' };
const daily = { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 5 } };
const at = (day: number, more: object = {}) => meeting(`Day ${day}`, `2026-03-0${day}T10:00:00`, `2026-03-0${day}T11:00:00`, more);

let folder: string;
let stateFile: string;
let sandbox: Sandbox;
const start = (options: Partial<SandboxOptions> = {}) => startTestSandbox({ stateFile, ...options });
/** As `npm start` does it: the same port again, for links contain it. */
async function restart(options: Partial<SandboxOptions> = {}): Promise<void> {
  await sandbox.close();
  sandbox = await start({ port: Number(new URL(sandbox.url).port), ...options });
  // Until fetch has noticed that its kept-alive connections are gone.
  await expect
    .poll(() =>
      fetch(sandbox.url).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-state-'));
  stateFile = path.join(folder, 'deep', 'state.json');
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('after a restart', () => {
  it('subscriptions go on', async () => {
    const ear = await startListener();
    const call = await callerFor(sandbox, ada);
    const expirationDateTime = new Date(sandbox.clock.now() + 3_600_000).toISOString();
    const { body } = await call('POST', '/subscriptions', {
      resource: 'me/events',
      changeType: 'created',
      notificationUrl: ear.url,
      expirationDateTime,
    });
    await restart();
    sandbox.mailbox(ada).addEvent(at(2));
    await expect.poll(() => ear.told.map(({ subscriptionId }) => subscriptionId as string)).toEqual([body['id']]);
    ear.close();
  });

  it('every event has its id, its ETag and its exceptions', async () => {
    const side = sandbox.mailbox(ada);
    side.addEvent(at(2, { attendees: [{ type: 'required', emailAddress: { address: bob, name: 'Bob' } }], isOnlineMeeting: true }));
    const other = side.addCalendar('Other');
    side.addEvent(at(4), other);
    const series = side.addEvent(at(3, { recurrence: daily }));
    const call = await callerFor(sandbox, ada);
    const instances = (await call('GET', `/me/events/${String(series['id'])}/instances?startDateTime=2026-03-01&endDateTime=2026-04-01`))
      .body['value'];
    await call('PATCH', `/me/events/${instances[1].id}`, { subject: 'Elsewhere' });
    await call('DELETE', `/me/events/${instances[3].id}`);
    const administrator = await callerFor(sandbox, ada, 'User.Read MailboxSettings.ReadWrite');
    expect((await administrator('PATCH', '/me/mailboxSettings', { timeZone: 'Tokyo Standard Time' })).status).toBe(200);

    const look = async () => ({
      people: [ada, bob].map((address) => {
        const mailbox = sandbox.mailbox(address);
        const calendars = mailbox.calendars();
        return {
          calendars,
          mails: mailbox.mails,
          events: calendars.map(({ id }) => mailbox.listEvents(id as string)),
          zone: mailbox.timeZone,
        };
      }),
      view: (await call('GET', '/me/calendarView?startDateTime=2026-03-01&endDateTime=2026-04-01', undefined, immutable)).body,
    });
    const before = await look();
    expect(sandbox.isRestored).toBe(false);
    await restart();
    expect(sandbox.isRestored).toBe(true);
    // The caller's access token is of before, too.
    expect(await look()).toEqual(before);
    expect(before.people[0]?.zone).toBe('Tokyo Standard Time');
    expect(before.people[0]?.mails).toHaveLength(1);
    expect(before.people[1]?.events.flat()).toHaveLength(1);
  });

  it('a stored delta link tells what happened since, before the restart and behind it', async () => {
    const side = sandbox.mailbox(ada);
    const [changed, deleted] = [side.addEvent(at(2)), side.addEvent(at(3))];
    const call = await callerFor(sandbox, ada);
    const quiet = await readRound(call, window, immutable);
    await restart();
    expect((await readRound(call, quiet.deltaLink, immutable)).items).toEqual([]);
    sandbox.mailbox(ada).changeEvent(changed['id'] as string, { subject: 'Before' });
    await restart();
    sandbox.mailbox(ada).deleteEvent(deleted['id'] as string);
    const { items } = await readRound(call, quiet.deltaLink, immutable);
    expect(items.map(({ id, subject, '@removed': removed }) => [id, subject ?? removed.reason])).toEqual([
      [changed['id'], 'Before'],
      [deleted['id'], 'deleted'],
    ]);
  });

  it('every list and task has its id, its ETag and its parts, and a delta link goes on', async () => {
    const { tasks } = sandbox.mailbox(ada);
    const list = tasks.addList('Travel', { isShared: true })['id'] as string;
    const recurrence = { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-03' } };
    const task = tasks.addTask(
      {
        title: 'Pack',
        dueDate: '2026-03-03',
        recurrence,
        checklistItems: [{ displayName: 'Shirts', isChecked: true }],
        linkedResources: [{ externalId: '1' }],
      },
      list,
    );
    tasks.completeTask(task['id'] as string);
    const gone = tasks.addTask({ title: 'Gone' }, list)['id'] as string;
    const call = await todoCallerFor(sandbox, ada);
    const { deltaLink } = await readRound(call, `/me/todo/lists/${list}/tasks/delta`);
    const look = () => ({ lists: sandbox.mailbox(ada).tasks.lists(), tasks: sandbox.mailbox(ada).tasks.listTasks(list) });
    const before = look();
    await restart();
    expect(look()).toEqual(before);
    expect((await readRound(call, deltaLink)).items).toEqual([]);
    sandbox.mailbox(ada).tasks.deleteTask(gone);
    await restart();
    expect((await readRound(call, deltaLink)).items).toMatchObject([{ id: gone, '@removed': {} }]);
    expect(sandbox.mailbox(ada).tasks.addTask({ title: 'New' })['id']).not.toBe(gone);
  });

  it('a round that was half read begins anew', async () => {
    for (let day = 2; day < 6; day += 1) sandbox.mailbox(ada).addEvent(at(day));
    const call = await callerFor(sandbox, ada);
    const { body } = await call('GET', window, undefined, { prefer: 'odata.maxpagesize=2' });
    await restart();
    const answer = await call('GET', body['@odata.nextLink']);
    expect([answer.status, answer.body['error'].code]).toEqual([410, 'SyncStateNotFound']);
    expect((await readRound(call, answer.headers.get('location') ?? '')).items).toHaveLength(4);
  });

  it('changes that delta does not show yet are still on their way', async () => {
    const now = Date.parse('2026-03-01T00:00:00Z');
    await restart({ replicationDelayMilliseconds: 60_000, now: () => now });
    sandbox.mailbox(ada).addEvent(at(2));
    await restart({ replicationDelayMilliseconds: 60_000, now: () => now });
    const call = await callerFor(sandbox, ada);
    const { items, deltaLink } = await readRound(call, window);
    expect(items).toEqual([]);
    sandbox.clock.advance(61_000);
    expect((await readRound(call, deltaLink)).items).toHaveLength(1);
  });

  it('MSAL refreshes with the token it had, and consent is not asked for again', async () => {
    const app = msalFor(sandbox);
    const { code, verifier } = await walkThroughPages(app, { address: ada });
    const { account } = await app.acquireTokenByCode({
      code,
      scopes: msalScopes,
      redirectUri: application.redirectUri,
      codeVerifier: verifier,
      nonce: 'nonce-1',
    });
    const cache = app.getTokenCache().serialize();
    await restart();
    const later = msalFor(sandbox);
    later.getTokenCache().deserialize(cache);
    if (!account) throw new Error('no account');
    const { accessToken } = await later.acquireTokenSilent({ account, scopes: msalScopes, forceRefresh: true });
    expect((await callerWith(sandbox, accessToken)('GET', '/me/calendar')).status).toBe(200);
    sandbox.signIn.revokeSessions(ada);
    await restart();
    await expect(later.acquireTokenSilent({ account, scopes: msalScopes, forceRefresh: true })).rejects.toMatchObject({
      errorMessage: expect.stringContaining('AADSTS50173'),
    });
  });

  it('a mailbox stays with its person whoever joins or leaves', async () => {
    const id = sandbox.mailbox(bob).addEvent(at(2))['id'];
    await signInAs(sandbox, application, bob);
    await restart({
      users: [
        { address: 'zoe@sandbox.example', name: 'Zoe' },
        { address: bob, name: 'Bob Babbage' },
      ],
    });
    expect(
      sandbox
        .mailbox(bob)
        .listEvents()
        .map((event) => event['id']),
    ).toEqual([id]);
    expect(sandbox.mailbox('zoe@sandbox.example').addEvent(at(2))['id']).not.toBe(id);
    expect(sandbox.mailbox('zoe@sandbox.example').calendars()[0]?.['id']).not.toBe(sandbox.mailbox(bob).calendars()[0]?.['id']);
  });
});

describe('after a crash', () => {
  it('no id and no ETag of the lost moments comes again, and delta begins anew', async () => {
    const first = sandbox.mailbox(ada).addEvent(at(2));
    const call = await callerFor(sandbox, ada);
    await expect.poll(() => readFileSync(stateFile, 'utf8')).toContain('Day 2');
    const crashed = path.join(folder, 'crashed.json');
    copyFileSync(stateFile, crashed);
    const lost = sandbox.mailbox(ada).addEvent(at(3));
    const changed = sandbox.mailbox(ada).changeEvent(first['id'] as string, { subject: 'Lost' });
    const { deltaLink } = await readRound(call, window);
    await restart({ stateFile: crashed });
    expect((await call('GET', deltaLink)).status).toBe(410);
    const side = sandbox.mailbox(ada);
    expect(side.listEvents()).toMatchObject([{ id: first['id'], subject: 'Day 2' }]);
    expect(side.addEvent(at(4))['id']).not.toBe(lost['id']);
    expect(side.changeEvent(first['id'] as string, { subject: 'Other' })['@odata.etag']).not.toBe(changed['@odata.etag']);
  });
});

describe('the file', () => {
  it.skipIf(process.platform === 'win32')('is for its owner alone, and nothing lies beside it', () => {
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(stateFile))).toEqual(['state.json']);
  });

  it('is written soon after a request of an application', async () => {
    const call = await callerFor(sandbox, ada);
    await call('POST', '/me/events', at(7));
    await expect.poll(() => readFileSync(stateFile, 'utf8')).toContain('Day 7');
  });

  it('is written soon after a person worked on tasks', async () => {
    sandbox.mailbox(ada).tasks.addTask({ title: 'Remember me' });
    await expect.poll(() => readFileSync(stateFile, 'utf8')).toContain('Remember me');
  });

  it('is not touched by a sandbox that was closed, or that found its port taken', async () => {
    const port = Number(new URL(sandbox.url).port);
    const content = () => readFileSync(stateFile, 'utf8');
    const running = content();
    await expect(start({ port })).rejects.toThrow('EADDRINUSE');
    expect(content()).toBe(running);
    const old = sandbox;
    await restart();
    const later = content();
    old.mailbox(ada).addEvent(at(2));
    await old.close();
    expect(content()).toBe(later);
  });
});
