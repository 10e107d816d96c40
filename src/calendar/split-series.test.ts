import { describe, expect, it } from 'vitest';
import { splitSeries } from './split-series';

const series = (recurrence: string, more: object = {}) => ({
  documentId: 's',
  subject: 'Stand-up',
  start: '2026-03-27T08:00:00.000Z', // a Friday, 09:00 in Berlin
  end: '2026-03-27T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  iCalUId: 'x',
  recurrence,
  ...more,
});
const split = (of: ReturnType<typeof series>, originalStart: string, data: object = {}, exceptions: Record<string, unknown>[] = []) =>
  splitSeries(of, originalStart, { data: data as Record<string, unknown>, exceptions });

describe('a series from one occurrence on', () => {
  it('keeps its clock over summer time, and the number of times that is left', () => {
    const { earlier, later } = split(series('FREQ=DAILY;COUNT=5'), '2026-03-29T07:00:00.000Z');
    expect(earlier).toEqual({ recurrence: 'FREQ=DAILY;UNTIL=20260328T225959Z', excludedDates: [] });
    expect(later).toMatchObject({ subject: 'Stand-up', start: '2026-03-29T07:00:00.000Z', recurrence: 'FREQ=DAILY;COUNT=3' });
    expect(later).not.toHaveProperty('iCalUId');
  });

  it.each([
    ['FREQ=DAILY', '2026-03-30T07:00:00.000Z', { start: '2026-03-31T10:00:00.000Z' }, 'FREQ=DAILY'],
    ['FREQ=WEEKLY;BYDAY=FR,SU', '2026-04-05T07:00:00.000Z', { start: '2026-04-07T07:00:00.000Z' }, 'FREQ=WEEKLY;BYDAY=TU,SU;WKST=MO'],
    ['FREQ=WEEKLY;BYDAY=FR', '2026-04-03T07:00:00.000Z', { subject: 'x' }, 'FREQ=WEEKLY;BYDAY=FR;WKST=MO'],
    ['FREQ=MONTHLY;BYMONTHDAY=27', '2026-04-27T07:00:00.000Z', { start: '2026-04-28T07:00:00.000Z' }, 'FREQ=MONTHLY;BYMONTHDAY=28'],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=27', '2027-03-27T08:00:00.000Z', { start: '2027-04-01T07:00:00.000Z' }, 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1'], // prettier-ignore
    ['FREQ=DAILY', '2026-03-30T07:00:00.000Z', { recurrence: 'FREQ=DAILY;INTERVAL=2' }, 'FREQ=DAILY;INTERVAL=2'],
  ])('%s from %s with %j is %s', (rule, originalStart, data, expected) => {
    expect(split(series(rule), originalStart, data).later).toMatchObject({ ...data, recurrence: expected });
  });

  it('is found at once, however many occurrences come before', { timeout: 3_000 }, () => {
    const { earlier, later } = split(series('FREQ=DAILY'), '9990-07-01T07:00:00.000Z');
    expect([earlier?.['recurrence'], later['recurrence']]).toEqual(['FREQ=DAILY;UNTIL=99900630T215959Z', 'FREQ=DAILY']);
  });

  it('that falls on a weekday of the month cannot be moved to another day without a rule', () => {
    const of = series('FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1');
    expect(() => split(of, '2026-04-24T07:00:00.000Z', { start: '2026-04-23T07:00:00.000Z' })).toThrow(/Give "recurrence"/);
  });

  it('divides what is cancelled and edited; dates that move are cancelled no more', () => {
    const of = series('FREQ=DAILY', { excludedDates: ['2026-03-28', '2026-04-02'] });
    const exceptions = ['2026-03-29T07:00:00.000Z', '2026-04-03T07:00:00.000Z'].map((originalStart) => ({ originalStart }));
    const { earlier, later, gone } = split(of, '2026-03-31T07:00:00.000Z', {}, exceptions);
    expect(earlier?.['excludedDates']).toEqual(['2026-03-28T08:00:00.000Z']);
    expect(later['excludedDates']).toEqual(['2026-04-02']);
    expect(gone).toEqual([{ originalStart: '2026-04-03T07:00:00.000Z' }]);
    expect(split(of, '2026-03-31T07:00:00.000Z', { start: '2026-04-01T07:00:00.000Z' }).later['excludedDates']).toEqual([]);
  });

  it('of whole days ends on a date', () => {
    const of = series('FREQ=DAILY', { start: '2026-03-27T00:00:00.000Z', end: '2026-03-28T00:00:00.000Z', isAllDay: true });
    expect(split(of, '2026-03-29T00:00:00.000Z').earlier).toMatchObject({ recurrence: 'FREQ=DAILY;UNTIL=20260328' });
  });

  it('that begins with it has nothing before', () => {
    expect(split(series('FREQ=DAILY;COUNT=5'), '2026-03-27T08:00:00.000Z')).toMatchObject({
      earlier: null,
      later: { recurrence: 'FREQ=DAILY;COUNT=5' },
    });
  });
});
