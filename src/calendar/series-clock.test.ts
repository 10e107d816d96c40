import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../time';
import { occurrenceDate, occurrenceStart } from './occurrence';
import { clockOf, heldTimes } from './series-clock';

interface Vector { iana: string; local: string; kind: 'normal' | 'gap' | 'fold'; utc: string; utc2?: string } // prettier-ignore
const file = '../shared/vectors/dst.json';
// The vectors are of tzdata 2025b; by 2026c, which newer engines have, Morocco no longer moves its clock.
const hasNewMorocco = toInstant('2029-07-15T09:00:00', 'Africa/Casablanca').includes('T09');
const isOutdated = ({ iana, local }: Vector): boolean => hasNewMorocco && iana === 'Africa/Casablanca' && local > '2026-06';
const vectors = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')).vectors as Vector[]).filter((vector) => !isOutdated(vector))
  : [];
const iso = (utc: string): string => new Date(utc).toISOString();

describe.skipIf(vectors.length === 0)(`the clocks of 33 zones (needs ${file})`, () => {
  it('a series keeps its time of the day; what the clock skips moves on, what comes twice is the first', () => {
    for (const { iana, local, utc } of vectors) {
      const [date = '', time = ''] = local.split('T');
      const start = toInstant(`2024-02-06T${time}`, iana); // a day without a change of any clock
      const end = new Date(Date.parse(start) + 1_800_000).toISOString();
      const series = { start, end, isAllDay: false, timeZone: iana };
      expect(occurrenceStart(date, series), `${iana} ${local}`).toBe(iso(utc));
      expect(occurrenceDate(iso(utc), iana, false, start), `${iana} ${local}`).toBe(date);
      expect(clockOf(series).endOn(date) >= iso(utc)).toBe(true);
    }
  });

  it('a series that starts in the second pass is held in the first', () => {
    for (const { iana, local, kind, utc, utc2 } of vectors) {
      if (kind === 'gap') continue;
      for (const start of [utc, utc2 ?? utc]) {
        const held = heldTimes(start, iso(start), iana);
        expect(held, `${iana} ${local}`).toEqual({ start: iso(utc), end: iso(utc), isAllDay: false, timeZone: iana });
        expect(heldTimes(held.start, held.end, iana)).toEqual(held);
      }
    }
  });
});

describe('the date of an occurrence', () => {
  it.each([
    ['on the clock of its zone', '2026-03-28T23:30:00.000Z', 'Europe/Berlin', false, undefined, '2026-03-29'],
    ['in a zone of Windows', '2026-03-28T23:30:00.000Z', 'W. Europe Standard Time', false, undefined, '2026-03-29'],
    ['in a zone that nobody knows', '2026-03-28T23:30:00.000Z', 'tzone://Microsoft/Custom', false, undefined, '2026-03-28'],
    ['where the clock skips midnight', '2025-03-30T01:30:00.000Z', 'America/Godthab', false, '2025-01-02T01:30:00.000Z', '2025-03-29'],
    ['just after midnight on such a day', '2025-03-30T01:30:00.000Z', 'America/Godthab', false, '2025-01-02T02:30:00.000Z', '2025-03-30'],
    ['all-day', '2026-03-28T00:00:00.000Z', 'America/Los_Angeles', true, undefined, '2026-03-28'],
    ['all-day, from midnight of its zone', '2026-03-27T23:00:00.000Z', 'Europe/Berlin', true, undefined, '2026-03-28'],
    ['all-day without a zone', '2026-03-28T00:00:00.000Z', null, true, undefined, '2026-03-28'],
  ])('%s', (_, instant, zone, isAllDay, seriesStart, date) => expect(occurrenceDate(instant, zone, isAllDay, seriesStart)).toBe(date));

  it.each([
    [
      'a series over summer time',
      '2026-03-30',
      { start: '2026-03-02T08:00:00.000Z', end: '2026-03-02T09:00:00.000Z', isAllDay: false, timeZone: 'Europe/Berlin' },
      '2026-03-30T07:00:00.000Z',
    ],
    [
      'an all-day series',
      '2026-03-30',
      { start: '2026-03-02T00:00:00.000Z', end: '2026-03-03T00:00:00.000Z', isAllDay: true, timeZone: null },
      '2026-03-30T00:00:00.000Z',
    ],
  ])('gives the instant of %s', (_, date, series, start) => expect(occurrenceStart(date, series)).toBe(start));
});

describe('in the night in which the clock goes back', () => {
  it.each([
    [
      'both in the second pass',
      '2026-10-25T01:15:00.000Z',
      '2026-10-25T01:45:00.000Z',
      '2026-10-25T00:15:00.000Z',
      '2026-10-25T00:45:00.000Z',
    ],
    [
      'from the first into the second',
      '2026-10-24T23:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-24T23:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'backwards on the clock',
      '2026-10-25T00:45:00.000Z',
      '2026-10-25T01:15:00.000Z',
      '2026-10-25T00:45:00.000Z',
      '2026-10-25T02:15:00.000Z',
    ],
  ])('%s', (_, start, end, from, to) => expect(heldTimes(start, end, 'Europe/Berlin')).toMatchObject({ start: from, end: to }));
});
