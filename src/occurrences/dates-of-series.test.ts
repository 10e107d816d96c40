import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { toInstant, toIsoMilliseconds } from '../time';
import { datesOf, firstDateOf } from './dates-of-series';
import { shifted } from './days';
import { readSeries, seriesOf, tuesdays } from './testing/series';
import { valuesOn } from './values-on';

const none = new Map<string, never>();
const march = { from: '2026-03-01', to: '2026-03-31' };

describe('900 recurrences by python-dateutil', () => {
  const file = '../shared/vectors/recurrence.json';
  interface Vector { pattern: Record<string, unknown>; range: Record<string, unknown> & { startDate: string }; dates: string[]; exchangeDates?: string[] } // prettier-ignore
  const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];

  it.skipIf(vectors.length === 0).each(['Europe/Berlin', 'Asia/Kolkata', 'all-day'])(
    `have one entry for each date of a window in the middle, and no other: %s (needs ${file})`,
    (zone) => {
      const isAllDay = zone === 'all-day';
      let seen = 0;
      for (const { pattern, range, dates, exchangeDates = dates } of vectors) {
        const [first, last] = [exchangeDates[0], exchangeDates.at(-1)];
        if (first === undefined || last === undefined) continue;
        const start = isAllDay ? `${first}T00:00:00Z` : toInstant(`${first}T09:30:00`, zone);
        const recurrence = ruleFromPattern(pattern, range, isAllDay ? null : zone);
        const series = seriesOf({ start, end: start, isAllDay, timeZone: isAllDay ? null : zone, recurrence });
        const days = { from: exchangeDates[Math.floor(exchangeDates.length / 3)] ?? first, to: last };
        const expected = exchangeDates.filter((date) => date >= days.from);
        // A range that counts was told by its first date: where the rule lacks that, it is the same as counted from the first it has.
        expect(datesOf(series, days), `${recurrence} from ${first}`).toEqual(expected);
        for (const date of expected)
          expect(valuesOn(series, date, none).start).toBe(isAllDay ? `${date}T00:00:00.000Z` : toInstant(`${date}T09:30:00`, zone));
        seen += expected.length;
      }
      expect(seen).toBeGreaterThan(vectors.length * 5);
    },
  );
});

describe('the wall clocks of 33 zones by Python', () => {
  const file = '../shared/vectors/dst.json';
  interface Vector { iana: string; local: string; kind: string; utc: string } // prettier-ignore
  // The vectors are of tzdata 2025b; by 2026c, which newer engines have, Morocco no longer moves its clock.
  const hasNewMorocco = toInstant('2029-07-15T09:00:00', 'Africa/Casablanca').includes('T09');
  const vectors: Vector[] = (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).vectors as Vector[]) : []).filter(
    ({ iana, local }) => !(hasNewMorocco && iana === 'Africa/Casablanca' && local > '2026-06'),
  );

  it.skipIf(vectors.length === 0)(`have the entry of each date at the right instant (needs ${file})`, () => {
    for (const { iana, local, utc, kind } of vectors) {
      const date = local.slice(0, 10);
      const start = toInstant(`${shifted(date, -10)}T${local.slice(11)}`, iana);
      const series = seriesOf({ start, end: start, timeZone: iana, recurrence: 'FREQ=DAILY' });
      const days = { from: shifted(date, -3), to: shifted(date, 3) };
      expect(datesOf(series, days), `${iana} ${local} ${kind}`).toEqual([-3, -2, -1, 0, 1, 2, 3].map((by) => shifted(date, by)));
      expect(valuesOn(series, date, none).start, `${iana} ${local} ${kind}`).toBe(toIsoMilliseconds(utc));
    }
  });
});

