import { describe, expect, it } from 'vitest';
import { inWords } from '../contracts/reasons';
import type { LocalItem } from '../sync/resource';
import { readStrapi } from './read-strapi';

const row = {
  documentId: 'd1',
  subject: 'Visit',
  start: '2026-03-01T08:00:00.000Z',
  end: '2026-03-01T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  updatedAt: '2026-02-01T10:00:00.000Z',
};

function item(changes: object = {}): LocalItem {
  const reading = readStrapi({ ...row, ...changes });
  if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
  return reading;
}

describe('datetimes', () => {
  it.each([
    ['a Date', new Date('2026-03-01T08:00:00Z')],
    ['milliseconds', Date.parse('2026-03-01T08:00:00Z')],
    ['milliseconds as text', String(Date.parse('2026-03-01T08:00:00Z'))],
    ['ISO', '2026-03-01T08:00:00Z'],
    ['ISO with an offset', '2026-03-01T09:00:00+01:00'],
    ['a database without a zone', '2026-03-01 08:00:00.000'],
    ['PostgreSQL', '2026-03-01 08:00:00+00'],
  ])('%s', (_, start) => expect(item({ start }).values.start).toBe('2026-03-01T08:00:00.000Z'));
});

it('null is what a new event has', () => {
  const { values, editedAt } = item({ subject: null, showAs: null, isReminderOn: null, categories: null, timeZone: null });
  expect(editedAt).toBe('2026-02-01T10:00:00.000Z');
  expect(values).toMatchObject({
    subject: '',
    body: '',
    showAs: 'busy',
    sensitivity: 'normal',
    importance: 'normal',
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    categories: [],
    timeZone: 'UTC',
    attendees: [],
    isOrganizer: true,
  });
});

describe('all-day', () => {
  it('a row over the hour that comes twice is the day it happened on', () => {
    const changes = { isAllDay: true, start: '2025-10-26T00:59:00Z', end: '2025-10-26T01:00:00Z' };
    expect(item(changes).values).toMatchObject({ start: '2025-10-26T00:00:00.000Z', end: '2025-10-27T00:00:00.000Z' });
  });
  it.each([
    ['midnight UTC', '2026-03-01T00:00:00Z', '2026-03-03T00:00:00Z', '2026-03-01', '2026-03-03'],
    ['midnight of the zone', '2026-02-28T23:00:00Z', '2026-03-01T23:00:00Z', '2026-03-01', '2026-03-02'],
    ['times of the day', '2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z', '2026-03-01', '2026-03-02'],
    ['no length', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', '2026-03-01', '2026-03-02'],
    ['the last second of the zone', '2026-02-28T23:00:00Z', '2026-03-01T22:59:59Z', '2026-03-01', '2026-03-02'],
  ])('%s', (_, start, end, from, until) => {
    expect(item({ isAllDay: true, start, end }).values).toMatchObject({
      start: `${from}T00:00:00.000Z`,
      end: `${until}T00:00:00.000Z`,
      timeZone: null,
    });
  });
});

describe('what cannot be synchronized', () => {
  it.each([
    ['a rule that is none', { recurrence: 'every day' }, 'invalid-value'],
    ['a rule that Outlook lacks', { recurrence: 'FREQ=HOURLY' }, 'rule-not-expressible'],
    ['a series without an original start', { series: { documentId: 's' } }, 'invalid-value'],
    ['an original start without a series', { originalStart: row.start }, 'invalid-value'],
    ['no start', { start: null }, 'invalid-value'],
    ['a start that is none', { start: 'soon' }, 'invalid-value'],
    ['an end before the start', { end: '2026-02-01T00:00:00Z' }, 'invalid-value'],
    ['an unknown choice', { showAs: 'levitating' }, 'invalid-value'],
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'invalid-value'],
    ['categories that are no list', { categories: 'A' }, 'invalid-value'],
    ['half a minute', { reminderMinutesBeforeStart: 0.5 }, 'invalid-value'],
    ['a subject that is no text', { subject: 5 }, 'invalid-value'],
    ['a huge body', { body: 'x'.repeat(3_500_001) }, 'too-large'],
  ])('%s', (_, changes, verdict) => {
    const reading = readStrapi({ ...row, ...changes });
    expect(reading.kind === 'unusable' ? reading.code : reading.kind).toBe(verdict);
    if (reading.kind === 'unusable') expect(inWords(reading.why)).toMatch(/\. \w+.*\.$/); // what is so, and what to do
  });

  it.each([
    ['no length', { end: row.start }],
    ['HTML in the subject', { subject: '<script>alert(1)</script>' }],
    ['a zone that only Microsoft knows', { timeZone: 'tzone://Microsoft/Custom' }],
    ['a Windows zone', { timeZone: 'W. Europe Standard Time' }],
    ['raw booleans of SQLite', { isAllDay: 0, isReminderOn: 1 }],
    ['JSON as text', { categories: '["A"]' }],
    ['damaged JSON that only the engine writes', { attendees: '[' }],
  ])('not %s', (_, changes) => expect(readStrapi({ ...row, ...changes }).kind).toBe('item'));
});

it('cancelled dates of what is no series are held idly', () => {
  const excludedDates = ['2026-03-08T08:00:00.000Z', 'nonsense'];
  expect(item({ excludedDates })).toMatchObject({ values: { excludedDates: [] }, idle: { excludedDates: ['2026-03-08'] } });
  expect(item({ excludedDates: [] }).idle).toBeUndefined();
  expect(item({ recurrence: 'FREQ=WEEKLY;BYDAY=SU', excludedDates: ['2026-03-08'] }).idle).toBeUndefined();
});
