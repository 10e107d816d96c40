import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdoptedRecords, RecordsPreview, RecordsReading } from '../../src/contracts/http-records';
import { ACTIVITY, openCrm, playgroundHomes, type Crm } from '../support/crm';
import { EVENT } from '../support/office';

const at = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(48 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});

describe('the page Records', () => {
  let crm: Crm;
  let token: string;
  const ask = async <T>(method: 'get' | 'post', path: string, body?: object) => {
    const request = crm.office.booted.request[method](`/microsoft-sync/${path}`).set('Authorization', `Bearer ${token}`);
    const { status, body: answer } = await (body ? request.send(body) : request);
    return { status, data: (answer as { data: T }).data, error: (answer as { error?: { details: { code: string } } }).error };
  };
  beforeAll(async () => {
    const { crm: homes } = playgroundHomes();
    crm = await openCrm({ resources: { ...homes, calendar: { ...homes.calendar, builtIn: false } }, isConfirmed: false });
    token = await crm.office.booted.adminToken(await crm.office.booted.createAdminUser({ email: 'boss@sandbox.example' }));
    await crm.createActivity('call', { title: 'Call back' });
    await crm.createActivity('call', { title: 'Nobody’s', assignee: null });
    crm.office.mailbox.addEvent({ subject: 'Lunch', start: at(12), end: at(13) });
  });
  afterAll(() => crm.close());

  it('says what is mapped to what, how many take part, and what waits', async () => {
    const { data } = await ask<RecordsReading>('get', 'records');
    expect(data.homes.map(({ name, confirmation }) => [name, confirmation.state])).toEqual([
      ['api::meeting.meeting', 'new'],
      ['calls', 'new'],
      ['appointments', 'new'],
      [EVENT, 'confirmed'],
      ['tasks', 'new'],
      ['plugin::microsoft-sync.task', 'confirmed'],
    ]);
    expect(data.homes[0]).toMatchObject({ owner: 'deal.owner', version: 'published', locale: 'en', accepts: 'none' });
    expect(data.homes[0]?.fields.find(({ field }) => field === 'showAs')).toMatchObject({
      attributes: ['certainty'],
      values: { busy: 'confirmed', tentative: 'tentative' },
    });
    expect(data.homes[1]).toMatchObject({
      takesPart: { kind: 'call' },
      durationMinutes: 30,
      counts: { takePart: 1, linked: 0, leftAlone: 1 },
    });
  });

  it('adds up what the first runs of everybody would do', async () => {
    const first = await ask<RecordsPreview>('post', 'records/preview', { resource: 'calendar', after: null });
    expect(first.data).toMatchObject({ person: crm.office.user, people: 1, seen: 1, problem: null, counts: { out: 1, in: 1, pairs: 0 } });
    const last = await ask<RecordsPreview>('post', 'records/preview', { resource: 'calendar', after: first.data.person });
    expect(last.data.person).toBeNull();
    expect((await ask('post', 'records/preview', { resource: 'mail', after: null })).error?.details.code).toBe('invalid-input');
  });

  it('confirms by the name of who did it', async () => {
    const { data } = await ask<RecordsReading>('post', 'records/confirm', {});
    expect(data.homes.every(({ confirmation }) => confirmation.state === 'confirmed')).toBe(true);
    expect(Object.values(data.names)).toHaveLength(1);
    expect(await crm.sync('calendar')).toMatchObject({ microsoft: { created: 1 }, strapi: { created: 1 } });
  });

  it('moves entries step by step', async () => {
    const names = { from: 'appointments', to: 'calls' };
    const step = await ask<AdoptedRecords>('post', 'records/adopt', { ...names, dryRun: true, after: null });
    expect(step.data).toMatchObject({ total: 1, moved: 1, stayed: [] });
    expect(step.data.next).not.toBeNull();
    expect((await ask<AdoptedRecords>('post', 'records/adopt', { ...names, dryRun: true, after: step.data.next })).data).toMatchObject({
      moved: 0,
      next: null,
    });
    expect((await ask('post', 'records/adopt', { from: 'x', to: 'calls', after: null })).error?.details.code).toBe('invalid-input');
  });

  it('the plugin’s own type is not in the menu where it is switched off', () => {
    const isVisible = (uid: string) =>
      (crm.office.strapi.contentType(uid as never) as { pluginOptions?: Record<string, { visible?: boolean }> }).pluginOptions?.[
        'content-manager'
      ]?.visible;
    expect(isVisible(EVENT)).toBe(false);
    expect(isVisible('plugin::microsoft-sync.task')).not.toBe(false);
  });

  it('disconnecting keeps what came into types of the host, with its link, unless it is asked to remove that too', async () => {
    const { accounts } = crm.office.services;
    const { user } = crm.office;
    const titles = async () => (await crm.documents(ACTIVITY).findMany({ sort: 'title' })).map(({ title }) => title);
    await expect(accounts.disconnect({ user, items: 'remove-imported', homes: 'burn' as never })).rejects.toMatchObject({
      details: { code: 'invalid-input' },
    });
    await accounts.disconnect({ user, items: 'remove-imported' });
    expect(await titles()).toEqual(['Call back', 'Lunch', 'Nobody’s']);
    await crm.office.connect();
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: 0, deleted: 0 }, microsoft: { created: 0 }, matched: 0 });
    await accounts.disconnect({ user, items: 'remove-imported', homes: 'remove' });
    expect(await titles()).toEqual(['Call back', 'Nobody’s']);
    expect(crm.office.mailbox.listEvents()).toHaveLength(2);
  });
});
