import { readFileSync, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instantFromGraph, toLocal } from '../time';
import { windowsZones } from '../time/windows-zones';
import { completedDateFromGraph, dateForGraph, dateFromGraph, dateFromStrapi } from './dates';

const file = '../shared/vectors/windows-zones.json';
const vectors: Record<string, Record<string, string[]>> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).zones : {};
const ours = Object.entries(windowsZones).flatMap(([windows, names]) => [windows, ...names.split(' ')]);
const theirs = Object.entries(vectors).flatMap(([windows, territories]) => [windows, ...Object.values(territories).flat()]);
const zones = [...new Set([...ours, ...theirs, 'UTC'])];
/** Among them days on which clocks change, also those on which they skip midnight (Cairo, Beirut, Santiago, Asunción). */
const dates = [
  '2026-01-01',
  '2026-03-08',
  '2026-03-29',
  '2026-04-24',
  '2026-09-06',
  '2026-10-04',
  '2026-10-25',
  '2026-12-31',
  '2027-04-30',
  '2024-02-29',
];

/** What Graph keeps of a date, and answers when it is asked in a zone. */
function answered(written: { dateTime: string; timeZone: string }, asked: string): { dateTime: string; timeZone: string } {
  return { dateTime: toLocal(instantFromGraph(written) ?? '', asked), timeZone: asked };
}

describe('a date is the same day', () => {
  it(`in each of ${zones.length} zones of the mailbox, whether Graph converts its answer or not`, () => {
    const wrong: string[] = [];
    for (const zone of zones)
      for (const date of dates) {
        const written = dateForGraph(date, zone);
        for (const answer of [answered(written, written.timeZone), answered(written, 'UTC')])
          if (dateFromGraph(answer, zone) !== date) wrong.push(`${zone} ${date} ${answer.dateTime}`);
      }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['made at home', 'Europe/Berlin', 'Europe/Berlin'],
    ['made in Tokyo', 'Asia/Tokyo', 'Europe/Berlin'],
    ['made in Los Angeles', 'America/Los_Angeles', 'Europe/Berlin'],
    ['made in Auckland', 'Pacific/Auckland', 'Asia/Kolkata'],
    ['made in UTC', 'UTC', 'America/Los_Angeles'],
  ])('%s', (_, madeIn, mailbox) => {
    for (const date of dates) expect(dateFromGraph(answered(dateForGraph(date, madeIn), mailbox), mailbox)).toBe(date);
  });

  it.each([-11, -8, -5, 0, 1, 5.5, 9, 12])('without a known zone, made %s hours east of Greenwich', (hours) => {
    const midnight = new Date(Date.parse('2026-03-10T00:00:00Z') - hours * 3_600_000).toISOString().replace('Z', '0000');
    expect(dateFromGraph({ dateTime: midnight, timeZone: 'UTC' }, null)).toBe('2026-03-10');
  });
});

it.each([
  ['absent', undefined, null],
  ['null', null, null],
  ['the day that Exchange writes for none', { dateTime: '0001-01-01T00:00:00', timeZone: 'UTC' }, null],
  ['a text', 'tomorrow', undefined],
  ['no date', { dateTime: '2026-02-31T00:00:00', timeZone: 'UTC' }, undefined],
  ['the last day there is', { dateTime: '9999-12-31T23:00:00', timeZone: 'UTC' }, '9999-12-31'],
])('a date of Graph that is %s', (_, value, expected) => expect(dateFromGraph(value, 'Europe/Berlin')).toBe(expected));

it.each([
  ['UTC midnight', { dateTime: '2026-03-10T00:00:00.0000000', timeZone: 'UTC' }, 'America/Los_Angeles'],
  ['UTC midnight, converted', { dateTime: '2026-03-09T17:00:00.0000000', timeZone: 'Pacific Standard Time' }, 'America/Los_Angeles'],
  ["the mailbox' midnight", { dateTime: '2026-03-09T23:00:00.0000000', timeZone: 'UTC' }, 'Europe/Berlin'],
])('a task was completed on the day of %s', (_, value, zone) => expect(completedDateFromGraph(value, zone)).toBe('2026-03-10'));

it.each([
  ['2026-03-10', '2026-03-10'],
  [' 2026-03-10 ', '2026-03-10'],
  ['2026-03-10T00:00:00.000Z', '2026-03-10'],
  [new Date('2026-03-10T00:00:00Z'), '2026-03-10'],
  [null, null],
  ['', null],
  ['2026-3-10', undefined],
  [20260310, undefined],
])('Strapi holds the date %s', (value, expected) => expect(dateFromStrapi(value)).toBe(expected));
