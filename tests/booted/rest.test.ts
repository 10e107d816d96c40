import { createHash } from 'node:crypto';
import { z } from '@strapi/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberRoutes } from '../../server/src/routes/content-api';
import {
  attendees,
  giveRole,
  idOf,
  letPublicIn,
  local,
  memberToken,
  openOffice,
  remote,
  remoteIdOf,
  TASK,
  type Office,
  type Person,
} from '../support';
import { containerOf } from '../support/container';

type Route = (typeof memberRoutes)[number] & { readonly name: string; readonly action: string };
const routes: readonly Route[] = memberRoutes.map((route) => ({
  ...route,
  name: `${route.method} ${route.path}`,
  action: `plugin::microsoft-sync.${route.handler}`,
}));
const everyAction = routes.map(({ action }) => action);

/** What a caller sends who knows what they do. */
const bodies: Readonly<Record<string, object>> = {
  'POST /me/connect': { returnTo: 'https://app.example.com/mailbox' },
  'POST /me/connect/finish': { code: 'code', state: 'state' },
  'PUT /me/settings': { fields: { syncIntervalMinutes: 30 } },
  'PUT /me/collections/:resource': { choice: 'default' },
  'POST /me/conflicts/:id/resolve': { winner: 'strapi' },
  'POST /me/events': { data: { subject: 'Mine', start: '2026-03-01T09:00:00Z', end: '2026-03-01T10:00:00Z' } },
  'POST /me/tasks': { data: { title: 'Mine' } },
  'PUT /me/events/:id': { data: { subject: 'Mine' } },
  'PUT /me/tasks/:id': { data: { title: 'Mine' } },
  'PUT /me/events/:id/occurrences/:originalStart': { data: { subject: 'Mine' } },
};
const queries: Readonly<Record<string, string>> = {
  'GET /me/occurrences': '?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z',
};
/** For somebody who is not connected, with the ids of somebody else's; the others answer 200. */
const answersToAStranger: Readonly<Record<string, [status: number, code?: string]>> = {
  'POST /me/connect/finish': [400, 'sign-in-state-invalid'],
  'POST /me/sync': [202],
  'POST /me/start': [202],
  'POST /me/deletions/bring-back': [202],
  'POST /me/runs/:id/approve': [404, 'unknown-run'],
  'POST /me/preview': [400, 'not-connected'],
  'GET /me/collections/:resource': [400, 'not-connected'],
  'PUT /me/collections/:resource': [400, 'not-connected'],
  ...Object.fromEntries(['approve', 'retry', 'ignore', 'unlink'].map((verb) => [`POST /me/held/:id/${verb}`, [404, 'unknown-item']])),
  ...Object.fromEntries(['resolve', 'restore'].map((verb) => [`POST /me/conflicts/:id/${verb}`, [404, 'unknown-conflict']])),
  'POST /me/events': [201],
  'POST /me/tasks': [201],
  ...Object.fromEntries(
    ['events/:id', 'tasks/:id', 'events/:id/occurrences/:originalStart'].flatMap((path) =>
      ['GET', 'PUT', 'DELETE'].map((method) => [`${method} /me/${path}`, [404, 'unknown-item']]),
    ),
  ),
};

/** The names that its description has; none where it has one of several forms. */
function taken({ request }: Route): { where: 'body' | 'query'; names: string[] } {
  const { query = {}, body } = request as { query?: object; body?: { 'application/json': z.ZodType } };
  if (!body) return { where: 'query', names: Object.keys(query) };
  const { properties = {} } = z.toJSONSchema(body['application/json']);
  return { where: 'body', names: Object.keys(properties) };
}

