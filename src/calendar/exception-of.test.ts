import { describe, expect, it } from 'vitest';
import { editedException, exceptionFor, exceptionOf, NoSuchOccurrence, withCancelled } from './exception-of';
import { expand } from './occurrences';
import { readStrapi } from './read-strapi';

const series = {
  id: 1, documentId: 's', subject: 'Stand-up', location: 'Here', start: '2026-03-27T08:00:00.000Z', end: '2026-03-27T09:00:00.000Z', timeZone: 'Europe/Berlin', isAllDay: false, recurrence: 'FREQ=DAILY;COUNT=10', excludedDates: ['2026-03-30T07:00:00.000Z'],
  isOrganizer: false, attendees: [{ email: 'a@x.test' }], iCalUId: 'u', webLink: 'https://x', createdAt: 'now',
}; // prettier-ignore
const second = '2026-03-29T07:00:00.000Z'; // after the change to summer time

describe('an edited occurrence', () => {
  it('has the values of its series, at its own time', () => {
    const row = exceptionOf(series, second, { subject: 'Later' });
    expect(row).toMatchObject({
      subject: 'Later',
      location: 'Here',
      series: 's',
      originalStart: second,
      start: second,
      end: '2026-03-29T08:00:00.000Z',
      isOrganizer: false,
      attendees: series.attendees,
    });
    for (const column of ['id', 'documentId', 'recurrence', 'excludedDates', 'iCalUId', 'webLink', 'createdAt'])
      expect(row).not.toHaveProperty(column);
  });

  it('is what is read as an exception, and stands in its place', () => {
    const row = { documentId: 'x', ...exceptionOf(series, second, { start: '2026-03-31T22:00:00Z' }) };
    expect(readStrapi({ ...row, series })).toMatchObject({ kind: 'item', part: { of: 's', key: '2026-03-29' } });
    const found = expand([series, row], { from: '2026-03-28T00:00:00Z', to: '2026-04-02T00:00:00Z' });
    expect(found.map(({ event, start }) => `${event} ${start.slice(5, 13)}`)).toEqual([
      's 03-28T08',
      's 03-31T07',
      'x 03-31T22',
      's 04-01T07',
    ]);
  });

  it.each([
    ['keeps its length', { start: '2026-03-29T10:00:00Z' }, '2026-03-29T11:00:00.000Z'],
    ['has the end that is given', { start: '2026-03-29T10:00:00Z', end: '2026-03-29T10:30:00Z' }, '2026-03-29T10:30:00Z'],
  ])('that is moved %s', (_, data, end) => expect(exceptionOf(series, second, data).end).toBe(end));

  it('of an all-day series is a date', () => {
    const days = { ...series, isAllDay: true, start: '2026-03-27T00:00:00Z', end: '2026-03-28T00:00:00Z', recurrence: 'FREQ=DAILY' };
    expect(exceptionOf(days, '2026-03-29T00:00:00Z', {})).toMatchObject({
      start: '2026-03-29T00:00:00.000Z',
      end: '2026-03-30T00:00:00.000Z',
      originalStart: '2026-03-29T00:00:00.000Z',
    });
  });

  it.each([
    ['is cancelled', series, '2026-03-30T07:00:00Z', {}, /cancelled/],
    ['is at another time of the day', series, '2026-03-29T08:00:00Z', {}, /no occurrence that starts at 2026-03-29T08/],
    ['is before the first one', series, '2026-03-26T08:00:00Z', {}, /no occurrence/],
    ['is after the last one', series, '2026-04-06T07:00:00Z', {}, /no occurrence/],
    ['is on no date of the rule', { ...series, recurrence: 'FREQ=WEEKLY' }, second, {}, /no occurrence/],
    ['is no time', series, 'soon', {}, /no date and time/],
    ['is of no series', { ...series, recurrence: null }, second, {}, /no series/],
    ['is of a series that is held', { ...series, recurrence: 'FREQ=HOURLY' }, second, {}, /FREQ=DAILY/],
    ['would get a rule', series, second, { recurrence: 'FREQ=DAILY' }, /recurrence cannot be set/],
    ['would get a zone of its own', series, second, { timeZone: 'Asia/Tokyo' }, /timeZone cannot be set/],
    ['would get what only the engine writes', series, second, { iCalUId: 'x', webLink: 'y' }, /iCalUId, webLink cannot be set/],
    ['would get what nobody knows', series, second, { colour: 'red' }, /colour cannot be set/],
    ['would end before it starts', series, second, { end: '2026-03-01T00:00:00Z' }, /"end" is before "start"/],
    ['would start at no time', series, second, { start: 'soon' }, /"start" is no date/],
    ['would get a choice that is none', series, second, { showAs: 'levitating' }, /showAs/],
  ])('that %s is refused', (_, row, at, data, message) => {
    expect(() => exceptionOf(row, at, data)).toThrow(NoSuchOccurrence);
    expect(() => exceptionOf(row, at, data)).toThrow(message);
  });
});

describe('an occurrence that is edited again', () => {
  const moved = { ...series, start: '2026-03-27T15:00:00.000Z', end: '2026-03-27T16:00:00.000Z' };
  const exceptions = [{ documentId: 'x', originalStart: second, start: '2026-03-29T10:00:00Z', end: '2026-03-29T10:30:00Z' }];

  it('is found by its date, also after the series was moved', () => {
    expect(exceptionFor(series, second, exceptions)).toMatchObject({ exception: { documentId: 'x' }, originalStart: second });
    expect(exceptionFor(moved, second, exceptions)).toMatchObject({
      exception: { documentId: 'x' },
      originalStart: '2026-03-29T14:00:00.000Z',
    });
    expect(exceptionFor(series, '2026-03-28T08:00:00Z', exceptions)).toBeNull();
    expect(exceptionFor(series, 'soon', exceptions)).toBeNull();
  });
  it('keeps its length', () =>
    expect(editedException(exceptions[0] ?? {}, { start: '2026-03-29T12:00:00Z' })).toEqual({
      start: '2026-03-29T12:00:00Z',
      end: '2026-03-29T12:30:00.000Z',
    }));
  it('takes the same fields', () =>
    expect(() => editedException(exceptions[0] ?? {}, { originalStart: second })).toThrow(NoSuchOccurrence));
});

describe('a cancelled occurrence', () => {
  it.each([
    ['is added', series, second, [second, '2026-03-30T07:00:00.000Z']],
    ['is there already', series, '2026-03-30T07:00:00Z', ['2026-03-30T07:00:00.000Z']],
    [
      'stands beside dates and stale times',
      { ...series, excludedDates: ['2026-03-31', '2026-03-30T12:00:00Z'] },
      second,
      [second, '2026-03-30T07:00:00.000Z', '2026-03-31T07:00:00.000Z'],
    ],
  ])('%s', (_, row, at, dates) => expect(withCancelled(row, at)).toEqual(dates));
  it('must be one', () => expect(() => withCancelled(series, '2026-03-29T08:00:00Z')).toThrow(NoSuchOccurrence));
  it('may be an exception where the rule has none any more', () =>
    expect(withCancelled({ ...series, recurrence: 'FREQ=DAILY;COUNT=1' }, second, true)).toContain(second));
});
