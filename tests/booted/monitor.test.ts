import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StatusHistory, StatusPeople } from '../../src/contracts/http-status';
import { idOf, openOffice, remote, remoteIdOf, type Office, type Person } from '../support';
import { databases } from '../support/database';

describe.each(databases)('what the page Status asks, on %s', (database) => {
  let office: Office;
  let administrator: string;
  let ben: Person;
  let cara: Person;

  const get = <T>(path: string, token = administrator): Promise<T> =>
    office.booted.request
      .get(`/microsoft-sync/status/${path}`)
      .set('Authorization', `Bearer ${token}`)
      .expect(200)
      .then(({ body }) => body.data as T);

  beforeAll(async () => {
    office = await openOffice({ boot: { database } });
    administrator = await office.booted.adminToken(
      await office.booted.createAdminUser({ permissions: ['plugin::microsoft-sync.sync.read'] }),
    );
    // Ada has something to decide, Ben is well, and Cara's sign-in was taken back.
    await office.settings({ calendarConflictResolution: 'ask' });
    office.mailbox.addEvent(remote('A', 24));
    await office.sync();
    await office.updateEvent(await idOf(office, 'A'), { subject: 'here' });
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
    await office.sync();
    ben = await office.booted.createAdminUser({ firstname: '=Ben', lastname: 'Babbage, Jr', email: 'ben@sandbox.example' });
    await office.connect(ben);
    cara = await office.booted.createAdminUser({ firstname: 'Cara', lastname: 'Codd', email: 'cara@sandbox.example' });
    await office.connect(cara, 'ben@sandbox.example');
    await office.strapi.db
      .connection('microsoft_sync_accounts')
      .where({ user_id: cara.documentId })
      .update({ failure_reason: 'sign-in-expired', failure_at: Date.now() });
  });
  afterAll(() => office?.close());

  it('lists one row a person with both resources, whoever needs somebody first', async () => {
    const { items, total, totals } = await get<StatusPeople>('people');
    expect(items.map(({ user, standing }) => [user, standing])).toEqual([
      [cara.documentId, 'needs-person'],
      [office.user, 'to-decide'],
      [ben.documentId, 'healthy'],
    ]);
    expect({ total, totals }).toEqual({ total: 3, totals: { 'needs-person': 1, 'to-decide': 1, delayed: 0, healthy: 1 } });
    expect(items[1]?.resources).toMatchObject([
      { resource: 'calendar', enabled: true, conflicts: 1 },
      { resource: 'tasks', enabled: false, conflicts: 0 },
    ]);
  });

  it('goes over the groups page by page', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => get<StatusPeople>(`people?pageSize=1&page=${page}`)));
    expect(pages.map(({ items }) => items.map(({ user }) => user))).toEqual([[cara.documentId], [office.user], [ben.documentId], []]);
    const { items } = await get<StatusPeople>('people?pageSize=2&page=2');
    expect(items.map(({ user }) => user)).toEqual([ben.documentId]);
  });

  it('keeps to a standing, and counts all of them', async () => {
    const { items, total, totals } = await get<StatusPeople>('people?standing=to-decide');
    expect([items.map(({ user }) => user), total, totals.healthy]).toEqual([[office.user], 1, 1]);
    await office.booted.request
      .get('/microsoft-sync/status/people?standing=odd')
      .set('Authorization', `Bearer ${administrator}`)
      .expect(400);
  });

  it('tells of the runs that had something to do', async () => {
    await office.strapi.db.connection('microsoft_sync_runs').insert({
      ...{ run: randomUUID(), target_key: `${ben.documentId}|calendar`, outcome: 'stopped-by-guard', changes: 0, repeats: 0 },
      report: JSON.stringify({ outcome: 'stopped-by-guard', reason: 'waits-for-start' }),
      ...{ started_at: Date.now(), finished_at: Date.now() },
    });
    const history = await get<StatusHistory>('history');
    expect([history.periodHours, history.periods.length]).toEqual([24, 7]);
    expect(history.periods.at(-1)).toMatchObject({ completed: 2, incomplete: 0, seconds: expect.any(Number) });
    expect(history.periods.at(-1)?.changes).toBeGreaterThanOrEqual(1);
    expect(history.periods.slice(0, -1).every(({ completed, seconds }) => completed === 0 && seconds === null)).toBe(true);
    expect((await get<StatusHistory>('history?days=1')).periods).toHaveLength(24);
    expect((await get<StatusHistory>('history?search=Babbage')).periods.at(-1)).toMatchObject({ completed: 0 });
  });

  it('is exported as CSV that no spreadsheet takes for formulas', async () => {
    const { text, headers } = await office.booted.request
      .get('/microsoft-sync/status/export')
      .set('Authorization', `Bearer ${administrator}`)
      .expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = text.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF?Name,E-mail,Organization,Standing/);
    expect(lines).toHaveLength(5);
    expect(lines[3]).toContain('"\'=Ben Babbage, Jr",ben@sandbox.example');
  });

  it('reaches whom the role reaches', async () => {
    const role = await office.strapi.service('admin::role').create({ name: `Role ${randomUUID()}` });
    await office.strapi
      .service('admin::role')
      .assignPermissions(role.id, [{ action: 'plugin::microsoft-sync.sync.read', conditions: ['plugin::microsoft-sync.is-me'] }]);
    await office.strapi.service('admin::user').updateById(ben.id, { roles: [role.id] });
    const token = await office.booted.adminToken(ben);
    const { items, totals } = await get<StatusPeople>('people', token);
    expect([items.map(({ user }) => user), totals]).toEqual([
      [ben.documentId],
      { 'needs-person': 0, 'to-decide': 0, delayed: 0, healthy: 1 },
    ]);
    expect((await get<StatusHistory>('history', token)).periods.at(-1)).toMatchObject({ completed: 0 });
    const { text } = await office.booted.request.get('/microsoft-sync/status/export').set('Authorization', `Bearer ${token}`).expect(200);
    expect(text).not.toContain('Ada');
  });
});
