import { describe, expect, it } from 'vitest';
import type { RemoteItem } from '../sync/resource';
import { calendar } from './definition';

const { readWhole } = calendar;

const utc = (dateTime: string): object => ({ dateTime, timeZone: 'UTC' });
const id = 'AAMk.AGI1=.x-';
const daily = { type: 'daily', interval: 1, month: 0, dayOfMonth: 0, daysOfWeek: [], firstDayOfWeek: 'sunday', index: 'first' };
const noEnd = {
  type: 'noEnd',
  startDate: '2026-03-27',
  endDate: '0001-01-01',
  recurrenceTimeZone: 'W. Europe Standard Time',
  numberOfOccurrences: 0,
};
const master = {
  id, '@odata.etag': 'W/"m"', type: 'seriesMaster', subject: 'Stand-up', start: utc('2026-03-27T08:00:00.0000000'), end: utc('2026-03-27T09:00:00.0000000'), originalStartTimeZone: 'W. Europe Standard Time',
  recurrence: { pattern: daily, range: noEnd }, sensitivity: 'private', cancelledOccurrences: [], exceptionOccurrences: [],
}; // prettier-ignore
const exception = {
  id: 'x1', '@odata.etag': 'W/"x"', type: 'exception', seriesMasterId: id, subject: 'Later', originalStart: '2026-03-28T08:00:00Z', start: utc('2026-03-28T15:00:00.0000000'), end: utc('2026-03-28T16:00:00.0000000'), originalStartTimeZone: 'W. Europe Standard Time',
}; // prettier-ignore

function items(raw: object): RemoteItem[] {
  return readWhole(raw).map((reading) => {
    if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
    return reading;
  });
}
const item = (changes: object): RemoteItem => items({ ...master, ...changes })[0] as RemoteItem;

describe('a series', () => {
  it('is its rule, its zone and what was cancelled', () => {
    const cancelledOccurrences = [`OID.${id}.2026-04-02`, `OID.${id}.2026-03-30`, `OID.${id}.2026-03-30`];
    const series = item({ cancelledOccurrences });
    expect(series).toMatchObject({ microsoftId: id, address: id, part: null, parts: [], etag: 'W/"m"' });
    expect(series.values).toMatchObject({
      recurrence: 'FREQ=DAILY',
      excludedDates: ['2026-03-30', '2026-04-02'],
      originalStart: null,
      timeZone: 'Europe/Berlin',
      start: '2026-03-27T08:00:00.000Z',
    });
    expect(series.unread).toEqual(['html']);
  });

  it.each([
    ['is absent', undefined],
    ['is null', null],
    ['holds what is no date', [`OID.${id}.2026-03-30`, 'OID.x.soon']],
    ['holds what is no text', [5]],
  ])('does not say what was cancelled where the list %s', (_, cancelledOccurrences) =>
    expect(item({ cancelledOccurrences })).toMatchObject({ unread: ['html', 'excludedDates'], values: { excludedDates: [] } }),
  );

  it('does not say which exceptions it has where they are absent', () =>
    expect(item({ exceptionOccurrences: undefined }).parts).toBeNull());

  it('does not say that there are no others where the list of its exceptions goes on elsewhere', () => {
    const more = { 'exceptionOccurrences@odata.nextLink': 'https://graph.microsoft.com/v1.0/me/events/x/exceptionOccurrences?$skip=1' };
    expect(items({ ...master, exceptionOccurrences: [exception], ...more })).toMatchObject([
      { parts: null },
      { values: { subject: 'Later' } },
    ]);
  });

  it('tells its exceptions by their days where no answer says what they stand for', () => {
    const { originalStart: _, ...silent } = exception;
    const read = (changes: object) => items({ ...master, exceptionOccurrences: [silent], ...changes });
    expect(read({})).toMatchObject([
      { parts: [`OID.${id}.2026-03-28`] },
      { part: { of: id, key: '2026-03-28' }, values: { originalStart: '2026-03-28T08:00:00.000Z' } },
    ]);
    expect(readWhole({ ...master, exceptionOccurrences: [silent], cancelledOccurrences: [`OID.${id}.2026-03-28`] })[1]).toMatchObject({
      kind: 'unusable',
    });
  });

  it.each([
    ['the zone of its recurrence', { originalStartTimeZone: 'UTC' }, 'Europe/Berlin'],
    [
      'its original zone where the recurrence has none',
      { recurrence: { pattern: daily, range: { ...noEnd, recurrenceTimeZone: '' } }, originalStartTimeZone: 'Tokyo Standard Time' },
      'Asia/Tokyo',
    ],
    [
      'a zone of one mailbox',
      { recurrence: { pattern: daily, range: { ...noEnd, recurrenceTimeZone: 'Customized Time Zone' } } },
      'Customized Time Zone',
    ],
  ])('is in %s', (_, changes, timeZone) => expect(item(changes).values.timeZone).toBe(timeZone));

  it('in the hour that comes twice keeps its zone, where a single event goes as UTC', () => {
    const times = { start: utc('2026-10-25T01:30:00'), end: utc('2026-10-25T01:45:00') };
    expect(item(times).values).toMatchObject({ timeZone: 'Europe/Berlin', start: '2026-10-25T00:30:00.000Z' });
    expect(items({ ...master, ...times, type: 'singleInstance', recurrence: null })[0]?.values).toMatchObject({
      timeZone: 'UTC',
      start: '2026-10-25T01:30:00.000Z',
    });
  });

  it('that does not start on its rule begins with the first date that is on it', () => {
    const recurrence = {
      pattern: { type: 'weekly', interval: 2, daysOfWeek: ['Monday'], firstDayOfWeek: 'Sunday' },
      range: { type: 'numbered', numberOfOccurrences: 3 },
    };
    expect(item({ recurrence }).values).toMatchObject({
      start: '2026-04-06T07:00:00.000Z',
      end: '2026-04-06T08:00:00.000Z',
      recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU;COUNT=3',
    });
  });

  it('ends on a date of its zone', () =>
    expect(item({ recurrence: { pattern: daily, range: { ...noEnd, type: 'endDate', endDate: '2026-04-01' } } }).values.recurrence).toBe(
      'FREQ=DAILY;UNTIL=20260401T215959Z',
    ));

  it.each([
    ['no pattern', { recurrence: {} }],
    ['a pattern of tomorrow', { recurrence: { pattern: { type: 'lunar' }, range: noEnd } }],
    ['no recurrence', { recurrence: null }],
    ['no start', { start: null }],
    ['an end before its start', { end: utc('2026-03-01T00:00:00') }],
  ])('with %s cannot be read', (_, changes) =>
    expect(readWhole({ ...master, ...changes })).toMatchObject([{ kind: 'unusable', microsoftId: id }]),
  );

  it('without a type is told by its recurrence', () => expect(item({ type: undefined }).values.recurrence).toBe('FREQ=DAILY'));
});

