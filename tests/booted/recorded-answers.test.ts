import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { materialFor } from '../../sandbox/testing/material';
import { EVENT, openOffice, type Office } from '../support';
import { startStubGraph, type StubGraph, type StubRequest } from '../support/stub-graph';

type Raw = Record<string, unknown>;

const none = { created: 0, updated: 0, deleted: 0 };
const folder = materialFor('shared/graph/recorded');
/** Empty where the answers are not there, and nothing runs. */
const read = (name: string): Raw => (folder === undefined ? {} : (JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Raw));

const person = 'mattermost-plugin-mscalendar.get_me_response.json';
const mailboxSettings = 'mattermost-plugin-mscalendar.get_mainbox_settings_response.json';
/** Every recorded answer that holds events, and how many of them are no part of a series; the series themselves were not recorded, and are answered with 404. */
const recorded = [
  { name: 'MS365-Calendar.calendar1_calendar_view.json', singles: 1, series: 1 },
  { name: 'MS365-Calendar.calendar1_calendar_view_all_day.json', singles: 2, series: 0 },
  { name: 'MS365-Calendar.calendar1_calendar_view_none.json', singles: 0, series: 0 },
  { name: 'MS365-Calendar.calendar1_calendar_view_not_started.json', singles: 2, series: 0 },
  { name: 'MS365-Calendar.calendar1_calendar_view_started.json', singles: 2, series: 0 },
  { name: 'MS365-Calendar.calendar1_event1.json', singles: 1, series: 0 },
  { name: 'MS365-Calendar.calendar1_event2.json', singles: 0, series: 1 },
  { name: 'MS365-Calendar.calendar2_calendar_view.json', singles: 1, series: 0 },
  { name: 'MS365-Calendar.calendar3_calendar_view.json', singles: 1, series: 0 },
  { name: 'mattermost-plugin-mscalendar.get_calendar_view_response.json', singles: 1, series: 0 },
];
/** The texts that a reader of these HTML bodies sees. */
const bodies: Readonly<Record<string, string>> = { 'Test event 1 calendar1': ' Test', 'The Greatest Event of All Time': '' };
const table: string[] = [];

