import { calendar } from './definition';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { dateOf, dayAfter, isKnownZone, toInstant } from '../time';
import { windowsZones } from '../time/windows-zones';
import { occurrenceAt } from './find-occurrence';
import { originalDate, type OriginalSeries } from './original-date';

const { readWhole } = calendar;

const allDay = (date: string, recurrence = 'FREQ=DAILY'): OriginalSeries => ({
  start: `${date}T00:00:00.000Z`,
  end: `${dayAfter(date)}T00:00:00.000Z`,
  isAllDay: true,
  timeZone: null,
  recurrence,
});
const day = (date: string) => ({ dateTime: `${date}T00:00:00.0000000`, timeZone: 'UTC' });
const exception = (originalStart: string, more: object = {}) => ({ type: 'exception', originalStart, ...more });
const midnightIn = (zone: string, date: string): string => toInstant(`${date}T00:00:00`, zone);
const dates = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const names = Object.keys(windowsZones).filter(isKnownZone);

describe('an exception of an all-day series stands for the day whose midnight was', () => {
  it.each([
    ['in UTC', '2026-05-05T00:00:00Z', []],
    ['east of UTC', '2026-05-04T22:00:00Z', ['W. Europe Standard Time']],
    ['west of UTC', '2026-05-05T07:00:00Z', ['Pacific Standard Time']],
    ['at half an hour', '2026-05-04T18:30:00Z', ['India Standard Time']],
    ['at three quarters', '2026-05-04T11:15:00Z', ['Chatham Islands Standard Time']],
    ['in a zone that is told by its exception alone', '2026-05-04T10:00:00Z', [], { originalStartTimeZone: 'Line Islands Standard Time' }],
    ['in another zone than is told', '2026-05-04T22:00:00Z', ['Tokyo Standard Time']],
    ['in a zone that nobody knows', '2026-05-04T22:00:00Z', ['Mars Standard Time', 'tzone://Microsoft/Custom', '']],
    ['in no zone that is told, east', '2026-05-04T14:15:00Z', []],
    ['in no zone that is told, west', '2026-05-05T09:30:00Z', []],
    ['in Hawaii', '2026-05-05T10:00:00Z', [], { start: day('2026-05-05') }],
    ['in Auckland in summer, and it stands there still', '2026-05-04T11:00:00Z', [], { start: day('2026-05-05') }],
  ] as readonly [string, string, string[], object?][])('%s', (_, originalStart, zones, more = {}) =>
    expect(originalDate(exception(originalStart, more), allDay('2026-05-01'), zones)).toBe('2026-05-05'),
  );

  it('at an hour that may be either side of the date line: by the rule, where it has only one of the two', () => {
    const weekly = allDay('2026-05-05', 'FREQ=WEEKLY;BYDAY=TU');
    for (const start of ['2026-05-11', '2026-05-12', '2026-05-13'])
      expect(originalDate(exception('2026-05-11T11:00:00Z', { start: day(start) }), weekly)).toBe('2026-05-12');
    expect(originalDate(exception('2026-05-12T11:00:00Z', { start: day('2026-05-13') }), weekly)).toBe('2026-05-12');
  });

  it('property: in any zone that is told, on any day, also where clocks skip or repeat midnight', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), dates, (zone, date) => {
        expect(originalDate(exception(midnightIn(zone, date)), allDay('1990-01-01'), [zone])).toBe(date);
      }),
      { numRuns: 400 },
    );
  });

  it('property: in any zone that is not told, where it stands in its place or has a rule', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), dates, (zone, date) => {
        const original = midnightIn(zone, date);
        expect(originalDate(exception(original, { start: day(date) }), allDay('1990-01-01'))).toBe(date);
        const everyThirdDay = allDay(date, 'FREQ=DAILY;INTERVAL=3');
        expect(originalDate(exception(original, { start: day(dayAfter(date)) }), everyThirdDay)).toBe(date);
      }),
      { numRuns: 400 },
    );
  });
});

