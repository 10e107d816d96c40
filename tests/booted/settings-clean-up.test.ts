import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MicrosoftSync } from '../../src/contracts';
import { bootStrapi, databases, openOffice, type BootedStrapi, type Office, type Person } from '../support';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
const EVENT = 'plugin::microsoft-sync.calendar-event';
const ofUsers = ['accounts', 'sign_ins', 'user_settings'];
const ofTargets = ['targets', 'cursors', 'links', 'marks', 'held', 'conflicts', 'runs'];

describe.each(databases)('who leaves, on %s,', (database) => {
  let booted: BootedStrapi;
  let services: Pick<MicrosoftSync, 'settings' | 'application'>;
  beforeAll(async () => {
    booted = await bootStrapi({ database });
    const plugin = booted.strapi.plugin('microsoft-sync');
    services = { settings: plugin.service('settings'), application: plugin.service('application') };
  });
  afterAll(() => booted.close());

  /** A person of whom the plugin knows everything that it can know. */
  async function settled(): Promise<Person> {
    const person = await booted.createAdminUser({});
    const user = person.documentId;
    const { db } = booted.strapi;
    await services.settings.write({ level: 'user', id: user }, { calendarEnabled: true });
    await db.query('plugin::microsoft-sync.account' as never).create({ data: { userId: user, tokenVersion: 1, tokenCache: 'sealed' } });
    await db.query('plugin::microsoft-sync.sign-in' as never).create({ data: { stateHash: `hash of ${user}`, userId: user } });
    for (const resource of ['calendar', 'tasks']) {
      const target_key = `${user}|${resource}`;
      const insert = (table: string, row: object) => db.connection(`microsoft_sync_${table}`).insert({ target_key, ...row });
      await insert('targets', { user_id: user, resource });
      await insert('cursors', { cursor_key: target_key });
      await insert('links', { microsoft_key: `m ${target_key}`, document_key: `d ${target_key}` });
      await insert('marks', { mark_key: target_key });
      await insert('held', { held_key: target_key });
      await insert('conflicts', { conflict_key: target_key });
      await insert('runs', { run: target_key });
    }
    return person;
  }
  /** Tables that still know the person. */
  async function traces({ documentId }: Person): Promise<string[]> {
    const found: string[] = [];
    const { connection } = booted.strapi.db;
    for (const table of ofUsers) if (await connection(`microsoft_sync_${table}`).where({ user_id: documentId }).first()) found.push(table);
    for (const table of ofTargets)
      if (
        await connection(`microsoft_sync_${table}`)
          .whereIn('target_key', [`${documentId}|calendar`, `${documentId}|tasks`])
          .first()
      )
        found.push(table);
    return found;
  }
  const everywhere = [...ofUsers, ...ofTargets];

  it.each<[string, (people: Person[]) => Promise<unknown>]>([
    ['as administrators are deleted', (people) => booted.strapi.service('admin::user').deleteByIds(people.map(({ id }) => id))],
    [
      'one by one in the database layer',
      async (people) => {
        for (const { id } of people) await booted.strapi.db.query('admin::user').delete({ where: { id } });
      },
    ],
    [
      'in bulk',
      (people) => booted.strapi.db.query('admin::user').deleteMany({ where: { email: { $in: people.map(({ email }) => email) } } }),
    ],
    [
      'in a transaction',
      (people) =>
        booted.strapi.db.transaction(async () => {
          for (const { id } of people) await booted.strapi.db.query('admin::user').delete({ where: { id } });
        }),
    ],
  ])('leaves nothing behind %s, and takes nothing of others along', async (_, remove) => {
    const people = [await settled(), await settled()];
    const stays = await settled();
    for (const person of people) expect(await traces(person)).toEqual(everywhere);
    await remove(people);
    for (const person of people) expect(await traces(person)).toEqual([]);
    expect(await traces(stays)).toEqual(everywhere);
  });

  it('has everything back when the deletion is rolled back', async () => {
    const person = await settled();
    const deletion = booted.strapi.db.transaction(async () => {
      await booted.strapi.db.query('admin::user').deleteMany({ where: { id: person.id } });
      throw new Error('second thoughts');
    });
    await expect(deletion).rejects.toThrow('second thoughts');
    expect(await traces(person)).toEqual(everywhere);
  });

  it('an organization takes its settings and its application along', async () => {
    const create = async (name: string) => (await booted.strapi.documents(ORGANIZATION).create({ data: { name } as never })).documentId;
    const [one, two, stays] = [await create('One'), await create('Two'), await create('Stays')];
    for (const id of [one, two, stays]) {
      await services.settings.write({ level: 'organization', id }, { syncIntervalMinutes: 7 });
      await services.application.write({ clientSecret: 'a~secret-of-its-own' }, { organization: id });
    }
    const left = async () => ({
      settings: (await booted.strapi.db.connection('microsoft_sync_organization_settings').select('organization_id')).map(
        (row) => row.organization_id,
      ),
      applications: (await booted.strapi.db.connection('microsoft_sync_applications').select('key')).map((row) => row.key),
    });
    await booted.strapi.documents(ORGANIZATION).delete({ documentId: one });
    expect((await left()).settings.sort()).toEqual([two, stays].sort());
    await booted.strapi.db.query(ORGANIZATION).deleteMany({ where: { name: 'Two' } });
    expect(await left()).toEqual({ settings: [stays], applications: [`organization:${stays}`] });
  });
});

describe('a user who is deleted during a run', () => {
  let office: Office;
  afterEach(() => office.close());

  it('ends the run, and neither history nor link is left', async () => {
    office = await openOffice();
    office.mailbox.addEvent({
      subject: 'Late',
      start: { dateTime: new Date(Date.now() + 86_400_000).toISOString().slice(0, 19), timeZone: 'UTC' },
      end: { dateTime: new Date(Date.now() + 90_000_000).toISOString().slice(0, 19), timeZone: 'UTC' },
    });
    office.sandbox.faults.push({ path: /delta/, delayMilliseconds: 1_000 });
    const running = office.sync();
    await wait(300);
    await office.booted.createAdminUser({}); // the last super admin cannot be deleted
    await office.strapi.service('admin::user').deleteById(office.ada.id);
    expect(await running).toMatchObject({ outcome: 'busy', strapi: { created: 0 } });
    for (const table of ['targets', 'cursors', 'links', 'marks', 'runs', 'accounts'])
      expect([table, await office.strapi.db.connection(`microsoft_sync_${table}`).first()]).toEqual([table, undefined]);
    expect(await office.strapi.db.query(EVENT).count()).toBe(0);
  });
});