describe.skipIf(folder === undefined)('answers recorded from the real service', () => {
  let office: Office;
  let stub: StubGraph;
  afterEach(async () => {
    await office.close();
    await stub.close();
  });
  afterAll(
    () =>
      void process.stdout.write(
        `\n${['recorded answer | events | arrived | occurrences whose series was not recorded', ...table].join('\n')}\n`,
      ),
  );

  /** A mailbox that holds these events: a page each, then a delta link behind which nothing has changed. */
  const openWith = async (events: () => readonly Raw[]) => {
    stub = await startStubGraph((request, graph) => answer(request, graph, events()));
    office = await openOffice({ graph: stub.graph });
  };

  it.each(recorded)('$name arrives, and the next run writes nothing', async ({ name, singles, series }) => {
    const events = eventsOf(read(name));
    expect(events).toHaveLength(singles + series);
    await openWith(() => events);
    expect(await office.services.accounts.status({ user: office.user })).toMatchObject({
      state: 'connected',
      mailbox: { timeZone: 'America/Los_Angeles' },
    });

    expect(await office.sync()).toMatchObject({ strapi: { ...none, created: singles }, microsoft: none, leftAlone: 0, held: 0, mails: 0 });
    const rows = await office.strapi.db.query(EVENT).findMany({ orderBy: { id: 'asc' } });
    expect(rows).toMatchObject(events.filter((event) => !event['seriesMasterId']).map(expected));
    table.push([name, events.length, rows.length, series].join(' | '));

    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
    expect(stub.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  const event = (): Raw => eventsOf(read('mattermost-plugin-mscalendar.get_calendar_view_response.json'))[0] ?? {};
  const at = (dateTime: string, timeZone = 'UTC') => ({ dateTime, timeZone });
  const day = (date: string, timeZone?: string) => at(`${date}T00:00:00.0000000`, timeZone);
  const dates = (start: string, end: string) => ({
    start: `${start}T00:00:00.000Z`,
    end: `${end}T00:00:00.000Z`,
    isAllDay: true,
    timeZone: null,
  });

  it.each<{ what: string; answer: Raw; row: Raw }>([
    { what: 'without a type', answer: { type: undefined }, row: { subject: 'The Greatest Event of All Time' } },
    {
      what: 'with properties nobody declared',
      answer: { occurrenceId: null, uid: 'x', isShared: true, sensitivityLabel: { id: 1 } },
      row: {},
    },
    {
      what: 'with nothing but id, start and end',
      answer: only('id', 'start', 'end'),
      row: { subject: '', isReminderOn: true, showAs: 'busy' },
    },
    {
      what: 'with null wherever null can stand',
      answer: nulled('subject', 'body', 'location', 'categories', 'attendees', 'organizer', 'importance', 'isReminderOn'),
      row: { showAs: 'busy' },
    },
    {
      what: 'with an HTML body',
      answer: { body: { contentType: 'HTML', content: '<p>One</p><p>Two &amp; three</p><script>alert(1)</script>' } },
      row: { body: 'One\nTwo & three' },
    },
    { what: 'with a value of an enumeration that is newer than we are', answer: { showAs: 'focusing' }, row: { showAs: 'busy' } },
    {
      what: 'with enumerations in another case',
      answer: { showAs: 'WorkingElsewhere', importance: 'High' },
      row: { showAs: 'workingElsewhere', importance: 'high' },
    },
    {
      what: 'with a zone of its mailbox only',
      answer: { originalStartTimeZone: 'tzone://Microsoft/Custom' },
      row: { timeZone: 'tzone://Microsoft/Custom', start: '2020-04-14T20:30:00.000Z' },
    },
    {
      what: 'with a zone nobody knows',
      answer: { originalStartTimeZone: 'Mars Standard Time' },
      row: { timeZone: 'tzone://Microsoft/Custom', start: '2020-04-14T20:30:00.000Z' },
    },
    {
      what: 'in the zone of its start',
      answer: { start: at('2020-04-14T13:30:00', 'Pacific Standard Time') },
      row: { start: '2020-04-14T20:30:00.000Z' },
    },
    { what: 'that lasts for ever', answer: { end: at('9999-12-31T23:59:59.9999999') }, row: { end: '9999-12-31T23:59:59.999Z' } },
    { what: 'that is over when it begins', answer: { end: at('2020-04-14T20:30:00.0000000') }, row: { end: '2020-04-14T20:30:00.000Z' } },
    {
      what: 'all day, to the next midnight',
      answer: { isAllDay: true, start: day('2020-04-14'), end: day('2020-04-15') },
      row: dates('2020-04-14', '2020-04-15'),
    },
    {
      what: 'all day, to its own midnight',
      answer: { isAllDay: true, start: day('2020-04-14'), end: day('2020-04-14') },
      row: dates('2020-04-14', '2020-04-15'),
    },
    {
      what: 'all day, to a second before midnight',
      answer: { isAllDay: true, start: day('2020-04-14'), end: at('2020-04-15T23:59:59') },
      row: dates('2020-04-14', '2020-04-16'),
    },
    {
      what: 'all day, in a zone far east',
      answer: {
        isAllDay: true,
        start: day('2020-04-14', 'Line Islands Standard Time'),
        end: day('2020-04-15', 'Line Islands Standard Time'),
      },
      row: dates('2020-04-14', '2020-04-15'),
    },
  ])('an event $what arrives, and the next run writes nothing', async ({ answer: changes, row }) => {
    const odd = { ...event(), ...changes };
    await openWith(() => [odd]);
    expect(await office.sync()).toMatchObject({ strapi: { ...none, created: 1 }, microsoft: none, held: 0 });
    expect(await office.strapi.db.query(EVENT).findMany({})).toMatchObject([row]);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it.each<{ what: string; answer: Raw }>([
    { what: 'has no start', answer: { start: null } },
    { what: 'begins in the year 1', answer: { start: at('0001-01-01T00:00:00Z') } },
    { what: 'ends before it starts', answer: { end: at('2020-04-13T00:00:00') } },
    { what: 'starts on no day of any calendar', answer: { start: at('2020-02-31T10:00:00') } },
  ])('an event that $what holds only itself, with the reason', async ({ answer: changes }) => {
    const other = { ...event(), id: 'good', subject: 'Good' };
    let odd: Raw = { ...event(), id: 'odd', ...changes };
    await openWith(() => [odd, other]);
    expect(await office.sync()).toMatchObject({ strapi: { ...none, created: 1 }, held: 1 });
    expect(await office.services.held.list({ user: office.user })).toMatchObject([
      { code: 'invalid-value', message: expect.stringContaining('The event') },
    ]);
    await office.sync({ full: true });
    expect(await office.strapi.db.query(EVENT).findMany({})).toMatchObject([{ subject: 'Good' }]);
    odd = { ...event(), id: 'odd', subject: 'Healed' };
    expect(await office.sync({ full: true })).toMatchObject({ strapi: { ...none, created: 1 }, held: 0 });
    expect(await office.services.held.list({ user: office.user })).toEqual([]);
  });

  function only(...kept: string[]): Raw {
    return Object.fromEntries(
      Object.keys(event())
        .filter((key) => !kept.includes(key))
        .map((key) => [key, undefined]),
    );
  }
});

function answer(
  { method, path: of, headers }: StubRequest,
  graph: string,
  events: readonly Raw[],
): { status?: number; body: unknown } | undefined {
  if (method !== 'GET') return { status: 500, body: { error: { code: 'generalException', message: 'Nothing is to be written here.' } } };
  if (!headers['authorization'] && !of.startsWith('/me/events/'))
    return { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: '' } } };
  if (of.startsWith('/me/mailboxSettings')) return { body: read(mailboxSettings) };
  if (of.startsWith('/me/calendarView/delta')) {
    const link = (query: string) => `${graph}/v1.0/me/calendarView/delta?${query}`;
    const deltaLink = link('$deltatoken=behind-everything');
    if (of.includes('deltatoken')) return { body: { value: [], '@odata.deltaLink': deltaLink } };
    const page = Number(/skiptoken=(\d+)/.exec(of)?.[1] ?? 0);
    const next = page + 1 < events.length ? { '@odata.nextLink': link(`$skiptoken=${page + 1}`) } : { '@odata.deltaLink': deltaLink };
    return { body: { value: events.slice(page, page + 1), ...next } };
  }
  const id = /^\/me\/events\/([^/?]+)/.exec(of)?.[1];
  if (id !== undefined) {
    const found = events.find((event) => event['id'] === decodeURIComponent(id));
    return found && { body: found };
  }
  if (/^\/me\/calendars(\?|$)/.test(of))
    return { body: { value: [{ ...read('MS365-Calendar.calendar1.json'), isDefaultCalendar: true }] } };
  return /^\/me(\?|$)/.test(of) ? { body: read(person) } : undefined;
}

function eventsOf(answered: Raw): Raw[] {
  return Array.isArray(answered['value']) ? (answered['value'] as Raw[]) : [answered];
}

/** What Strapi is to hold, from the raw answer: its times are in UTC. */
function expected(event: Raw): Raw {
  const instant = (side: unknown) => `${(side as { dateTime: string }).dateTime.slice(0, 23)}Z`;
  const organizer = (event['organizer'] as { emailAddress?: { address?: string } } | undefined)?.emailAddress?.address;
  const subject = String(event['subject']);
  return {
    subject,
    start: instant(event['start']),
    end: instant(event['end']),
    isAllDay: event['isAllDay'],
    timeZone: event['isAllDay'] ? null : event['originalStartTimeZone'] ? 'America/Los_Angeles' : 'UTC',
    location: (event['location'] as { displayName: string }).displayName,
    isReminderOn: event['isReminderOn'] ?? true,
    showAs: event['showAs'],
    ...(subject in bodies ? { body: bodies[subject] } : {}),
    ...(organizer === undefined ? {} : { organizer: { email: organizer } }),
    attendees: (event['attendees'] as { emailAddress: { address: string } }[]).map(({ emailAddress }) => ({ email: emailAddress.address })),
    webLink: event['webLink'] ?? null,
    iCalUId: event['iCalUId'] ?? null,
  };
}

function nulled(...names: string[]): Raw {
  return Object.fromEntries(names.map((name) => [name, null]));
}
