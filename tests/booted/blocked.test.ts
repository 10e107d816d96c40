import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inMicrosoft, inStrapi, local, openOffice, remote, type Office } from '../support';
import { containerOf } from '../support/container';

const BLOCKED = { outcome: 'action-required', reason: 'user-blocked' };
const none = { created: 0, updated: 0, deleted: 0 };

/** How somebody is locked out, and let in again. `set` may go past Strapi, so that no event tells of it. */
const hosts = [
  { user: 'admin::user', table: 'admin_users', column: 'is_active', locked: false, open: true },
  { user: 'admin::user', table: 'admin_users', column: 'is_active', locked: null, open: true },
  { user: 'admin::user', table: 'admin_users', column: 'blocked', locked: true, open: false },
  { user: 'plugin::users-permissions.user', table: 'up_users', column: 'blocked', locked: true, open: null },
  { user: 'plugin::users-permissions.user', table: 'up_users', column: 'confirmed', locked: false, open: true },
] as const;

describe.each(hosts)('a person of whom $column in $table is $locked', ({ user: userType, table, column, locked, open }) => {
  let office: Office;
  let user: string;
  beforeAll(async () => {
    office = await openOffice({ isConnected: false, boot: { config: { host: { user: userType }, scheduler: { enabled: true } } } });
    const { strapi, ada } = office;
    if (userType === 'admin::user') return void (await office.connect());
    const created = await strapi.db.query(userType).create({ data: { username: 'ada', email: ada.email, confirmed: true } });
    await strapi.store({ type: 'plugin', name: 'users-permissions', key: 'advanced' }).set({ value: { email_confirmation: true } });
    await office.connect({ ...ada, ...(created as { id: number; documentId: string }) });
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    user = String((await office.strapi.db.connection('microsoft_sync_accounts').first()).user_id);
    await office.services.sync.run({ user });
  });

  const set = (value: boolean | null) =>
    office.strapi.db
      .connection(table)
      .where({ document_id: user })
      .update({ [column]: value });
  const run = async () => (await office.services.sync.run({ user, resource: 'calendar' })).runs[0];
  const state = async () => (await office.services.sync.status({ user })).find(({ resource }) => resource === 'calendar');
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: { details?: { code?: string } }) => error.details?.code,
    );

  it('is synchronized no longer by anything, loses nothing, and goes on within seconds', async () => {
    const { services, mailbox } = office;
    mailbox.addEvent(remote('There', 24));
    const { documentId } = await office.createEvent({ ...local('Here', 48), owner: user });
    await run();
    await vi.waitFor(
      async () =>
        expect([await inStrapi(office), inMicrosoft(office)]).toEqual([
          ['Here', 'There'],
          ['Here', 'There'],
        ]),
      20_000,
    );
    await set(locked);
    mailbox.addEvent(remote('There, meanwhile', 72));
    await office.createEvent({ ...local('Here, meanwhile', 96), owner: user });
    await office.deleteEvent(documentId);
    const asked = office.sandbox.requests.entries.length;
    expect(await run()).toMatchObject({ ...BLOCKED, strapi: none, microsoft: none, requests: 0 });
    expect(await code(services.sync.preview({ user, resource: 'calendar' }))).toBe('user-blocked');
    expect(await code(services.accounts.graph({ user }))).toBe('user-blocked');
    expect(await code(services.accounts.beginConnect({ user }))).toBe('user-blocked');
    expect(await code(services.sync.collections({ user, resource: 'calendar' }))).toBe('user-blocked');
    expect((await services.accounts.check({ user })).find(({ ok }) => ok === false)).toMatchObject({ code: 'user-blocked' });
    expect(await state()).toMatchObject({ state: 'action-required', reason: 'user-blocked', nextSyncAt: null });
    expect(office.sandbox.requests.entries).toHaveLength(asked);
    const commandLine = office.strapi.plugin('microsoft-sync').service('commandLine') as {
      answer(of: object): Promise<{ exitCode: number; text: string }>;
    };
    expect(await commandLine.answer({ name: 'run', user })).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('user-blocked') as string,
    });
    expect([await inStrapi(office), inMicrosoft(office)]).toEqual([
      ['Here, meanwhile', 'There'],
      ['Here', 'There', 'There, meanwhile'],
    ]);

    await set(open);
    const all = ['Here, meanwhile', 'There', 'There, meanwhile'];
    await vi.waitFor(async () => expect([await inStrapi(office), inMicrosoft(office)]).toEqual([all, all]), 30_000);
    await vi.waitFor(async () => expect(await state()).toMatchObject({ state: 'connected', reason: null }), 20_000);
  });

  it('is locked out in the middle of a run, which stops there', async () => {
    const before = inMicrosoft(office);
    for (const n of [1, 2]) await office.createEvent({ ...local(`Late ${n}`, 200 + n), owner: user });
    const { effects } = containerOf(office.strapi);
    const send = effects.fetch;
    effects.fetch = async (...of) => {
      effects.fetch = send;
      await set(locked);
      return send(...of);
    };
    expect(await run()).toMatchObject({ ...BLOCKED, microsoft: none });
    expect(inMicrosoft(office)).toEqual(before);
    await set(open);
    await vi.waitFor(() => expect(inMicrosoft(office)).toEqual([...before, 'Late 1', 'Late 2'].sort()), 30_000);
  });
});
