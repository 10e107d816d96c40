import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkedRecurrence, recurrenceFrom } from '../recurrence/canonical-rule';
import { InvalidColumn } from '../canonical/columns';
import type { Pattern, Range } from '../recurrence/pattern';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';
import { NotExpressible } from '../recurrence/rule-parts';
import { ruleDates } from '../recurrence/rule-dates';

const file = '../shared/vectors/recurrence.json';
interface Vector { pattern: Pattern & { daysOfWeek?: string[] }; range: Range & { startDate: string; endDate?: string }; dates: string[]; exchangeDates?: string[] } // prettier-ignore
const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];
const needed = (range: Range): Range =>
  range.type === 'endDate'
    ? { type: 'endDate', endDate: range.endDate }
    : range.type === 'numbered'
      ? { type: 'numbered', numberOfOccurrences: range.numberOfOccurrences }
      : { type: 'noEnd' };
const sorted = <P extends object>(pattern: P): P =>
  'daysOfWeek' in pattern ? { ...pattern, daysOfWeek: [...(pattern.daysOfWeek as string[])].sort() } : pattern;

describe.skipIf(vectors.length === 0)(`900 recurrences of Graph (needs ${file})`, () => {
  it.each(['Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati', null])('are rules, and the same patterns again: %s', (zone) => {
    for (const { pattern, range } of vectors) {
      const rule = ruleFromPattern(pattern, range, zone) ?? '';
      const back = recurrenceFrom(rule, { wall: `${range.startDate}T17:00:00`, isAllDay: zone === null, zone: zone ?? 'UTC' });
      expect(sorted(back.pattern), rule).toEqual(sorted(pattern));
      expect(back.range, rule).toEqual(needed(range));
      expect(back.text).toBe(rule);
    }
  });

  it('fall on the dates of Exchange', () => {
    for (const { pattern, range, dates, exchangeDates = dates } of vectors) {
      const found: string[] = [];
      for (const date of ruleDates(pattern, needed(range), range.startDate)) {
        found.push(date);
        if (found.length === 40) break;
      }
      const name = `${JSON.stringify(pattern)} ${JSON.stringify(range)}`;
      expect(found.slice(0, exchangeDates.length), name).toEqual(exchangeDates);
      for (const later of found.slice(exchangeDates.length)) expect(later > '2036-12-31', `${name}: ${later}`).toBe(true); // where the vectors end
    }
  });
});

const start = { wall: '2026-01-05T09:00:00', isAllDay: false, zone: 'Europe/Berlin' }; // a Monday
const canonical = (rule: string, wall = start.wall, isAllDay = false): string => checkedRecurrence(rule, { ...start, wall, isAllDay }).text;

