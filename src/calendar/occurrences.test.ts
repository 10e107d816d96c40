import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expand } from './occurrences';
import { ruleFromPattern } from '../recurrence/rule-from-pattern';

const file = '../shared/vectors/recurrence.json';
interface Vector { pattern: Record<string, unknown>; range: Record<string, unknown> & { startDate: string }; dates: string[]; exchangeDates?: string[] } // prettier-ignore
const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];

const row = {
  documentId: 'e',
  subject: 'Visit',
  start: '2026-03-27T08:00:00.000Z',
  end: '2026-03-27T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
};
const march = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
const YEARS = 1800 * 86_400_000;
const starts = (rows: object[], range = march): string[] => expand(rows as Record<string, unknown>[], range).map(({ start }) => start);

/** Expanding a rule takes milliseconds, and there are thousands: in parts, so that the test runner hears from us in between. */
const PART = 50;
const parts = ['Europe/Berlin', 'America/Los_Angeles', 'all-day'].flatMap((zone) =>
  Array.from({ length: Math.max(1, Math.ceil(vectors.length / PART)) }, (_, part) => [zone, part * PART] as const),
);

describe('900 recurrences of Graph by python-dateutil', () => {
  it.skipIf(vectors.length === 0).each(parts)(`fall on the same days: %s, from vector %i (needs ${file})`, async (zone, first) => {
    await new Promise((heard) => setImmediate(heard));
    const isAllDay = zone === 'all-day';
    for (const { pattern, range, dates, exchangeDates = dates } of vectors.slice(first, first + PART)) {
      const recurrence = ruleFromPattern(pattern, range, isAllDay ? null : zone);
      const start = isAllDay ? `${range.startDate}T00:00:00.000Z` : `${range.startDate}T17:00:00.000Z`; // the same day in both zones
      const series = { ...row, start, end: start, isAllDay, timeZone: isAllDay ? null : zone, recurrence };
      const found: string[] = [];
      for (let from = Date.parse(range.startDate); from < Date.parse('2060-01-01') && found.length < 41; from += YEARS) {
        found.push(...starts([series], { from: new Date(from).toISOString(), to: new Date(from + YEARS).toISOString() }));
      }
      const days = found.slice(0, 40).map((at) => at.slice(0, 10));
      const name = `${recurrence} from ${range.startDate}`;
      expect(days.slice(0, exchangeDates.length), name).toEqual(exchangeDates);
      for (const later of days.slice(exchangeDates.length)) expect(later > '2036-12-31', `${name}: ${later}`).toBe(true); // where the vectors end
    }
  });
});

