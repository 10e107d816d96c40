import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toInstant, toIsoMilliseconds } from '../../../src/time';
import { datesWorld } from './dates-world';

const DAY = 86_400_000;
const IN_ONE_MAILBOX = 40;
const EVERY = Number(process.env['VECTORS_EVERY'] ?? 3);
/** Entries stand from 30 days ago to 60 days ahead; at the edges the day of the mailbox and that of a series may differ. */
const [PAST_DAYS, AHEAD_DAYS] = [28, 58];
const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
const shifted = (date: string, days: number): string => dayOf(Date.parse(`${date}T00:00:00Z`) + days * DAY);

interface Series {
  /** Around it the entries are looked at. */
  readonly today: string;
  readonly event: object;
  /** By the source: each start, as an instant, with its date. */
  readonly starts: readonly { readonly date: string; readonly at: string }[];
  /** From there on, and so far, the source tells. */
  readonly since?: string;
  readonly until: string;
}

/** Series that are looked at around the same day stand in one mailbox. Returns how many entries were held against the source. */
async function expectEntries(all: readonly Series[]): Promise<number> {
  let seen = 0;
  for (const some of inMailboxes(all)) {
    const today = shifted(some[0]?.today ?? '', 20);
    const world = datesWorld();
    world.world.advance((Date.parse(`${today}T12:00:00Z`) - world.world.now()) / 60_000);
    for (const [nth, { event }] of some.entries()) world.person.addEvent({ ...event, subject: `series ${nth}` });
    await world.run();
    const found = new Map<string, string[]>();
    for (const row of await world.crm.rows('api::activity.activity'))
      found.set(String(row['title']), [...(found.get(String(row['title'])) ?? []), toIsoMilliseconds(String(row['start']))]);
    for (const [nth, { starts, since = '', until, event }] of some.entries()) {
      const from = [shifted(today, -PAST_DAYS), since].sort()[1] ?? '';
      const to = [shifted(today, AHEAD_DAYS), until].sort()[0] ?? '';
      const wanted = starts.filter(({ date }) => date >= from && date <= to).map(({ at: instant }) => instant);
      const isAsked = (instant: string): boolean => instant >= `${from}T12` && instant <= `${to}T12`;
      const entries = (found.get(`series ${nth}`) ?? []).filter(isAsked).sort();
      expect(entries, `${JSON.stringify(event)} around ${today}`).toEqual(wanted.filter(isAsked).sort());
      seen += entries.length;
    }
    expect(world.writes()).toEqual([]);
    expect(world.world.failures).toEqual([]);
  }
  return seen;
}

function inMailboxes(all: readonly Series[]): Series[][] {
  const mailboxes: Series[][] = [];
  for (const series of [...all].sort((one, other) => one.today.localeCompare(other.today))) {
    const open = mailboxes.at(-1);
    const isNear = open?.[0] && series.today < shifted(open[0].today, 40) && open.length < IN_ONE_MAILBOX;
    if (isNear) open.push(series);
    else mailboxes.push([series]);
  }
  return mailboxes;
}

describe('a home with an entry for each date, through the engine', () => {
  const file = '../shared/vectors/recurrence.json';
  interface Rule { pattern: object; range: { startDate: string }; dates: string[]; exchangeDates?: string[] } // prettier-ignore
  const all: Rule[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];
  const rules = all.filter((_, nth) => nth % EVERY === 0); // all of them are held against the rules alone (src/occurrences)

  it.skipIf(rules.length === 0)(
    `has one at the right instant for each date that python-dateutil names (needs ${file})`,
    { timeout: 240_000 },
    async () => {
      const all = rules.flatMap(({ pattern, range, dates, exchangeDates = dates }): Series[] => {
        const [first, last] = [exchangeDates[0], exchangeDates.at(-1)];
        const today = exchangeDates[Math.floor(exchangeDates.length / 3)];
        if (first === undefined || last === undefined || today === undefined || today < '2026-04-15') return [];
        const at = (wall: string) => ({ dateTime: `${first}T${wall}`, timeZone: 'W. Europe Standard Time' });
        const recurrence = { pattern, range: { ...range, startDate: first } };
        const starts = exchangeDates.map((date) => ({ date, at: toIsoMilliseconds(toInstant(`${date}T09:30:00`, 'Europe/Berlin')) }));
        return [
          {
            today,
            event: { start: at('09:30:00'), end: at('10:00:00'), recurrence },
            starts,
            until: exchangeDates.length < 40 ? '2036-12-31' : last,
          },
        ];
      });
      expect(await expectEntries(all)).toBeGreaterThan(3 * all.length);
    },
  );

  const clocks = '../shared/vectors/dst.json';
  interface Clock { windows: string; iana: string; local: string; utc: string } // prettier-ignore
  const hasNewMorocco = toInstant('2029-07-15T09:00:00', 'Africa/Casablanca').includes('T09');
  const vectors: Clock[] = (existsSync(clocks) ? (JSON.parse(readFileSync(clocks, 'utf8')).vectors as Clock[]) : []).filter(
    ({ iana, local }) => local > '2026-04-15' && !(hasNewMorocco && iana === 'Africa/Casablanca'),
  );

  it.skipIf(vectors.length === 0)(
    `has one at the right instant where clocks change, by Python (needs ${clocks})`,
    { timeout: 240_000 },
    async () => {
      const all = vectors.map(({ windows, local, utc }): Series => {
        const date = local.slice(0, 10);
        const first = shifted(date, -10);
        const at = { dateTime: `${first}T${local.slice(11)}`, timeZone: windows };
        const recurrence = {
          pattern: { type: 'daily', interval: 10 },
          range: { type: 'numbered', numberOfOccurrences: 2, startDate: first },
        };
        return {
          today: date,
          event: { start: at, end: at, recurrence },
          starts: [{ date, at: toIsoMilliseconds(utc) }],
          since: shifted(date, -2),
          until: shifted(date, 2),
        };
      });
      expect(await expectEntries(all)).toBe(all.length);
    },
  );
});
