import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { inMicrosoft, inStrapi, openOffice, remote, remoteIdOf, type Office } from '../support';

const later = (days: number) => new Date(Math.ceil(Date.now() / 86_400_000 + days) * 86_400_000).toISOString();

describe('the first run of whoever has connected on a page', () => {
  let office: Office;
  let token: string;
  beforeEach(async () => {
    office = await openOffice({ isConnected: false });
    token = await office.booted.adminToken(office.ada);
  });
  afterEach(() => office.close());

  const ask = async (method: 'get' | 'post', path: string, body?: object) => {
    const request = office.booted.request[method](`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`);
    return (await (body ? request.send(body) : request).expect(200)).body.data;
  };
  const connect = async () => {
    const { url } = await ask('post', '/me/connect', {});
    const back = (await completeSignIn(url, { address: office.ada.email })).redirect?.searchParams;
    await ask('post', '/me/connect/finish', { code: back?.get('code'), state: back?.get('state') });
  };
  const calendar = async () => (await ask('get', '/me')).sync.find(({ resource }: { resource: string }) => resource === 'calendar');
  const here = (subject: string, days = 3) =>
    office.createEvent({ subject, start: later(days), end: later(days + 1), isAllDay: true, timeZone: 'UTC' });

  it('reads, and writes nothing to the mailbox before they have started it', async () => {
    office.mailbox.addEvent(remote('Theirs', 24));
    await here('Ours');
    await connect();
    expect(await office.sync()).toMatchObject({
      outcome: 'stopped-by-guard',
      reason: 'waits-for-start',
      strapi: { created: 1 },
      microsoft: { created: 0, updated: 0, deleted: 0 },
    });
    expect(await inStrapi(office)).toEqual(['Ours', 'Theirs']);
    expect(inMicrosoft(office)).toEqual(['Theirs']);
    const waiting = await calendar();
    expect(waiting).toMatchObject({ waitsFor: 'start', waitingRun: expect.any(String) });
    expect(await ask('get', '/me/preview?resource=calendar')).toMatchObject({
      total: 1,
      actions: [{ side: 'microsoft', kind: 'create', item: { title: 'Ours' } }],
    });

    await here('Ours too', 5);
    office.mailbox.addEvent(remote('Theirs too', 48));
    expect(await office.sync({ full: true })).toMatchObject({ reason: 'waits-for-start', strapi: { created: 1 } });
    expect(inMicrosoft(office)).toEqual(['Theirs', 'Theirs too']);

    expect(await ask('post', '/me/start', {})).toMatchObject({ runs: [{ outcome: 'completed', microsoft: { created: 2 } }] });
    expect(inMicrosoft(office)).toEqual(['Ours', 'Ours too', 'Theirs', 'Theirs too']);
    expect(await calendar()).toMatchObject({ waitsFor: null, waitingRun: null });
    await here('Later', 7);
    expect(await office.sync()).toMatchObject({ outcome: 'completed', microsoft: { created: 1 } });
    expect(await ask('post', '/me/start', {})).toEqual({ runs: [] });
  });

  it('asks nobody where there is nothing to write', async () => {
    office.mailbox.addEvent(remote('Theirs', 24));
    await connect();
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 1 } });
    await here('Ours');
    expect(await office.sync()).toMatchObject({ outcome: 'completed', microsoft: { created: 1 } });
  });

  it('asks nobody where the direction is from Microsoft alone', async () => {
    await office.settings({ calendarDirection: 'microsoft-to-strapi' });
    await here('Ours');
    await connect();
    expect((await office.sync()).outcome).not.toBe('stopped-by-guard');
    expect(await calendar()).toMatchObject({ waitsFor: null });
  });

  it('goes on asking after another sign-in to the same mailbox, and asks no more once it was started', async () => {
    await here('Ours');
    await connect();
    expect(await office.sync()).toMatchObject({ reason: 'waits-for-start' });
    await connect();
    expect(await office.sync()).toMatchObject({ reason: 'waits-for-start' });
    await ask('post', '/me/start', { resource: 'calendar' });
    await ask('post', '/me/disconnect', { items: 'keep' });
    await here('Meanwhile', 5);
    await connect();
    expect(await office.sync()).toMatchObject({ outcome: 'completed', microsoft: { created: 1 } });
  });

  it('lets no mass deletion go on by being started', async () => {
    for (let at = 0; at < 12; at += 1) office.mailbox.addEvent(remote(`Theirs ${at}`, 24 + at));
    await here('Ours');
    await connect();
    await office.sync();
    for (const subject of inMicrosoft(office) as string[]) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    await office.sync();
    const { runs } = await ask('post', '/me/start', {});
    expect(runs).toMatchObject([{ outcome: 'stopped-by-guard', strapi: { deleted: 0 }, microsoft: { created: 1 } }]);
    expect(await calendar()).toMatchObject({ waitsFor: 'deletions' });
  });
});
