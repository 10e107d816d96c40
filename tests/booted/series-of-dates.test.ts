import { afterEach, describe, expect, it } from 'vitest';
import type { HomeMapping, ResourcesConfig } from '../../src/contracts';
import { shifted } from '../../src/occurrences/days';
import { besideEntry } from '../../server/src/explain/explain-entry';
import { dateOf, graphZone, toLocal } from '../../src/time';
import { cost } from '../bench/count';
import { containerOf } from '../support/container';
import { ACTIVITY, databases, EVENT, openCrm, playgroundHomes, type Crm } from '../support';

const DAY = 86_400_000;
const dayIn = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const at = (days: number, hour: number) => ({ dateTime: `${dayIn(days)}T${String(hour).padStart(2, '0')}:00:00`, timeZone: 'UTC' });
const daily = (from: number, times: number, interval = 1) => ({
  pattern: { type: 'daily', interval },
  range: { type: 'numbered', numberOfOccurrences: times, startDate: dayIn(from) },
});
const standUp = (from: number, times: number) => ({ subject: 'Stand-up', start: at(from, 9), end: at(from, 10), recurrence: daily(from, times) }); // prettier-ignore

const resources = (): ResourcesConfig => {
  const { calendar } = playgroundHomes().crm;
  const homes = (calendar?.homes ?? []).map((home): HomeMapping<'calendar'> =>
    home.name === 'appointments' ? { ...home, occurrenceDays: 30 } : home,
  );
  return { calendar: { homes } };
};

let crm: Crm;
afterEach(() => crm.close());

const entries = async () =>
  (await crm.documents(ACTIVITY).findMany({ sort: 'start', limit: 1000 })).map((one) => ({
    documentId: one.documentId,
    title: String(one['title']),
    day: String(one['start']).slice(0, 10),
  }));
const days = async () => (await entries()).map(({ day }) => day);
const nothing = { strapi: { created: 0, updated: 0, deleted: 0 }, microsoft: { created: 0, updated: 0, deleted: 0 } };

describe.each(databases)('in a type of the host without rules, on %s', { timeout: 120_000 }, (database) => {
  it('a series has an entry for each date; both sides follow each other', async () => {
    crm = await openCrm({ resources: resources(), boot: { database } });
    const { mailbox } = crm.office;
    const id = String(mailbox.addEvent(standUp(1, 4))['id']);
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: 4 } });
    expect(await days()).toEqual([1, 2, 3, 4].map(dayIn));
    expect(await crm.sync('calendar', { full: true })).toMatchObject(nothing);

    const [first, second, third] = await entries();
    await crm.documents(ACTIVITY).update({ documentId: second?.documentId ?? '', data: { title: 'Review', dueOn: dayIn(9) } });
    await crm.documents(ACTIVITY).delete({ documentId: third?.documentId ?? '' });
    await crm.sync('calendar');
    const view = mailbox.listView({ from: Date.now(), to: Date.now() + 9 * DAY }).map(({ start, subject }) => `${(start as { dateTime: string }).dateTime.slice(0, 10)} ${String(subject)}`); // prettier-ignore
    expect(view).toEqual([`${dayIn(1)} Stand-up`, `${dayIn(2)} Review`, `${dayIn(4)} Stand-up`]);
    expect(await crm.sync('calendar', { full: true })).toMatchObject(nothing);

    mailbox.changeEvent(id, { subject: 'Daily' });
    await crm.sync('calendar');
    expect((await entries()).map(({ title }) => title)).toEqual(['Daily', 'Review', 'Daily']);
    mailbox.deleteEvent(id);
    await crm.sync('calendar');
    await crm.sync('calendar');
    expect(await entries()).toEqual([]);
    expect(first?.day).toBe(dayIn(1));
  });

  it('another day asks Microsoft nothing more, and takes as many statements for forty series as for four', async () => {
    crm = await openCrm({ resources: resources(), boot: { database } });
    const { strapi, mailbox, sandbox } = crm.office;
    const completing = async () => {
      await strapi.db.connection('microsoft_sync_targets').update({ occurrence_days: 'another day' });
      const before = sandbox.requests.entries.length;
      const ofLinks: string[] = [];
      const { statements: all } = await cost(
        strapi,
        () => crm.sync('calendar'),
        (sql) => void (sql.includes('microsoft_sync_links') && ofLinks.push(sql)),
      );
      const [{ occurrence_days: days }] = await strapi.db.connection('microsoft_sync_targets').where({ resource: 'calendar' });
      const today = dateOf(toLocal(new Date().toISOString(), graphZone(mailbox.timeZone)));
      expect(String(days)).toContain(shifted(today, 30));
      return { all, statements: ofLinks.length, requests: sandbox.requests.entries.length - before };
    };
    for (let series = 0; series < 4; series += 1) mailbox.addEvent(standUp(1 + series, 3));
    await crm.sync('calendar');
    await crm.sync('calendar');
    const four = await completing();
    for (let series = 0; series < 36; series += 1) mailbox.addEvent(standUp(1 + (series % 9), 3));
    await crm.sync('calendar');
    await crm.sync('calendar');
    const forty = await completing();
    expect({ ...forty, all: four.all }).toEqual(four);
    expect(four.requests).toBe(1);
    // So much a day for each account, however many there are: each completes its own days in a run of its own.
    expect(four.statements).toBeLessThanOrEqual(6);
    expect(Math.max(four.all, forty.all)).toBeLessThanOrEqual(32);
  });
});

