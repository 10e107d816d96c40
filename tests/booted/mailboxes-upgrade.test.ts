import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/index';
import type { MicrosoftSync } from '../../src/contracts';
import { bootStrapi, type BootedStrapi } from '../support';
import { containerOf } from '../support/container';
import { crmApplication } from '../support/crm-application';

const CLIENT = '6c6f63a1-0000-4000-8000-00000000c1d0';
const SECRET = 'site~test.secret-Value';
const ACCOUNT = 'plugin::microsoft-sync.account';
const USER = 'plugin::users-permissions.user';
const addressOf = (name: string) => `${name}@sandbox.example`;

async function openSandbox(): Promise<Sandbox> {
  return startSandbox({
    users: ['ada', 'ben', 'eve', 'ceo'].map((name) => ({ address: addressOf(name), name })),
    applications: [crmApplication({ clientId: CLIENT, clientSecret: SECRET })],
  });
}
const configOf = ({ authority, graph, tenantId }: Sandbox, host = {}) => ({
  microsoft: { cloud: { authority, graph }, clientId: CLIENT, tenantId, clientSecret: SECRET, mode: 'application' },
  ...host,
});
const servicesOf = ({ strapi }: BootedStrapi) => ({
  accounts: strapi.plugin('microsoft-sync').service('accounts') as MicrosoftSync['accounts'],
  sync: strapi.plugin('microsoft-sync').service('sync') as MicrosoftSync['sync'],
  settings: strapi.plugin('microsoft-sync').service('settings') as MicrosoftSync['settings'],
  container: containerOf(strapi),
});
/** As the version before wrote it. */
const connectAsBefore = ({ strapi }: BootedStrapi, userId: string, address: string) =>
  strapi.db.query(ACCOUNT).create({
    data: { userId, mode: 'application', mailboxId: address, mailboxAddress: address, connectedAt: 1, tokenVersion: 1, lastSucceededAt: 2 },
  });

describe('the upgrade', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());

  it('lets go on what only an administrator can have made; the rest waits, is listed, and goes on when it is assigned', async () => {
    const before = await bootStrapi({ config: configOf(sandbox) });
    const boss = await before.createAdminUser({ email: addressOf('ada') });
    const [ben, eve] = [
      await before.createAdminUser({ email: addressOf('ben'), permissions: ['plugin::microsoft-sync.me.update'] }),
      await before.createAdminUser({ email: addressOf('eve'), permissions: ['plugin::microsoft-sync.accounts.manage'] }),
    ];
    // Eve may decide about herself only.
    const [limited] = (await before.strapi.db.query('admin::permission').findMany({ where: { role: { users: { id: eve.id } } } })) as {
      id: number;
    }[];
    await before.strapi.db
      .query('admin::permission')
      .update({ where: { id: limited?.id }, data: { conditions: ['plugin::microsoft-sync.is-me'] } });
    for (const [{ documentId }, name] of [
      [boss, 'ada'],
      [ben, 'ben'],
      [eve, 'ceo'],
    ] as const)
      await connectAsBefore(before, documentId, addressOf(name));
    await before.close({ keep: true });

    const booted = await bootStrapi({ config: configOf(sandbox), directory: before.directory });
    const { accounts, sync, settings, container } = servicesOf(booted);
    await settings.writeIntegrations({ calendar: true });
    await settings.write({ level: 'system' }, { calendarEnabled: true });
    const outcome = async (user: string) =>
      (await sync.run({ user, resource: 'calendar' })).runs.map((run) => `${run.outcome} ${run.reason}`);

    expect(await accounts.mailbox({ user: boss.documentId })).toMatchObject({ address: addressOf('ada'), how: 'upgrade', by: null });
    expect(await outcome(boss.documentId)).toEqual(['nothing-to-do null']);
    for (const { documentId: user } of [ben, eve]) {
      expect(await accounts.status({ user })).toMatchObject({ state: 'action-required', reason: 'mailbox-not-assigned' });
      expect(await outcome(user)).toEqual(['action-required mailbox-not-assigned']);
    }
    const waiting = await container.mailboxReadings.page({ mailbox: 'stopped', reach: { kind: 'all' }, page: 1, pageSize: 25 });
    expect(waiting.items.map(({ id }) => id).sort()).toEqual([ben.documentId, eve.documentId].sort());

    // Whoever would be let go on now was judged already, and is not judged again.
    await booted.strapi.db.query('admin::permission').update({ where: { id: limited?.id }, data: { conditions: [] } });
    expect(await container.takeOverConnections()).toEqual({ kept: [], stopped: [] });
    const late = await booted.createAdminUser({ permissions: ['plugin::microsoft-sync.me.update'] });
    await connectAsBefore(booted, late.documentId, addressOf('late'));
    const warn = vi.spyOn(booted.strapi.log, 'warn');
    await container.takeOverConnections();
    expect(warn.mock.calls.map(String)).toEqual([
      expect.stringContaining(`0 go on, 1 wait until somebody assigns their mailbox (users ${late.documentId})`),
    ]);
    expect(warn.mock.calls.map(String).join()).not.toContain('@');
    await accounts.assignMailbox({ user: ben.documentId, address: addressOf('ben') });
    expect(await outcome(ben.documentId)).toEqual(['nothing-to-do null']);
    expect(await accounts.status({ user: ben.documentId })).toMatchObject({ state: 'connected', reason: null });
    await booted.close();
  });
});

