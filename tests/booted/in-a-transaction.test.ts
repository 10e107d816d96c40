import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccountStore } from '../../server/src/accounts';
import { createApplicationStore } from '../../server/src/application';
import { createSql } from '../../server/src/host/sql';
import { createMailboxStore } from '../../server/src/mailboxes/store';
import { createSettingsStore } from '../../server/src/settings/store';
import { bootStrapi, type BootedStrapi, databases } from '../support';

/** A host that saves something of its own together with something of ours: two of them at once, and each commits what it has. */
describe.each(databases)('what two transactions of the host make at once, on %s', (database) => {
  let booted: BootedStrapi;
  const sqlOf = () => createSql(booted.strapi, { offsetMs: 0 });
  beforeAll(async () => {
    booted = await bootStrapi({ database });
  });
  afterAll(() => booted.close());

  async function both<T>(work: (which: string) => Promise<T>): Promise<T[]> {
    const noteOf = (key: string) => booted.strapi.store({ type: 'plugin', name: 'both', key });
    const one = (which: string, before: number, after: number) =>
      booted.strapi.db.transaction(async () => {
        await wait(before);
        const result = await work(which);
        await wait(after);
        await noteOf(which).set({ value: which });
        return result;
      });
    const results = await Promise.all([one('first', 0, 400), one('second', 100, 0)]);
    for (const which of ['first', 'second']) expect(await noteOf(which).get({})).toBe(which);
    return results;
  }

  it('an account is one row, with the later values', async () => {
    const accounts = createAccountStore(booted.strapi, sqlOf());
    const of = { mailboxId: 'm', mailboxAddress: 'a@x.example', mailboxName: '', mailboxTimeZone: null, assignedAddress: null, tenantId: 't', homeAccountId: null, scopes: [], tokenCache: null, tokenVersion: 0, connectedAt: 1, lastSucceededAt: null, failureReason: null, failureMessage: null, failureAt: null, claims: null }; // prettier-ignore
    await both((which) => accounts.put({ ...of, userId: 'ada', mode: 'delegated', mailboxName: which }));
    expect(await accounts.userIds()).toEqual(['ada']);
    expect(await accounts.find('ada')).toMatchObject({ mailboxName: 'second', tokenVersion: 2 });
  });

  it('an application is one row, with the later values', async () => {
    const applications = createApplicationStore(booted.strapi, sqlOf());
    const of = { tenantId: 't', mode: 'delegated' as const, clientSecret: null, clientSecretSetAt: 1_800_000_000_000, clientSecretExpiresAt: null, certificateKey: null, certificateThumbprint: null, certificateExpiresAt: null }; // prettier-ignore
    await both((which) => applications.save('organization:1', { ...of, clientId: which }));
    expect([...(await applications.all())]).toEqual([['organization:1', { ...of, clientId: 'second' }]]);
  });

  it('settings of a level have both', async () => {
    const settings = createSettingsStore(booted.strapi, sqlOf());
    const scope = { level: 'user' as const, id: 'ada' };
    const patches = { first: { syncIntervalMinutes: 7 }, second: { calendarEnabled: true } };
    expect(await both((which) => settings.write(scope, { patch: patches[which as keyof typeof patches] }))).toEqual([true, true]);
    expect(await settings.read(scope)).toMatchObject({ values: { syncIntervalMinutes: 7, calendarEnabled: true } });
  });

  it('a mailbox is one person’s, and the other is told so', async () => {
    const mailboxes = createMailboxStore(sqlOf(), async (users) => new Set(users));
    const assigned = await both((user) => mailboxes.assign({ user, address: 'room@x.example', how: 'person', by: 'ada', at: 1 } as never));
    expect(assigned).toEqual([true, false]);
  });
});