describe.each(['legacy-support', 'refresh'])(
  'the REST routes of people of Users & Permissions, with tokens of the kind %s',
  (jwtManagement) => {
    let office: Office;
    let ben: { person: Person; token: string };
    const ids = { conflict: '', held: '', run: '', event: '', task: '' };

    beforeAll(async () => {
      const sessions = { accessTokenLifespan: 86_400 }; // longer than any machine takes for all of these
      const plugins = { 'users-permissions': { config: { jwtSecret: 'test-jwt-secret', jwtManagement, sessions } } };
      office = await openOffice({
        hostUser: 'plugin::users-permissions.user',
        boot: { plugins, files: {}, config: { frontEnds: ['https://app.example.com'] } },
      }); // owners are members from the first start on
      await office.settings({ calendarConflictResolution: 'ask' });
      office.mailbox.addEvent(remote('A', 24));
      office.mailbox.addEvent(remote('Board', 30, { attendees, body: { contentType: 'text', content: 'minutes' } }));
      await office.sync();
      await office.updateEvent(await idOf(office, 'A'), { subject: 'here' });
      office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
      await office.updateEvent(await idOf(office, 'Board'), { subject: 'Board meeting' });
      await office.sync();
      ids.conflict = (await office.services.conflicts.list())[0]?.id ?? '';
      ids.held = (await office.services.held.list())[0]?.id ?? '';
      ids.run = (await office.services.sync.history({ user: office.user }))[0]?.run ?? '';
      const { start, end } = local('Series', 48);
      ids.event = (await office.createEvent({ subject: 'Board of all', start, end, recurrence: 'FREQ=DAILY' })).documentId;
      ids.task = (await office.strapi.documents(TASK).create({ data: { title: 'Board', owner: office.user } as never })).documentId;
      expect(Object.values(ids)).not.toContain('');
      ben = await memberWith(everyAction, 'Ben');
    });
    afterAll(() => office.close());

    async function memberWith(actions: readonly string[], firstname: string): Promise<{ person: Person; token: string }> {
      const named = { firstname, lastname: `${Math.random()}`, email: `${firstname}-${Math.random()}@elsewhere.example` };
      const person = await office.booted.createMember(named);
      await giveRole(office.strapi, person, actions);
      return { person, token: await memberToken(office.strapi, person) };
    }
    function ask(
      { method, path, name }: Route,
      { token, body, id, query }: { token?: string; body?: unknown; id?: string; query?: object } = {},
    ) {
      const own = { held: ids.held, runs: ids.run, conflicts: ids.conflict, events: ids.event, tasks: ids.task }[path.split('/')[2] ?? ''];
      const of = { id: id ?? own ?? '', resource: 'calendar', originalStart: new Date(Date.now() + 48 * 3_600_000).toISOString() };
      const address = `/api/microsoft-sync${path.replace(/:(\w+)/g, (_, part: keyof typeof of) => of[part])}${queries[name] ?? ''}`;
      const request = office.booted.request[method.toLowerCase() as 'get'](address);
      if (query) void request.query(query);
      if (token !== undefined) void request.set('Authorization', `Bearer ${token}`);
      if (method === 'GET' || method === 'DELETE') return request;
      const sent = body ?? bodies[name] ?? {};
      return request.set('Content-Type', 'application/json').send(typeof sent === 'string' ? sent : JSON.stringify(sent));
    }
    /** Everything that the plugin keeps, of everybody. */
    async function kept(): Promise<string> {
      const tables = [...office.strapi.db.metadata.values()]
        .map(({ tableName }) => tableName)
        .filter((one) => one.startsWith('microsoft_sync_'));
      expect(tables.length).toBeGreaterThan(10);
      const rows = [];
      for (const table of tables) rows.push(await office.strapi.db.connection(table).select('*'));
      return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    }

    it('are actions of Users & Permissions, each of its own, and nobody has one at first', async () => {
      const { getActions } = office.strapi.plugin('users-permissions').service('users-permissions');
      const { controllers } = getActions()['plugin::microsoft-sync'];
      const listed = Object.entries(controllers as Record<string, Record<string, { enabled: boolean }>>).flatMap(([controller, actions]) =>
        Object.entries(actions).map(([name, { enabled }]) => [`plugin::microsoft-sync.${controller}.${name}`, enabled]),
      );
      expect(new Set(everyAction).size).toBe(routes.length);
      for (const action of everyAction) expect(listed).toContainEqual([action, false]);
      const given = await office.strapi.db
        .query('plugin::users-permissions.permission')
        .findMany({ where: { action: { $startsWith: 'plugin::microsoft-sync' }, role: { type: { $in: ['public', 'authenticated'] } } } });
      expect(given).toEqual([]);
    });

    describe.each(routes)('$name', (route) => {
      it('is closed to nobody, to a forged token and to a role that has every other action', async () => {
        const before = await kept();
        expect((await ask(route)).status).toBe(403);
        expect((await ask(route, { token: 'forged' })).status).toBe(401);
        const without = await memberWith(
          everyAction.filter((one) => one !== route.action),
          'Cid',
        );
        expect((await ask(route, { token: without.token })).status).toBe(403);
        expect(await kept()).toBe(before);
      });

      it('is closed to an API token and to whoever the public role lets in: they are nobody with a mailbox', async () => {
        const before = await kept();
        const tokens = office.strapi.service('admin::api-token') as unknown as { create(of: object): Promise<{ accessKey: string }> };
        const { accessKey } = await tokens.create({ name: `all ${Math.random()}`, description: '', type: 'full-access', lifespan: null });
        const takeAway = await letPublicIn(office.strapi, [route.action]);
        for (const token of [accessKey, undefined])
          expect(await ask(route, token === undefined ? {} : { token })).toMatchObject({
            status: 403,
            body: { error: { details: { code: 'not-me' } } },
          });
        await takeAway();
        expect(await kept()).toBe(before);
      });

      it('is closed to whoever was blocked or deleted, though their token is good', async () => {
        const before = await kept();
        const { person, token } = await memberWith([route.action], 'Dan');
        const people = office.strapi.db.query('plugin::users-permissions.user');
        await people.update({ where: { id: person.id }, data: { blocked: true } });
        expect((await ask(route, { token })).status).toBe(401);
        await people.update({ where: { id: person.id }, data: { blocked: false } });
        await people.delete({ where: { id: person.id } });
        expect((await ask(route, { token })).status).toBe(401);
        expect(await kept()).toBe(before);
      });

      it('works with its action alone, and does nothing with what is somebody else’s', async () => {
        const { token } = await memberWith([route.action], 'Eve');
        const before = await keptOf(office.user);
        const [status, code] = answersToAStranger[route.name] ?? [200];
        const answer = await ask(route, { token });
        expect([answer.status, answer.body.error?.details?.code]).toEqual([status, code]);
        expect(JSON.stringify(answer.body)).not.toMatch(/Board|there|Lovelace/);
        expect(await keptOf(office.user)).toBe(before);
      });

      it.skipIf(route.method === 'GET' || route.method === 'DELETE')('answers any body with what is wrong with it', async () => {
        const before = await keptOf(office.user);
        const { token } = await memberWith([route.action], 'Fay');
        for (const body of ['{"half":', 'null', '"text"', '5', '[]', '{"nope":1}', '{"user":"somebody else"}'])
          expect([body, (await ask(route, { token, body })).status]).toEqual([body, 400]);
        expect((await ask(route, { token, body: JSON.stringify({ choice: 'x'.repeat(5_000_000) }) })).status).toBe(413);
        const deep = `{"fields":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
        for (const body of [
          deep,
          { fields: 5 },
          { resource: { $ne: null } },
          { resource: 'x'.repeat(100_000) },
          { choice: Array.from({ length: 10_000 }, () => 'x') },
          { fields: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, at])) },
          { winner: ['strapi'] },
          '{"__proto__":{"user":"x"},"constructor":1}',
        ]) {
          const { status } = await ask(route, { token, body });
          expect([400, 429]).toContain(status);
        }
        expect(await keptOf(office.user)).toBe(before);
      });

      it.skipIf(taken(route).names.length === 0)('takes by name what it says that it takes, and nothing else', async () => {
        const { token } = await memberWith([route.action], 'Gil');
        const { where, names } = taken(route);
        const { status, body } = await ask(route, {
          token,
          [where]: Object.fromEntries([...names, 'nonesuch'].map((name) => [name, '1'])),
        });
        expect(status).toBe(400);
        const said = (body.error.details.errors as { message: string }[]).map(({ message }) => message);
        expect(said.filter((message) => message.startsWith('There is no '))).toEqual([expect.stringContaining('"nonesuch"')]);
      });

      it.skipIf(!route.path.includes(':id'))('answers an id that is none as one of somebody else', async () => {
        for (const id of ['0', '-1', '1e3', '999999999999999', '9'.repeat(400), 'a%00b', '%F0%9F%92%A5', "1'or'1'='1", '..%2f..'])
          expect([id, (await ask(route, { token: ben.token, id })).status]).toEqual([id, 404]);
      });
    });

    /** What is kept of one person: rows that name them, or are of their targets. */
    async function keptOf(user: string): Promise<string> {
      const { leases, store } = containerOf(office.strapi);
      return JSON.stringify([
        await office.services.accounts.status({ user }),
        await leases.states({ users: [user] }),
        await store.conflicts({ user }),
        await store.held({ user }),
        await office.services.settings.read({ level: 'user', id: user }),
        (await office.events()).filter(({ owner }) => (owner as { documentId: string }).documentId === user),
        await office.strapi.db.query(TASK).findMany({ where: { owner: { documentId: user } } }),
      ]);
    }
  },
);
