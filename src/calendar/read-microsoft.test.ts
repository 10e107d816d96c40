import { calendar } from './definition';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RemoteItem } from '../sync/resource';
import { KEY_PROPERTY, keyProperty } from './key-property';

const { readMicrosoft } = calendar;

const utc = (dateTime: string): object => ({ dateTime, timeZone: 'UTC' });
const single = {
  id: 'm1',
  type: 'singleInstance',
  subject: 'Visit',
  start: utc('2026-03-01T08:00:00.0000000'),
  end: utc('2026-03-01T09:00:00.0000000'),
};

function item(changes: object = {}): RemoteItem {
  const reading = readMicrosoft({ ...single, ...changes });
  if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
  return reading;
}

describe('what is no item', () => {
  it.each([
    ['a tombstone', { id: 'm1', '@removed': { reason: 'deleted' } }, 'removed'],
    ['a series', { ...single, type: 'seriesMaster' }, 'incomplete'],
    ['an occurrence stub', { id: 'm1', type: 'occurrence', seriesMasterId: 's', start: single.start, end: single.end }, 'incomplete'],
    ['a part that does not say of what', { ...single, type: 'occurrence' }, 'unusable'],
    ['an exception', { ...single, type: 'exception', seriesMasterId: 's' }, 'incomplete'],
    ['a recurrence without a type', { ...single, type: undefined, recurrence: { pattern: {}, range: {} } }, 'incomplete'],
    ['nothing', null, 'unusable'],
    ['a text', 'event', 'unusable'],
    ['a list', [], 'unusable'],
    ['no id', { ...single, id: undefined }, 'unusable'],
    ['no start', { ...single, start: null }, 'unusable'],
    ['no date', { ...single, end: utc('soon') }, 'unusable'],
    ['an end before the start', { ...single, end: utc('2026-02-01T08:00:00') }, 'unusable'],
    ['an all-day end before the start', { ...single, isAllDay: true, end: utc('2026-02-01T00:00:00') }, 'unusable'],
    ['the beginning of time', { ...single, start: utc('0001-01-01T00:00:00Z') }, 'unusable'],
  ])('%s', (_, raw, kind) => expect(readMicrosoft(raw).kind).toBe(kind));

  it('survives wrong types everywhere', () => {
    const nonsense = [0, true, 'x', [], {}, [1], { emailAddress: 5 }];
    const names = Object.keys(full);
    for (const name of names)
      for (const value of nonsense)
        expect(['item', 'unusable', 'incomplete', 'removed']).toContain(readMicrosoft({ ...full, [name]: value }).kind);
  });
});

const full = {
  ...single, '@odata.etag': 'W/"a"', '@removed': null, body: { contentType: 'text', content: 'x' }, isAllDay: false, originalStartTimeZone: 'UTC', location: { displayName: 'Here' }, showAs: 'busy',
  sensitivity: 'normal', importance: 'low', categories: ['A'], isReminderOn: true, reminderMinutesBeforeStart: 5, attendees: [], organizer: null, isOrganizer: true, isCancelled: false, isDraft: false,
  onlineMeeting: null, onlineMeetingUrl: null, isOnlineMeeting: false, webLink: 'https://x', iCalUId: 'u', recurrence: null, seriesMasterId: null, lastModifiedDateTime: '2026-01-01T00:00:00Z', singleValueExtendedProperties: [],
}; // prettier-ignore

describe('times', () => {
  it.each([
    ['in UTC with the zone beside', { originalStartTimeZone: 'W. Europe Standard Time' }, '2026-03-01T08:00:00.000Z', 'Europe/Berlin'],
    [
      'in the zone itself',
      { start: { dateTime: '2026-03-01T09:00:00', timeZone: 'W. Europe Standard Time' } },
      '2026-03-01T08:00:00.000Z',
      'Europe/Berlin',
    ],
    [
      'in a zone of one mailbox',
      { originalStartTimeZone: 'tzone://Microsoft/Custom' },
      '2026-03-01T08:00:00.000Z',
      'tzone://Microsoft/Custom',
    ],
    ['in a zone that nobody knows', { originalStartTimeZone: 'Mars' }, '2026-03-01T08:00:00.000Z', 'tzone://Microsoft/Custom'],
    ['in UTC by its old name', { originalStartTimeZone: 'tzone://Microsoft/Utc' }, '2026-03-01T08:00:00.000Z', 'UTC'],
  ])('%s', (_, changes, start, timeZone) => expect(item(changes).values).toMatchObject({ start, timeZone }));

  it.each([
    ['the dates', '2026-03-01T00:00:00.0000000', '2026-03-02T00:00:00.0000000', '2026-03-02'],
    ['an end one second too early', '2026-03-01T00:00:00', '2026-03-01T23:59:59', '2026-03-02'],
    ['an end on the same midnight', '2026-03-01T00:00:00', '2026-03-01T00:00:00', '2026-03-02'],
    ['a start in the day', '2026-03-01T10:00:00', '2026-03-03T10:00:00', '2026-03-04'],
  ])('all-day: %s, never converted', (_, start, end, until) => {
    const zone = 'Tokyo Standard Time';
    const { values } = item({
      isAllDay: true,
      start: { dateTime: start, timeZone: zone },
      end: { dateTime: end, timeZone: zone },
      originalStartTimeZone: zone,
    });
    expect(values).toMatchObject({ start: '2026-03-01T00:00:00.000Z', end: `${until}T00:00:00.000Z`, isAllDay: true, timeZone: null });
  });
});

