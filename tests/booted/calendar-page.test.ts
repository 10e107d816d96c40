import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventItem } from '../../src/contracts';
import type { Explanation } from '../../src/contracts/http';
import type {
  CalendarEntry,
  CalendarPeople,
  CalendarTask,
  MailboxCategories,
  Standings,
  WrittenItem,
} from '../../src/contracts/http-calendar';
import { EVENT, openOffice, type Office, type Person } from '../support';

const TASK = 'plugin::microsoft-sync.task';
/** Within the days that are synchronized. */
const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const day = { from: `${date}T00:00:00.000Z`, to: `${date}T23:59:59.000Z` };
const at = (hour: string, end: string) => ({ start: `${date}T${hour}:00.000Z`, end: `${date}T${end}:00.000Z` });
type Method = 'get' | 'post' | 'put';
interface Said<T> {
  readonly status: number;
  readonly data: T;
  readonly code: string | undefined;
}

describe('the routes of the page Calendar', () => {
  let office: Office;
  let stranger: Person;
  let clerk: Person;
  let assistant: Person;
  beforeAll(async () => {
    office = await openOffice();
    const may = (...names: string[]) =>
      office.booted.createAdminUser({ permissions: names.map((name) => `plugin::microsoft-sync.${name}`) });
    stranger = await may('calendar.read', 'calendar.update');
    clerk = await may('calendar.read', 'calendar.update', 'calendar.others');
    assistant = await may('calendar.read', 'calendar.update', 'calendar.others', 'owners.assign');
  });
  afterAll(() => office.close());

  async function ask<T>(who: Person, method: Method, path: string, body?: object): Promise<Said<T>> {
    const request = office.booted.request[method](`/microsoft-sync${path}`).set(
      'Authorization',
      `Bearer ${await office.booted.adminToken(who)}`,
    );
    const { status, body: said } = await (body === undefined ? request : request.send(body));
    return { status, data: said.data, code: said.error?.details?.code };
  }
  const entries = (who: Person, users: string, { from, to } = day) =>
    ask<CalendarEntry[]>(who, 'get', `/calendar/entries?users=${users}&from=${from}&to=${to}`);
  const make = (who: Person, user: string, data: object, resource = 'calendar') =>
    ask<WrittenItem>(who, 'post', '/calendar/item', { user, resource, data });

  it('show what happens when, with how it stands', async () => {
    office.mailbox.addEvent({
      subject: 'Stand-up',
      start: { dateTime: `${date}T09:00:00`, timeZone: 'UTC' },
      end: { dateTime: `${date}T10:00:00`, timeZone: 'UTC' },
    });
    await office.sync();
    await make(office.ada, office.user, { subject: 'Typed here', ...at('11:00', '12:00') });
    const { data } = await entries(office.ada, office.user);
    expect(data.map(({ subject, standing }) => [subject, standing.kind])).toEqual([
      ['Stand-up', 'same'],
      ['Typed here', 'waiting'],
    ]);
    expect(data[0]).toMatchObject({ user: office.user, uid: EVENT, series: null, isAllDay: false, isPrivate: false, isOfOthers: false });
  });

  it('of what is held say why', async () => {
    const made = await office.createEvent({ subject: 'Every odd', ...at('13:00', '14:00'), recurrence: 'FREQ=HOURLY', owner: office.user });
    await office.sync();
    const { data } = await entries(office.ada, office.user);
    expect(data.find(({ documentId }) => documentId === made.documentId)?.standing).toMatchObject({
      kind: 'held',
      code: 'rule-not-expressible',
    });
  });

  it('name nobody to whom the role does not reach', async () => {
    expect((await ask<CalendarPeople>(stranger, 'get', '/calendar/people')).data).toMatchObject({
      me: { id: stranger.documentId, canWrite: true },
      others: [],
      total: 0,
    });
    const { data } = await ask<CalendarPeople>(clerk, 'get', '/calendar/people');
    expect(data.others.find(({ id }) => id === office.user)).toMatchObject({ canWrite: false, state: 'connected' });
    const seen = (await ask<CalendarPeople>(assistant, 'get', '/calendar/people')).data;
    expect(seen.others.find(({ id }) => id === office.user)).toMatchObject({ canWrite: true });
    expect(seen.homes.calendar).toMatchObject([{ uid: EVENT, isForNew: true }]);
  });

  it('read and write nothing of others without permission', async () => {
    const user = office.user;
    const { data: made } = await make(office.ada, user, { subject: 'Mine', ...at('15:00', '16:00') });
    const item = { user, resource: 'calendar', documentId: made.documentId };
    const writes: [Method, string, object][] = [
      ['post', '/calendar/item', { user, resource: 'calendar', data: { subject: 'Foreign', ...at('15:00', '16:00') } }],
      ['put', '/calendar/item', { ...item, data: { subject: 'Foreign' } }],
      ['post', '/calendar/item/remove', item],
      [
        'post',
        '/calendar/occurrence',
        { user, series: made.documentId, originalStart: at('15:00', '16:00').start, data: { subject: 'Foreign' } },
      ],
      ['post', '/calendar/occurrence/cancel', { user, series: made.documentId, originalStart: at('15:00', '16:00').start }],
    ];
    const reads = [
      `/calendar/entries?users=${user}&from=${day.from}&to=${day.to}`,
      `/calendar/tasks?users=${user}`,
      `/calendar/item?user=${user}&resource=calendar&documentId=${made.documentId}`,
    ];
    for (const path of reads) expect(await ask(stranger, 'get', path), path).toMatchObject({ code: 'out-of-reach' });
    for (const path of reads) expect(await ask(clerk, 'get', path), path).toMatchObject({ status: 200 });
    for (const who of [stranger, clerk])
      for (const [method, path, body] of writes) expect(await ask(who, method, path, body), path).toMatchObject({ code: 'out-of-reach' });
    // As one's own: it is not found, whoever asks for it.
    expect(
      await ask(stranger, 'put', '/calendar/item', { ...item, user: stranger.documentId, data: { subject: 'Foreign' } }),
    ).toMatchObject({ code: 'unknown-item' });
    expect((await office.events()).filter(({ subject }) => subject === 'Foreign')).toEqual([]);
    expect(await ask(assistant, 'put', '/calendar/item', { ...item, data: { subject: 'By the assistant' } })).toMatchObject({
      status: 200,
    });
    expect(await ask(assistant, 'post', '/calendar/item/remove', item)).toMatchObject({ status: 200 });
  });

  it('tell others the time of what is private, and nothing else', async () => {
    const { data: made } = await make(office.ada, office.user, {
      subject: 'Doctor',
      location: 'Clinic',
      sensitivity: 'private',
      ...at('17:00', '18:00'),
    });
    const of = (data: CalendarEntry[]) => data.find(({ documentId }) => documentId === made.documentId);
    expect(of((await entries(office.ada, office.user)).data)).toMatchObject({ subject: 'Doctor', isPrivate: true });
    const seen = await entries(assistant, office.user);
    expect(of(seen.data)).toMatchObject({ subject: null, location: null, version: null, isPrivate: true, ...at('17:00', '18:00') });
    expect(JSON.stringify(seen.data)).not.toMatch(/Doctor|Clinic/);
    const item = { user: office.user, resource: 'calendar', documentId: made.documentId };
    expect(await ask(assistant, 'get', `/calendar/item?user=${office.user}&resource=calendar&documentId=${made.documentId}`)).toMatchObject(
      { code: 'out-of-reach' },
    );
    expect(await ask(assistant, 'put', '/calendar/item', { ...item, data: { subject: 'Known' } })).toMatchObject({ code: 'out-of-reach' });
    expect(await ask(assistant, 'post', '/calendar/item/remove', item)).toMatchObject({ code: 'out-of-reach' });
  });

  it('leave others what is private of a series that is not, however its occurrence is named', async () => {
    const { user } = office;
    const { data: made } = await make(office.ada, user, {
      subject: 'Weekly',
      start: '2026-05-04T08:00:00.000Z',
      end: '2026-05-04T09:00:00.000Z',
      timeZone: 'UTC',
      recurrence: 'FREQ=DAILY;COUNT=4',
    });
    const series = { user, series: made.documentId };
    const { data: hidden } = await ask<WrittenItem>(office.ada, 'post', '/calendar/occurrence', {
      ...series,
      originalStart: '2026-05-06T08:00:00.000Z',
      data: { subject: 'Surgery', sensitivity: 'private' },
    });
    const isThere = async () =>
      expect((await office.events()).find(({ documentId }) => documentId === hidden.documentId)).toMatchObject({
        subject: 'Surgery',
        sensitivity: 'private',
      });
    for (const originalStart of ['2026-05-06T08:00:00.000Z', '2026-05-06T12:00:00.000Z', '2026-05-06', '2026-05-06T10:00+02:00']) {
      const of = { ...series, originalStart };
      expect(await ask(assistant, 'post', '/calendar/occurrence', { ...of, data: { sensitivity: 'normal' } })).toMatchObject({
        code: 'out-of-reach',
      });
      expect(await ask(assistant, 'post', '/calendar/occurrence/cancel', of)).toMatchObject({ code: 'out-of-reach' });
      await isThere();
    }
    // Edits of its series that would take it along.
    const before = { ...series, originalStart: '2026-05-05T08:00:00.000Z', scope: 'this-and-following' };
    const whole = { user, resource: 'calendar', documentId: made.documentId };
    expect(await ask(assistant, 'post', '/calendar/occurrence', { ...before, data: { subject: 'Other' } })).toMatchObject({
      code: 'out-of-reach',
    });
    expect(await ask(assistant, 'post', '/calendar/occurrence/cancel', before)).toMatchObject({ code: 'out-of-reach' });
    expect(await ask(assistant, 'post', '/calendar/item/remove', whole)).toMatchObject({ code: 'out-of-reach' });
    await isThere();
    const open = { ...series, originalStart: '2026-05-07T08:00:00.000Z' };
    expect(await ask(assistant, 'post', '/calendar/occurrence', { ...open, data: { subject: 'Open' } })).toMatchObject({ status: 200 });
    expect(await ask(office.ada, 'post', '/calendar/item/remove', whole)).toMatchObject({ status: 200 });
  });

  it('change one occurrence, that and those after it, or cancel one', async () => {
    const { user } = office;
    const week = { from: '2026-04-06T00:00:00.000Z', to: '2026-04-11T00:00:00.000Z' };
    const { data: series } = await make(office.ada, user, {
      subject: 'Daily',
      start: '2026-04-06T08:00:00.000Z',
      end: '2026-04-06T08:30:00.000Z',
      timeZone: 'UTC',
      recurrence: 'FREQ=DAILY;COUNT=5',
    });
    const of = { user, series: series.documentId };
    await ask(office.ada, 'post', '/calendar/occurrence', {
      ...of,
      originalStart: '2026-04-07T08:00:00.000Z',
      data: { subject: 'Tuesday' },
    });
    await ask(office.ada, 'post', '/calendar/occurrence/cancel', { ...of, originalStart: '2026-04-08T08:00:00.000Z' });
    await ask(office.ada, 'post', '/calendar/occurrence', {
      ...of,
      originalStart: '2026-04-09T08:00:00.000Z',
      scope: 'this-and-following',
      data: { subject: 'Later' },
    });
    const { data } = await entries(office.ada, user, week);
    expect(data.map(({ start, subject }) => [start.slice(8, 10), subject])).toEqual([
      ['06', 'Daily'],
      ['07', 'Tuesday'],
      ['09', 'Later'],
      ['10', 'Later'],
    ]);
  });

  it('write nothing over what somebody has changed since it was shown', async () => {
    const { user } = office;
    const { data: made } = await make(office.ada, user, { subject: 'Shared', location: 'Here', ...at('21:00', '22:00') });
    const shown = async () => (await entries(office.ada, user)).data.find(({ documentId }) => documentId === made.documentId);
    const { version } = (await shown()) ?? {};
    expect(version).toBe(made.version);
    const item = { user, resource: 'calendar', documentId: made.documentId };
    const own = await ask<WrittenItem>(office.ada, 'put', '/calendar/item', { ...item, version, data: { location: 'There' } });
    expect(own.status).toBe(200);
    await ask(assistant, 'put', '/calendar/item', { ...item, data: { location: 'Elsewhere' } });
    const late = { status: 409, code: 'already-changed' };
    // A save, an undo of the first one, and a removal that still mean what was there before.
    expect(await ask(office.ada, 'put', '/calendar/item', { ...item, version, data: { location: 'Late' } })).toMatchObject(late);
    expect(
      await ask(office.ada, 'put', '/calendar/item', { ...item, version: own.data.version, data: { location: 'Here' } }),
    ).toMatchObject(late);
    expect(await ask(office.ada, 'post', '/calendar/item/remove', { ...item, version })).toMatchObject(late);
    expect(await shown()).toMatchObject({ location: 'Elsewhere' });
    const { version: newer } = (await shown()) ?? {};
    expect(await ask(office.ada, 'post', '/calendar/item/remove', { ...item, version: newer })).toMatchObject({ status: 200 });
  });

  it('know of an occurrence whether it, or its series, is as it was shown', async () => {
    const { user } = office;
    const days = { from: '2026-06-01T00:00:00.000Z', to: '2026-06-06T00:00:00.000Z' };
    const { data: made } = await make(office.ada, user, {
      subject: 'Rounds',
      start: '2026-06-01T08:00:00.000Z',
      end: '2026-06-01T08:30:00.000Z',
      timeZone: 'UTC',
      recurrence: 'FREQ=DAILY;COUNT=5',
    });
    const shown = async (day: string) => {
      const { data } = await entries(office.ada, user, days);
      const found = data.find(({ originalStart }) => originalStart === `2026-06-${day}T08:00:00.000Z`);
      if (!found) throw new Error(`Nothing happens on ${day}.`);
      return found;
    };
    const of = { user, series: made.documentId, originalStart: '2026-06-02T08:00:00.000Z' };
    const before = await shown('02');
    expect(before).toMatchObject({ version: made.version, seriesVersion: made.version });
    const edit = (body: object) => ask<WrittenItem>(office.ada, 'post', '/calendar/occurrence', { ...of, ...body });
    const read = () =>
      ask<EventItem>(
        office.ada,
        'get',
        `/calendar/item?user=${user}&resource=calendar&documentId=${of.series}&originalStart=${of.originalStart}`,
      );
    expect((await read()).data).toMatchObject({ start: of.originalStart, subject: 'Rounds', version: made.version });
    await ask(assistant, 'post', '/calendar/occurrence', { ...of, data: { subject: 'Visit', start: '2026-06-02T10:00:00.000Z' } });
    const late = { status: 409, code: 'already-changed' };
    expect(await edit({ version: before.version, data: { subject: 'Mine' } })).toMatchObject(late);
    expect(await ask(office.ada, 'post', '/calendar/occurrence/cancel', { ...of, version: before.version })).toMatchObject(late);
    const { data: newer } = await read();
    expect(newer).toMatchObject({ subject: 'Visit', start: '2026-06-02T10:00:00.000Z', end: '2026-06-02T10:30:00.000Z' });
    expect(newer.version).toBe((await shown('02')).version);
    expect(await edit({ version: newer.version, data: { subject: 'Mine' } })).toMatchObject({ status: 200 });
    const mine = await shown('02');
    expect(await ask(assistant, 'post', '/calendar/item/remove', { user, resource: 'calendar', documentId: mine.documentId, version: newer.version })).toMatchObject(late); // prettier-ignore

    // What follows goes by the series, which the exception has left alone.
    const third = await shown('03');
    expect(third.seriesVersion).toBe(made.version);
    await ask(assistant, 'put', '/calendar/item', { user, resource: 'calendar', documentId: of.series, data: { location: 'Ward 2' } });
    const following = { originalStart: third.originalStart, scope: 'this-and-following' };
    expect(await edit({ ...following, version: third.seriesVersion, data: { subject: 'Late' } })).toMatchObject(late);
    expect(await ask(office.ada, 'post', '/calendar/occurrence/cancel', { ...of, ...following, version: third.seriesVersion })).toMatchObject(late); // prettier-ignore
    const { seriesVersion } = await shown('03');
    expect(await edit({ ...following, version: seriesVersion, data: { subject: 'Later' } })).toMatchObject({ status: 200 });
    expect((await entries(office.ada, user, days)).data.map(({ subject }) => subject)).toEqual([
      'Rounds',
      'Mine',
      'Later',
      'Later',
      'Later',
    ]);
  });

  it('show tasks that are open, and of completed ones the latest', async () => {
    const task = (data: object) => office.strapi.documents(TASK).create({ data: { owner: office.user, ...data } as never });
    await task({ title: 'Open', dueDate: '2026-01-05' });
    await task({ title: 'Done long ago', taskStatus: 'completed', completedDate: '2020-01-01' });
    await task({ title: 'Done today', taskStatus: 'completed', completedDate: new Date().toISOString().slice(0, 10) });
    const { data } = await ask<CalendarTask[]>(office.ada, 'get', `/calendar/tasks?users=${office.user}`);
    expect(data.map(({ title }) => title)).toEqual(['Open', 'Done today']);
    const open = data[0] as CalendarTask;
    const item = { user: office.user, resource: 'tasks', documentId: open.documentId };
    await ask(assistant, 'put', '/calendar/item', { ...item, data: { dueDate: '2026-01-06' } });
    const tick = (version: string | undefined) =>
      ask(office.ada, 'put', '/calendar/item', { ...item, version, data: { taskStatus: 'completed' } });
    expect(await tick(open.version)).toMatchObject({ status: 409, code: 'already-changed' });
    const [newer] = (await ask<CalendarTask[]>(office.ada, 'get', `/calendar/tasks?users=${office.user}`)).data;
    expect(newer).toMatchObject({ taskStatus: 'notStarted', dueDate: '2026-01-06' });
    await tick(newer?.version);
    const later = await ask<CalendarTask[]>(office.ada, 'get', `/calendar/tasks?users=${office.user}`);
    expect(later.data.find(({ title }) => title === 'Open')).toMatchObject({ taskStatus: 'completed' });
  });

  it('say of the entries of a list how each stands, to whom they concern', async () => {
    const overseer = await office.booted.createAdminUser({ permissions: ['plugin::microsoft-sync.sync.read'] });
    const outsider = await office.booted.createAdminUser({ permissions: ['plugin::microsoft-sync.me.read'] });
    await office.sync();
    const { data: waiting } = await make(office.ada, office.user, { subject: 'Of a list', ...at('19:00', '20:00') });
    const [stood] = (await entries(office.ada, office.user)).data.filter(({ subject }) => subject === 'Stand-up');
    const ids = [waiting.documentId, stood?.documentId ?? '', 'unknown'].join();
    const expected = { [waiting.documentId]: { kind: 'waiting' }, [stood?.documentId ?? '']: { kind: 'same' } };
    const asked = (who: Person, whose: string) => ask<Standings>(who, 'get', `${whose}/standings?uid=${EVENT}&ids=${ids}`);
    expect((await asked(overseer, '')).data).toEqual(expected);
    expect((await asked(office.ada, '/me')).data).toEqual(expected);
    expect((await asked(outsider, '/me')).data).toEqual({});
    expect((await ask<Standings>(overseer, 'get', `/standings?uid=admin::user&ids=${ids}`)).data).toEqual({});

    const beside = () => ask<Explanation>(overseer, 'get', `/explain?uid=${EVENT}&documentId=${waiting.documentId}`);
    const since = (await beside()).data.waitingSince ?? '';
    expect(Math.abs(Date.parse(since) - Date.now())).toBeLessThan(60_000);
    await office.sync();
    expect((await beside()).data).toMatchObject({ user: office.user, waitingSince: null, originalStart: null });
    expect((await beside()).data.webLink).toMatch(/^https:/);
  });

  it('offer the categories of the mailbox, asked for once, to whoever sees the calendar', async () => {
    const reader = await office.booted.createAdminUser({ permissions: ['plugin::microsoft-sync.me.read'] });
    const seer = await office.booted.createAdminUser({
      permissions: ['plugin::microsoft-sync.me.read', 'plugin::microsoft-sync.calendar.others'],
    });
    const { data: made } = await make(office.ada, office.user, { subject: 'Of a kind', ...at('20:00', '20:30') });
    const path = `/categories?uid=${EVENT}&documentId=${made.documentId}`;
    office.sandbox.faults.push({ method: 'GET', path: /masterCategories/, answer: { status: 503 }, times: 10 });
    expect(await ask(office.ada, 'get', '/categories')).toMatchObject({ code: 'microsoft-unavailable' });
    office.sandbox.faults.clear();
    const { data } = await ask<MailboxCategories>(office.ada, 'get', '/categories');
    expect(data).toEqual(
      expect.arrayContaining([
        { name: 'Red category', colour: 'preset0' },
        { name: 'Key account', colour: 'preset5' },
      ]),
    );
    // From here on Microsoft would refuse it.
    office.sandbox.faults.push({ method: 'GET', path: /masterCategories/, answer: { status: 503 }, times: 10 });
    expect((await ask<MailboxCategories>(seer, 'get', path)).data).toEqual(data);
    office.sandbox.faults.clear();
    expect((await ask<MailboxCategories>(reader, 'get', path)).data).toBeNull();
    expect((await ask<MailboxCategories>(seer, 'get', '/categories')).data).toBeNull();
  });

  it('name what cannot be understood', async () => {
    expect(await entries(office.ada, office.user, { from: 'soon', to: day.to })).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(await ask(office.ada, 'get', `/calendar/entries?users=${'x,'.repeat(3).concat([...Array(30).keys()].join())}`)).toMatchObject({
      code: 'invalid-input',
    });
    expect(await make(office.ada, office.user, { nope: 1 })).toMatchObject({ status: 400, code: 'invalid-input' });
  });
});