it.each([
  ['kept', 'both'],
  ['new', 'both'],
  ['new', 'source'],
] as const)(
  'a series that is moved to another calendar, its id %s and told by %s, keeps its entries with what people wrote into them',
  async (movedId, movesToldBy) => {
    crm = await openCrm({ resources: resources() });
    const { mailbox, services, user } = crm.office;
    mailbox.behave({ movedId, movesToldBy });
    const [team, other] = [mailbox.addCalendar('Team'), mailbox.addCalendar('Other')];
    await services.sync.chooseCollections({ user, resource: 'calendar', choice: [team] });
    mailbox.addEvent({ subject: 'Neighbour', start: at(2, 15), end: at(2, 16) }, other);
    let id = String(mailbox.addEvent(standUp(1, 4))['id']);
    await crm.sync('calendar');
    const [, second, third] = await entries();
    await crm.documents(ACTIVITY).update({ documentId: second?.documentId ?? '', data: { dueOn: dayIn(9) } });
    await crm.documents(ACTIVITY).update({ documentId: third?.documentId ?? '', data: { title: 'Review' } });
    await crm.sync('calendar');
    const before = await entries();
    expect(before.map(({ title }) => title)).toEqual(['Stand-up', 'Stand-up', 'Review', 'Stand-up']);
    for (const to of [team, other, String(mailbox.calendars()[0]?.['id'])]) {
      id = String(mailbox.moveEvent(id, to)['id']);
      await crm.sync('calendar');
      await crm.sync('calendar');
      expect(await entries()).toEqual(before);
      expect((await crm.read(ACTIVITY, { documentId: second?.documentId ?? '' }))?.['dueOn']).toBe(dayIn(9));
    }
    expect(await crm.sync('calendar', { full: true })).toMatchObject(nothing);
    await crm.documents(ACTIVITY).update({ documentId: second?.documentId ?? '', data: { title: 'Moved and edited' } });
    await crm.sync('calendar');
    const view = mailbox.listView({ from: Date.now(), to: Date.now() + 9 * DAY }).map(({ subject }) => String(subject));
    expect(view).toEqual(['Stand-up', 'Moved and edited', 'Review', 'Stand-up']);
  },
);

it('a series that is moved and gets another time and name at once, its id too, keeps what people wrote; an edit meanwhile goes along', async () => {
  crm = await openCrm({ resources: resources() });
  const { mailbox, services, user } = crm.office;
  mailbox.behave({ movedId: 'new' });
  const team = mailbox.addCalendar('Team');
  await services.sync.chooseCollections({ user, resource: 'calendar', choice: [team] });
  const id = String(mailbox.addEvent(standUp(1, 4))['id']);
  await crm.sync('calendar');
  const before = await entries();
  const noted = before[1]?.documentId ?? '';
  await crm.documents(ACTIVITY).update({ documentId: noted, data: { dueOn: dayIn(9) } });
  await crm.sync('calendar');
  const moved = String(mailbox.moveEvent(id, team)['id']);
  mailbox.changeEvent(moved, { subject: 'Daily', start: at(1, 11), end: at(1, 12), recurrence: daily(1, 4) });
  await crm.documents(ACTIVITY).update({ documentId: noted, data: { title: 'Review' } });
  await crm.sync('calendar');
  await crm.sync('calendar');
  expect((await entries()).map(({ documentId }) => documentId)).toEqual(before.map(({ documentId }) => documentId));
  expect(await crm.read(ACTIVITY, { documentId: noted })).toMatchObject({ dueOn: dayIn(9), title: 'Review' });
  const view = mailbox.listView({ from: Date.now(), to: Date.now() + 9 * DAY }, team).map(({ subject }) => String(subject));
  expect(view).toEqual(['Daily', 'Review', 'Daily', 'Daily']);
  expect(await crm.sync('calendar', { full: true })).toMatchObject(nothing);
});