describe('where people are users of users-permissions', () => {
  let sandbox: Sandbox;
  let booted: BootedStrapi;
  let token: string;
  const rule = (attribute: string | null) =>
    booted.request.put('/microsoft-sync/mailboxes/rule').set('Authorization', `Bearer ${token}`).send({ attribute });
  const create = async (name: string, workMail: string | null) =>
    (await booted.strapi.db.query(USER).create({ data: { username: name, email: `${name}@home.example`, workMail } })) as {
      id: number;
      documentId: string;
    };
  const grant = async (action: string): Promise<() => Promise<void>> => {
    const role = (await booted.strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } })) as {
      id: number;
    };
    const made = (await booted.strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } })) as {
      id: number;
    };
    return async () => void (await booted.strapi.db.query('plugin::users-permissions.permission').delete({ where: { id: made.id } }));
  };
  beforeAll(async () => {
    sandbox = await openSandbox();
    booted = await bootStrapi({
      config: configOf(sandbox, { host: { user: USER } }),
      plugins: {
        'users-permissions': { enabled: true, config: { jwtSecret: 'for tests only', register: { allowedFields: ['nickname'] } } },
      },
      files: {
        'src/index.js': `module.exports = { register({ strapi }) { Object.assign(strapi.contentType('${USER}').attributes, { workMail: { type: 'email' }, nickname: { type: 'string' }, age: { type: 'integer' } }); } };`,
      },
    });
    token = await booted.adminToken(await booted.createAdminUser());
  });
  afterAll(async () => {
    await booted.close();
    await sandbox.close();
  });

  it.each(['email', 'username', 'nickname', 'provider', 'confirmationToken', 'age', 'nope'])(
    'a rule over "%s" is refused',
    async (attribute) => {
      expect(await rule(attribute)).toMatchObject({ status: 400, body: { error: { details: { code: 'invalid-input' } } } });
    },
  );

  it('a rule over what nobody can write about themselves gives mailboxes, to one person each; off, it gives none', async () => {
    const { accounts } = servicesOf(booted);
    const [ada, first, second, none] = [
      await create('ada', ` ${addressOf('ADA')} `),
      await create('first', addressOf('ceo')),
      await create('second', addressOf('CEO')),
      await create('none', null),
    ];
    expect((await rule('workMail')).status).toBe(200);
    expect(await accounts.mailbox({ user: ada.documentId })).toMatchObject({ address: addressOf('ADA'), how: 'rule' });
    await containerOf(booted.strapi).accounts.connectAssigned();
    expect(await accounts.status({ user: ada.documentId })).toMatchObject({ state: 'connected', mailbox: { address: addressOf('ADA') } });
    for (const { documentId: user } of [first, second])
      expect(await accounts.status({ user })).toMatchObject({ state: 'action-required', reason: 'mailbox-taken', mailbox: null });
    expect(await accounts.status({ user: none.documentId })).toMatchObject({ state: 'not-connected' });
    for (const { documentId: user } of [first, second, none]) expect(await accounts.mailbox({ user })).toBeNull();
    expect((await accounts.check({ user: ada.documentId })).filter(({ ok }) => ok === false)).toEqual([]);
    const bad = (await accounts.check({ user: first.documentId })).find(({ ok }) => ok === false);
    expect(bad).toMatchObject({ step: 'mailbox', code: 'mailbox-taken' });
    await expect(accounts.assignMailbox({ user: none.documentId, address: addressOf('ada') })).rejects.toMatchObject({
      details: { code: 'mailbox-taken' },
    });
    // What somebody assigned goes before the rule, and frees what the rule would have given.
    await accounts.assignMailbox({ user: second.documentId, address: addressOf('ben') });
    expect(await accounts.mailbox({ user: first.documentId })).toMatchObject({ address: addressOf('ceo') });
    await rule(null);
    expect(await accounts.mailbox({ user: ada.documentId })).toBeNull();
    await expect(accounts.graph({ user: ada.documentId })).rejects.toMatchObject({ details: { code: 'mailbox-not-assigned' } });
    expect(await accounts.status({ user: ada.documentId })).toMatchObject({ state: 'action-required', reason: 'mailbox-not-assigned' });
    await rule('workMail');
    await accounts.graph({ user: ada.documentId });
    await accounts.check({ user: ada.documentId });
    expect(await accounts.status({ user: ada.documentId })).toMatchObject({ state: 'connected' });
  });

  it.each(['plugin::users-permissions.user.update', 'plugin::users-permissions.user.create'])(
    'a rule counts for nobody from the moment a role gets %s, and cannot be switched on',
    async (action) => {
      const { accounts } = servicesOf(booted);
      const { documentId: user } = await create(`of-${action.split('.').pop()}`, addressOf('eve'));
      await rule('workMail');
      expect(await accounts.mailbox({ user })).toMatchObject({ address: addressOf('eve') });
      const takeBack = await grant(action);
      expect(await accounts.mailbox({ user })).toBeNull();
      expect((await accounts.check({ user })).find(({ ok }) => ok === false)).toMatchObject({
        code: 'mailbox-not-assigned',
        message: expect.stringContaining('Authenticated') as string,
      });
      expect(await rule('workMail')).toMatchObject({ status: 400 });
      await takeBack();
      expect(await accounts.mailbox({ user })).toMatchObject({ address: addressOf('eve') });
      await booted.strapi.db.query(USER).deleteMany({ where: { documentId: user } });
    },
  );
});
