import { afterEach, describe, expect, it } from 'vitest';
import type { MicrosoftSync } from '../../src/contracts';
import { bootStrapi, type BootedStrapi } from '../support';

const COMPANY = 'api::company.company';
const SETTINGS = 'plugin::microsoft-sync.organization-setting';

interface Case {
  readonly name: string;
  readonly user: 'admin::user' | 'plugin::users-permissions.user';
  readonly members: string | { user: string };
  readonly company?: object; // attributes
  readonly onUser?: object;
  readonly hasDrafts?: boolean;
}
const cases: Case[] = [
  {
    name: 'administrators, members of a company',
    user: 'admin::user',
    members: 'staff',
    company: { staff: { type: 'relation', relation: 'manyToMany', target: 'admin::user' } },
  },
  {
    name: 'administrators with a relation to companies',
    user: 'admin::user',
    members: { user: 'companies' },
    onUser: { companies: { type: 'relation', relation: 'manyToMany', target: COMPANY } },
  },
  {
    name: 'users-permissions users, members of a company with drafts',
    user: 'plugin::users-permissions.user',
    members: 'staff',
    hasDrafts: true,
    company: { staff: { type: 'relation', relation: 'manyToMany', target: 'plugin::users-permissions.user' } },
  },
  {
    name: 'users-permissions users with a relation to companies, kept in a column',
    user: 'plugin::users-permissions.user',
    members: { user: 'company' },
    onUser: { company: { type: 'relation', relation: 'manyToOne', target: COMPANY, useJoinTable: false } },
  },
];

function filesOf({ company = {}, onUser = {}, user, hasDrafts = false }: Case): Record<string, string> {
  const schema = {
    kind: 'collectionType',
    collectionName: 'companies',
    info: { singularName: 'company', pluralName: 'companies', displayName: 'Company' },
    options: { draftAndPublish: hasDrafts },
    attributes: { title: { type: 'string' }, ...company },
  };
  return {
    'src/api/company/content-types/company/schema.json': JSON.stringify(schema),
    'src/index.js': `module.exports = { register({ strapi }) { Object.assign(strapi.contentType('${user}').attributes, ${JSON.stringify(onUser)}); } };`,
  };
}

