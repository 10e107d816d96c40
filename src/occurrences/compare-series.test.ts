import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventValues } from '../calendar/values';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { firstDate } from '../recurrence/rule-dates';
import { WEEKDAYS, type Pattern, type WeekIndex } from '../recurrence/pattern';
import { compareSeries, type ComparedSeries, type KnownDate } from './compare-series';
import { datesOf } from './dates-of-series';
import { shifted } from './days';
import { seriesOf, tuesdays } from './testing/series';
import { valuesOn } from './values-on';

/** Two weeks and a half about Wednesday, 11 March 2026. */
const days = { from: '2026-03-04', to: '2026-03-24' };
const none = new Map<string, EventValues>();
const at = (date: string, standsOn = date): KnownDate => ({ date, standsOn, isRemembered: false });
const march = (...dates: string[]): KnownDate[] => dates.map((day) => at(`2026-03-${day}`));

interface Case {
  readonly before?: EventValues | null;
  readonly after: EventValues;
  readonly known?: readonly KnownDate[];
  readonly exceptions?: ReadonlyMap<string, EventValues>;
}
/** In a few words: what has no letter before it stays. */
function said({ before = tuesdays(), after, known = march('10', '17', '24'), exceptions = none }: Case): string {
  const { stay, move, come, cancelled, lost } = compareSeries({ before, after, known, exceptions, days });
  const day = (date: string): string => date.slice(5).replace(/^03-/, '');
  return [
    ...stay.map(day),
    ...move.map(({ from, to }) => `${day(from)}>${day(to)}`),
    ...come.map((date) => `+${day(date)}`),
    ...cancelled.map((date) => `x${day(date)}`),
    ...lost.map((date) => `-${day(date)}`),
  ].join(' ');
}
const ruled = (recurrence: string, start = '2026-01-06T08:00:00Z', more: object = {}): EventValues =>
  tuesdays({ start, end: new Date(Date.parse(start) + 3_600_000).toISOString(), recurrence, ...more });

describe('a series that comes in', () => {
  it('gets an entry for each of its dates in the days', () => expect(said({ before: null, after: tuesdays(), known: [] })).toBe('+10 +17 +24')); // prettier-ignore
  it('none for what is cancelled', () =>
    expect(said({ before: null, after: tuesdays({ excludedDates: ['2026-03-17'] }), known: [] })).toBe('+10 +24'));
  it('none where it is over, or still to begin', () => {
    expect(said({ before: null, after: ruled('FREQ=WEEKLY;COUNT=8'), known: [] })).toBe('');
    expect(said({ before: null, after: ruled('FREQ=WEEKLY', '2026-03-31T08:00:00Z'), known: [] })).toBe('');
  });
  it('gets the entry that it had as a single event for its first date', () =>
    expect(said({ before: null, after: ruled('FREQ=WEEKLY', '2026-03-10T08:00:00Z'), known: march('10') })).toBe('10 +17 +24'));
});

describe('a series that has not changed', () => {
  it('keeps the entries that it has', () => expect(said({ after: tuesdays() })).toBe('10 17 24'));
  it('gets one for the date that has come into the days', () => expect(said({ after: tuesdays(), known: march('10', '17') })).toBe('10 17 +24')); // prettier-ignore
  it('is not asked about what the days have left behind', () =>
    expect(said({ after: tuesdays(), known: [at('2026-01-06'), at('2026-02-24'), ...march('10', '17', '24')] })).toBe('10 17 24'));
  it('keeps entries beyond the days, which were further once', () =>
    expect(said({ after: tuesdays(), known: [...march('10', '17', '24', '31'), at('2026-04-28')] })).toBe('10 17 24 31 04-28'));
  it('loses what was cancelled there, and nothing takes its place', () => {
    const twice = (row: object = {}) => ruled('FREQ=WEEKLY;BYDAY=TU,FR;WKST=MO', '2026-01-06T08:00:00Z', row);
    // The 20th has come into the days on the day on which the 17th, of the same week, was cancelled.
    const known = march('06', '10', '13', '17');
    expect(said({ before: twice(), after: twice({ excludedDates: ['2026-03-17'] }), known })).toBe('06 10 13 +20 +24 x17');
  });
});