describe('the dates of a series', () => {
  it.each([
    ['once a week', { recurrence: 'FREQ=WEEKLY;BYDAY=TU' }, ['03', '10', '17', '24', '31']],
    ['without what was cancelled', { recurrence: 'FREQ=WEEKLY;BYDAY=TU', excludedDates: ['2026-03-10', '2026-03-24T08:00:00Z'] }, ['03', '17', '31']],
    ['up to an end', { recurrence: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260317T080000Z' }, ['03', '10', '17']],
    ['up to a number', { recurrence: 'FREQ=WEEKLY;BYDAY=TU;COUNT=10' }, ['03', '10']],
    ['every other week', { recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' }, ['03', '17', '31']],
    ['the first Tuesday of the month', { recurrence: 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1' }, ['03']],
    ['once in another month', { recurrence: 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=6' }, []],
    ['no series', { recurrence: null }, []],
  ])('%s', (_, row, days) => expect(datesOf(tuesdays(row), march)).toEqual(days.map((day) => `2026-03-${day}`))); // prettier-ignore

  it('are at 09:00 of its own zone, in winter and in summer', () => {
    const series = tuesdays();
    expect(datesOf(series, { from: '2026-03-24', to: '2026-03-31' }).map((date) => valuesOn(series, date, none).start)).toEqual([
      '2026-03-24T08:00:00.000Z',
      '2026-03-31T07:00:00.000Z',
    ]);
  });

  it.each([
    ['half an hour off', 'Asia/Kolkata', '2026-03-29T18:30:00Z', '2026-03-30', '2026-03-31T18:30:00.000Z'],
    ['three quarters of an hour off', 'Asia/Kathmandu', '2026-03-29T18:15:00Z', '2026-03-30', '2026-03-31T18:15:00.000Z'],
    ['a summer time of half an hour', 'Australia/Lord_Howe', '2026-04-02T13:00:00Z', '2026-04-03', '2026-04-04T13:00:00.000Z'],
    ['a midnight that is skipped', 'Africa/Cairo', '2026-04-21T22:00:00Z', '2026-04-22', '2026-04-23T22:00:00.000Z'],
  ])('are those of its own clock: %s', (_, timeZone, start, first, third) => {
    const series = seriesOf({ start, end: start, timeZone, recurrence: 'FREQ=DAILY;COUNT=5' });
    const dates = datesOf(series, { from: first, to: shifted(first, 30) });
    expect(dates).toEqual([0, 1, 2, 3, 4].map((by) => shifted(first, by)));
    expect(valuesOn(series, dates[2] ?? '', none).start).toBe(third);
  });

  it('begin centuries ago at no cost', { timeout: 2000 }, () =>
    expect(datesOf(tuesdays({ start: '1752-01-04T08:06:32Z', end: '1752-01-04T09:00:00Z' }), march)).toHaveLength(5),
  );

  it('the first one is that of the rule', () => {
    expect(firstDateOf(tuesdays())).toBe('2026-01-06');
    expect(firstDateOf(tuesdays({ excludedDates: ['2026-01-06'] }))).toBe('2026-01-06');
  });
});

describe("a participant's copy of an all-day series, whose zone nobody tells", () => {
  const day = (date: string) => ({ dateTime: `${date}T00:00:00.0000000`, timeZone: 'UTC' });
  const copy = (originalStart: string, standsOn: string) => ({
    ...{ id: 's', type: 'seriesMaster', subject: 'Fair', isAllDay: true, isOrganizer: false, start: day('2026-03-02'), end: day('2026-03-03') },
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'sunday' },
      range: { type: 'noEnd', startDate: '2026-03-02', recurrenceTimeZone: '' },
    },
    cancelledOccurrences: ['OID.s.2026-03-16'],
    exceptionOccurrences: [{ id: 'x', type: 'exception', isAllDay: true, originalStart, start: day(standsOn), end: day(shifted(standsOn, 1)) }],
  }); // prettier-ignore

  it.each([
    ['made in Los Angeles', '2026-03-09T07:00:00Z'],
    ['made in Berlin', '2026-03-08T23:00:00Z'],
    ['made in Kolkata', '2026-03-08T18:30:00Z'],
    ['made in Auckland', '2026-03-08T11:00:00Z'],
    ['made in Honolulu', '2026-03-09T10:00:00Z'],
  ])('has an exception on the nearest day: %s', (_, originalStart) => {
    const { series, exceptions } = readSeries(copy(originalStart, '2026-03-11'));
    expect(datesOf(series, { from: '2026-03-01', to: '2026-03-31' })).toEqual(['2026-03-02', '2026-03-09', '2026-03-23', '2026-03-30']);
    expect([...exceptions.keys()]).toEqual(['2026-03-09']);
    expect(valuesOn(series, '2026-03-09', exceptions).start).toBe('2026-03-11T00:00:00.000Z');
    expect(valuesOn(series, '2026-03-23', exceptions)).toMatchObject({
      start: '2026-03-23T00:00:00.000Z',
      end: '2026-03-24T00:00:00.000Z',
    });
  });
});
