import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EVENT, openOffice, type Office } from '../support/office';

/**
 * Days of all-day series. Microsoft names an occurrence by the midnight of the series' own zone, told in UTC: the day before in Berlin, the
 * same day in Vancouver, and half a day off in the Pacific.
 */
const zones = [
  'UTC',
  'W. Europe Standard Time',
  'Pacific Standard Time',
  'Hawaiian Standard Time',
  'Newfoundland Standard Time',
  'India Standard Time',
  'Tokyo Standard Time',
  'New Zealand Standard Time',
  'Chatham Islands Standard Time',
  'Line Islands Standard Time',
];
const some = zones.filter((zone) => /Europe|Pacific|India|New Zealand|Chatham/.test(zone));
const view = { start: '2027-03-01T00:00:00Z', end: '2027-05-01T00:00:00Z' };

let office: Office;
beforeAll(async () => {
  office = await openOffice({ now: '2026-11-28T12:00:00Z' });
});
afterAll(() => office.close());
beforeEach(async () => {
  for (const event of office.mailbox.listEvents()) office.mailbox.deleteEvent(String(event['id']));
  for (const event of ben().listEvents()) ben().deleteEvent(String(event['id']));
  await office.strapi.db.query(EVENT).deleteMany({ where: {} });
  const report = await office.sync();
  if (report.outcome === 'stopped-by-guard') await office.services.sync.approve({ run: report.run });
  await office.sync();
});

const ben = () => office.sandbox.mailbox('ben@sandbox.example');
const midnight = (date: string, timeZone: string) => ({ dateTime: `${date}T00:00:00`, timeZone });
/** Over the nights in which clocks are moved in Europe (28 March) and on the other half of the world (4 April). */
const daily = (timeZone: string, more: object = {}) => ({
  subject: 'Away',
  isAllDay: true,
  start: midnight('2027-03-26', timeZone),
  end: midnight('2027-03-27', timeZone),
  recurrence: {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: '2027-03-26', numberOfOccurrences: 12, recurrenceTimeZone: timeZone },
  },
  ...more,
});
const shownThere = () =>
  office.mailbox
    .listView({ from: Date.parse(view.start), to: Date.parse(view.end) })
    .map(({ subject, start }) => `${(start as { dateTime: string }).dateTime.slice(5, 10)} ${String(subject)}`)
    .sort();
const shownHere = async () =>
  (await office.services.calendar.occurrences({ user: office.user, from: view.start, to: view.end }))
    .map(({ subject, start }) => `${start.slice(5, 10)} ${subject}`)
    .sort();
const instanceOn = (date: string) =>
  String(
    office.mailbox
      .listView({ from: Date.parse(view.start), to: Date.parse(view.end) })
      .find(({ start }) => (start as { dateTime: string }).dateTime.startsWith(date))?.['id'],
  );
const series = async () => String((await office.events()).find(({ recurrence }) => recurrence)?.['documentId']);
async function quiet(): Promise<void> {
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
}
const days = ['03-26', '03-27', '03-28', '03-29', '03-30', '03-31', '04-01', '04-02', '04-03', '04-04', '04-05', '04-06'];
const except = (...changed: readonly [day: string, shown: string | null][]) =>
  days
    .flatMap((day) => {
      const [, shown = `${day} Away`] = changed.find(([one]) => one === day) ?? [];
      return shown ?? [];
    })
    .sort();

it.each(zones)('what a person in Strapi does to one day reaches that day: %s', async (zone) => {
  office.mailbox.addEvent(daily(zone));
  await office.sync();
  const { calendar } = office.services;
  const of = async (day: string) => ({ series: await series(), originalStart: `2027-${day}T00:00:00.000Z` });
  await calendar.cancelOccurrence(await of('03-28'));
  await calendar.editOccurrence({ ...(await of('03-30')), data: { subject: 'At home' } });
  await calendar.editOccurrence({ ...(await of('04-04')), data: { subject: 'Ill' } });
  await calendar.cancelOccurrence(await of('04-06'));
  await office.sync();
  const expected = except(['03-28', null], ['03-30', '03-30 At home'], ['04-04', '04-04 Ill'], ['04-06', null]);
  expect(shownThere()).toEqual(expected);
  expect(await shownHere()).toEqual(expected);
  await quiet();
  // Once more: now each has a name of its own in Microsoft.
  await calendar.editOccurrence({ ...(await of('03-30')), data: { subject: 'In town' } });
  await calendar.cancelOccurrence(await of('04-04'));
  await office.sync();
  const later = except(['03-28', null], ['03-30', '03-30 In town'], ['04-04', null], ['04-06', null]);
  expect(shownThere()).toEqual(later);
  expect(await shownHere()).toEqual(later);
  await quiet();
});

it.each(some)('what a person in Outlook does to one day comes in as that day: %s', async (zone) => {
  office.mailbox.addEvent(daily(zone));
  office.mailbox.changeEvent(instanceOn('2027-03-29'), { subject: 'Ill' });
  office.mailbox.deleteEvent(instanceOn('2027-04-05'));
  await office.sync();
  office.mailbox.changeEvent(instanceOn('2027-04-04'), { subject: 'At home' });
  office.mailbox.deleteEvent(instanceOn('2027-03-28'));
  await office.sync();
  const expected = except(['03-28', null], ['03-29', '03-29 Ill'], ['04-04', '04-04 At home'], ['04-05', null]);
  expect(shownThere()).toEqual(expected);
  expect(await shownHere()).toEqual(expected);
  await quiet();
});

/** What Microsoft tells of a participant's copy does not say in which zone its days begin. */
it.each(some)('a participant’s copy, whose zone is not told, is read and written by its days too: %s', async (zone) => {
  ben().addEvent(daily(zone, { attendees: [{ type: 'required', emailAddress: { name: 'Ada', address: 'ada@sandbox.example' } }] }));
  const benOn = (date: string) =>
    String(
      ben()
        .listView({ from: Date.parse(view.start), to: Date.parse(view.end) })
        .find(({ start }) => (start as { dateTime: string }).dateTime.startsWith(date))?.['id'],
    );
  ben().changeEvent(benOn('2027-03-29'), { subject: 'Fair' });
  await office.sync();
  expect(await shownHere()).toEqual(except(['03-29', '03-29 Fair']));
  const { calendar } = office.services;
  await calendar.editOccurrence({ series: await series(), originalStart: '2027-03-30T00:00:00.000Z', data: { showAs: 'oof' } });
  await calendar.editOccurrence({ series: await series(), originalStart: '2027-04-04T00:00:00.000Z', data: { categories: ['Travel'] } });
  await office.sync();
  const there = office.mailbox.listView({ from: Date.parse(view.start), to: Date.parse(view.end) });
  const on = (date: string) => there.find(({ start }) => (start as { dateTime: string }).dateTime.startsWith(date));
  expect(there.filter(({ showAs }) => showAs === 'oof')).toEqual([on('2027-03-30')]);
  expect(there.filter(({ categories }) => (categories as string[]).length > 0)).toEqual([on('2027-04-04')]);
  expect(shownThere()).toEqual(await shownHere());
  await quiet();
});
