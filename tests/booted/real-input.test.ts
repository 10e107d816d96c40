import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { materialFor } from '../../sandbox/testing/material';
import { EVENT, openOffice, type Office } from '../support';
import { type IcsSingle, readIcs, readOccurrences, subjectsOf } from '../support/read-ics';
import { containerOf } from '../support/container';

const DAY = 86_400_000;
const HALF_HOUR = 1_800_000;
const MAILBOX_ZONE = 'Europe/Berlin';
const none = { created: 0, updated: 0, deleted: 0 };
const folder = materialFor('shared/ics');
const calendars =
  folder === undefined
    ? ['that is not there']
    : fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.ics'))
        .sort();
const table: string[] = [];

/** A year and a bit on either side of a position is in the window. */
const REACH = 700 * DAY;

describe.skipIf(folder === undefined).each(calendars)('the real calendar %s', (name) => {
  let office: Office;
  afterEach(() => office.close());

  it('arrives with the same instants, zones and dates, goes back changed, and is then at rest', async () => {
    const text = fs.readFileSync(path.join(folder ?? '', name), 'utf8');
    const { singles, series } = readIcs(text, MAILBOX_ZONE);
    const positions = positionsOf([...singles.map(({ start }) => start), ...series].map((start) => Date.parse(start)));
    const time = { position: positions[0] ?? Date.now(), since: Date.now() };
    office = await openOffice({ isConnected: false, sandbox: { now: () => time.position + Date.now() - time.since } });
    await office.settings({ calendarPastDays: 730, calendarFutureDays: 730 });
    await moveTo(office, time, time.position);
    const loaded = office.mailbox.loadIcs(text);

    const without = new Set(loaded.skipped.map(({ uid }) => uid));
    let seen = 0;
    for (const [at, position] of positions.entries()) {
      if (at > 0) await moveTo(office, time, position);
      const report = await office.sync();
      expect(report).toMatchObject({
        outcome: expect.stringMatching(/^(completed|nothing-to-do)$/),
        microsoft: none,
        held: 0,
        conflicts: 0,
      });
      expect(report.strapi).toMatchObject({ updated: 0, deleted: 0 });
      const span = { from: position - REACH, to: position + REACH };
      const expected = readOccurrences(text, MAILBOX_ZONE, { ...span, without });
      const subjects = subjectsOf(text, without);
      const arrived = (await occurrencesOf(office, span)).filter((one) => !subjects.has(one.slice(one.indexOf(' ') + 1)));
      expect(arrived, 'occurrences of series, by ical.js').toEqual(expected);
      seen += expected.length;
    }
    const imported = await rowsOf(office);
    expect(sorted(imported.filter(isSingle).map(asSingle))).toEqual(sorted(singles));
    const remoteSeries = office.mailbox.listEvents().filter(({ type }) => type === 'seriesMaster');
    expect(imported.filter(({ recurrence }) => recurrence)).toHaveLength(remoteSeries.length);
    table.push(row(name, loaded, { singles, imported: imported.length, series: remoteSeries.length, occurrences: seen }));

    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    const changed = await changeAll(office, imported);
    expect(await office.sync()).toMatchObject({
      strapi: none,
      microsoft: { ...none, updated: imported.length },
      held: 0,
      conflicts: 0,
      mails: 0,
    });
    const remote = office.mailbox.listEvents();
    expect(sorted(remote.map(fromMicrosoft))).toEqual(sorted(changed));

    office.mailbox.resetCounters();
    const versions = await rowVersions(office);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
    expect(office.mailbox.counters()).toMatchObject({ mails: 0 });
    expect(office.mailbox.requests.filter(({ method, path: of }) => method !== 'GET' && !of.includes('$batch'))).toEqual([]);
    expect(await rowVersions(office)).toEqual(versions);
  });
});

afterAll(() => {
  if (table.length > 0)
    process.stdout.write(
      `\n${['calendar | loaded | singles timed | all-day | imported | series | their occurrences, as by ical.js | skipped by the sandbox', ...table].join('\n')}\n`,
    );
});

