import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { memberRoutes } from '../../server/src/routes/content-api';
import {
  addRemote,
  attendees,
  giveRole,
  idOf,
  inMicrosoft,
  manySubjects,
  memberToken,
  openOffice,
  remote,
  remoteIdOf,
  type Office,
} from '../support';

const everyAction = memberRoutes.map(({ handler }) => `plugin::microsoft-sync.${handler}`);

type Method = 'get' | 'post' | 'put' | 'delete';

describe('people of Users & Permissions, over REST', () => {
  let office: Office;
  let token: string;

  beforeAll(async () => {
    office = await openOffice({ hostUser: 'plugin::users-permissions.user', boot: { files: {} } });
    await giveRole(office.strapi, office.ada, everyAction);
    token = await memberToken(office.strapi, office.ada);
    await office.settings({ calendarConflictResolution: 'ask' });
  });
  afterAll(() => office.close());

  const ask = (method: Method, path: string, body?: object) => {
    const request = office.booted.request[method](`/api/microsoft-sync/me${path}`).set('Authorization', `Bearer ${token}`);
    return body ? request.send(body) : request;
  };
  const data = async (method: Method, path: string, body?: object) => (await ask(method, path, body).expect(200)).body.data;

  it('run now, and get the run’s id with the answer', async () => {
    office.mailbox.addEvent(remote('A', 24));
    office.mailbox.addEvent(remote('Board', 30, { attendees, body: { contentType: 'text', content: 'minutes' } }));
    const { body } = await ask('post', '/sync', { resource: 'calendar' }).expect(202);
    expect(body.data).toEqual({
      since: expect.any(String),
      runs: [expect.objectContaining({ resource: 'calendar', outcome: 'completed', strapi: { created: 2, updated: 0, deleted: 0 } })],
    });
    const { run } = body.data.runs[0];
    expect(await data('get', `/runs?since=${body.data.since}`)).toEqual([expect.objectContaining({ run })]);
    expect(await data('get', '/runs?resource=tasks')).toEqual([]);
    expect(await data('get', '/runs?since=2999-01-01T00:00:00Z')).toEqual([]);
    for (const query of ['since=soon', 'limit=0', 'limit=501', 'resource=email', 'user=x'])
      expect((await ask('get', `/runs?${query}`)).body.error).toMatchObject({ status: 400, details: { code: 'invalid-input' } });
  });

  it('see how they are connected, what is on, and which settings count', async () => {
    const me = await data('get', '');
    expect(me).toMatchObject({
      account: { user: office.user, state: 'connected', mailbox: { address: 'ada@sandbox.example' } },
      application: { isConfigured: true, mode: 'delegated' },
      mailbox: null,
      resources: [
        { resource: 'calendar', enabled: true, conflicts: 0, held: 0, nextSyncAt: expect.any(String) },
        { resource: 'tasks', enabled: false },
      ],
      settings: { calendarEnabled: { own: null, effective: true, source: 'system', lockedBy: null } },
    });
    expect(await data('get', '/occurrences?from=2000-01-01T00:00:00Z&to=2000-01-02T00:00:00Z')).toEqual([]);
    const all = `from=${new Date().toISOString()}&to=${new Date(Date.now() + 5 * 86_400_000).toISOString()}`;
    expect((await data('get', `/occurrences?${all}`)).map(({ subject }: { subject: string }) => subject)).toEqual(['A', 'Board']);
    for (const query of ['', 'from=x&to=y', 'from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z', `${all}&user=x`])
      expect((await ask('get', `/occurrences?${query}`)).body.error).toMatchObject({ status: 400, details: { code: 'invalid-input' } });
  });

  it('write their own level of the settings, and nothing that is locked above', async () => {
    const { version } = await data('get', '/settings');
    const saved = await data('put', '/settings', { fields: { syncIntervalMinutes: 30, calendarPastDays: 5 }, version });
    expect(saved.fields.syncIntervalMinutes).toMatchObject({ own: 30, effective: 30, source: 'user' });
    expect((await ask('put', '/settings', { fields: { syncIntervalMinutes: 31 }, version }).expect(409)).body.error.details.code).toBe(
      'already-changed',
    );
    await office.services.settings.write({ level: 'system' }, { locks: { syncIntervalMinutes: true } });
    const refused = await ask('put', '/settings', { fields: { calendarPastDays: 6, syncIntervalMinutes: null } }).expect(400);
    expect(refused.body.error.details).toMatchObject({ code: 'locked', errors: [{ path: ['syncIntervalMinutes'], lockedBy: 'system' }] });
    const acme = { name: 'Acme', members: [office.ada.id] };
    const { documentId: id } = await office.strapi.documents('plugin::microsoft-sync.organization').create({ data: acme as never });
    await office.services.settings.write({ level: 'organization', id }, { locks: { calendarPastDays: true } });
    expect((await ask('put', '/settings', { fields: { calendarPastDays: 6 } }).expect(400)).body.error.details.errors).toMatchObject([
      { path: ['calendarPastDays'], lockedBy: 'organization' },
    ]);
    const { fields } = await data('get', '/settings');
    expect(fields.calendarPastDays).toMatchObject({ own: 5, lockedBy: 'organization' });
    expect(fields.syncIntervalMinutes).toMatchObject({ own: 30, lockedBy: 'system' });
    for (const body of [
      { fields: { nope: 1 } },
      { fields: { locks: {} } },
      { integrations: { tasks: true } },
      { fields: { calendarPastDays: {} } },
    ])
      expect((await ask('put', '/settings', body).expect(400)).body.error.details.code).toMatch(/invalid-input|locked/);
  });

  it('decide about their own conflicts and held items', async () => {
    await office.updateEvent(await idOf(office, 'A'), { subject: 'here' });
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
    await office.updateEvent(await idOf(office, 'Board'), { subject: 'Board meeting' });
    await ask('post', '/sync', {}).expect(202);
    const [conflict] = (await data('get', '/conflicts?decided=false')).items;
    const [held] = (await data('get', '/held')).items;
    expect([conflict, held]).toMatchObject([
      { strapi: { subject: 'here' }, microsoft: { subject: 'there' } },
      { code: 'would-send-mail', write: { mails: ['cid@elsewhere.example'] } },
    ]);
    expect(await data('post', '/preview', { resource: 'calendar' })).toMatchObject({ total: 0, waiting: { conflicts: 1, held: 1 } });
    await ask('post', `/conflicts/${conflict.id}/restore`, {}).expect(400);
    for (const winner of ['nobody', 5]) await ask('post', `/conflicts/${conflict.id}/resolve`, { winner }).expect(400);
    await ask('post', `/conflicts/${conflict.id}/resolve`, { winner: 'microsoft' }).expect(200);
    for (const verb of ['ignore', 'approve']) await ask('post', `/held/${held.id}/${verb}`, {}).expect(200);
    await ask('post', '/sync', {}).expect(202);
    expect(inMicrosoft(office)).toEqual(['Board meeting', 'there']);
    const [decided] = (await data('get', '/conflicts?decided=true')).items;
    await ask('post', `/conflicts/${decided.id}/restore`, {}).expect(200);
    await ask('post', '/sync', {}).expect(202);
    expect(inMicrosoft(office)).toEqual(['Board meeting', 'here']);
  });

  it('choose their lists', async () => {
    expect(await data('get', '/collections/calendar')).toMatchObject({ choice: 'default', canChoose: true });
    expect(await data('put', '/collections/calendar', { choice: 'default' })).toMatchObject({ choice: 'default' });
    expect((await ask('put', '/collections/calendar', { choice: ['no such calendar'] }).expect(400)).body.error.details.code).toBe(
      'invalid-input',
    );
    expect((await ask('get', '/collections/email').expect(400)).body.error.details.code).toBe('invalid-input');
  });

  it('let their own run go on that stopped before a mass deletion', async () => {
    const all = manySubjects(30);
    addRemote(office, all);
    await ask('post', '/sync', {}).expect(202);
    for (const subject of all.slice(0, 20)) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    const stopped = (await ask('post', '/sync', { resource: 'calendar' }).expect(202)).body.data.runs[0];
    expect(stopped.outcome).toBe('stopped-by-guard');
    const [calendar] = (await data('get', '')).resources;
    expect(calendar.waitingRun).toBe(stopped.run);
    await ask('post', `/runs/${stopped.run}x/approve`, {}).expect(404);
    const { runs } = (await ask('post', `/runs/${stopped.run}/approve`, {}).expect(202)).body.data;
    expect(runs).toMatchObject([{ outcome: 'completed', strapi: { deleted: 20 } }]);
    expect((await ask('post', `/runs/${stopped.run}/approve`, {}).expect(404)).body.error.details.code).toBe('unknown-run');
  });

  it('get an answer before a long run has ended, which is found when it has', async () => {
    office.sandbox.faults.push({ times: 1, delayMilliseconds: 7_000 });
    const { body } = await ask('post', '/sync', { resource: 'calendar' }).expect(202);
    expect(body.data.runs).toEqual([]);
    await ask('post', '/check', {}).expect(429); // that one is still under way
    const ended = await vi.waitFor(
      async () => {
        const [run] = await data('get', `/runs?since=${body.data.since}`);
        expect(run).toBeDefined();
        return run;
      },
      { timeout: 20_000, interval: 200 },
    );
    expect(ended).toMatchObject({ run: expect.any(String), resource: 'calendar', outcome: 'nothing-to-do' });
    await ask('post', '/check', {}).expect(200);
  });

  it('ask Microsoft for one thing at a time, and only so often', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask('post', '/check', {})));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThan(3);
    expect(refused.length).toBeGreaterThan(9);
    for (const { headers, body } of refused)
      expect([headers['retry-after'], body.error.details]).toEqual([
        expect.stringMatching(/^[1-9]\d?$/),
        { code: 'too-many-requests', retryAfterSeconds: Number(headers['retry-after']) },
      ]);
    let last = 0;
    for (let times = 0; times < 22 && last !== 429; times += 1) last = (await ask('post', '/check', {})).status;
    expect(last).toBe(429);
    for (const path of ['/sync', '/preview']) await ask('post', path, {}).expect(429);
    await ask('get', '/collections/tasks').expect(429);
    await ask('get', '').expect(200);
  });

  it('disconnect, with their choice for what was brought over', async () => {
    for (const query of ['?items=everything', '?items=keep&items=keep', '?user=x'])
      expect((await ask('delete', query).expect(400)).body.error.details.code).toBe('invalid-input');
    expect((await office.services.accounts.status({ user: office.user })).state).toBe('connected');
    expect(await data('delete', '?items=remove-imported')).toMatchObject({ state: 'not-connected', mailbox: null });
    expect(await office.events()).toEqual([]);
    expect(inMicrosoft(office)).toEqual(expect.arrayContaining(['Board meeting', 'here']));
    expect(await data('delete', '')).toMatchObject({ state: 'not-connected' });
  });
});