describe('one spelling', () => {
  it.each([
    ['what the rule leaves to its start', 'FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=MO;WKST=MO'],
    ['with its name before it', 'RRULE:FREQ=DAILY;INTERVAL=1', 'FREQ=DAILY'],
    ['in small letters, any order, a ; at the end', 'interval=2;byday=we,mo;freq=weekly;', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO'],
    ['every working day', 'FREQ=DAILY;BYDAY=FR,MO,TU,WE,TH', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO'],
    ['the first Monday by its number', 'FREQ=MONTHLY;BYDAY=1MO', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1'],
    ['the first Monday by position', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=+1', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1'],
    ['monthly on its day', 'FREQ=MONTHLY', 'FREQ=MONTHLY;BYMONTHDAY=5'],
    ['yearly on its day', 'FREQ=YEARLY', 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5'],
    ['yearly in a month on a weekday', 'FREQ=YEARLY;BYMONTH=1;BYDAY=1MO', 'FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYSETPOS=1'],
    ['a number of times', 'FREQ=DAILY;COUNT=3', 'FREQ=DAILY;COUNT=3'],
    ['until an instant', 'FREQ=DAILY;UNTIL=20260201T080000Z', 'FREQ=DAILY;UNTIL=20260201T225959Z'],
    ['until an instant before the time of the day', 'FREQ=DAILY;UNTIL=20260201T075959Z', 'FREQ=DAILY;UNTIL=20260131T225959Z'],
    ['until a date', 'FREQ=DAILY;UNTIL=20260201', 'FREQ=DAILY;UNTIL=20260201T225959Z'],
    ['until a wall clock', 'FREQ=DAILY;UNTIL=20260201T235959', 'FREQ=DAILY;UNTIL=20260201T225959Z'],
  ])('%s', (_, rule, expected) => {
    expect(canonical(rule)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  it.each([
    ['until a date', 'FREQ=DAILY;UNTIL=20260201', 'FREQ=DAILY;UNTIL=20260201'],
    ['until midnight', 'FREQ=DAILY;UNTIL=20260201T000000Z', 'FREQ=DAILY;UNTIL=20260201'],
    ['until the last second', 'FREQ=DAILY;UNTIL=20260201T235959Z', 'FREQ=DAILY;UNTIL=20260201'],
    ['until midnight of its zone', 'FREQ=DAILY;UNTIL=20260131T230000Z', 'FREQ=DAILY;UNTIL=20260201'],
  ])('all-day: %s', (_, rule, expected) => expect(canonical(rule, '2026-01-05T00:00:00', true)).toBe(expected));

  it.each([
    ['the 31st or the last', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', '2026-01-31T09:00:00'],
    ['the 29th or the last, from a short February', 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1', '2026-02-28T09:00:00'],
    ['29 February or the last', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1', '2028-02-29T09:00:00'],
    ['the 31st where the month has it', 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31', '2026-01-31T09:00:00'],
    ['the last working day', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-01-30T09:00:00'],
    ['a week that begins on Sunday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU', '2026-01-04T09:00:00'],
  ])('stays: %s', (_, rule, wall) => expect(canonical(rule, wall)).toBe(rule));
});

describe('what Outlook cannot say', () => {
  it.each([
    ['several days of the month', 'FREQ=MONTHLY;BYMONTHDAY=1,5'],
    ['a day from the end', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['the 31st of months that have it', 'FREQ=MONTHLY;BYMONTHDAY=31'],
    ['the 29th of months that have it, by its start', 'FREQ=MONTHLY', '2026-01-29T09:00:00'],
    ['29 February in leap years', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29T09:00:00'],
    ['the last but one of two', 'FREQ=MONTHLY;BYMONTHDAY=29,30;BYSETPOS=-1'],
    ['several positions', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,3'],
    ['several numbered weekdays', 'FREQ=MONTHLY;BYDAY=1MO,3MO'],
    ['the fifth Monday', 'FREQ=MONTHLY;BYDAY=5MO'],
    ['the last but one Monday', 'FREQ=MONTHLY;BYDAY=-2MO'],
    ['every Monday of a month', 'FREQ=MONTHLY;BYDAY=MO'],
    ['Friday the 13th', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'],
    ['several months', 'FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=5'],
    ['the 20th Monday of a year', 'FREQ=YEARLY;BYDAY=20MO'],
    ['a day of each month, yearly', 'FREQ=YEARLY;BYMONTHDAY=5'],
    ['weeks of the year', 'FREQ=YEARLY;BYWEEKNO=2'],
    ['days of the year', 'FREQ=YEARLY;BYYEARDAY=5'],
    ['months of a weekly rule', 'FREQ=WEEKLY;BYMONTH=1'],
    ['weekdays of every other day', 'FREQ=DAILY;INTERVAL=2;BYDAY=MO'],
    ['hours', 'FREQ=HOURLY'],
    ['times of the day', 'FREQ=DAILY;BYHOUR=9,15'],
    ['further dates', 'FREQ=DAILY\nRDATE:20260301T090000Z'],
    ['dates left out', 'RRULE:FREQ=DAILY\r\nEXDATE:20260301T090000Z'],
    ['two rules', 'FREQ=DAILY\nRRULE:FREQ=WEEKLY'],
    ['a start that the rule has not', 'FREQ=WEEKLY;BYDAY=TU'],
    ['a start after its end', 'FREQ=DAILY;UNTIL=20251231'],
  ])('%s', (_, rule, wall = start.wall) => {
    expect(() => canonical(rule, wall)).toThrow(NotExpressible);
    expect(() => canonical(rule, wall)).toThrow(/\. \w+.*\.$/); // what is so, and what to do
  });
});

describe('what is no rule', () => {
  it.each([
    'every day', 'FREQ=LUNAR', 'BYDAY=MO', 'FREQ=DAILY;FREQ=DAILY', 'FREQ=DAILY;COUNT=0', 'FREQ=DAILY;COUNT=3;UNTIL=20260201', 'FREQ=DAILY;UNTIL=soon', 'FREQ=DAILY;UNTIL=20260231', 'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;INTERVAL=-1', 'FREQ=WEEKLY;BYDAY=XX', 'FREQ=WEEKLY;BYDAY=2MO', 'FREQ=WEEKLY;WKST=1', 'FREQ=MONTHLY;BYMONTHDAY=0', 'FREQ=MONTHLY;BYMONTHDAY=32', 'FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1', 'FREQ=YEARLY;BYMONTH=-1', 'FREQ=DAILY;X-OWN=1', 'FREQ=',
  ])('%s', (rule) => expect(() => canonical(rule)).toThrow(InvalidColumn)); // prettier-ignore
});