describe('an exception', () => {
  it('is named by its series and date, and stays so when Microsoft names it anew', () => {
    const [series, part] = items({ ...master, exceptionOccurrences: [exception] });
    const name = calendar.parts?.id(id, '2026-03-28') ?? '';
    expect(name).toBe(`OID.${id}.2026-03-28`);
    expect(series?.parts).toEqual([name]);
    expect(part).toMatchObject({ microsoftId: name, address: 'x1', part: { of: id, key: '2026-03-28' }, parts: null, etag: 'W/"x"' });
    expect(part?.values).toMatchObject({
      subject: 'Later',
      start: '2026-03-28T15:00:00.000Z',
      originalStart: '2026-03-28T08:00:00.000Z',
      recurrence: null,
      excludedDates: [],
    });
  });

  it('has of its series what it does not say itself: above all that it is private', () =>
    expect(items({ ...master, exceptionOccurrences: [exception] })[1]?.values.sensitivity).toBe('private'));

  it.each([
    ['in the zone of the series', '2026-03-28T23:30:00Z', '2026-03-29'],
    ['after the clock has changed', '2026-03-29T07:00:00Z', '2026-03-29'],
    ['with an offset', '2026-03-28T09:00:00+01:00', '2026-03-28'],
  ])('stands for the date %s', (_, originalStart, key) =>
    expect(items({ ...master, exceptionOccurrences: [{ ...exception, originalStart }] })[1]?.part?.key).toBe(key),
  );

  it('is in the zone of its series, whatever zone stands beside it', () => {
    expect(
      items({ ...master, exceptionOccurrences: [{ ...exception, originalStartTimeZone: 'Tokyo Standard Time' }] })[1]?.values,
    ).toMatchObject({ timeZone: 'Europe/Berlin', start: '2026-03-28T15:00:00.000Z' });
  });

  it('is moved over midnight and into another month', () => {
    const moved = {
      ...exception,
      originalStart: '2026-03-31T07:00:00Z',
      start: utc('2026-04-01T22:30:00'),
      end: utc('2026-04-01T23:30:00'),
    };
    expect(items({ ...master, exceptionOccurrences: [moved] })[1]).toMatchObject({
      part: { key: '2026-03-31' },
      values: { start: '2026-04-01T22:30:00.000Z' },
    });
  });

  it.each([
    ['midnight UTC', '2026-03-29T00:00:00Z', 'W. Europe Standard Time'],
    ['midnight of a zone in the east', '2026-03-28T23:00:00Z', 'W. Europe Standard Time'],
    ['midnight of a zone in the west', '2026-03-29T07:00:00Z', 'Pacific Standard Time'],
    ['midnight of a zone that is not named, in the east', '2026-03-28T15:00:00Z', 'UTC'],
    ['midnight of a zone that is not named, in the west', '2026-03-29T05:00:00Z', 'tzone://Microsoft/Custom'],
  ])('of an all-day series stands for a date: %s', (_, originalStart, zone) => {
    const dates = { isAllDay: true, start: utc('2026-03-27T00:00:00'), end: utc('2026-03-28T00:00:00'), originalStartTimeZone: zone };
    const recurrence = { pattern: daily, range: { ...noEnd, recurrenceTimeZone: zone } };
    const part = { ...exception, ...dates, originalStart, start: utc('2026-04-05T00:00:00'), end: utc('2026-04-06T00:00:00') };
    const [series, found] = items({
      ...master,
      ...dates,
      recurrence,
      cancelledOccurrences: [`OID.${id}.2026-03-30`],
      exceptionOccurrences: [part],
    });
    expect(series?.values).toMatchObject({ isAllDay: true, timeZone: null, excludedDates: ['2026-03-30'] });
    expect(found).toMatchObject({
      part: { key: '2026-03-29' },
      values: { originalStart: '2026-03-29T00:00:00.000Z', start: '2026-04-05T00:00:00.000Z' },
    });
  });

  it('without an original start is known by its occurrence id', () => {
    const [, part] = items({
      ...master,
      exceptionOccurrences: [{ ...exception, originalStart: undefined, occurrenceId: `OID.${id}.2026-03-30` }],
    });
    expect(part).toMatchObject({ part: { key: '2026-03-30' }, values: { originalStart: '2026-03-30T07:00:00.000Z' } });
  });

  it.each([
    ['cannot be read still counts as there', { start: null }, [`OID.${id}.2026-03-28`], `OID.${id}.2026-03-28`],
    ['has no id still counts as there', { id: null }, [`OID.${id}.2026-03-28`], `OID.${id}.2026-03-28`],
    [
      'does not say what it stands for, where none takes place, may be any',
      { originalStart: null, start: utc('2026-03-20T15:00:00'), end: utc('2026-03-20T16:00:00') },
      null,
      null,
    ],
  ])('that %s', (_, changes, parts, microsoftId) => {
    const [series, part] = readWhole({ ...master, exceptionOccurrences: [{ ...exception, ...changes }] });
    expect(series).toMatchObject({ kind: 'item', parts });
    expect(part).toMatchObject({ kind: 'unusable', microsoftId });
  });
});

describe('anything else', () => {
  it('a single event is itself', () => {
    expect(readWhole({ ...master, type: 'singleInstance', recurrence: null })).toMatchObject([
      { kind: 'item', part: null, parts: null, values: { recurrence: null, excludedDates: [], originalStart: null } },
    ]);
  });
  it('a part leads to its series', () => expect(readWhole(exception)).toEqual([{ kind: 'incomplete', microsoftId: id, isByPart: true }]));
  it('nonsense is unusable, whatever is wrong', () => {
    for (const raw of [null, 'x', [], {}, { id: 5 }]) expect(readWhole(raw)).toMatchObject([{ kind: 'unusable' }]);
    const nonsense = [0, true, 'x', [], {}, [1], [null], [[]], { pattern: 5, range: 5 }];
    for (const name of [...Object.keys(master), ...Object.keys(exception)])
      for (const value of nonsense) {
        expect(readWhole({ ...master, exceptionOccurrences: [exception], [name]: value }).length).toBeGreaterThan(0);
        expect(readWhole({ ...master, exceptionOccurrences: [{ ...exception, [name]: value }] }).length).toBe(2);
      }
  });
});
