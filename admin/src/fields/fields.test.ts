import { describe, expect, it } from 'vitest';

import { categoriesOf, withCategory } from './categories';
import { moved, problemOfChecklist, stepsOf } from './checklist';
import { colourOf, colourOfPreset } from './outlookColours';
import { inUnit, minutesOf } from './reminder';
import { cancelledDates, datesFrom, problemOf } from './rule';
import { seriesStart } from './seriesStart';
import { isUsableZone, zoneLabel, zoneOptions } from './timeZones';

const berlin = seriesStart({
  start: '2027-03-02T08:00:00.000Z',
  end: '2027-03-02T09:00:00.000Z',
  isAllDay: false,
  zone: 'Europe/Berlin',
  otherwise: 'UTC',
});
const told = (thrown: unknown) => (thrown as Error).message;

describe('a series', () => {
  it('runs on the clock of its zone', () => expect(berlin.start).toMatchObject({ wall: '2027-03-02T09:00:00', isAllDay: false }));

  it('of a task runs on dates', () =>
    expect(seriesStart({ start: '2027-03-02', end: undefined, isAllDay: false, zone: null, otherwise: 'UTC' })).toMatchObject({
      isOfDates: true,
      start: { wall: '2027-03-02T00:00:00', isAllDay: true },
    }));

  it('can be chosen before anybody says when it starts', () => {
    const unknown = seriesStart({ start: null, end: null, isAllDay: false, zone: '', otherwise: 'Europe/Berlin' });
    expect([unknown.times, problemOf('FREQ=WEEKLY;BYDAY=MO', unknown, told)]).toEqual([null, null]);
  });

  it('has the dates that the engine gives it, over the change of the clocks', () =>
    expect(datesFrom('FREQ=WEEKLY', berlin, '2027-03-20', 3)).toEqual(['2027-03-23', '2027-03-30', '2027-04-06']));

  it('reads cancelled dates as instants and as dates', () =>
    expect(cancelledDates(['2027-03-30T07:00:00.000Z', '2027-03-23', 'soon'], berlin)).toEqual(['2027-03-30', '2027-03-23']));

  it('says before saving what the engine would hold', () => {
    expect(problemOf('FREQ=WEEKLY;BYDAY=MO', berlin, told)).toMatch(/none of the rule's dates/);
    expect(problemOf('FREQ=HOURLY', berlin, told)).toMatch(/Outlook repeats by days/);
    expect(problemOf('FREQ=WEEKLY;BYDAY=TU', berlin, told)).toBeNull();
  });
});

describe('time zones', () => {
  const winter = new Date('2027-01-15T12:00:00Z');
  it('are found by name and by distance', () => {
    expect(zoneLabel('Europe/Berlin', winter)).toBe('Europe/Berlin (GMT+1)');
    expect(zoneLabel('W. Europe Standard Time', winter)).toBe('W. Europe Standard Time');
  });
  it('begin with the likely ones, each once', () => {
    const zones = zoneOptions('W. Europe Standard Time', ['Europe/Berlin', null], winter).map(({ zone }) => zone);
    expect(zones.slice(0, 3)).toEqual(['W. Europe Standard Time', 'Europe/Berlin', 'UTC']);
    expect(new Set(zones).size).toBe(zones.length);
  });
  it('that nobody knows would be held', () =>
    expect(['Europe/Berlin', 'W. Europe Standard Time', 'Europe/Atlantis'].map(isUsableZone)).toEqual([true, true, false]));
});

describe('categories', () => {
  it.each([
    [null, []],
    [
      ['B', 'A', 'A'],
      ['A', 'B'],
    ],
    ['["A"]', ['A']],
    ['A', null],
    [{ a: 1 }, null],
  ])('of %j', (value, expected) => expect(categoriesOf(value)).toEqual(expected));
  it('are added once, and without what would make two of them', () => {
    expect(withCategory(['B'], '  A,  C ')).toEqual(['A C', 'B']);
    expect([withCategory(['A'], 'A'), withCategory([], '  ')]).toEqual([null, null]);
  });
  it('have the colour that is in their name, in both languages', () => {
    expect(colourOf('Red category')).toBe(colourOf('Rote Kategorie'));
    expect(colourOf('Grüne Kategorie')).toBe(colourOf('Green category'));
    expect(colourOf('Customers')).toBe(colourOf('Reduced'));
  });
  it('or the one that the mailbox gives them', () => {
    expect(colourOfPreset('preset0')).toBe(colourOf('Red category'));
    expect(colourOfPreset('preset24')).toMatch(/^#/);
    expect([colourOfPreset('none'), colourOfPreset('preset25'), colourOfPreset(null)]).toEqual([null, null, null]);
  });
});

it.each([
  [0, 0, 'minutes'],
  [15, 15, 'minutes'],
  [90, 90, 'minutes'],
  [120, 2, 'hours'],
  [2_880, 2, 'days'],
  [10_080, 1, 'weeks'],
] as const)('a reminder %d minutes before is %d %s', (minutes, count, unit) => {
  expect(inUnit(minutes)).toEqual({ count, unit });
  expect(minutesOf(count, unit)).toBe(minutes);
});

describe('a checklist', () => {
  it('keeps the names of its steps', () =>
    expect(stepsOf([{ id: 'm1', title: 'A', isChecked: true }, { title: 'B' }])).toEqual([
      { id: 'm1', title: 'A', isChecked: true },
      { title: 'B', isChecked: false },
    ]));
  it.each([[['A']], [{ title: 'A' }], ['no JSON'], [[{ name: 'A' }]]])('is none: %j', (value) => {
    expect(stepsOf(value)).toBeNull();
    expect(problemOfChecklist(value)).not.toBeNull();
  });
  it('is put in order, and not beyond its ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});