it('an entry says which series it is of and what deleting it will do, and so does the preview before it is done', async () => {
  crm = await openCrm({ resources: resources() });
  const { mailbox, services, strapi, user } = crm.office;
  const told = async (documentId = '') => besideEntry(containerOf(strapi).explain, { uid: ACTIVITY, documentId });
  const attendees = [{ emailAddress: { address: 'ole@northern.example', name: 'Ole' }, type: 'required' }];
  mailbox.addEvent(standUp(1, 4));
  mailbox.addEvent({ ...standUp(1, 2), subject: 'With Ole', attendees });
  mailbox.addEvent({ subject: 'Once', start: at(1, 12), end: at(1, 13) });
  const zone = { isAllDay: false, zone: 'UTC' };
  const named = { title: 'Stand-up', rule: 'FREQ=DAILY;COUNT=4', start: { wall: `${dayIn(1)}T09:00:00`, ...zone } };
  const { actions } = await services.sync.preview({ user, resource: 'calendar' });
  expect(actions.filter(({ item }) => item.title === 'Stand-up').map(({ kind, item }) => [kind, item.series])).toEqual(new Array(4).fill(['create', named])); // prettier-ignore
  expect(actions.find(({ item }) => item.title === 'Once')?.item).not.toHaveProperty('series');
  await crm.sync('calendar');
  const byTitle = async (title: string) => (await entries()).filter((one) => one.title === title);
  const [, second] = await byTitle('Stand-up');
  const [asked] = await byTitle('With Ole');
  const [once] = await byTitle('Once');
  const cancels = { does: 'cancels-date', mails: 0, tells: 'at-once', reason: null };
  expect(await told(second?.documentId)).toMatchObject({ series: named, deletion: cancels, originalStart: `${dayIn(2)}T09:00:00.000Z` });
  expect(await told(asked?.documentId)).toMatchObject({ deletion: { ...cancels, mails: 1, tells: 'when-approved' } });
  expect(await told(once?.documentId)).toMatchObject({ series: null, deletion: { ...cancels, does: 'deletes-item' }, originalStart: null });
  await crm.documents(ACTIVITY).delete({ documentId: second?.documentId ?? '' });
  await crm.documents(ACTIVITY).delete({ documentId: asked?.documentId ?? '' });
  const planned = (await services.sync.preview({ user, resource: 'calendar' })).actions;
  expect(planned.find(({ item }) => item.title === 'Stand-up')).toMatchObject({
    ...{ side: 'microsoft', kind: 'update', fields: ['excludedDates'], mails: [], item: { series: named } },
    reason: { code: 'cancels-dates', values: { dates: [dayIn(2)] } },
  });
  const wouldMail = { code: 'would-mail-cancellation', values: { dates: [dayIn(1)], count: 1 } };
  expect(planned.find(({ item }) => item.title === 'With Ole')).toMatchObject({ kind: 'hold', mails: [], reason: wouldMail });
  await crm.sync('calendar');
  expect(await services.held.list({ user })).toMatchObject([{ code: 'would-send-mail', reason: wouldMail }]);
  await crm.office.settings({ calendarEnabled: true, calendarDirection: 'microsoft-to-strapi' });
  const kept = { does: 'nothing', reason: { code: 'deleted-in-strapi-one-way' } };
  expect(await told(once?.documentId)).toMatchObject({ deletion: kept });
  expect(await told((await byTitle('Stand-up'))[0]?.documentId)).toMatchObject({ deletion: kept });
});

const takingAppointments = (accepts: 'all' | { categories: string[] }): ResourcesConfig => {
  const { homes = [] } = resources().calendar ?? {};
  return {
    calendar: { homes: homes.map((home): HomeMapping<'calendar'> => (home.name === 'appointments' ? { ...home, accepts } : home)) },
  };
};

it.each([
  ['an entry for each date', takingAppointments('all'), [ACTIVITY]],
  ['the type of Strapi’s own with its rules', { calendar: { homes: [] } }, [EVENT]],
  ['both, each some of them', takingAppointments({ categories: ['Customers'] }), [ACTIVITY, EVENT]],
] as [string, ResourcesConfig, string[]][])(
  'the calendar service gives each occurrence once, as Outlook shows it: %s',
  async (_, config, uids) => {
    crm = await openCrm({ resources: config });
    const { mailbox, services, user } = crm.office;
    const between = { from: Date.now(), to: Date.now() + 20 * DAY };
    const occurrenceOf = (subject: string, nth: number) =>
      String(mailbox.listView(between).filter((one) => one['subject'] === subject)[nth]?.['id']);
    for (const subject of ['Visit', 'Stand-up']) {
      const id = mailbox.addEvent({ ...standUp(1, 5), subject, ...(subject === 'Visit' ? { categories: ['Customers'] } : {}) })['id'];
      mailbox.changeEvent(occurrenceOf(subject, 1), { start: at(2, 15), end: at(2, 16) });
      mailbox.deleteEvent(occurrenceOf(subject, 2));
      mailbox.changeEvent(String(id), { location: { displayName: 'Room 1' } });
    }
    mailbox.addEvent({ subject: 'Once', start: at(3, 12), end: at(3, 13) });
    await crm.sync('calendar');
    const found = await services.calendar.occurrences({
      user,
      from: new Date(between.from).toISOString(),
      to: new Date(between.to).toISOString(),
    });
    const there = mailbox.listView(between).map(({ start, subject }) => `${(start as { dateTime: string }).dateTime.slice(0, 16)} ${String(subject)}`); // prettier-ignore
    expect(there).toHaveLength(9);
    expect(found.map(({ start, subject }) => `${start.slice(0, 16)} ${subject}`).sort()).toEqual([...there].sort());
    expect([...new Set(found.map(({ uid }) => uid))].sort()).toEqual([...uids].sort());
  },
);
