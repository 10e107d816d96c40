import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office, type Person } from '../support';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
const SECRET = 'organization~secret-Value.1';
type Method = 'get' | 'put' | 'post' | 'delete';
interface Route {
  readonly method: Method;
  readonly path: (of: { user: string; organization: string }) => string;
  readonly permission: string;
  readonly body?: object;
  readonly needsAccount?: true;
}
const systemRoutes: Route[] = [
  { method: 'get', path: () => '/settings/system', permission: 'settings.read' },
  { method: 'put', path: () => '/settings/system', permission: 'settings.update', body: {} },
  { method: 'post', path: () => '/settings/system/impact', permission: 'settings.update', body: {} },
  { method: 'get', path: () => '/application', permission: 'settings.read' },
];
const organizationRoutes: Route[] = [
  { method: 'get', path: ({ organization }) => `/organizations/${organization}`, permission: 'organizations.read' },
  { method: 'get', path: ({ organization }) => `/organizations/${organization}/settings`, permission: 'organizations.read' },
  {
    method: 'put',
    path: ({ organization }) => `/organizations/${organization}/settings`,
    permission: 'organizations.update',
    body: { fields: { calendarPastDays: 31 } },
  },
  {
    method: 'post',
    path: ({ organization }) => `/organizations/${organization}/settings/impact`,
    permission: 'organizations.update',
    body: {},
  },
  {
    method: 'put',
    path: ({ organization }) => `/organizations/${organization}/application`,
    permission: 'organizations.update',
    body: { clientSecret: SECRET },
  },
  { method: 'get', path: ({ organization }) => `/organizations/${organization}/application`, permission: 'organizations.read' },
  {
    method: 'post',
    path: ({ organization }) => `/organizations/${organization}/application/check`,
    permission: 'organizations.update',
    body: {},
  },
  { method: 'delete', path: ({ organization }) => `/organizations/${organization}/application`, permission: 'organizations.update' },
];
const userRoutes: Route[] = [
  { method: 'get', path: ({ user }) => `/users/${user}`, permission: 'users.read' },
  { method: 'get', path: ({ user }) => `/users/${user}/settings`, permission: 'users.read' },
  { method: 'put', path: ({ user }) => `/users/${user}/settings`, permission: 'users.update', body: { fields: { calendarPastDays: 32 } } },
  { method: 'post', path: ({ user }) => `/users/${user}/settings/impact`, permission: 'users.update', body: {} },
  { method: 'post', path: ({ user }) => `/users/${user}/sync`, permission: 'sync.run', body: { resource: 'calendar' } },
  { method: 'get', path: ({ user }) => `/users/${user}/history`, permission: 'sync.read' },
  { method: 'get', path: ({ user }) => `/users/${user}/collections?resource=calendar`, permission: 'users.read', needsAccount: true },
  {
    method: 'put',
    path: ({ user }) => `/users/${user}/collections`,
    permission: 'accounts.manage',
    body: { resource: 'calendar', choice: 'default' },
    needsAccount: true,
  },
  { method: 'post', path: ({ user }) => `/users/${user}/check`, permission: 'accounts.manage' },
  { method: 'post', path: ({ user }) => `/users/${user}/disconnect`, permission: 'accounts.manage', body: { items: 'keep' } },
];
const listRoutes: Route[] = [
  { method: 'get', path: () => '/organizations', permission: 'organizations.read' },
  { method: 'get', path: () => '/users', permission: 'users.read' },
  { method: 'get', path: () => '/status', permission: 'sync.read' },
];
const everyPermission = [
  'settings.read',
  'settings.update',
  'organizations.read',
  'organizations.update',
  'users.read',
  'users.update',
  'accounts.manage',
  'sync.read',
  'sync.run',
  'me.read',
  'me.update',
];
const action = (name: string) => `plugin::microsoft-sync.${name}`;

