import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AboutToSave, SavingMeans, WrittenItem } from '../../src/contracts/http-calendar';
import { attendees, EVENT, idOf, openOffice, type Office, type Person, remote } from '../support';

describe('what saving an entry would come to', () => {
  let office: Office;
  let stranger: Person;
  beforeAll(async () => {
    office = await openOffice();
    stranger = await office.booted.createAdminUser({
      permissions: ['plugin::microsoft-sync.me.read', 'plugin::microsoft-sync.calendar.read'],
    });
    office.mailbox.addEvent(remote('Board', 24, { attendees }));
    office.mailbox.addEvent(remote('Alone', 48));
    await office.sync();
  });
  afterAll(() => office.close());

  async function post<T>(who: Person, path: string, body: object): Promise<T> {
    const token = await office.booted.adminToken(who);
    const { body: said } = await office.booted.request.post(`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`).send(body);
    return said.data as T;
  }
  const ask = (about: Omit<AboutToSave, 'uid'>, { who = office.ada, path = '/saving-means' } = {}) =>
    post<SavingMeans>(who, path, { uid: EVENT, ...about });
  const series = async (data: object = {}) => {
    const { documentId } = await post<WrittenItem>(office.ada, '/calendar/item', {
      user: office.user,
      resource: 'calendar',
      data: {
        subject: 'Rounds',
        start: '2027-06-01T08:00:00.000Z',
        end: '2027-06-01T08:30:00.000Z',
        timeZone: 'UTC',
        recurrence: 'FREQ=DAILY;COUNT=9',
        ...data,
      },
    });
    return documentId;
  };
  const on = (day: string) => `2027-06-0${day}T08:00:00.000Z`;
  const edit = (of: string, day: string, data: object, scope = 'this') =>
    post<WrittenItem>(office.ada, '/calendar/occurrence', { user: office.user, series: of, originalStart: on(day), scope, data });

  it('is told at each field of what is to be made', async () => {
    const data = { subject: 'x'.repeat(300), start: on('2'), end: on('1'), timeZone: 'Mars/Base' };
    const { held } = await ask({ documentId: null, data });
    expect(held.map(({ fields, reason }) => [...fields, reason?.code])).toEqual([
      ['end', 'ends-before-start'],
      ['timeZone', 'zone-unknown'],
      ['subject', 'line-too-long'],
    ]);
  });

  it('is what the run then does', async () => {
    const documentId = await idOf(office, 'Board');
    const { held } = await ask({ documentId, data: { subject: 'Board meeting', categories: ['Red'] } });
    expect(held).toMatchObject([{ fields: ['subject'], reason: { code: 'would-mail-update', values: { count: attendees.length } } }]);
    expect((await ask({ documentId, data: { categories: ['Red'] } })).held).toEqual([]);
    expect(await idOf(office, 'Board')).toBe(documentId); // nothing was written
    await office.updateEvent(documentId, { subject: 'Board meeting' });
    await office.sync();
    const [waits] = await office.services.held.list({ user: office.user });
    expect([waits?.message, waits?.reason]).toEqual([held[0]?.message, held[0]?.reason]);
  });

  it('is nothing where the settings let Microsoft tell people', async () => {
    const documentId = await idOf(office, 'Board meeting');
    await office.settings({ calendarInvitations: 'always' });
    expect((await ask({ documentId, data: { subject: 'Board of directors' } })).held).toEqual([]);
    await office.settings({ calendarInvitations: null });
  });

  it('names the dates of a series that somebody has changed by themselves, from the one on that is meant', async () => {
    const documentId = await series();
    for (const day of ['3', '5']) await edit(documentId, day, { location: 'Ward 2' });
    const following = (day: string, data: Record<string, unknown>) =>
      ask({ documentId, originalStart: on(day), scope: 'this-and-following', data }, { path: '/calendar/saving-means' });
    expect(await following('2', { subject: 'Visits' })).toEqual({ held: [], dropped: [on('3'), on('5')] });
    expect((await following('4', { subject: 'Visits' })).dropped).toEqual([on('5')]);
    expect((await following('6', { subject: 'Visits' })).dropped).toEqual([]);
    // From the first one on it is the same series, whose dates go where it moves.
    expect((await following('1', { subject: 'Visits' })).dropped).toEqual([]);
    expect((await following('1', { start: '2027-06-01T09:00:00.000Z' })).dropped).toEqual([on('3'), on('5')]);
    expect((await ask({ documentId, originalStart: on('2'), scope: 'this', data: { subject: 'Visit' } })).dropped).toEqual([]);
    await edit(documentId, '4', { subject: 'Visits' }, 'this-and-following');
    const left = (await office.events()).filter(({ originalStart }) => originalStart !== null).map(({ originalStart }) => originalStart);
    expect(left).toEqual([on('3')]);
  });

  it('is told of one date by what the series has there', async () => {
    const documentId = await series({ subject: 'Ward round' });
    const { held } = await ask({ documentId, originalStart: on('2'), scope: 'this', data: { subject: 'x'.repeat(300) } });
    expect(held).toMatchObject([{ fields: ['subject'], reason: { code: 'line-too-long' } }]);
  });

  it('is told to nobody whom the role does not reach, and of no other type', async () => {
    const documentId = await idOf(office, 'Alone');
    const data = { subject: 'x'.repeat(300) };
    expect((await ask({ documentId, data })).held).toHaveLength(1);
    for (const path of ['/saving-means', '/calendar/saving-means'])
      expect(await ask({ documentId, data }, { who: stranger, path })).toEqual({ held: [], dropped: [] });
    expect(await post(office.ada, '/saving-means', { uid: 'admin::user', documentId: null, data })).toEqual({ held: [], dropped: [] });
  });
});
