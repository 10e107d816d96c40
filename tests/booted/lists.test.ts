import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MicrosoftSync } from '../../src/contracts';
import { bootStrapi, databases, type BootedStrapi } from '../support';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
const KEY = 'the-key-of-the-tests-and-of-nothing-else';

describe.each(databases)('lists, on %s', (database) => {
  let booted: BootedStrapi;
  let token: string;
  let services: Pick<MicrosoftSync, 'settings' | 'application' | 'sync'>;
  const users: Record<string, string> = {}; // by first name
  const organizations: Record<string, string> = {};

  const get = (path: string) => booted.request.get(`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`);
  const page = async (path: string) => (await get(path).expect(200)).body.data;
  const names = async (path: string): Promise<string[]> => (await page(path)).items.map(({ name }: { name: string }) => name);
  const account = (name: string, facts: object = {}) =>
    booted.strapi.db.query('plugin::microsoft-sync.account' as never).create({
      data: {
        userId: users[name],
        mode: 'delegated',
        tokenCache: `ms1.${fingerprint}.x`,
        sealedWith: fingerprint,
        scopes: 'User.Read MailboxSettings.Read Calendars.ReadWrite',
        tokenVersion: 1,
        lastSucceededAt: 1000,
        ...facts,
      },
    });
  let fingerprint = '';

  beforeAll(async () => {
    booted = await bootStrapi({ database, encryptionKey: KEY });
    const { strapi } = booted;
    const service = <T>(name: string): T => strapi.plugin('microsoft-sync').service(name) as T;
    services = { settings: service('settings'), application: service('application'), sync: service('sync') };
    const root = await booted.createAdminUser({ firstname: 'Zoe', lastname: 'Root', email: 'zoe@example.com' });
    token = await booted.adminToken(root);
    users['Zoe'] = root.documentId;
    const people: [string, string, string][] = [
      ['Ada', 'Lovelace', 'ada@example.com'],
      ['ben', 'Babbage', 'ben@example.com'],
      ['Cléo', '100%', 'cleo@example.com'],
      ['Dan', 'Under_score', 'dan@example.com'],
      ['Eva', 'Öztürk', 'eva@example.com'],
    ];
    const ids: number[] = [];
    for (const [firstname, lastname, email] of people) {
      const person = await booted.createAdminUser({ firstname, lastname, email });
      users[firstname] = person.documentId;
      ids.push(person.id);
    }
    for (const [name, members] of [
      ['acme', ids.slice(0, 3)],
      ['Beta 100%', ids.slice(2, 4)],
      ['Cyan', []],
    ] as const)
      organizations[name] = (await strapi.documents(ORGANIZATION).create({ data: { name, members } as never })).documentId;
    await services.application.write({
      clientId: '6c6f63a1-0000-4000-8000-00000000c1d0',
      tenantId: 'example.com',
      clientSecret: 'a~secret',
      mode: 'delegated',
    });
    await services.settings.writeIntegrations({ calendar: true });
    const row = await strapi.db.query('plugin::microsoft-sync.application' as never).findOne({ where: { key: 'system' } });
    fingerprint = String(row.clientSecret).split('.')[1] ?? '';
    await services.settings.write({ level: 'organization', id: organizations['acme'] ?? '' }, { calendarEnabled: true });
    await services.settings.write({ level: 'organization', id: organizations['Cyan'] ?? '' }, { locks: { calendarDirection: true } });
    await services.settings.write({ level: 'user', id: users['Ada'] ?? '' }, { syncIntervalMinutes: 3, calendarPastDays: 1 });
    await account('Ada');
    await account('ben', { failureReason: 'throttled', failureAt: 2000 });
    await account('Cléo', { failureReason: 'sign-in-expired', failureAt: 2000 });
    await account('Dan', { failureReason: 'throttled', failureAt: 500 }); // has succeeded since
    await account('Eva', { scopes: 'User.Read' });
  });
  afterAll(() => booted.close());

  it('are in the order of names, in pages that neither lose nor repeat anybody', async () => {
    const all = ['Ada Lovelace', 'ben Babbage', 'Cléo 100%', 'Dan Under_score', 'Eva Öztürk', 'Zoe Root'];
    expect(await names('/users')).toEqual(all);
    expect(await page('/users?pageSize=2&page=2')).toMatchObject({ page: 2, pageSize: 2, total: 6 });
    const pages = [
      await names('/users?pageSize=4&page=1'),
      await names('/users?pageSize=4&page=2'),
      await names('/users?pageSize=4&page=3'),
    ];
    expect(pages.flat()).toEqual(all);
    expect(await names('/organizations')).toEqual(['acme', 'Beta 100%', 'Cyan']);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['/users', { search: 'ADA' }, ['Ada Lovelace']],
    ['/users', { search: 'love ada' }, ['Ada Lovelace']],
    ['/users', { search: 'EXAMPLE.com', pageSize: '1' }, ['Ada Lovelace']],
    ['/users', { search: 'dan@' }, ['Dan Under_score']],
    ['/users', { search: '%' }, ['Cléo 100%']],
    ['/users', { search: '_' }, ['Dan Under_score']],
    ['/users', { search: '!' }, []],
    ['/users', { search: "'--" }, []],
    ['/users', { search: 'ÖZ' }, ['Eva Öztürk']],
    ['/users', { search: '' }, ['Ada Lovelace', 'ben Babbage', 'Cléo 100%', 'Dan Under_score', 'Eva Öztürk', 'Zoe Root']],
    ['/users', { overrides: 'true' }, ['Ada Lovelace']],
    ['/users', { state: 'connected' }, ['Ada Lovelace', 'Dan Under_score']],
    ['/users', { state: 'delayed' }, ['ben Babbage']],
    ['/users', { state: 'action-required' }, ['Cléo 100%', 'Eva Öztürk']],
    ['/users', { state: 'not-connected' }, ['Zoe Root']],
    ['/users', { state: 'connected', search: 'dan' }, ['Dan Under_score']],
    ['/organizations', { search: 'ACM' }, ['acme']],
    ['/organizations', { search: '0%' }, ['Beta 100%']],
    ['/organizations', { overrides: 'true' }, ['acme', 'Cyan']],
    ['/organizations', { overrides: 'false' }, ['Beta 100%']],
  ])('%s by %j', async (path, query, found) => {
    const { body } = await get(path).query(query).expect(200);
    expect(body.data.items.map(({ name }: { name: string }) => name)).toEqual(found);
  });

  it('of an organization hold the people for whom it counts', async () => {
    expect(await names(`/users?organization=${organizations['acme']}`)).toEqual(['Ada Lovelace', 'ben Babbage', 'Cléo 100%']);
    expect(await names(`/users?organization=${organizations['Beta 100%']}`)).toEqual(['Dan Under_score']);
    expect(await names('/users?organization=nobody')).toEqual([]);
  });

  it('show of a person what the person themselves would see, and nothing secret', async () => {
    const { items } = await page('/users?search=ada');
    expect(items).toEqual([
      {
        id: users['Ada'],
        name: 'Ada Lovelace',
        email: 'ada@example.com',
        organization: { id: organizations['acme'], name: 'acme' },
        overrides: ['syncIntervalMinutes', 'calendarPastDays'],
        state: 'connected',
        reason: null,
      },
    ]);
    for (const one of (await page('/users')).items as { id: string; state: string; reason: string | null }[]) {
      const head = await page(`/users/${one.id}`);
      expect(head.account).toMatchObject({ state: one.state, reason: one.reason });
      expect(JSON.stringify(head)).not.toMatch(/ms1\.|token|password|secret/i);
    }
    expect((await page('/organizations?search=cyan')).items).toEqual([
      { id: organizations['Cyan'], name: 'Cyan', overrides: ['calendarDirection'], hasApplication: false },
    ]);
  });

  it('of the status hold two rows for everybody with an account', async () => {
    const status = await page('/status?pageSize=3');
    expect(status).toMatchObject({
      total: 10,
      items: [
        { userName: 'Ada Lovelace', resource: 'calendar', enabled: true, organizationName: 'acme' },
        { userName: 'Ada Lovelace', resource: 'tasks', enabled: false },
        { userName: 'ben Babbage', resource: 'calendar' },
      ],
    });
    const rest = [
      await page('/status?pageSize=3&page=2'),
      await page('/status?pageSize=3&page=3'),
      await page('/status?pageSize=3&page=4'),
    ];
    const all = [status, ...rest].flatMap(({ items }) => items);
    expect(all).toHaveLength(10);
    const known = (await services.sync.status()).map(({ user, resource }) => `${user} ${resource}`).sort();
    expect(all.map(({ user, resource }) => `${user} ${resource}`).sort()).toEqual(known);
    expect((await page('/status?resource=tasks&state=delayed')).items).toMatchObject([
      { userName: 'ben Babbage', resource: 'tasks', state: 'delayed', reason: 'throttled' },
    ]);
    expect((await page('/status?state=not-connected')).items).toMatchObject([{ userName: 'Zoe Root' }, {}]);
    expect(await page(`/status?organization=${organizations['Beta 100%']}`)).toMatchObject({ total: 2 });
  });

  it('ask the database as often for five people as for one', async () => {
    const count = async (work: () => Promise<unknown>) => {
      let statements = 0;
      const counted = () => void (statements += 1);
      booted.strapi.db.connection.on('query', counted);
      await work();
      booted.strapi.db.connection.removeListener('query', counted);
      return statements;
    };
    const one = await count(() => services.sync.status({ user: users['Ada'] ?? '' }));
    expect(await count(() => services.sync.status())).toBeLessThanOrEqual(one + 1);
  });

  it('know of another application that counts in one organization', async () => {
    const id = organizations['acme'] ?? '';
    await services.application.write({ clientId: '6c6f63a1-0000-4000-8000-00000000c1d1', tenantId: 'example.com' }, { organization: id });
    expect(await names('/users?state=connected')).toEqual(['Dan Under_score']);
    expect(await names('/users?state=action-required')).toEqual(['Ada Lovelace', 'ben Babbage', 'Cléo 100%', 'Eva Öztürk']);
    expect((await page('/users?search=ada')).items).toMatchObject([{ state: 'action-required', reason: 'application-missing' }]);
    expect((await page('/organizations?search=acme')).items).toMatchObject([{ hasApplication: true }]);
    const { body } = await booted.request
      .delete(`/microsoft-sync/organizations/${id}/application`)
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    expect(body.data).toMatchObject({ source: 'system', clientId: '6c6f63a1-0000-4000-8000-00000000c1d0' });
    expect(await names('/users?state=connected')).toEqual(['Ada Lovelace', 'Dan Under_score']);
    expect((await page('/organizations?search=acme')).items).toMatchObject([{ hasApplication: false }]);
  });

  it.each([
    ['/users?page=0', 'page'],
    ['/users?page=two', 'page'],
    ['/users?pageSize=101', 'pageSize'],
    ['/users?state=fine', 'state'],
    ['/users?colour=red', 'colour'],
    ['/users?search=a&search=b', 'search'],
    [`/users?search=${'a'.repeat(201)}`, 'search'],
    ['/organizations?overrides=maybe', 'overrides'],
    ['/status?resource=email', 'resource'],
  ])('%s is refused by name', async (path, name) => {
    const { body } = await get(path).expect(400);
    expect(body.error.details).toMatchObject({ code: 'invalid-input', errors: [{ path: [name] }] });
  });
});
