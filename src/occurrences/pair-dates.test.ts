import { describe, expect, it } from 'vitest';
import { pairDates } from './pair-dates';
import { beginOf, periodOf, wholePeriods } from './period';
import { tuesdays } from './testing/series';

const week = { unit: 'week', firstDay: 'monday' } as const;
const pairs = (old: string[], fresh: string[], period: Parameters<typeof pairDates>[2] = week): string[] =>
  pairDates(old, fresh, period).map(({ from, to }) => `${from.slice(5)} ${to.slice(5)}`);

describe('old and new dates', () => {
  it.each([
    ['a day later', ['2026-03-03', '2026-03-10'], ['2026-03-04', '2026-03-11'], ['03-03 03-04', '03-10 03-11']],
    ['a day earlier', ['2026-03-03', '2026-03-10'], ['2026-03-02', '2026-03-09'], ['03-03 03-02', '03-10 03-09']],
    ['in whatever order they come', ['2026-03-10', '2026-03-03'], ['2026-03-11', '2026-03-04'], ['03-03 03-04', '03-10 03-11']],
    ['two of a week', ['2026-03-03', '2026-03-05'], ['2026-03-04', '2026-03-06'], ['03-03 03-04', '03-05 03-06']],
    ['two that become one', ['2026-03-03', '2026-03-05'], ['2026-03-06'], ['03-03 03-06']],
    ['one that becomes two', ['2026-03-05'], ['2026-03-03', '2026-03-06'], ['03-05 03-03']],
    ['in another week', ['2026-03-08'], ['2026-03-09'], []],
    ['over the year', ['2026-12-31'], ['2027-01-01'], ['12-31 01-01']],
    ['none', [], ['2026-03-09'], []],
  ])('%s', (_, old, fresh, expected) => expect(pairs(old, fresh)).toEqual(expected));

  it.each([
    ['gives way to one that has an entry', ['2026-03-03', '2026-03-05'], ['2026-03-06'], ['03-05 03-06']],
    ['has a partner where there are enough', ['2026-03-03', '2026-03-05'], ['2026-03-04', '2026-03-06'], ['03-03 03-04', '03-05 03-06']],
  ])('one whose entry was removed %s', (_, old, fresh, expected) =>
    expect(pairDates(old, fresh, week, new Set(['2026-03-03'])).map(({ from, to }) => `${from.slice(5)} ${to.slice(5)}`)).toEqual(expected),
  );

  it('of weeks that begin on Sunday', () =>
    expect(pairs(['2026-03-08'], ['2026-03-09'], { unit: 'week', firstDay: 'sunday' })).toEqual(['03-08 03-09']));

  it.each([
    ['month', ['2026-01-06', '2026-02-03'], ['2026-01-30', '2026-02-27', '2026-03-27'], ['01-06 01-30', '02-03 02-27']],
    ['year', ['2026-01-06', '2027-01-06'], ['2026-11-11', '2028-01-06'], ['01-06 11-11']],
  ] as const)('of one %s', (unit, old, fresh, expected) => expect(pairs([...old], [...fresh], { unit })).toEqual(expected));
});

describe('a period', () => {
  const ruled = (recurrence: string, start = '2026-01-06') => tuesdays({ recurrence, start: `${start}T08:00:00Z`, end: `${start}T09:00:00Z` }); // prettier-ignore
  const daily = ruled('FREQ=DAILY;INTERVAL=3');
  const weekly = ruled('FREQ=WEEKLY;BYDAY=TU;WKST=SU');
  const fridays = ruled('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=SA', '2026-01-09');
  const monthly = ruled('FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1');
  const onThe6th = ruled('FREQ=MONTHLY;BYMONTHDAY=6');
  const yearly = ruled('FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=6');
  const firstOfYear = ruled('FREQ=YEARLY;BYMONTH=1;BYDAY=TU;BYSETPOS=1');

  it.each([
    ['days', daily, daily, { unit: 'week', firstDay: 'monday' }],
    ['weeks', weekly, weekly, { unit: 'week', firstDay: 'sunday' }],
    ['weeks that begin otherwise now', fridays, weekly, { unit: 'week', firstDay: 'saturday' }],
    ['weeks that were months', weekly, monthly, { unit: 'week', firstDay: 'sunday' }],
    ['months that were weeks', monthly, weekly, { unit: 'week', firstDay: 'sunday' }],
    ['months', monthly, onThe6th, { unit: 'month' }],
    ['years that were months', yearly, onThe6th, { unit: 'month' }],
    ['years', firstOfYear, yearly, { unit: 'year' }],
    ['what is new', monthly, null, { unit: 'month' }],
    ['what was a single event', monthly, tuesdays({ recurrence: null }), { unit: 'month' }],
  ])('of %s', (_, after, before, expected) => expect(periodOf(after, before)).toEqual(expected));

  it.each([
    ['week', { unit: 'week', firstDay: 'monday' }, '2026-03-08', '2026-03-02'],
    ['week from Sunday', { unit: 'week', firstDay: 'sunday' }, '2026-03-08', '2026-03-08'],
    ['week from Saturday', { unit: 'week', firstDay: 'saturday' }, '2026-01-02', '2025-12-27'],
    ['month', { unit: 'month' }, '2028-02-29', '2028-02-01'],
    ['year', { unit: 'year' }, '2028-12-31', '2028-01-01'],
  ] as const)('begins on its first day: %s', (_, period, date, begin) => expect(beginOf(period, date)).toBe(begin));

  it.each([
    ['weeks', { unit: 'week', firstDay: 'monday' }, '2026-03-02', '2026-04-05'],
    ['weeks from Sunday', { unit: 'week', firstDay: 'sunday' }, '2026-03-01', '2026-04-04'],
    ['months', { unit: 'month' }, '2026-03-01', '2026-04-30'],
    ['years', { unit: 'year' }, '2026-01-01', '2026-12-31'],
  ] as const)('is whole at both ends: %s', (_, period, from, to) =>
    expect(wholePeriods(period, { from: '2026-03-04', to: '2026-04-01' })).toEqual({ from, to }),
  );

  it.each(['01-01', '01-31', '02-01', '02-28', '12-01', '12-31'])('is whole on the %s', (day) => {
    const date = `2027-${day}`;
    const { from, to } = wholePeriods({ unit: 'month' }, { from: date, to: date });
    expect([from, to].map((one) => one.slice(0, 7))).toEqual([date.slice(0, 7), date.slice(0, 7)]);
    expect(wholePeriods({ unit: 'year' }, { from: date, to: date })).toEqual({ from: '2027-01-01', to: '2027-12-31' });
  });
});