/** Sets both clocks, and signs in again where so much time has passed that a refresh token is dead. */
async function moveTo(office: Office, time: { position: number; since: number }, position: number): Promise<void> {
  time.position = position;
  time.since = Date.now();
  const container = containerOf(office.strapi);
  container.clock.offsetMs = position - time.since;
  await office.connect();
}

/** As few moments as it takes to have everything in the window at one of them. */
function positionsOf(starts: readonly number[]): number[] {
  const ordered = [...starts].sort((a, b) => a - b);
  const positions: number[] = [];
  for (const start of ordered)
    if (positions.length === 0 || Math.abs(start - (positions.at(-1) ?? 0)) > REACH) positions.push(start + DAY / 2);
  return positions.length > 0 ? positions : [Date.now()];
}

/** Every event gets another subject and place, one another time: half an hour later, or a day where it is all-day. */
async function changeAll(office: Office, events: readonly Record<string, unknown>[]): Promise<unknown[]> {
  const moved = events.filter(isSingle).find(({ isAllDay }) => !isAllDay) ?? events.find(isSingle);
  const changed: unknown[] = [];
  for (const [at, event] of events.entries()) {
    const by = event !== moved ? 0 : event['isAllDay'] ? DAY : HALF_HOUR;
    const shift = (column: string) => new Date(Date.parse(String(event[column])) + by).toISOString();
    const data = {
      subject: `${String(event['subject'])} (changed)`,
      location: `Room ${at}`,
      ...(by > 0 ? { start: shift('start'), end: shift('end') } : {}),
    };
    await office.updateEvent(String(event['documentId']), data);
    if (!event['originalStart'])
      changed.push({
        subject: data.subject,
        location: data.location,
        start: shift('start'),
        end: shift('end'),
        isAllDay: event['isAllDay'],
      });
  }
  return changed;
}

function asSingle({ subject, start, end, isAllDay, timeZone }: Record<string, unknown>): IcsSingle {
  return { subject, start, end, isAllDay, timeZone: timeZone ?? null } as IcsSingle;
}

function fromMicrosoft(event: Record<string, unknown>): object {
  const utc = (side: unknown) => {
    const { dateTime, timeZone } = side as { dateTime: string; timeZone: string };
    expect(timeZone).toBe('UTC');
    return `${dateTime.slice(0, 23).padEnd(23, '0')}Z`;
  };
  const { subject, isAllDay, location } = event;
  return {
    subject,
    location: (location as { displayName: string }).displayName,
    start: utc(event['start']),
    end: utc(event['end']),
    isAllDay,
  };
}

const isSingle = ({ recurrence, originalStart }: Record<string, unknown>): boolean => !recurrence && !originalStart;

async function occurrencesOf(office: Office, { from, to }: { from: number; to: number }): Promise<string[]> {
  const all = await office.services.calendar.occurrences({
    user: office.user,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  return all
    .filter(({ series, start }) => series !== null && Date.parse(start) >= from)
    .map(({ start, subject }) => `${start} ${subject}`)
    .sort();
}

/** All of them: the Document Service gives at most as many as the REST API may. */
const rowsOf = (office: Office): Promise<Record<string, unknown>[]> => office.strapi.db.query(EVENT).findMany({ orderBy: { id: 'asc' } });

async function rowVersions(office: Office): Promise<unknown[]> {
  return (await rowsOf(office)).map(({ documentId, updatedAt }) => [documentId, updatedAt]);
}

const sorted = (values: readonly unknown[]): unknown[] => [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

function row(
  name: string,
  { loaded, skipped }: { loaded: number; skipped: readonly { uid: string; reason: string }[] },
  of: { singles: readonly IcsSingle[]; imported: number; series: number; occurrences: number },
): string {
  const allDay = of.singles.filter(({ isAllDay }) => isAllDay).length;
  const reasons = [...new Set(skipped.map(({ reason }) => reason))].join('; ');
  return [
    name,
    loaded,
    of.singles.length - allDay,
    allDay,
    of.imported,
    of.series,
    of.occurrences,
    skipped.length === 0 ? '-' : `${skipped.length}: ${reasons}`,
  ].join(' | ');
}
