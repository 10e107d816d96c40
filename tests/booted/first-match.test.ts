import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inMicrosoft, inStrapi, openOffice, openTasksOffice, type Office, type TasksOffice } from '../support';

/** What both sides hold already before they are linked, written down as people, databases and Exchange write it: linked, not doubled. */
const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const dayBefore = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
const dayAfter = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const graph = (date: string, time = '00:00:00') => ({ dateTime: `${date}T${time}.0000000`, timeZone: 'UTC' });
const quiet = { outcome: 'nothing-to-do' };

describe('an event that both sides hold already', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());
  const timed = { start: `${day}T09:00:00.000Z`, end: `${day}T10:00:00.000Z` };

  it.each<[string, Record<string, unknown>]>([
    ['with a fraction of a second', { start: `${day}T09:00:00.500Z`, end: `${day}T10:00:00.123Z` }],
    ['with white space around and in its subject', { ...timed, subject: ' Café \u00a0 with  Bob\t' }],
    [
      'with its letters written in the other way of Unicode, and in capitals',
      { ...timed, subject: 'Café with Bob'.normalize('NFD').toUpperCase() },
    ],
  ])('%s', async (_how, entry) => {
    await office.createEvent({ subject: 'Café with Bob', ...entry });
    office.mailbox.addEvent({ subject: 'Café with Bob', start: graph(day, '09:00:00'), end: graph(day, '10:00:00') });
    expect(await office.sync()).toMatchObject({ matched: 1, strapi: { created: 0 }, microsoft: { created: 0 } });
    expect([(await inStrapi(office)).length, inMicrosoft(office).length]).toEqual([1, 1]);
    expect(await office.sync({ full: true })).toMatchObject(quiet);
  });

  it.each<[string, Record<string, unknown>]>([
    ['as dates', { start: `${day}T00:00:00.000Z`, end: `${dayAfter}T00:00:00.000Z` }],
    ['at midnight of a zone east', { start: `${dayBefore}T15:00:00.000Z`, end: `${day}T15:00:00.000Z`, timeZone: 'Asia/Tokyo' }],
    ['at midnight of a zone west', { start: `${day}T10:00:00.000Z`, end: `${dayAfter}T10:00:00.000Z`, timeZone: 'Pacific/Honolulu' }],
    ['at a time of the day', { start: `${day}T21:30:00.000Z`, end: `${day}T22:30:00.000Z` }],
  ])('all-day, %s', async (_how, entry) => {
    await office.createEvent({ subject: 'Fair', isAllDay: true, ...entry });
    office.mailbox.addEvent({ subject: 'Fair', isAllDay: true, start: graph(day), end: graph(dayAfter) });
    expect(await office.sync()).toMatchObject({ matched: 1, strapi: { created: 0 }, microsoft: { created: 0 } });
    expect([(await inStrapi(office)).length, inMicrosoft(office).length]).toEqual([1, 1]);
    expect(await office.sync({ full: true })).toMatchObject(quiet);
  });

  it('but another one a second later, or on the day after, is another one', async () => {
    await office.createEvent({ subject: 'Call', start: `${day}T09:00:01.000Z`, end: `${day}T10:00:00.000Z` });
    await office.createEvent({ subject: 'Fair', isAllDay: true, start: `${dayAfter}T00:00:00.000Z`, end: `${dayAfter}T00:00:00.000Z` });
    office.mailbox.addEvent({ subject: 'Call', start: graph(day, '09:00:00'), end: graph(day, '10:00:00') });
    office.mailbox.addEvent({ subject: 'Fair', isAllDay: true, start: graph(day), end: graph(dayAfter) });
    expect(await office.sync()).toMatchObject({ matched: 0, strapi: { created: 2 }, microsoft: { created: 2 } });
  });
});

describe('a task that both sides hold already', () => {
  let at: TasksOffice;
  beforeEach(async () => {
    at = await openTasksOffice();
  });
  afterEach(() => at.close());

  it.each<[string, Record<string, unknown>]>([
    ['with other white space', { title: '\tCafé  with\u00a0Bob ' }],
    ['with its letters written in the other way of Unicode, and in capitals', { title: 'Café with Bob'.normalize('NFD').toUpperCase() }],
  ])('%s, due on the same day', async (_how, entry) => {
    await at.create({ dueDate: day, ...entry });
    at.office.mailbox.tasks.addTask({ title: 'Café with Bob', dueDate: day });
    expect(await at.sync()).toMatchObject({ matched: 1, strapi: { created: 0 }, microsoft: { created: 0 } });
    const { strapi, microsoft } = await at.titles();
    expect([strapi.length, microsoft.length]).toEqual([1, 1]);
    expect(await at.sync({ full: true })).toMatchObject(quiet);
  });
});