describe('a series that was given', () => {
  const keeps = { subject: 'Another title', location: 'There' };
  it.each([
    ['another title', tuesdays(keeps), '10 17 24'],
    ['another time of the day', ruled('FREQ=WEEKLY', '2026-01-06T15:00:00Z'), '10 17 24'],
    ['another length', tuesdays({ end: '2026-01-06T12:00:00Z' }), '10 17 24'],
    ['whole days', seriesOf({ start: '2026-01-06T00:00:00Z', end: '2026-01-07T00:00:00Z', isAllDay: true, recurrence: 'FREQ=WEEKLY' }), '10 17 24'],
    ['Wednesdays', ruled('FREQ=WEEKLY', '2026-01-07T08:00:00Z'), '10>11 17>18 24>25 +04'],
    ['Mondays', ruled('FREQ=WEEKLY', '2026-01-05T08:00:00Z'), '10>09 17>16 24>23'],
    ['Sundays, of weeks from Monday', ruled('FREQ=WEEKLY;BYDAY=SU;WKST=MO', '2026-01-11T08:00:00Z'), '10>15 17>22 24>29 +08'],
    ['Fridays beside Tuesdays', ruled('FREQ=WEEKLY;BYDAY=TU,FR;WKST=MO'), '10 17 24 +06 +13 +20'],
    ['Wednesdays and Fridays', ruled('FREQ=WEEKLY;BYDAY=WE,FR;WKST=MO', '2026-01-07T08:00:00Z'), '10>11 17>18 24>25 +04 +06 +13 +20'],
    ['every day', ruled('FREQ=DAILY'), '10 17 24 +04 +05 +06 +07 +08 +09 +11 +12 +13 +14 +15 +16 +18 +19 +20 +21 +22 +23'],
    ['every other week', ruled('FREQ=WEEKLY;INTERVAL=2'), '17 -10 -24'],
    ['every other Wednesday', ruled('FREQ=WEEKLY;INTERVAL=2', '2026-01-07T08:00:00Z'), '17>18 +04 -10 -24'],
    ['the second Wednesday of the month', ruled('FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2', '2026-01-14T08:00:00Z'), '10>11 -17 -24'],
    ['the 17th of the month', ruled('FREQ=MONTHLY;BYMONTHDAY=17', '2026-01-17T08:00:00Z'), '17 -10 -24'],
    ['one day a year', ruled('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=12', '2026-03-12T08:00:00Z'), '10>12 -17 -24'],
    ['an end', ruled('FREQ=WEEKLY;UNTIL=20260317T080000Z'), '10 17 -24'],
    ['an end and another day', ruled('FREQ=WEEKLY;UNTIL=20260318T080000Z', '2026-01-07T08:00:00Z'), '10>11 17>18 +04 -24'],
    ['a later begin', ruled('FREQ=WEEKLY', '2026-03-17T08:00:00Z'), '17 24 -10'],
    ['another rule for the same dates', ruled('FREQ=DAILY;INTERVAL=7'), '10 17 24'],
  ])('%s', (_, after, expected) => expect(said({ after })).toBe(expected)); // prettier-ignore

  it.each([
    ['another day of the month', ruled('FREQ=MONTHLY;BYMONTHDAY=10', '2026-01-10T08:00:00Z'), ruled('FREQ=MONTHLY;BYMONTHDAY=20', '2026-01-20T08:00:00Z'), '10>20'],
    ['a weekday of the month', ruled('FREQ=MONTHLY;BYMONTHDAY=10', '2026-01-10T08:00:00Z'), ruled('FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1', '2026-01-30T08:00:00Z'), '10>27'],
    ['another month of the year', ruled('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10', '2025-03-10T08:00:00Z'), ruled('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2', '2025-11-02T08:00:00Z'), '10>11-02'],
    ['a later end of a month', ruled('FREQ=MONTHLY;BYMONTHDAY=10;COUNT=2', '2026-03-10T08:00:00Z'), ruled('FREQ=MONTHLY;BYMONTHDAY=10;COUNT=9', '2026-03-10T08:00:00Z'), '10'],
  ])('%s', (_, before, after, expected) => expect(said({ before, after, known: march('10') })).toBe(expected)); // prettier-ignore

  it("another day: a date that both rules have is nobody's partner, also where it has no entry yet", () => {
    const before = ruled('FREQ=WEEKLY;BYDAY=MO,TH;WKST=MO', '2026-01-08T08:00:00Z');
    const after = ruled('FREQ=WEEKLY;BYDAY=MO,FR;WKST=MO', '2026-01-09T08:00:00Z');
    expect(said({ before, after, known: march('05', '09', '12', '19') })).toBe('09 05>06 12>13 19>20 +16 +23');
  });

  it('another zone keeps its dates, or pairs those of its clock there', () => {
    const night = ruled('FREQ=WEEKLY', '2026-01-06T00:00:00Z'); // 01:00 in Berlin
    const there = ruled('FREQ=WEEKLY', '2026-01-06T00:00:00Z', { timeZone: 'America/New_York' }); // Monday, 19:00
    expect(said({ before: night, after: there })).toBe('10>09 17>16 24>23');
    expect(said({ after: tuesdays({ timeZone: 'Europe/London' }) })).toBe('10 17 24');
  });

  it('another day: where an old date was cancelled, what Microsoft has there by now comes', () => {
    const before = tuesdays({ excludedDates: ['2026-03-17'] });
    const after = ruled('FREQ=WEEKLY', '2026-01-07T08:00:00Z');
    expect(said({ before, after, known: march('10', '24') })).toBe('10>11 24>25 +04 +18');
  });

  it('another day: a date that is only remembered moves too, and does not come back', () => {
    const known = [...march('10', '17', '24')]; // the 17th was deleted in Strapi, of somebody else's meeting
    expect(said({ after: ruled('FREQ=WEEKLY', '2026-01-07T08:00:00Z'), known })).toContain('17>18');
  });
});