describe('a series', () => {
  it('keeps its wall clock over summer time', () => {
    expect(starts([{ ...row, recurrence: 'FREQ=DAILY' }])).toEqual([
      '2026-03-27T08:00:00.000Z',
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
      '2026-03-31T07:00:00.000Z',
    ]);
  });

  it('moves what the clock skips on by the gap', () => {
    expect(starts([{ ...row, start: '2026-03-28T01:30:00Z', end: '2026-03-28T02:30:00Z', recurrence: 'FREQ=DAILY;COUNT=3' }])).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('an all-day one runs on dates', () => {
    const days = expand(
      [
        {
          ...row,
          start: '2026-03-28T00:00:00Z',
          end: '2026-03-29T00:00:00Z',
          isAllDay: true,
          timeZone: null,
          recurrence: 'FREQ=DAILY;UNTIL=20260330',
        },
      ],
      march,
    );
    expect(days.map(({ start, end }) => `${start.slice(0, 10)} ${end.slice(0, 10)}`)).toEqual([
      '2026-03-28 2026-03-29',
      '2026-03-29 2026-03-30',
      '2026-03-30 2026-03-31',
    ]);
  });

  it.each([
    ['an instant', 'UNTIL=20260329T070000Z', 3],
    ['a second too early', 'UNTIL=20260329T065959Z', 2],
    ['a date', 'UNTIL=20260329', 3],
    ['a wall clock', 'UNTIL=20260329T090000', 3],
  ])('ends at UNTIL as %s', (_, until, count) => expect(starts([{ ...row, recurrence: `RRULE:FREQ=DAILY;${until}` }])).toHaveLength(count));

  it('on the 31st falls on the last day of a shorter month', () => {
    const series = {
      ...row,
      start: '2026-01-31T08:00:00Z',
      end: '2026-01-31T09:00:00Z',
      recurrence: 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    };
    expect(starts([series], { from: '2026-01-01T00:00:00Z', to: '2026-06-01T00:00:00Z' }).map((at) => at.slice(5, 10))).toEqual([
      '01-31',
      '02-28',
      '03-31',
      '04-30',
      '05-31',
    ]);
  });

  it('lacks what was cancelled, by instant or by date', () => {
    expect(starts([{ ...row, recurrence: 'FREQ=DAILY', excludedDates: ['2026-03-29T07:00:00.000Z', '2026-03-30', 5, 'x'] }])).toEqual([
      '2026-03-27T08:00:00.000Z',
      '2026-03-28T08:00:00.000Z',
      '2026-03-31T07:00:00.000Z',
    ]);
  });

  it('has its exceptions in the place of their originals', () => {
    const series = { ...row, documentId: 's', recurrence: 'FREQ=DAILY;COUNT=3' };
    const moved = {
      ...row,
      documentId: 'x',
      subject: 'Later',
      series: { documentId: 's' },
      originalStart: '2026-03-28T08:00:00.000Z',
      start: '2026-03-28T15:00:00Z',
      end: '2026-03-28T16:00:00Z',
    };
    const gone = {
      ...moved,
      documentId: 'y',
      series: 's',
      originalStart: '2026-03-29T07:00:00.000Z',
      start: '2027-01-01T00:00:00Z',
      end: '2027-01-01T01:00:00Z',
    };
    expect(expand([series, moved, gone], march)).toEqual([
      { event: 's', series: 's', originalStart: row.start, start: row.start, end: row.end, isAllDay: false, subject: 'Visit' },
      {
        event: 'x',
        series: 's',
        originalStart: '2026-03-28T08:00:00.000Z',
        start: '2026-03-28T15:00:00.000Z',
        end: '2026-03-28T16:00:00.000Z',
        isAllDay: false,
        subject: 'Later',
      },
    ]);
  });

  it.each([
    ['a cancelled one', { excludedDates: ['2026-03-28T08:00:00.000Z'] }, []],
    [
      'a replaced one',
      {},
      [
        {
          ...row,
          documentId: 'x',
          series: { documentId: 'e' },
          originalStart: '2026-03-28T08:00:00.000Z',
          start: '2027-01-01T00:00:00Z',
          end: '2027-01-01T01:00:00Z',
        },
      ],
    ],
  ])('that was moved to another time of the day does not bring %s back', (_, changes, exceptions) => {
    const moved = { ...row, start: '2026-03-27T15:00:00Z', end: '2026-03-27T16:00:00Z', recurrence: 'FREQ=DAILY;COUNT=3', ...changes };
    expect(starts([moved, ...exceptions])).toEqual(['2026-03-27T15:00:00.000Z', '2026-03-29T14:00:00.000Z']);
  });

  it('has exceptions that were moved over midnight, and over the change of the clock', () => {
    const series = {
      ...row,
      documentId: 's',
      start: '2026-03-27T22:30:00Z',
      end: '2026-03-27T22:45:00Z',
      recurrence: 'FREQ=DAILY;COUNT=3',
    };
    const moved = {
      ...row,
      documentId: 'x',
      series: 's',
      originalStart: '2026-03-28T22:30:00Z',
      start: '2026-03-29T10:00:00Z',
      end: '2026-03-29T10:15:00Z',
    };
    const back = {
      ...moved,
      documentId: 'y',
      originalStart: '2026-03-29T21:30:00Z',
      start: '2026-03-28T10:00:00Z',
      end: '2026-03-28T10:15:00Z',
    };
    expect(expand([series, moved, back], march).map(({ event, start }) => `${event} ${start}`)).toEqual([
      's 2026-03-27T22:30:00.000Z',
      'y 2026-03-28T10:00:00.000Z',
      'x 2026-03-29T10:00:00.000Z',
    ]);
  });

  it('whose time the clock takes over midnight keeps its dates', () => {
    const late = {
      ...row,
      timeZone: 'America/Godthab',
      start: '2025-03-28T01:30:00Z',
      end: '2025-03-28T02:00:00Z',
      recurrence: 'FREQ=DAILY;COUNT=4',
    }; // 23:30, which is skipped on the 29th
    const range = { from: '2025-03-01T00:00:00Z', to: '2025-04-01T00:00:00Z' };
    const all = starts([late], range);
    expect(all).toHaveLength(4);
    for (const at of all) expect(starts([{ ...late, excludedDates: [at] }], range)).toEqual(all.filter((other) => other !== at));
  });

  it('that began long ago and ends long after shows what is in the range', () => {
    const series = {
      ...row,
      start: '2012-02-29T08:00:00Z',
      end: '2012-02-29T09:00:00Z',
      recurrence: 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1',
    };
    expect(starts([series], { from: '2027-02-01T00:00:00Z', to: '2027-04-01T00:00:00Z' })).toEqual([
      '2027-02-28T08:00:00.000Z',
      '2027-03-29T07:00:00.000Z',
    ]);
  });

  it.each(['FREQ=HOURLY', 'every day', 'FREQ=DAILY;UNTIL=soon', 'FREQ=DAILY;BYHOUR=1,2'])(
    'whose rule cannot be read happens once: %s',
    (recurrence) => expect(starts([{ ...row, recurrence }])).toEqual([row.start]),
  );

  it('without an end costs nothing but its range', { timeout: 5000 }, () => {
    expect(starts([{ ...row, start: '1950-01-01T08:00:00Z', end: '1950-01-01T09:00:00Z', recurrence: 'FREQ=DAILY' }])).toHaveLength(31);
  });
});

describe('the range', () => {
  const at = (start: string, end: string): object => ({ ...row, start, end });
  it.each([
    ['ends when the range begins', at('2026-02-28T22:00:00Z', '2026-03-01T00:00:00Z'), 0],
    ['reaches into the range', at('2026-02-28T22:00:00Z', '2026-03-01T00:00:01Z'), 1],
    ['starts when the range ends', at('2026-04-01T00:00:00Z', '2026-04-01T01:00:00Z'), 0],
    ['surrounds the range', at('2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z'), 1],
    ['has no length and stands at the beginning', at('2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'), 1],
    ['has no length and stands at the end', at('2026-04-01T00:00:00Z', '2026-04-01T00:00:00Z'), 0],
    ['cannot be read', { ...row, start: null }, 0],
  ])('an event that %s: %j', (_, event, count) => expect(starts([event])).toHaveLength(count));

  it('a long occurrence of a series reaches in', () =>
    expect(
      starts([{ ...row, start: '2026-02-20T08:00:00Z', end: '2026-03-02T08:00:00Z', recurrence: 'FREQ=MONTHLY;COUNT=1' }]),
    ).toHaveLength(1));

  it.each([
    ['too long', '2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z'],
    ['backwards', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['none', 'soon', '2026-01-01T00:00:00Z'],
  ])('that is %s is refused', (_, from, to) => expect(() => expand([], { from, to })).toThrow(RangeError));
});

describe('ruleFromPattern', () => {
  it('looks only at what its type needs', () => {
    const pattern = { type: 'daily', interval: 1, month: 0, dayOfMonth: 0, firstDayOfWeek: 'sunday', index: 'first', daysOfWeek: [] };
    const range = {
      type: 'endDate',
      startDate: '2022-10-24',
      endDate: '2023-04-24',
      recurrenceTimeZone: 'GMT Standard Time',
      numberOfOccurrences: 0,
    };
    expect(ruleFromPattern(pattern, range, 'Europe/London')).toBe('FREQ=DAILY;UNTIL=20230424T225959Z');
  });

  it.each([
    ['an unknown pattern', { type: 'lunar' }, { type: 'noEnd' }],
    ['a week without days', { type: 'weekly', daysOfWeek: [] }, { type: 'noEnd' }],
    ['a day that is none', { type: 'weekly', daysOfWeek: ['moonday'] }, { type: 'noEnd' }],
    ['the 32nd', { type: 'absoluteMonthly', dayOfMonth: 32 }, { type: 'noEnd' }],
    ['an unknown range', { type: 'daily' }, { type: 'sometimes' }],
    ['an interval of none', { type: 'daily', interval: 0 }, { type: 'noEnd' }],
  ])('has no rule for %s', (_, pattern, range) => expect(ruleFromPattern(pattern, range, 'UTC')).toBeNull());
});

describe('a hundred thousand cancelled dates', () => {
  const cancelled = Array.from({ length: 100_000 }, (_, at) => new Date(Date.UTC(1700, 0, 1, 8) + at * 86_400_000).toISOString());

  it('cost next to nothing where they are not asked for, and hide theirs', { timeout: 4_000 }, () => {
    const daily = { ...row, recurrence: 'FREQ=DAILY', excludedDates: [...cancelled, '2026-03-29', '2026-03-30T07:00:00.000Z'] };
    expect(starts([daily])).toEqual(['2026-03-27T08:00:00.000Z', '2026-03-28T08:00:00.000Z', '2026-03-31T07:00:00.000Z']);
  });

  it.each(['2026-03-28T23:30:00-12:00', '2026-03-29T00:30:00+12:00', ' 2026-03-28 '])('%s is found by what it means', (date) => {
    const all = starts([{ ...row, recurrence: 'FREQ=DAILY' }]);
    expect(starts([{ ...row, recurrence: 'FREQ=DAILY', excludedDates: [date] }]).length).toBe(all.length - 1);
  });
});