describe('fields', () => {
  it('absent, null and empty say the same', () => {
    const { values } = item({ subject: undefined });
    expect(values).toMatchObject({
      subject: '',
      body: '',
      location: '',
      showAs: 'busy',
      sensitivity: 'normal',
      importance: 'normal',
      categories: [],
      isReminderOn: true,
      reminderMinutesBeforeStart: 15,
    });
    expect(item({ subject: null, body: null, location: null, categories: null }).values).toEqual(values);
  });

  it('minutes mean nothing when the reminder is off', () =>
    expect(item({ isReminderOn: false, reminderMinutesBeforeStart: 30 }).values.reminderMinutesBeforeStart).toBeNull());

  it('a value of tomorrow is the default, and is never written back', () => {
    const reading = item({ showAs: 'levitating', sensitivity: 'Private' });
    expect(reading.values).toMatchObject({ showAs: 'busy', sensitivity: 'private' });
    expect(reading.unwritable).toEqual(['showAs']);
  });

  it('the body of an online meeting is not to be written', () => {
    const reading = item({ isOnlineMeeting: true, onlineMeeting: { joinUrl: 'https://join' } });
    expect(reading.unwritable).toEqual(['body', 'html']);
    expect(reading.values.onlineMeetingUrl).toBe('https://join');
  });

  it('our key is found whatever the case of its GUID', () => {
    const [property] = [keyProperty('doc1')];
    expect(
      item({
        singleValueExtendedProperties: [
          { id: 'String {0} Name Other', value: 'x' },
          { ...property, id: KEY_PROPERTY.toUpperCase() },
        ],
      }).key,
    ).toBe('doc1');
    expect(item().key).toBeNull();
  });
});

describe('people', () => {
  const person = (address: string): object => ({
    type: 'required',
    status: { response: 'none' },
    emailAddress: { name: address, address },
  });
  const meeting = { organizer: person('me@x.test'), attendees: [person('zoe@x.test'), person('ME@x.test'), person('ann@x.test')] };

  it('a change of my meeting mails everybody but me', () =>
    expect(item({ ...meeting, isOrganizer: true }).wouldMail).toEqual(['ann@x.test', 'zoe@x.test']));
  it('a draft mails nobody', () => expect(item({ ...meeting, isDraft: true }).wouldMail).toEqual([]));
  it('the meeting of somebody else is not mine', () =>
    expect(item({ ...meeting, isOrganizer: false })).toMatchObject({ isOwn: false, wouldMail: [] }));
  it('an answer that does not say who organizes is taken as mine', () => expect(item(meeting).isOwn).toBe(true));
  it('the order of attendees means nothing', () => {
    expect(item(meeting).values.attendees).toEqual(item({ ...meeting, attendees: meeting.attendees.toReversed() }).values.attendees);
  });
});

describe('the recorded answers', () => {
  const folder = '../shared/graph/recorded';
  const isThere = existsSync(folder);
  const events = isThere
    ? readdirSync(folder)
        .filter((name) => name.includes('.calendar') || name.includes('calendar_view'))
        .flatMap((name) => eventsIn(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))))
    : [];

  it.skipIf(!isThere)(`are all readable (needs ${folder})`, () => {
    const readings = events.map(readMicrosoft);
    const count = (kind: string): number => readings.filter((reading) => reading.kind === kind).length;
    expect(events.length).toBeGreaterThanOrEqual(12);
    expect(count('unusable')).toBe(0);
    expect([count('item'), count('incomplete')]).toEqual([events.length - 2, 2]); // two belong to a series
  });

  it.skipIf(!isThere)(`keep their instants and dates (needs ${folder})`, () => {
    for (const raw of events) {
      const reading = readMicrosoft(raw);
      if (reading.kind !== 'item') continue;
      const { start, end } = raw as { start: { dateTime: string }; end: { dateTime: string } }; // all of them are in UTC
      expect(reading.values.start).toBe(`${start.dateTime.slice(0, 23)}Z`);
      expect(reading.values.end).toBe(`${end.dateTime.slice(0, 23)}Z`);
      expect(reading.values.body).not.toMatch(/[<>{]|https?:/);
    }
  });
});

function eventsIn(answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer.flatMap(eventsIn);
  if (typeof answer !== 'object' || answer === null) return [];
  return 'start' in answer && 'id' in answer ? [answer] : Object.values(answer).flatMap(eventsIn);
}