describe('where originalStart is left out', () => {
  const timed = { start: '2026-05-01T08:00:00.000Z', end: '2026-05-01T09:00:00.000Z', isAllDay: false, timeZone: 'Europe/Berlin' };
  it.each([
    ['an occurrence is where it stands', { type: 'occurrence', start: day('2026-05-05') }, allDay('2026-05-01'), '2026-05-05'],
    [
      'an occurrence with a clock too',
      { type: 'occurrence', start: { dateTime: '2026-05-05T08:00:00', timeZone: 'UTC' } },
      { ...timed, recurrence: 'FREQ=DAILY' },
      '2026-05-05',
    ],
    [
      'an exception may have been moved, where its day is none of the rule’s',
      { type: 'Exception', start: day('2026-05-05') },
      allDay('2026-05-01', 'FREQ=WEEKLY;BYDAY=FR'),
      null,
    ],
    [
      'an exception is told by its name',
      { type: 'exception', start: day('2026-05-06'), occurrenceId: 'OID.AA.BB=.2026-05-05' },
      allDay('2026-05-01'),
      '2026-05-05',
    ],
  ] as const)('%s', (_, part, series, expected) => expect(originalDate(part, series)).toBe(expected));
});

it('property: what is read of a series and what is looked for to be written name the same day by the same instance', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), dates, fc.boolean(), (zone, date, isTold) => {
      const told = isTold ? zone : '';
      const part = {
        id: 'one',
        type: 'exception',
        originalStart: midnightIn(zone, date),
        originalStartTimeZone: told,
        isAllDay: true,
        start: day(date),
        end: day(dayAfter(date)),
      };
      const [whole, read] = readWhole({
        id: 'series',
        type: 'seriesMaster',
        isAllDay: true,
        start: day('1990-01-01'),
        end: day('1990-01-02'),
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: { type: 'noEnd', startDate: '1990-01-01', recurrenceTimeZone: told },
        },
        exceptionOccurrences: [part],
      });
      if (whole?.kind !== 'item' || read?.kind !== 'item') throw new Error('not read');
      expect(read.part?.key).toBe(date);
      expect(occurrenceAt({ value: [part] }, whole.values, date)).toMatchObject({ address: 'one', isChanged: true });
      expect(occurrenceAt({ value: [part] }, whole.values, dateOf(dayAfter(date)))).toBeNull();
    }),
    { numRuns: 300 },
  );
});

describe('an exception of which no answer says for what it stands', () => {
  const weekly = (more: object = {}) => ({
    start: '2026-05-04T07:00:00.000Z',
    end: '2026-05-04T08:00:00.000Z',
    isAllDay: false,
    timeZone: 'Europe/Berlin',
    recurrence: 'FREQ=WEEKLY;BYDAY=MO',
    ...more,
  });
  const at = (dateTime: string, more: object = {}) => ({
    type: 'exception',
    originalStart: null,
    start: { dateTime, timeZone: 'UTC' },
    ...more,
  });

  it.each([
    ['at another time', at('2026-05-11T13:00:00.0000000')],
    ['late in the evening, by the clock of its series', at('2026-05-10T22:30:00.0000000')],
    ['as a whole day', at('2026-05-11T00:00:00.0000000', { isAllDay: true })],
  ])('stands for the day that it is on, %s: none is moved onto the day of another', (_, part) =>
    expect(originalDate(part, weekly())).toBe('2026-05-11'),
  );

  it('and of a series of days too', () => {
    const series = allDay('2026-05-04', 'FREQ=WEEKLY;BYDAY=MO');
    expect(originalDate(at('2026-05-11T00:00:00.0000000'), series)).toBe('2026-05-11');
    expect(originalDate(at('2026-05-11T22:30:00.0000000', { isAllDay: false }), series)).toBeNull(); // of which zone's day, nobody says
  });

  it.each([
    ['none of the rule’s', at('2026-05-12T07:00:00'), weekly()],
    ['one that was cancelled', at('2026-05-11T07:00:00'), weekly({ excludedDates: ['2026-05-11'] })],
    ['unknown, as the rule cannot be read', at('2026-05-11T07:00:00'), weekly({ recurrence: 'FREQ=SOMETIMES' })],
    ['told nowhere', { type: 'exception' }, weekly()],
  ])('may be of any where its day is %s', (_, part, series) => expect(originalDate(part, series)).toBeNull());
});
