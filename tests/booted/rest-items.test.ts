import { stringify } from 'node:querystring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberRoutes } from '../../server/src/routes/content-api';
import { giveRole, memberToken, openOffice, type Office } from '../support';
import { containerOf } from '../support/container';

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

  const member = async (firstname: string) => {
    const person = await office.booted.createMember({ firstname, lastname: 'B', email: `${firstname}@elsewhere.example` });
    await giveRole(office.strapi, person, everyAction);
    return { user: person.documentId, token: await memberToken(office.strapi, person) };
  };
  const ask = (method: Method, path: string, body?: unknown, as = token) => {
    const request = office.booted.request[method](`/api/microsoft-sync/me${path}`).set('Authorization', `Bearer ${as}`);
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
    // Who names the time of the last write instead is told of every write since.
    const { updatedAt } = changed.body.data as { updatedAt: string };
    await ask('put', `/tasks/${task.documentId}`, { data: { title: 'Over' }, updatedAt: '2026-01-01T00:00:00.000Z' }).expect(409);
    await ask('put', `/tasks/${task.documentId}`, { data: { title: 'Over' }, updatedAt: 'yesterday' }).expect(400);
    await ask('put', `/tasks/${task.documentId}`, { data: {}, updatedAt }).expect(200);
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

  it('get an answer to whatever an address may hold, and nothing changes by it', async () => {
    const { documentId } = (
      await ask('post', '/events', { data: { subject: 'S', start: at(2, 9), end: at(2, 10), recurrence: 'FREQ=DAILY' } })
    ).body.data as { documentId: string };
    const before = await office.events();
    const encoded = ['%E0%A4%A', '%', '%00', '..%5c', 'x'.repeat(5000), '__proto__'];
    const instants = ['x', '9'.repeat(400), '%2B275760-09-13T00:00:00.000Z', '0001-01-01T00:00:00Z', at(2, 8), '2026-03-02'];
    const refused = [
      ...encoded.map((id) => `/events/${id}`),
      ...[...encoded, ...instants].map((start) => `/events/${documentId}/occurrences/${start}`),
    ];
    for (const path of refused)
      for (const method of ['put', 'delete'] as const) {
        const { status } = await ask(method, path, method === 'put' ? { data: { subject: 'x' } } : undefined);
        expect([400, 404]).toContain(status);
      }
    for (const given of [
      ...['filters', 'filters[]=x', 'filters[start]', 'filters[start][$gte][a]=b', 'filters[start][$in]=', 'filters[$or][0]=x'],
      ...['filters[__proto__][x]=1', 'filters[constructor][name]=x', 'filters[subject][toString]=1', 'filters[subject][$contains]=%00'],
      ...['filters[start]=%2B275760-09-13T00:00:00.000Z', 'filters[reminderMinutesBeforeStart]=1e400', 'filters[version]=x', '%E0%A4%A=1'],
      ...[
        'sort',
        'sort=start:up',
        'sort[0][start]=desc',
        'sort=__proto__',
        'sort=,',
        'sort=%00',
        'pagination[page]=1000000',
        'pagination[page]=1e9',
      ],
      ...['from=9999-01-01T00:00:00Z&to=9999-12-31T00:00:00Z', 'from[]=x&to[]=y', `filters${'[a]'.repeat(500)}=x`, 'a[b]='.repeat(1000)],
      `filters[subject]=${'x'.repeat(10_000)}`,
    ])
      // prettier-ignore
      expect([200, 400]).toContain((await ask('get', `/events?${given}`)).status);
    expect(await office.events()).toEqual(before);
    await ask('delete', `/events/${documentId}`).expect(204);
  });

  it('are told when to come again, whoever asks too often or for too much at once, and nobody else waits for them', async () => {
    const { ownTurns } = containerOf(office.strapi);
    const busy = await member('Busy');
    const given = (turn = ownTurns.take(busy.user)) => (turn.isGiven ? [turn.end] : []);
    const span = `from=${at(1, 0)}&to=${at(2, 0)}`;
    const paths = ['/events', '/tasks', `/occurrences?${span}`, '', '/runs', '/deletions', '/settings', '/held', '/conflicts'];
    const lasting = Array.from({ length: 8 }, () => given()).flat();
    for (const path of paths) expect((await ask('get', path, undefined, busy.token).expect(429)).headers['retry-after']).toBe('2');
    for (const end of lasting) end();
    for (const path of paths) await ask('get', path, undefined, busy.token).expect(200);
    let turns = lasting.length + paths.length;
    for (let ends = given(); ends.length > 0; ends = given())
      for (const end of ends) {
        turns += 1;
        end();
      }
    expect(turns).toBe(600);
    for (const path of paths) {
      const { headers, body } = await ask('get', path, undefined, busy.token).expect(429);
      const seconds = Number(headers['retry-after']);
      expect(seconds).toBeGreaterThan(2);
      expect(seconds).toBeLessThanOrEqual(60);
      const details = { code: 'too-many-requests', retryAfterSeconds: seconds };
      expect(body).toMatchObject({ data: null, error: { name: 'RateLimitError', details } });
      await ask('get', path).expect(200);
    }
  });

  it('may write letters that a database cannot hold', async () => {
    const { body } = await ask('post', '/events', { data: { subject: 'a\u0000b\ud800c', start: at(2, 9), end: at(2, 10) } });
    expect(body.data.subject).toBe('ab\ufffdc');
    await ask('delete', `/events/${body.data.documentId}`).expect(204);
  });
});
