import { describe, expect, it } from 'vitest';
import type { EventValues } from '../calendar/values';
import { compareSeries } from './compare-series';
import { datesOf } from './dates-of-series';
import { shifted } from './days';
import { earlyEnd, followerOf, waitsForFollower, type NewSeries } from './following';
import { seriesOf, tuesdays } from './testing/series';

const endless = tuesdays();
/** The last one is 10 March; the first that is lost 17 March, and 24 March is the next. */
const cut = tuesdays({ recurrence: 'FREQ=WEEKLY;BYDAY=TU;WKST=MO;UNTIL=20260316T225959Z' });
const ended = { end: '2026-03-16', next: '2026-03-24' };

describe('an early end', () => {
  const until = (text: string): EventValues => tuesdays({ recurrence: `FREQ=WEEKLY;BYDAY=TU;WKST=MO;${text}` });
  const allDay = (text: string): EventValues =>
    seriesOf({ start: '2026-01-06T00:00:00Z', end: '2026-01-07T00:00:00Z', isAllDay: true, recurrence: `FREQ=WEEKLY;${text}` });
  it.each([
    ['of one without an end', endless, cut, ended],
    ['of one with a later end', until('UNTIL=20260601T080000Z'), cut, ended],
    ['of one with a number', until('COUNT=20'), cut, ended],
    ['by a lower number', until('COUNT=20'), until('COUNT=10'), { end: '2026-03-10', next: '2026-03-24' }],
    ['by its last date alone', until('COUNT=11'), cut, ended],
    ['of one with another title', endless, tuesdays({ subject: 'Old', recurrence: cut.recurrence }), ended],
    ['of whole days', allDay('COUNT=20'), allDay('UNTIL=20260310'), { end: '2026-03-10', next: '2026-03-24' }],
    ['beside longer intervals', endless, tuesdays({ recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO;UNTIL=20260316T225959Z' }), null],
    ['that is none', endless, endless, null],
    ['that is later', cut, until('UNTIL=20260601T080000Z'), null],
    ['that was taken away', cut, endless, null],
    ['that takes no date', until('UNTIL=20260316T225959Z'), until('UNTIL=20260310T080000Z'), null],
    ['beside another day', endless, tuesdays({ start: '2026-01-07T08:00:00Z', end: '2026-01-07T09:00:00Z', recurrence: 'FREQ=WEEKLY;UNTIL=20260316T225959Z' }), null],
    ['beside another begin', endless, tuesdays({ start: '2026-01-13T08:00:00Z', end: '2026-01-13T09:00:00Z', recurrence: cut.recurrence }), null],
    ['of what is no series any more', endless, tuesdays({ recurrence: null }), null],
    ['of what was none', tuesdays({ recurrence: null }), cut, null],
    ['too far away to be counted', endless, until('COUNT=5000'), null],
  ])('%s', (_, before, after, expected) => expect(earlyEnd(before, after)).toEqual(expected)); // prettier-ignore
});

describe('the series that follows', () => {
  const at = (start: string, more: object = {}): EventValues =>
    tuesdays({ start, end: new Date(Date.parse(start) + 3_600_000).toISOString(), recurrence: 'FREQ=WEEKLY', subject: 'Anew', ...more });
  const ann = { organizer: { name: 'Ann', email: 'ann@example.org' } };
  const bob = { organizer: { name: 'Bob', email: 'bob@example.org' } };
  const found = (candidates: readonly EventValues[], of: EventValues = cut): string | null =>
    followerOf(of, ended, candidates.map((values, index): NewSeries => ({ id: String(index), values })))?.id ?? null; // prettier-ignore

  it.each([
    ['on the first lost date, with its time', [at('2026-03-17T08:00:00Z')], '0'],
    ['with its title, at another time', [at('2026-03-17T15:00:00Z', { subject: 'Stand-up' })], '0'],
    ['with its title, on another day of the week', [at('2026-03-19T15:00:00Z', { subject: 'Stand-up' })], '0'],
    ['with its time, before the next date', [at('2026-03-23T08:00:00Z')], '0'],
    ['with its time, made in another zone of the same clock', [at('2026-03-17T08:00:00Z', { timeZone: 'Europe/Paris' })], '0'],
    ['with neither', [at('2026-03-17T15:00:00Z')], null],
    ['with its begin and another length', [at('2026-03-17T08:00:00Z', { end: '2026-03-17T10:00:00Z' })], null],
    ['with its hour in another zone', [at('2026-03-17T14:00:00Z', { timeZone: 'America/Chicago' })], null],
    ['on the next date', [at('2026-03-24T08:00:00Z')], null],
    ['on the last date that is left', [at('2026-03-10T08:00:00Z')], null],
    ['that is no series', [at('2026-03-17T08:00:00Z', { recurrence: null })], null],
    ['beside others that are none', [at('2026-03-24T08:00:00Z'), at('2026-03-17T08:00:00Z'), at('2026-03-17T15:00:00Z')], '1'],
    ['one of two', [at('2026-03-17T08:00:00Z'), at('2026-03-18T08:00:00Z')], null],
    ['one of two, of which one is more alike', [at('2026-03-17T08:00:00Z', { subject: 'Stand-up' }), at('2026-03-18T08:00:00Z')], null],
    ['none', [], null],
  ])('%s', (_, candidates, expected) => expect(found(candidates)).toBe(expected)); // prettier-ignore

  it.each([
    ['the same', { ...cut, ...ann }, { ...ann }, '0'],
    ['the same in other letters', { ...cut, ...ann }, { organizer: { name: '', email: 'ANN@example.org' } }, '0'],
    ['another', { ...cut, ...ann }, { ...bob }, null],
    ['nobody knows', { ...cut, organizer: null, isOrganizer: false }, { organizer: null, isOrganizer: false }, null],
    ['known of one alone, and one’s own both times', { ...cut, ...ann, isOrganizer: true }, { organizer: null, isOrganizer: true }, '0'],
    ['known of one alone', { ...cut, ...ann, isOrganizer: false }, { organizer: null, isOrganizer: true }, null],
  ])('has the same organizer: %s', (_, of, who, expected) => expect(found([{ ...at('2026-03-17T08:00:00Z'), ...who }], of)).toBe(expected));

  it('of whole days is told by its title alone', () => {
    const day = (date: string, subject: string, recurrence = 'FREQ=WEEKLY'): EventValues =>
      seriesOf({ subject, start: `${date}T00:00:00Z`, end: `${shifted(date, 1)}T00:00:00Z`, isAllDay: true, recurrence });
    const fair = day('2026-01-06', 'Fair', 'FREQ=WEEKLY;UNTIL=20260316');
    expect(found([day('2026-03-17', 'Leave')], fair)).toBeNull();
    expect(found([day('2026-03-17', 'Fair')], fair)).toBe('0');
  });

  it('without a title is told by its time alone', () => {
    const untitled = { ...cut, subject: '' };
    expect(found([at('2026-03-17T15:00:00Z', { subject: '' })], untitled)).toBeNull();
    expect(found([at('2026-03-17T08:00:00Z', { subject: '' })], untitled)).toBe('0');
  });

  it('takes the entries beyond the end over, by the same dates or within the week', () => {
    const known = ['2026-03-17', '2026-03-24'].map((date) => ({ date, standsOn: date, isRemembered: false }));
    const days = { from: '2026-03-01', to: '2026-03-31' };
    const over = (after: EventValues) => compareSeries({ before: endless, after, known, exceptions: new Map(), days });
    expect(over(at('2026-03-17T15:00:00Z'))).toMatchObject({ stay: ['2026-03-17', '2026-03-24'], come: ['2026-03-31'], lost: [] });
    expect(over(at('2026-03-19T08:00:00Z'))).toMatchObject({
      move: [
        { from: '2026-03-17', to: '2026-03-19' },
        { from: '2026-03-24', to: '2026-03-26' },
      ],
      lost: [],
    });
    expect(datesOf(cut, days)).toEqual(['2026-03-03', '2026-03-10']);
  });
});

describe('entries beyond an early end', () => {
  const since = Date.parse('2026-03-11T12:00:00Z');
  it.each([
    ['at once', 0, true],
    ['after 59 minutes', 59 * 60_000, true],
    ['after an hour', 60 * 60_000, false],
  ])('wait for what follows: %s', (_, later, waits) => expect(waitsForFollower({ since, now: since + later })).toBe(waits));
});
