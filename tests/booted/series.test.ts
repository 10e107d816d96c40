import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVENT, openOffice, type Office } from '../support/office';

/** Series, exceptions and cancelled occurrences, both ways (graph-facts §1.3, §1.9). */
const zone = 'W. Europe Standard Time';
const weekly = { pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' } };
const numbered = { ...weekly, range: { type: 'numbered', startDate: '2026-11-02', numberOfOccurrences: 10 } };
const meeting = {
  subject: 'Stand-up',
  start: { dateTime: '2026-11-02T09:00:00', timeZone: zone },
  end: { dateTime: '2026-11-02T09:30:00', timeZone: zone },
  recurrence: numbered,
};
const row = {
  subject: 'Review',
  start: '2026-11-02T08:00:00.000Z',
  end: '2026-11-02T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=10',
};
const view = { start: '2026-10-25T00:00:00Z', end: '2027-02-25T00:00:00Z' };

let office: Office;
beforeAll(async () => {
  office = await openOffice({ now: '2026-11-28T12:00:00Z' });
});
afterAll(() => office.close());
beforeEach(async () => {
  for (const event of office.mailbox.listEvents()) office.mailbox.deleteEvent(String(event['id']));
  await office.strapi.db.query(EVENT).deleteMany({ where: {} });
  const { runs } = await office.services.sync.run({ user: office.user, resource: 'calendar' });
  if (runs[0]?.outcome === 'stopped-by-guard') await office.services.sync.approve({ run: runs[0].run });
  await office.sync();
});

const instances = () =>
  office.mailbox
    .listView({ from: Date.parse(view.start), to: Date.parse(view.end) })
    .map(({ subject, start }) => `${(start as { dateTime: string }).dateTime.slice(0, 16)} ${String(subject)}`);
const occurrences = async () =>
  (await office.services.calendar.occurrences({ user: office.user, from: view.start, to: view.end })).map(
    ({ subject, start }) => `${start.slice(0, 16)} ${subject}`,
  );
const same = async () => expect(await occurrences()).toEqual(instances());
async function quiet(): Promise<void> {
  expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
}
const master = async () => {
  const found = (await office.events()).find(({ recurrence }) => recurrence);
  if (!found) throw new Error('no series in Strapi');
  return found as { documentId: string; excludedDates: string[] | null; recurrence: string };
};
const masterId = () => String(office.mailbox.listEvents().find(({ type }) => type === 'seriesMaster')?.['id']);
const instanceOn = (date: string) =>
  String(
    office.mailbox
      .listView({ from: Date.parse(view.start), to: Date.parse(view.end) })
      .find(({ start }) => (start as { dateTime: string }).dateTime.startsWith(date))?.['id'],
  );

describe('from Microsoft', () => {
  it('a series comes with its exceptions and without its cancelled occurrences', async () => {
    office.mailbox.addEvent(meeting);
    office.mailbox.changeEvent(instanceOn('2026-11-09'), {
      subject: 'Moved',
      start: { dateTime: '2026-11-10T14:00:00', timeZone: zone },
      end: { dateTime: '2026-11-10T14:30:00', timeZone: zone },
    });
    office.mailbox.deleteEvent(instanceOn('2026-11-16'));
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 2 } });
    expect((await master()).excludedDates).toEqual(['2026-11-16T08:00:00.000Z']);
    await same();
    expect(await occurrences()).toHaveLength(9);
    await quiet();
  });

  it('a later exception, cancellation and rule arrive', async () => {
    office.mailbox.addEvent(meeting);
    await office.sync();
    office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject: 'Special' });
    office.mailbox.deleteEvent(instanceOn('2026-11-23'));
    await office.sync();
    await same();
    office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject: 'More special' });
    await office.sync();
    await same();
    office.mailbox.changeEvent(masterId(), {
      recurrence: { ...weekly, range: { type: 'numbered', startDate: '2026-11-02', numberOfOccurrences: 5 } },
    });
    await office.sync();
    await same();
    await quiet();
  });

  it('an exception that the list of changes names as removed, by its own id and alone, is looked at', async () => {
    office.mailbox.addEvent(meeting);
    office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject: 'Special' });
    await office.sync();
    const id = instanceOn('2026-11-09');
    office.mailbox.changeEvent(id, { subject: 'Away' });
    const body = {
      value: [{ id, '@removed': { reason: 'deleted' } }],
      '@odata.deltaLink': `${office.sandbox.graph}/v1.0/me/calendarView/delta?$deltatoken=of-another-day`,
    };
    office.sandbox.faults.push({
      method: 'GET',
      path: '/calendarView/delta',
      answer: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { created: 0, updated: 1, deleted: 0 } });
    await same();
    await office.sync();
    await quiet();
  });

  it('“this and following” arrives as what it is: an end, and a new series', async () => {
    office.mailbox.addEvent(meeting);
    office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject: 'Special' });
    await office.sync();
    office.mailbox.changeEvent(masterId(), {
      recurrence: { ...weekly, range: { type: 'endDate', startDate: '2026-11-02', endDate: '2026-11-16' } },
    });
    const following = { dateTime: '2026-11-23T11:00:00', timeZone: zone };
    office.mailbox.addEvent({
      ...meeting,
      start: following,
      end: { ...following, dateTime: '2026-11-23T11:30:00' },
      recurrence: { ...weekly, range: { type: 'numbered', startDate: '2026-11-23', numberOfOccurrences: 7 } },
    });
    expect(await office.sync()).toMatchObject({ strapi: { created: 1, deleted: 0 } });
    await same();
    expect(await occurrences()).toHaveLength(10);
    await quiet();
  });

  it('a series that is deleted goes with its exceptions', async () => {
    office.mailbox.addEvent(meeting);
    office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject: 'Special' });
    await office.sync();
    expect(await office.events()).toHaveLength(2);
    office.mailbox.deleteEvent(masterId());
    await office.sync();
    expect(await office.events()).toHaveLength(0);
    await quiet();
  });

  it('a series that becomes a single event, and a single event that becomes a series', async () => {
    office.mailbox.addEvent(meeting);
    office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject: 'Special' });
    await office.sync();
    office.mailbox.changeEvent(masterId(), { recurrence: null });
    await office.sync();
    await same();
    expect(await office.events()).toHaveLength(1);
    await quiet();
    office.mailbox.changeEvent(String(office.mailbox.listEvents()[0]?.['id']), { recurrence: numbered });
    await office.sync();
    await same();
    await quiet();
  });
});

