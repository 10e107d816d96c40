import { afterEach, expect, it } from 'vitest';
import type { HomeMapping, ResourcesConfig } from '../../src/contracts';
import { cost } from '../bench/count';
import { ACTIVITY, openCrm, playgroundHomes, type Crm } from '../support';

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

it('a series has an entry for each date, in a type of the host that has no rules; both sides follow each other', async () => {
  crm = await openCrm({ resources: resources() });
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
  crm = await openCrm({ resources: resources() });
  const { strapi, mailbox, sandbox } = crm.office;
  const completing = async () => {
    await strapi.db.connection('microsoft_sync_targets').update({ occurrence_days: 'another day' });
    const before = sandbox.requests.entries.length;
    const ofLinks: string[] = [];
    await cost(
      strapi,
      () => crm.sync('calendar'),
      (sql) => void (sql.includes('microsoft_sync_links') && ofLinks.push(sql)),
    );
    const [{ occurrence_days: days }] = await strapi.db.connection('microsoft_sync_targets').where({ resource: 'calendar' });
    expect(String(days)).toContain(dayIn(30));
    return { statements: ofLinks.length, requests: sandbox.requests.entries.length - before };
  };
  for (let series = 0; series < 4; series += 1) mailbox.addEvent(standUp(1 + series, 3));
  await crm.sync('calendar');
  await crm.sync('calendar');
  const four = await completing();
  for (let series = 0; series < 36; series += 1) mailbox.addEvent(standUp(1 + (series % 9), 3));
  await crm.sync('calendar');
  await crm.sync('calendar');
  expect(await completing()).toEqual(four);
  expect(four.requests).toBe(1);
});