describe.each(cases)('$name', (one) => {
  let booted: BootedStrapi;
  afterEach(() => booted.close());

  it('are listed, inherit, count for the oldest of several, and leave nothing behind', async () => {
    booted = await bootStrapi({
      config: { host: { user: one.user, organization: COMPANY, members: one.members }, frontEnds: ['https://app.example.com'] },
      files: filesOf(one),
    });
    const { strapi } = booted;
    const service = <T>(name: string): T => strapi.plugin('microsoft-sync').service(name) as T;
    const settings = service<MicrosoftSync['settings']>('settings');
    const token = await booted.adminToken(await booted.createAdminUser({}));
    const get = async (path: string) =>
      (await booted.request.get(`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`).expect(200)).body.data;

    const createUser = async (name: string): Promise<{ id: number; documentId: string }> =>
      one.user === 'admin::user'
        ? booted.createAdminUser({ firstname: name, lastname: 'Host' })
        : strapi.db
            .query(one.user)
            .create({ data: { username: name, email: `${name}@host.example`, provider: 'local', password: 'A-secret-hash' } });
    const companies = () =>
      strapi.documents(COMPANY as never) as unknown as {
        create(of: object): Promise<{ id: number; documentId: string }>;
        update(of: object): Promise<unknown>;
        publish(of: object): Promise<unknown>;
        delete(of: object): Promise<unknown>;
      };
    const createCompany = async (title: string, at: number) => {
      const company = await companies().create({ data: { title } });
      await strapi.db
        .connection('companies')
        .where({ document_id: company.documentId })
        .update({ created_at: new Date(at) });
      return company;
    };
    const relation = typeof one.members === 'string' ? one.members : one.members.user;
    const isToOne = JSON.stringify(one.onUser ?? {}).includes('manyToOne');
    const join = async (user: { id: number }, ...to: { id: number; documentId: string }[]) => {
      if (typeof one.members === 'string')
        for (const { documentId } of to) await companies().update({ documentId, data: { [relation]: { connect: [user.id] } } });
      else
        await strapi.db
          .query(one.user)
          .update({ where: { id: user.id }, data: { [relation]: isToOne ? to.at(-1)?.id : to.map(({ id }) => id) } });
    };

    const young = await createCompany('Young', 2_000_000_000_000);
    const old = await createCompany('Old', 1_500_000_000_000);
    const ada = await createUser('ada');
    const ben = await createUser('ben');
    const eve = await createUser('eve');
    await join(ada, young, old);
    await join(ben, young);
    if (one.hasDrafts) for (const { documentId } of [young, old]) await companies().publish({ documentId });

    expect((await get('/organizations')).items).toEqual([
      { id: old.documentId, name: 'Old', overrides: [], hasApplication: false },
      { id: young.documentId, name: 'Young', overrides: [], hasApplication: false },
    ]);
    expect(await get(`/organizations/${young.documentId}`)).toEqual({ id: young.documentId, name: 'Young', members: isToOne ? 1 : 2 });

    // The oldest company counts, and lists say the same as the settings.
    await settings.write({ level: 'organization', id: old.documentId }, { syncIntervalMinutes: 11 });
    await settings.write({ level: 'organization', id: young.documentId }, { syncIntervalMinutes: 22 });
    const minutes = async ({ documentId }: { documentId: string }) => (await settings.resolve({ user: documentId })).syncIntervalMinutes;
    expect([await minutes(ada), await minutes(ben), await minutes(eve)]).toEqual([11, 22, 15]);
    const idsOf = async (query: string) => (await get(`/users${query}`)).items.map(({ id }: { id: string }) => id);
    expect(await idsOf(`?organization=${old.documentId}`)).toEqual([ada.documentId]);
    expect(await idsOf(`?organization=${young.documentId}`)).toEqual([ben.documentId]);
    expect(await idsOf('?search=EVE')).toEqual([eve.documentId]);
    const head = await get(`/users/${ada.documentId}`);
    expect(head).toMatchObject({
      hasOwnPage: one.user === 'admin::user', // nobody is sent to a page that they do not have
      frontEnds: one.user === 'admin::user' ? [] : ['https://app.example.com'],
      organization: { id: old.documentId, name: 'Old' },
      otherOrganizations: isToOne ? [] : [{ id: young.documentId, name: 'Young' }],
    });
    expect(JSON.stringify(head)).not.toMatch(/password|hash|reset/i);

    if (!isToOne) {
      // Of the same age, the smaller documentId.
      await strapi.db.connection('companies').update({ created_at: new Date(1_600_000_000_000) });
      expect(await minutes(ada)).toBe(old.documentId < young.documentId ? 11 : 22);
    }

    // Who leaves takes their settings along; a publication is no deletion.
    if (one.hasDrafts) {
      await companies().publish({ documentId: young.documentId });
      expect(await strapi.db.query(SETTINGS as never).count()).toBe(2);
    }
    await companies().delete({ documentId: young.documentId });
    expect((await strapi.db.query(SETTINGS as never).findMany()).map((row: { organizationId: string }) => row.organizationId)).toEqual([
      old.documentId,
    ]);
    await settings.write({ level: 'user', id: ben.documentId }, { calendarEnabled: true });
    await strapi.db.query(one.user).deleteMany({ where: { documentId: { $in: [ben.documentId, eve.documentId] } } });
    expect(await strapi.db.query('plugin::microsoft-sync.user-setting' as never).count()).toBe(0);
    expect(await minutes(ada)).toBe(11);
  });
});

it('a relation that does not exist stops the start, and is named', async () => {
  await expect(bootStrapi({ config: { host: { members: 'colleagues' } } })).rejects.toThrow(/config\.host\.members names "colleagues"/);
});

it('users-permissions users, members of the plugin’s own organizations', async () => {
  const booted = await bootStrapi({ config: { host: { user: 'plugin::users-permissions.user' } }, files: {} });
  try {
    const { strapi } = booted;
    const user = await strapi.db
      .query('plugin::users-permissions.user')
      .create({ data: { username: 'ada', email: 'ada@host.example', provider: 'local' } });
    const { documentId } = await strapi
      .documents('plugin::microsoft-sync.organization' as never)
      .create({ data: { name: 'Acme', members: [user.id] } as never });
    const settings = strapi.plugin('microsoft-sync').service('settings') as MicrosoftSync['settings'];
    await settings.write({ level: 'organization', id: documentId }, { syncIntervalMinutes: 9 });
    expect((await settings.resolve({ user: user.documentId })).syncIntervalMinutes).toBe(9);
    // An administrator is no user of this integration, so "is me" and "in my organization" reach nobody.
    const roles = strapi.service('admin::role');
    const role = await roles.create({ name: 'Some' });
    await roles.assignPermissions(role.id, [
      {
        action: 'plugin::microsoft-sync.users.read',
        conditions: ['plugin::microsoft-sync.is-me', 'plugin::microsoft-sync.in-my-organization'],
      },
    ]);
    const person = await booted.createAdminUser({ permissions: [] });
    await strapi.service('admin::user').updateById(person.id, { roles: [role.id] });
    await booted.request
      .get('/microsoft-sync/users')
      .set('Authorization', `Bearer ${await booted.adminToken(person)}`)
      .expect(403);
  } finally {
    await booted.close();
  }
});