describe('the routes of the three levels', () => {
  let office: Office;
  let acme: string;
  let beta: string;
  let ben: Person;

  beforeAll(async () => {
    office = await openOffice();
    ben = await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@sandbox.example' });
    const create = async (name: string, ...members: Person[]) =>
      (await office.strapi.documents(ORGANIZATION).create({ data: { name, members: members.map(({ id }) => id) } as never })).documentId;
    acme = await create('Acme', office.ada);
    beta = await create('Beta', ben);
    await office.connect(ben);
  });
  afterAll(() => office.close());

  async function personWith(permissions: { name: string; conditions?: string[] }[]): Promise<{ person: Person; token: string }> {
    const roles = office.strapi.service('admin::role');
    const role = await roles.create({ name: `Role ${randomUUID()}` });
    await roles.assignPermissions(
      role.id,
      permissions.map(({ name, conditions = [] }) => ({
        action: action(name),
        conditions: conditions.map((one) => `plugin::microsoft-sync.${one}`),
      })),
    );
    const person = await office.booted.createAdminUser({ permissions: [] });
    await office.strapi.service('admin::user').updateById(person.id, { roles: [role.id] });
    return { person, token: await office.booted.adminToken(person) };
  }
  const call = ({ method, path, body }: Route, token: string | null, of = { user: office.user, organization: acme }) => {
    const request = office.booted.request[method](`/microsoft-sync${path(of)}`);
    if (token) void request.set('Authorization', `Bearer ${token}`);
    return body ? request.send(body) : request;
  };
  const all = [...systemRoutes, ...organizationRoutes, ...listRoutes, ...userRoutes];

  it('answer nobody who is not signed in, nor anybody without the permission, and whoever has it', async () => {
    for (const route of all) {
      const allowed = await personWith([{ name: route.permission }]);
      const others = await personWith(everyPermission.filter((name) => name !== route.permission).map((name) => ({ name })));
      const name = `${route.method} ${route.path({ user: ':id', organization: ':id' })}`;
      expect([name, (await call(route, null)).status]).toEqual([name, 401]);
      expect([name, (await call(route, others.token)).status]).toEqual([name, 403]);
      const answer = await call(route, allowed.token);
      expect([name, answer.status]).toEqual([name, 200]);
      expect(Object.keys(answer.body)).toEqual(['data']);
      // Names of fields that say whether a secret is there are fine; a secret, token, code or hash is not.
      expect(JSON.stringify(answer.body)).not.toMatch(
        new RegExp(`${SECRET}|office~test|ms1\\.|eyJ|\\$2[aby]\\$|password|tokenCache|resetPasswordToken`, 'i'),
      );
    }
    await office.connect();
  });

  it('let an API token of the content API do nothing', async () => {
    const { accessKey } = await office.strapi.service('admin::api-token').create({ name: 'Full', type: 'full-access', lifespan: null });
    for (const route of all) expect((await call(route, accessKey)).status).toBe(401);
  });

  describe('for a role that sees only itself', () => {
    let me: { person: Person; token: string };
    beforeAll(async () => {
      me = await personWith(everyPermission.map((name) => ({ name, conditions: ['is-me'] })));
      await office.strapi.documents(ORGANIZATION).update({ documentId: acme, data: { members: { connect: [me.person.id] } } as never });
    });

    it('answer about the person, and about nobody else, whether they exist or not', async () => {
      for (const route of userRoutes) {
        const name = `${route.method} ${route.path({ user: ':id', organization: '' })}`;
        const own = await call(route, me.token, { user: me.person.documentId, organization: '' });
        expect([name, own.status, own.body.error?.details.code]).toEqual(
          route.needsAccount ? [name, 400, 'not-connected'] : [name, 200, undefined],
        );
        for (const user of [office.user, ben.documentId, 'nobody']) {
          const { status, body } = await call(route, me.token, { user, organization: '' });
          expect([name, status, body.error.details]).toEqual([name, 403, { code: 'out-of-reach' }]);
        }
      }
      for (const route of [...systemRoutes, ...organizationRoutes])
        expect((await call(route, me.token)).body.error.details).toEqual({ code: 'out-of-reach' });
    });

    it('list the person alone', async () => {
      const [organizations, users, status] = await Promise.all(
        listRoutes.map(async (route) => (await call(route, me.token).expect(200)).body.data),
      );
      expect(organizations).toMatchObject({ total: 0, items: [] });
      expect(users).toMatchObject({ total: 1, items: [{ id: me.person.documentId }] });
      expect(status).toMatchObject({ total: 0 }); // no account
    });
  });

  describe('for a role that sees its own organization', () => {
    let me: { person: Person; token: string };
    beforeAll(async () => {
      me = await personWith(everyPermission.map((name) => ({ name, conditions: ['in-my-organization'] })));
      await office.strapi.documents(ORGANIZATION).update({ documentId: beta, data: { members: { connect: [me.person.id] } } as never });
    });

    it('answer about its people and settings, and about no other', async () => {
      for (const route of [...organizationRoutes, ...userRoutes]) {
        const name = `${route.method} ${route.path({ user: ':user', organization: ':organization' })}`;
        expect([name, (await call(route, me.token, { user: ben.documentId, organization: beta })).status]).toEqual([name, 200]);
        for (const of of [
          { user: office.user, organization: acme },
          { user: 'nobody', organization: 'nobody' },
        ])
          expect([name, (await call(route, me.token, of)).body.error.details]).toEqual([name, { code: 'out-of-reach' }]);
      }
      for (const route of systemRoutes) expect((await call(route, me.token)).status).toBe(403);
      await office.connect(ben);
    });

    it('list its people alone', async () => {
      const [organizations, users, status] = await Promise.all(
        listRoutes.map(async (route) => (await call(route, me.token).expect(200)).body.data),
      );
      expect(organizations.items.map(({ name }: { name: string }) => name)).toEqual(['Beta']);
      expect(users.items.map(({ id }: { id: string }) => id).sort()).toEqual([ben.documentId, me.person.documentId].sort());
      expect(new Set(status.items.map(({ user }: { user: string }) => user))).toEqual(new Set([ben.documentId]));
    });

    it('reach nobody whose own, older organization counts', async () => {
      await office.strapi.documents(ORGANIZATION).update({ documentId: beta, data: { members: { connect: [office.ada.id] } } as never });
      const route = userRoutes[0] as Route;
      expect((await call(route, me.token)).status).toBe(403);
    });
  });

  it('go by all conditions of a role together, and by no condition of another kind', async () => {
    const both = await personWith([{ name: 'users.read', conditions: ['is-me', 'in-my-organization'] }]);
    await office.strapi.documents(ORGANIZATION).update({ documentId: beta, data: { members: { connect: [both.person.id] } } as never });
    const list = listRoutes[1] as Route;
    expect((await call(list, both.token)).body.data.items.map(({ id }: { id: string }) => id)).toContain(ben.documentId);

    const roles = office.strapi.service('admin::role');
    const role = await roles.create({ name: `Role ${randomUUID()}` });
    await roles.assignPermissions(role.id, [{ action: action('users.read'), conditions: ['admin::is-creator'] }]);
    await office.strapi.service('admin::user').updateById(both.person.id, { roles: [role.id] });
    expect((await call(list, both.token)).body.data).toMatchObject({ total: 0 });
  });
});