describe('at the edges of the days', () => {
  it('a date that has just left the days has its partner, and no second entry comes', () => {
    const after = ruled('FREQ=WEEKLY', '2026-01-08T08:00:00Z');
    expect(said({ after, known: march('03', '10', '17', '24') })).toBe('03>05 10>12 17>19 24>26');
  });
  it('what lies behind the days stays as it is, also in a period that reaches into them', () => {
    const after = ruled('FREQ=MONTHLY;BYMONTHDAY=17', '2026-01-17T08:00:00Z');
    expect(said({ before: after, after, known: [at('2026-03-03'), ...march('17')] })).toBe('17');
    expect(said({ after: ruled('FREQ=WEEKLY;INTERVAL=2', '2026-01-13T08:00:00Z'), known: march('03', '10') })).toBe('10 +24');
  });
  it('a date within the days keeps its entry also where its partner stands beyond', () => {
    const mondays = ruled('FREQ=WEEKLY', '2026-01-05T08:00:00Z');
    const thursdays = ruled('FREQ=WEEKLY', '2026-01-08T08:00:00Z');
    expect(said({ before: thursdays, after: mondays, known: march('05', '12', '19') })).toBe('05>02 12>09 19>16 +23');
  });
});

describe('exceptions', () => {
  const moved = (date: string, start: string): Map<string, EventValues> =>
    new Map([[date, { ...valuesOn(tuesdays(), date, none), start, end: start }]]);

  it('stand for their original dates', () => {
    const exceptions = moved('2026-03-17', '2026-03-19T08:00:00.000Z');
    expect(said({ after: tuesdays(), exceptions, known: [at('2026-03-17', '2026-03-19'), ...march('10', '24')] })).toBe('17 10 24');
  });
  it('that were moved out of the days keep their entry, and get one', () => {
    const exceptions = moved('2026-03-17', '2026-12-01T08:00:00.000Z');
    expect(said({ after: tuesdays(), exceptions, known: [] })).toBe('+10 +17 +24');
    expect(said({ after: tuesdays(), exceptions, known: [at('2026-03-17', '2026-12-01'), ...march('10', '24')] })).toBe('17 10 24');
  });
  it.each([
    ['from long ago', '2026-01-13', '2026-03-12T08:00:00.000Z', '+01-13'],
    ['from far ahead', '2026-06-02', '2026-03-12T08:00:00.000Z', '+06-02'],
    ['to just outside', '2026-06-02', '2026-03-24T23:30:00.000Z', ''],
  ])('that were moved into the days get one: %s', (_, date, start, expected) =>
    expect(said({ after: tuesdays(), exceptions: moved(date, start) })).toBe(`10 17 24 ${expected}`.trim()),
  );
  it('that were moved into the days and are deleted there go', () => {
    const after = tuesdays({ excludedDates: ['2026-01-13'] });
    expect(said({ after, known: [at('2026-01-13', '2026-03-12'), ...march('10', '17', '24')] })).toBe('10 17 24 x01-13');
  });
  it('that Microsoft keeps although the rule lacks their date stay', () => {
    const after = ruled('FREQ=WEEKLY', '2026-01-07T08:00:00Z');
    expect(said({ after, exceptions: moved('2026-03-17', '2026-03-17T12:00:00.000Z') })).toBe('17 10>11 24>25 +04 +18');
  });
  it('of a new rule are partners like its other dates', () => {
    const after = ruled('FREQ=WEEKLY', '2026-01-07T08:00:00Z');
    expect(said({ after, exceptions: moved('2026-03-18', '2026-03-18T12:00:00.000Z') })).toBe('10>11 17>18 24>25 +04');
  });
});

