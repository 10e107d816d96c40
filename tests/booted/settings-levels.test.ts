import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MicrosoftSync } from '../../src/contracts';
import type { LevelSettings, LevelSettingsPatch, SettingsImpact } from '../../src/contracts/http';
import { bootStrapi, databases, type BootedStrapi, type Person } from '../support';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
type Scope = string; // path of a level

describe.each(databases)('settings of three levels, on %s', (database) => {
  let booted: BootedStrapi;
  let settings: MicrosoftSync['settings'];
  let token: string;
  let ada: Person;
  let ben: Person;
  let acme: string;
  let organization: Scope;
  let user: Scope;
  const SYSTEM: Scope = '/settings/system';

  beforeAll(async () => {
    booted = await bootStrapi({ database });
    settings = booted.strapi.plugin('microsoft-sync').service('settings');
    ada = await booted.createAdminUser({});
    ben = await booted.createAdminUser({});
    token = await booted.adminToken(ada);
    acme = (await booted.strapi.documents(ORGANIZATION).create({ data: { name: 'Acme', members: [ada.id, ben.id] } as never })).documentId;
    organization = `/organizations/${acme}/settings`;
    user = `/users/${ada.documentId}/settings`;
  });
  afterAll(() => booted.close());

  const call = (method: 'get' | 'put' | 'post', path: string) =>
    booted.request[method](`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`);
  const read = async (scope: Scope): Promise<LevelSettings> => (await call('get', scope).expect(200)).body.data;
  const save = (scope: Scope, patch: unknown) => call('put', scope).send(patch as object);
  const impact = async (scope: Scope, patch: LevelSettingsPatch): Promise<SettingsImpact> =>
    (await call('post', `${scope}/impact`).send(patch).expect(200)).body.data;

  it('inherits from the level above, and says from where', async () => {
    expect((await read(user)).fields.syncIntervalMinutes).toEqual({ own: null, effective: 15, source: 'default', lockedBy: null });
    await save(SYSTEM, { fields: { syncIntervalMinutes: 20 } }).expect(200);
    expect((await read(organization)).fields.syncIntervalMinutes).toEqual({
      own: null,
      effective: 20,
      source: 'system',
      lockedBy: null,
      lock: false,
    });
    await save(organization, { fields: { syncIntervalMinutes: 30 } }).expect(200);
    expect((await read(user)).fields.syncIntervalMinutes).toEqual({ own: null, effective: 30, source: 'organization', lockedBy: null });
    await save(user, { fields: { syncIntervalMinutes: 5 } }).expect(200);
    expect((await settings.resolve({ user: ada.documentId })).syncIntervalMinutes).toBe(5);
    expect((await settings.resolve({ user: ben.documentId })).syncIntervalMinutes).toBe(30);
    await save(user, { fields: { syncIntervalMinutes: null } }).expect(200);
    expect((await read(user)).fields.syncIntervalMinutes).toMatchObject({ own: null, effective: 30 });
  });

  it('keeps what is overridden under a lock, and lets it count again when the lock is lifted', async () => {
    await save(user, { fields: { tasksDirection: 'microsoft-to-strapi' } }).expect(200);
    await save(organization, { fields: { locks: { tasksDirection: true } } }).expect(200);
    expect((await read(user)).fields.tasksDirection).toEqual({
      own: 'microsoft-to-strapi',
      effective: 'bidirectional',
      source: 'default',
      lockedBy: 'organization',
    });
    await save(user, { fields: { calendarPastDays: 7 } }).expect(200);
    await save(organization, { fields: { locks: { tasksDirection: false } } }).expect(200);
    expect((await read(user)).fields.tasksDirection).toMatchObject({ effective: 'microsoft-to-strapi', source: 'user', lockedBy: null });
  });

  it('names what was read by a version that every save changes', async () => {
    for (const scope of [SYSTEM, organization, user]) {
      const before = await read(scope);
      expect((await read(scope)).version).toBe(before.version);
      const { body } = await save(scope, { fields: { calendarFutureDays: 100 }, version: before.version }).expect(200);
      expect(body.data.version).not.toBe(before.version);
      const refused = await save(scope, { fields: { calendarFutureDays: 200 }, version: before.version }).expect(409);
      expect(refused.body.error).toMatchObject({ status: 409, name: 'ConflictError', details: { code: 'already-changed' } });
      expect((await read(scope)).fields.calendarFutureDays.own).toBe(100);
      await save(scope, { fields: { calendarFutureDays: 300 } }).expect(200);
      await save(scope, { version: 'nonsense' }).expect(409);
    }
  });

  it('lets one of several people through who save at once, also for the first time', async () => {
    const person = await booted.createAdminUser({});
    const scope = `/users/${person.documentId}/settings`;
    for (let round = 0; round < 3; round += 1) {
      const { version } = await read(scope);
      const answers = await Promise.all([1, 2, 3, 4].map((minutes) => save(scope, { fields: { syncIntervalMinutes: minutes }, version })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      const winner = answers.findIndex(({ status }) => status === 200) + 1;
      expect((await read(scope)).fields.syncIntervalMinutes.own).toBe(winner);
    }
  });

  it('keeps both of two saves that name no version and touch different fields, also the first ones', async () => {
    for (let round = 0; round < 5; round += 1) {
      const scope = `/users/${(await booted.createAdminUser({})).documentId}/settings`;
      const answers = await Promise.all([
        save(scope, { fields: { calendarPastDays: 3 } }),
        save(scope, { fields: { calendarFutureDays: 4 } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect((await read(scope)).fields).toMatchObject({ calendarPastDays: { own: 3 }, calendarFutureDays: { own: 4 } });
    }
  });

  it('says for how many people a save would change what', async () => {
    await settings.writeIntegrations({ calendar: true });
    const everybody = await booted.strapi.db.query('admin::user').count();
    await booted.strapi.db
      .query('plugin::microsoft-sync.account' as never)
      .create({ data: { userId: ada.documentId, mode: 'delegated', tokenVersion: 1 } });
    await save(user, { fields: { syncIntervalMinutes: 5 } }).expect(200);

    expect(await impact(SYSTEM, { fields: { calendarEnabled: true } })).toEqual({ people: everybody, begins: 1, ends: 0 });
    expect(await impact(SYSTEM, { fields: { tasksEnabled: true } })).toEqual({ people: everybody, begins: 0, ends: 0 }); // the integration is off
    expect(await impact(organization, { fields: { syncIntervalMinutes: 45 } })).toEqual({ people: 1, begins: 0, ends: 0 }); // Ada overrides it
    expect(await impact(organization, { fields: { syncIntervalMinutes: 45, locks: { syncIntervalMinutes: true } } })).toEqual({
      people: 2,
      begins: 0,
      ends: 0,
    });
    expect(await impact(user, { fields: { calendarEnabled: true }, version: 'any' })).toEqual({ people: 1, begins: 1, ends: 0 });
    expect(await impact(user, {})).toEqual({ people: 0, begins: 0, ends: 0 });
    expect((await read(user)).fields.calendarEnabled.own).toBe(null);

    await save(organization, { fields: { calendarEnabled: true } }).expect(200);
    expect(await impact(SYSTEM, { integrations: { calendar: false } })).toEqual({ people: 2, begins: 0, ends: 1 });
    expect(await impact(SYSTEM, { fields: { calendarEnabled: true } })).toEqual({ people: everybody - 2, begins: 0, ends: 0 });
    expect(await impact(organization, { fields: { calendarEnabled: null } })).toEqual({ people: 2, begins: 0, ends: 1 });
  });

  describe('bad input', () => {
    it.each([
      [{ fields: { syncIntervalMinutes: 0 } }, ['syncIntervalMinutes']],
      [{ fields: { syncIntervalMinutes: 1.5 } }, ['syncIntervalMinutes']],
      [{ fields: { syncIntervalMinutes: 1441 } }, ['syncIntervalMinutes']],
      [{ fields: { syncIntervalMinutes: 'ten' } }, ['syncIntervalMinutes']],
      [{ fields: { calendarDirection: 'sideways' } }, ['calendarDirection']],
      [{ fields: { colour: 'red' } }, ['colour']],
      [{ fields: { locks: { calendarEnabled: true } } }, ['locks']],
      [{ fields: 'ten' }, ['fields']],
      [{ colour: 'red' }, ['colour']],
      [{ integrations: { calendar: true } }, ['integrations']],
      [{ version: 1 }, ['version']],
    ])('%j at user level is refused by name, and nothing is stored', async (patch, path) => {
      const before = await read(user);
      for (const answer of [await save(user, patch), await call('post', `${user}/impact`).send(patch)]) {
        expect(answer.status).toBe(400);
        expect(answer.body.error.details).toMatchObject({
          code: 'invalid-input',
          errors: [{ path, message: expect.stringMatching(/\.$/) }],
        });
      }
      expect(await read(user)).toEqual(before);
    });

    it('stores nothing of a patch of which one part is wrong', async () => {
      const before = await read(SYSTEM);
      await save(SYSTEM, { fields: { syncIntervalMinutes: 12 }, integrations: { calendar: 'yes' } }).expect(400);
      await save(SYSTEM, { fields: { syncIntervalMinutes: 0 }, integrations: { calendar: false } }).expect(400);
      expect(await read(SYSTEM)).toEqual(before);
    });

    it('an organization or user that was deleted meanwhile is said to be unknown', async () => {
      const gone = (await booted.strapi.documents(ORGANIZATION).create({ data: { name: 'Gone' } as never })).documentId;
      const { version } = await read(`/organizations/${gone}/settings`);
      await booted.strapi.documents(ORGANIZATION).delete({ documentId: gone });
      const { body } = await save(`/organizations/${gone}/settings`, { fields: { syncIntervalMinutes: 9 }, version }).expect(404);
      expect(body.error.details.code).toBe('unknown-organization');
      for (const path of ['/organizations/nobody', '/organizations/nobody/settings', '/organizations/nobody/application'])
        expect((await call('get', path).expect(404)).body.error.details.code).toBe('unknown-organization');
      await call('put', '/organizations/nobody/application').send({ clientId: null }).expect(404);
      for (const path of ['/users/nobody', '/users/nobody/settings', '/users/nobody/history'])
        expect((await call('get', path).expect(404)).body.error.details.code).toBe('unknown-user');
      await call('post', '/users/nobody/settings/impact').send({}).expect(404);
      for (const path of ['check', 'disconnect', 'sync']) await call('post', `/users/nobody/${path}`).send({}).expect(404);
    });
  });
});