describe('from Strapi', () => {
  it('a series is made, its clock kept over the end of summer time', async () => {
    await office.createEvent({ ...row, start: '2026-10-05T07:00:00.000Z', end: '2026-10-05T08:00:00.000Z' });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', microsoft: { created: 1 } });
    await same();
    await quiet();
  });

  it('an occurrence is changed, cancelled, and its exception deleted', async () => {
    const { documentId } = await office.createEvent(row);
    await office.sync();
    const { calendar } = office.services;
    await calendar.editOccurrence({ series: documentId, originalStart: '2026-11-09T08:00:00.000Z', data: { subject: 'Other' } });
    await calendar.cancelOccurrence({ series: documentId, originalStart: '2026-11-16T08:00:00.000Z' });
    const exception = await calendar.editOccurrence({
      series: documentId,
      originalStart: '2026-11-23T08:00:00.000Z',
      data: { subject: 'Gone soon' },
    });
    await office.sync();
    await same();
    await quiet();
    await office.deleteEvent(exception.documentId);
    await office.sync();
    await same();
    expect((await master()).excludedDates).toHaveLength(2);
    await quiet();
  });

  it('a series made together with its exceptions and cancelled occurrences arrives in one run', async () => {
    const { documentId } = await office.createEvent({ ...row, excludedDates: ['2026-11-16T08:00:00.000Z'] });
    await office.services.calendar.editOccurrence({
      series: documentId,
      originalStart: '2026-11-09T08:00:00.000Z',
      data: { subject: 'Other' },
    });
    await office.sync();
    await same();
    await quiet();
  });

  it('a changed rule keeps the exceptions that still have a place', async () => {
    const { documentId } = await office.createEvent(row);
    await office.services.calendar.editOccurrence({
      series: documentId,
      originalStart: '2026-11-09T08:00:00.000Z',
      data: { subject: 'Other' },
    });
    await office.services.calendar.editOccurrence({
      series: documentId,
      originalStart: '2026-12-28T08:00:00.000Z',
      data: { subject: 'Late' },
    });
    await office.sync();
    await office.updateEvent(documentId, { recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5' });
    await office.sync();
    expect(await occurrences()).toHaveLength(5);
    await same();
    await quiet();
  });

  it('“this and following” goes as what it is: an end, and a new series', async () => {
    const { documentId } = await office.createEvent(row);
    await office.services.calendar.editOccurrence({
      series: documentId,
      originalStart: '2026-11-09T08:00:00.000Z',
      data: { subject: 'Other' },
    });
    await office.sync();
    await office.updateEvent(documentId, { recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3' });
    await office.createEvent({
      ...row,
      start: '2026-11-23T10:00:00.000Z',
      end: '2026-11-23T11:00:00.000Z',
      recurrence: 'FREQ=WEEKLY;BYDAY=MO;COUNT=7',
    });
    expect(await office.sync()).toMatchObject({ microsoft: { created: 1, deleted: 0 } });
    await same();
    expect(await occurrences()).toHaveLength(10);
    await quiet();
  });

  it('a deleted series goes with its exceptions', async () => {
    const { documentId } = await office.createEvent(row);
    await office.services.calendar.editOccurrence({
      series: documentId,
      originalStart: '2026-11-09T08:00:00.000Z',
      data: { subject: 'Other' },
    });
    await office.sync();
    await office.deleteEvent(documentId);
    expect(await office.events()).toHaveLength(0);
    await office.sync();
    expect(office.mailbox.listEvents()).toHaveLength(0);
    await quiet();
  });

  it('dates that were cancelled before it became a single event are none of the series that Microsoft makes of it', async () => {
    const { documentId } = await office.createEvent(row);
    await office.services.calendar.cancelOccurrence({ series: documentId, originalStart: '2026-11-16T08:00:00.000Z' });
    await office.sync();
    await office.updateEvent(documentId, { recurrence: null });
    await office.sync();
    office.mailbox.changeEvent(String(office.mailbox.listEvents()[0]?.['id']), { recurrence: numbered });
    await office.sync();
    expect(instances()).toHaveLength(10);
    await same();
    await quiet();
  });

  it('an event that becomes a series with a cancelled date is asked for its occurrences once it has some', async () => {
    const { documentId } = await office.createEvent({ ...row, recurrence: null });
    await office.sync();
    const before = office.mailbox.requests.length;
    await office.updateEvent(documentId, { recurrence: row.recurrence, excludedDates: ['2026-11-16T08:00:00.000Z'] });
    await office.sync();
    const asked = office.mailbox.requests
      .slice(before)
      .flatMap(({ method, path }) => (method === 'PATCH' ? ['PATCH'] : path.includes('/instances') ? ['instances'] : []));
    expect(asked).toEqual(['PATCH', 'instances']);
    expect(instances()).toHaveLength(9);
    await same();
  });

  it('a rule that Outlook does not know is held with the reason', async () => {
    await office.createEvent({ ...row, recurrence: 'FREQ=MONTHLY;BYMONTHDAY=-1' });
    await office.sync();
    expect(await office.services.held.list({ user: office.user })).toMatchObject([{ code: 'rule-not-expressible' }]);
    expect(office.mailbox.listEvents()).toHaveLength(0);
  });
});

it('links that are lost are found again, exceptions too', async () => {
  office.mailbox.addEvent(meeting);
  office.mailbox.changeEvent(instanceOn('2026-11-09'), { subject: 'Special' });
  await office.createEvent(row);
  await office.sync();
  const knex = office.strapi.db.connection;
  await knex('microsoft_sync_links').delete();
  await knex('microsoft_sync_cursors').delete();
  expect(await office.sync({ full: true })).toMatchObject({ strapi: { created: 0 }, microsoft: { created: 0 }, matched: 3 });
  await same();
  await quiet();
});
