import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Scope, SettingsPatch } from '../../src/contracts';
import { openOffice, type Office } from '../support';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
const graphTime = (hours: number) => ({ dateTime: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19), timeZone: 'UTC' });

describe('what is switched off', () => {
  let office: Office;
  afterEach(() => office.close());
  async function eventually(isIt: () => Promise<boolean> | boolean, seconds = 15): Promise<void> {
    for (const until = Date.now() + seconds * 1000; !(await isIt()); await wait(50))
      if (Date.now() > until) throw new Error(`not within ${seconds} s`);
  }
  const inProgress = async () => (await office.services.sync.status({ user: office.user })).some((row) => row.inProgress);
  const requests = () => office.sandbox.requests.entries.length;

  it.each<[string, (scopes: { organization: Scope; user: Scope }) => Promise<unknown>]>([
    ['by the system', () => office.services.settings.writeIntegrations({ calendar: false })],
    ['by the organization', ({ organization }) => office.services.settings.write(organization, { calendarEnabled: false })],
    ['by the user', ({ user }) => office.services.settings.write(user, { calendarEnabled: false })],
    [
      'by a lock of the system above a user who has it on',
      ({ user }) =>
        office.services.settings
          .write(user, { calendarEnabled: true })
          .then(() => office.settings({ calendarEnabled: false, locks: { calendarEnabled: true } })),
    ],
  ])('%s ends within 5 s, also while it waits for Microsoft', async (_, switchOff) => {
    office = await openOffice({ isConnected: false, boot: { config: { scheduler: { enabled: true } } } });
    const organization = {
      level: 'organization',
      id: (await office.strapi.documents(ORGANIZATION).create({ data: { name: 'Acme', members: [office.ada.id] } as never })).documentId,
    } as const;
    office.mailbox.addEvent({ subject: 'Too late', start: graphTime(24), end: graphTime(25) });
    office.sandbox.faults.push({ path: /delta/, delayMilliseconds: 12_000 });
    await office.connect();
    await eventually(inProgress);
    await wait(700); // until it waits
    expect(await inProgress()).toBe(true);

    const switchedOffAt = Date.now();
    await switchOff({ organization, user: { level: 'user', id: office.user } });
    await eventually(async () => !(await inProgress()), 5);
    expect(Date.now() - switchedOffAt).toBeLessThan(5_000);
    expect(await office.events()).toEqual([]);
    expect((await office.services.sync.status({ user: office.user }))[0]).toMatchObject({
      enabled: false,
      nextSyncAt: null,
      state: 'connected',
      reason: null,
    });

    await wait(1_500);
    const before = requests();
    await office.createEvent({
      subject: 'Here only',
      start: new Date(Date.now() + 86_400_000).toISOString(),
      end: new Date(Date.now() + 90_000_000).toISOString(),
    });
    await wait(2_500);
    expect(requests()).toBe(before);
  });

  it('goes on when it is switched on again, and loses nothing', async () => {
    office = await openOffice();
    office.mailbox.addEvent({ subject: 'Patience', start: graphTime(24), end: graphTime(25) });
    office.sandbox.faults.push({ path: /delta/, delayMilliseconds: 6_000, times: 1 });
    const running = office.sync();
    await wait(700);
    await office.settings({ calendarEnabled: false });
    expect(await running).toMatchObject({ outcome: 'off', strapi: { created: 0 } });
    expect(await office.services.sync.history({ user: office.user })).toMatchObject([{ outcome: 'off' }]);
    office.sandbox.faults.clear();
    await office.settings({ calendarEnabled: true });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 1 } });
  });

  it('of the interval is obeyed from the next run on, whichever level says it', async () => {
    office = await openOffice();
    const organization = {
      level: 'organization',
      id: (await office.strapi.documents(ORGANIZATION).create({ data: { name: 'Acme', members: [office.ada.id] } as never })).documentId,
    } as const;
    const nextInMinutes = async () => {
      await office.sync();
      const [row] = await office.services.sync.status({ user: office.user });
      return Math.round((Date.parse(String(row?.nextSyncAt)) - Date.now()) / 60_000);
    };
    const save = (scope: Scope, patch: SettingsPatch) => office.services.settings.write(scope, patch);
    expect(await nextInMinutes()).toBe(15);
    await save(organization, { syncIntervalMinutes: 40 });
    expect(await nextInMinutes()).toBe(40);
    await save({ level: 'user', id: office.user }, { syncIntervalMinutes: 3 });
    expect(await nextInMinutes()).toBe(3);
    await save(organization, { locks: { syncIntervalMinutes: true } });
    expect(await nextInMinutes()).toBe(40);
    await save(organization, { locks: { syncIntervalMinutes: false } });
    expect(await nextInMinutes()).toBe(3);
  });
});