const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc.record({ type: fc.constant('daily' as const), interval: fc.constantFrom(1, 2, 9) }),
  fc.record({ type: fc.constant('weekly' as const), interval: fc.constantFrom(1, 2), daysOfWeek: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }), firstDayOfWeek: fc.constantFrom(...WEEKDAYS) }), // prettier-ignore
  fc.record({
    type: fc.constant('absoluteMonthly' as const),
    interval: fc.constantFrom(1, 2),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({ type: fc.constant('relativeMonthly' as const), interval: fc.constant(1), daysOfWeek: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }), index: fc.constantFrom<WeekIndex>('first', 'third', 'last') }), // prettier-ignore
  fc.record({ type: fc.constant('absoluteYearly' as const), interval: fc.constant(1), month: fc.constantFrom(2, 3, 4), dayOfMonth: fc.integer({ min: 1, max: 31 }) }), // prettier-ignore
);
const series = fc
  .record({ pattern, from: fc.integer({ min: 0, max: 200 }), cancelled: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }) })
  .map(({ pattern, from, cancelled }) => {
    const start = firstDate(pattern, { type: 'noEnd' }, shifted('2025-09-01', from)) ?? '';
    const excludedDates = cancelled.map((by) => shifted('2026-02-25', by));
    return ruled(ruleFromPattern({ ...pattern }, { type: 'noEnd' }, 'Europe/Berlin') ?? '', `${start}T08:00:00Z`, { excludedDates });
  });

describe('property: whatever a rule becomes', () => {
  const apply = ({ stay, move, come }: ComparedSeries): KnownDate[] =>
    [...stay, ...move.map(({ to }) => to), ...come].map((date) => at(date));

  it('each date in the days has one entry, no entry is used twice or forgotten, and to compare again changes nothing', () =>
    fc.assert(
      fc.property(series, series, fc.array(fc.boolean(), { minLength: 31, maxLength: 31 }), (before, after, has) => {
        const known = datesOf(before, { from: '2026-02-25', to: '2026-03-28' }).filter((_, index) => has[index] === true).map((date) => at(date)); // prettier-ignore
        const found = compareSeries({ before, after, known, exceptions: none, days });
        const entries = apply(found).map(({ date }) => date);
        expect(new Set(entries).size).toBe(entries.length);
        expect(datesOf(after, days).filter((date) => !entries.includes(date))).toEqual([]);
        const used = [...found.stay, ...found.move.map(({ from }) => from), ...found.cancelled, ...found.lost];
        expect(new Set(used).size).toBe(used.length);
        expect(known.filter(({ date }) => date >= days.from && !used.includes(date))).toEqual([]);
        const again = compareSeries({ before: after, after, known: apply(found), exceptions: none, days });
        expect({ ...again, stay: [] }).toEqual({ stay: [], move: [], come: [], cancelled: [], lost: [] });
      }),
      { numRuns: 400 },
    ));

  it('a rule that is only read again moves and loses nothing, whatever has come into the days', () =>
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 20 }), (same, until) => {
        const known = datesOf(same, { from: days.from, to: shifted(days.from, until) }).map((date) => at(date));
        expect(compareSeries({ before: same, after: same, known, exceptions: none, days })).toMatchObject({ move: [], cancelled: [], lost: [] });
      }),
      { numRuns: 200 },
    )); // prettier-ignore
});
