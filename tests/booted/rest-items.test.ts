import { stringify } from 'node:querystring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberRoutes } from '../../server/src/routes/content-api';
import { giveRole, memberToken, openOffice, type Office } from '../support';

const everyAction = memberRoutes.map(({ handler }) => `plugin::microsoft-sync.${handler}`);
const at = (day: number, hour: number) => `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

type Method = 'get' | 'post' | 'put' | 'delete';

describe('people of Users & Permissions, with their events and tasks over REST', () => {
  let office: Office;
  let token = '';
  let foreign = '';

  beforeAll(async () => {
    office = await openOffice({ hostUser: 'plugin::users-permissions.user', boot: { files: {} } });
    await giveRole(office.strapi, office.ada, everyAction);
    token = await memberToken(office.strapi, office.ada);
    const ben = await office.booted.createMember({ firstname: 'Ben', lastname: 'B', email: 'ben@elsewhere.example' });
    const { documentId: user } = ben;
    foreign = (
      await office.services.items.create({ user, resource: 'calendar', data: { subject: 'Secret', start: at(2, 9), end: at(2, 10) } })
    ).documentId;
  });
  afterAll(() => office.close());

  const ask = (method: Method, path: string, body?: unknown) => {
    const request = office.booted.request[method](`/api/microsoft-sync/me${path}`).set('Authorization', `Bearer ${token}`);
    return body === undefined ? request : request.set('Content-Type', 'application/json').send(JSON.stringify(body));
  };
  const query = (of: Record<string, string>) => `?${stringify(of)}`;

  it('make, read, list, change and remove them', async () => {
    const event = { subject: 'Visit', start: at(2, 9), end: at(2, 10), recurrence: 'FREQ=DAILY;COUNT=5' };
    const made = (await ask('post', '/events', { data: event }).expect(201)).body.data;
    expect(made).toMatchObject({ subject: 'Visit', home: 'plugin::microsoft-sync.calendar-event', timeZone: 'Europe/Berlin' });
    const series = `/events/${made.documentId}`;
    await ask('put', `${series}/occurrences/${at(3, 9)}`, { data: { subject: 'Later', start: at(3, 12) } }).expect(200);
    await ask('delete', `${series}/occurrences/${at(4, 9)}`).expect(204);
    await ask('delete', `${series}/occurrences/${at(6, 9)}?scope=this-and-following`).expect(204);
    const span = `from=${at(1, 0)}&to=${at(30, 0)}`;
    const { data: days } = (await ask('get', `/occurrences?${span}`).expect(200)).body;
    expect(days.map(({ subject, start }: Record<string, string>) => `${subject} ${start?.slice(8, 13)}`)).toEqual([
      'Visit 02T09',
      'Later 03T12',
      'Visit 05T09',
    ]);
    const listed = await ask(
      'get',
      `/events${query({ 'filters[subject][$containsi]': 'VISIT', 'pagination[pageSize]': '1', sort: 'start:desc' })}`,
    ).expect(200);
    expect(listed.body).toMatchObject({
      data: [{ documentId: made.documentId }],
      meta: { pagination: { page: 1, pageSize: 1, pageCount: 1, total: 1 }, homes: [{ isForNew: true }] },
    });
    expect(JSON.stringify(listed.body)).not.toMatch(/"owner"|password|Secret/);

    const task = (await ask('post', '/tasks', { data: { title: 'Write' } }).expect(201)).body.data;
    const changed = await ask('put', `/tasks/${task.documentId}`, { data: { taskStatus: 'completed' }, version: task.version }).expect(200);
    expect(changed.body.data).toMatchObject({ title: 'Write', taskStatus: 'completed' });
    const late = await ask('put', `/tasks/${task.documentId}`, { data: { title: 'Over' }, version: task.version }).expect(409);
    expect(late.body.error.details.code).toBe('already-changed');
    await ask('delete', `/tasks/${task.documentId}`).expect(204);
    await ask('get', `/tasks/${task.documentId}`).expect(404);
    await ask('delete', series).expect(204);
    expect((await ask('get', '/events').expect(200)).body).toMatchObject({ data: [], meta: { pagination: { total: 0 } } });
  });

  it.each([
    [{ 'filters[owner][password][$startsWith]': '$2' }, 'filters.owner'],
    [{ 'filters[$and][0][owner][email]': 'x' }, 'filters.$and.0.owner'],
    [{ 'filters[owner]': '1' }, 'filters.owner'],
    [{ 'filters[series][owner][resetPasswordToken][$notNull]': 'true' }, 'filters.series.owner'],
    [{ sort: 'owner.password:asc' }, 'sort'],
    [{ 'sort[0][owner][password]': 'asc' }, 'sort'],
    [{ populate: '*' }, 'populate'],
    [{ 'populate[owner][fields][0]': 'password' }, 'populate'],
    [{ 'fields[0]': 'password' }, 'fields'],
    [{ _q: 'Secret' }, '_q'],
    [{ status: 'draft' }, 'status'],
    [{ locale: '*' }, 'locale'],
    [{ user: 'x' }, 'user'],
    [{ 'pagination[pageSize]': '100000' }, 'pagination'],
    [{ 'pagination[limit]': '-1' }, 'limit'],
    [{ from: 'now', to: 'then' }, 'from'],
  ] as const)('are told what is wrong with a query (case %#)', async (given, path) => {
    const { body } = await ask('get', `/events${query(given as unknown as Record<string, string>)}`).expect(400);
    expect(body.error.details.code).toBe('invalid-input');
    expect(body.error.details.errors[0].path.join('.')).toBe(path);
    expect(JSON.stringify(body)).not.toContain('Secret');
  });

  it('reach nothing of somebody else, by any field of a body', async () => {
    const before = await office.events();
    for (const data of [
      { owner: 1 },
      { owner: { connect: [1] } },
      { series: foreign },
      { exceptions: [foreign] },
      { documentId: foreign },
      { id: 1 },
      { createdBy: 1 },
      { locale: 'de' },
      { home: 'admin::user' },
    ])
      expect((await ask('post', '/events', { data: { subject: 'x', start: at(2, 9), end: at(2, 10), ...data } })).status).toBe(400);
    for (const home of ['admin::user', 'plugin::users-permissions.user', '', '__proto__'])
      expect((await ask('post', '/events', { data: { start: at(2, 9), end: at(2, 10) }, home })).status).toBe(400);
    for (const [method, path, body] of [
      ['get', '', undefined],
      ['put', '', { data: { subject: 'Mine' } }],
      ['delete', '', undefined],
      ['put', `/occurrences/${at(2, 9)}`, { data: { subject: 'Mine' } }],
      ['delete', `/occurrences/${at(2, 9)}`, undefined],
    ] as const)
      expect((await ask(method, `/events/${foreign}${path}`, body)).body.error.details.code).toBe('unknown-item');
    expect(await office.events()).toEqual(before);
  });

  it.each([
    { data: [] },
    { data: 'x' },
    { data: null },
    { data: { subject: 'x'.repeat(900_000), start: {}, end: [] } },
    { data: Object.fromEntries(Array.from({ length: 5_000 }, (_, nth) => [`f${nth}`, nth])) },
    { data: { start: at(2, 9), end: at(2, 10), categories: Array.from({ length: 10_000 }, () => 'x') } },
    { data: { start: at(2, 9), end: at(2, 10), recurrence: `FREQ=DAILY;${'BYDAY=MO,'.repeat(10_000)}` } },
    { data: { start: at(2, 9), end: '99999-01-01T00:00:00Z' } },
    { data: { start: '0000-00-00T00:00:00Z', end: at(2, 10) } },
    { data: { start: at(2, 9), end: at(2, 10), reminderMinutesBeforeStart: 1e300 } },
    { data: { start: at(2, 9), end: at(2, 10), subject: { toString: 'x' } } },
    { data: { start: at(2, 9), end: at(2, 10), excludedDates: ['never'], recurrence: 'FREQ=DAILY' } },
  ])('are refused what no event can hold, by name (case %#)', async (body) => {
    const before = await office.events();
    const { status, body: answer } = await ask('post', '/events', body);
    expect([status, answer.error.details.code]).toEqual([400, 'invalid-input']);
    expect(JSON.stringify(answer).length).toBeLessThan(20_000);
    expect(await office.events()).toEqual(before);
  });

  it('may write letters that a database cannot hold', async () => {
    const { body } = await ask('post', '/events', { data: { subject: 'a\u0000b\ud800c', start: at(2, 9), end: at(2, 10) } });
    expect(body.data.subject).toBe('ab\ufffdc');
    await ask('delete', `/events/${body.data.documentId}`).expect(204);
  });
});