it('where they have the mailboxes, no administrator is given a way to a page that is not theirs', async () => {
  const office = await openOffice({ hostUser: 'plugin::users-permissions.user', isConnected: false });
  const administrator = await office.booted.createAdminUser({ firstname: 'Grace', lastname: 'Hopper', email: 'grace@sandbox.example' });
  const token = await office.booted.adminToken(administrator);
  const asked = (path: string) => office.booted.request.get(path).set('Authorization', `Bearer ${token}`);
  const names = (await asked('/admin/users/me/permissions').expect(200)).body.data.map(({ action }: { action: string }) => action);
  expect(names).toContain('plugin::microsoft-sync.sync.read');
  expect(names.filter((name: string) => name.startsWith('plugin::microsoft-sync.me.'))).toEqual([]);
  await asked('/microsoft-sync/me').expect(403);
  await asked('/microsoft-sync/status/people').expect(200);
  await office.close();
});

it('where administrators have the mailboxes, people of Users & Permissions have none over REST', async () => {
  const office = await openOffice({ isConnected: false });
  const member = await office.booted.createMember({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@sandbox.example' });
  await giveRole(office.strapi, member, everyAction);
  const token = await memberToken(office.strapi, member);
  // Even one who is called like an administrator.
  await office.strapi.db.query('plugin::users-permissions.user').update({ where: { id: member.id }, data: { documentId: office.user } });
  for (const { method, path } of memberRoutes) {
    const address = `/api/microsoft-sync${path.replace(/:\w+/, '1')}`;
    const answer = await office.booted.request[method.toLowerCase() as Method](address).set('Authorization', `Bearer ${token}`);
    expect([path, answer.status, answer.body.error?.details]).toEqual([path, 403, { code: 'not-me' }]);
  }
  await office.close();
});
