import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Loose } from '../testing/fixture.js';
import { ada, startTestSandbox } from '../testing/fixture.js';
import { materialFor } from '../testing/material.js';

const folder = materialFor('../shared/ics');

/** How many VEVENTs of each file go in. The rest is reported: what Graph cannot express, or contradicts itself. */
const expected: Readonly<Record<string, number>> = {
  'icalendar__america_new_york.ics': 1,
  'icalendar__calendar_with_unicode.ics': 0,
  'node-ical__Office-2012-owa.ics': 3,
  'node-ical__biweekly-exdate-until.ics': 2,
  'node-ical__dst-transition-rules.ics': 1,
  'node-ical__exchange_whole_day_moved_recurrence.ics': 2,
  'node-ical__festival-multiday-rrule.ics': 127,
  'node-ical__google-calendar-kiev-tz.ics': 2,
  'node-ical__mixed-timezone-handling.ics': 5,
  'node-ical__multi-era-vtimezone.ics': 2,
  'node-ical__non-utc-until-ny.ics': 1,
  'node-ical__sabredav-school-holidays.ics': 1,
  'node-ical__utf8-french-calendar.ics': 0,
  'node-ical__whole_day_moved_over_dst_change_berlin.ics': 1,
  'node-ical__yearly-recurring-unicode.ics': 1,
};

describe('loading .ics files', () => {
  let sandbox: Sandbox;
  beforeAll(async () => void (sandbox = await startTestSandbox()));
  afterAll(() => sandbox.close());

  const load = async (...lines: string[]) => {
    const own = await startTestSandbox();
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
    const result = own.mailbox(ada).loadIcs(text);
    const events = own.mailbox(ada).listEvents() as Loose[];
    await own.close();
    return { result, events };
  };
  const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'];

  it('keeps the zone of a known TZID', async () => {
    const { events } = await load(...event('SUMMARY:Zone', 'DTSTART;TZID=Europe/Berlin:20260701T090000', 'DURATION:PT90M'));
    expect(events[0]).toMatchObject({ subject: 'Zone', iCalUId: 'one', originalStartTimeZone: 'Europe/Berlin' });
    expect(events[0]?.['start'].dateTime).toBe('2026-07-01T07:00:00.0000000');
    expect(events[0]?.['end'].dateTime).toBe('2026-07-01T08:30:00.0000000');
  });

  it('reads floating times in the zone of the mailbox', async () => {
    const { events } = await load(...event('DTSTART:20260701T090000', 'DTEND:20260701T100000'));
    expect(events[0]).toMatchObject({
      originalStartTimeZone: 'W. Europe Standard Time',
      start: { dateTime: '2026-07-01T07:00:00.0000000' },
    });
  });

  it('takes whole days, class, transparency, priority and categories', async () => {
    const { events } = await load(
      ...event('DTSTART;VALUE=DATE:20260701', 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT', 'PRIORITY:1', 'CATEGORIES:A,B'),
    );
    expect(events[0]).toMatchObject({ isAllDay: true, sensitivity: 'private', showAs: 'free', importance: 'high', categories: ['A', 'B'] });
    expect(events[0]?.['end'].dateTime).toBe('2026-07-02T00:00:00.0000000');
  });

  it('turns EXDATE into a deleted occurrence', async () => {
    const { events } = await load(
      ...event('DTSTART:20260701T090000Z', 'DTEND:20260701T100000Z', 'RRULE:FREQ=DAILY;COUNT=5', 'EXDATE:20260702T090000Z'),
    );
    expect(events[0]?.['cancelledOccurrences']).toEqual(['2026-07-02']);
  });

  it.each([
    [
      'of whole days that are not said to be',
      ['DTSTART:20220801', 'RRULE:FREQ=MONTHLY;COUNT=5', 'EXDATE:20220901,20221001'],
      ['2022-09-01', '2022-10-01'],
    ],
    [
      'of whole days for times',
      ['DTSTART:20220801T090000Z', 'RRULE:FREQ=MONTHLY;COUNT=5', 'EXDATE:20220901,20221001'],
      ['2022-09-01', '2022-10-01'],
    ],
    [
      'of times, on a line that goes on',
      ['DTSTART:20220801T090000Z', 'RRULE:FREQ=MONTHLY;COUNT=5', 'EXDATE:20220901T090000Z,\r\n 20221001T090000Z'],
      ['2022-09-01', '2022-10-01'],
    ],
  ])('takes a list of excluded dates: %s', async (_, lines, excluded) => {
    const { result, events } = await load(...event(...lines));
    expect(result).toEqual({ loaded: 1, skipped: [] });
    expect(events[0]?.['cancelledOccurrences']).toEqual(excluded);
  });

  it('keeps nothing of a series whose excluded dates cannot be read', async () => {
    const { result, events } = await load(...event('DTSTART:20220801T090000Z', 'RRULE:FREQ=MONTHLY;COUNT=5', 'EXDATE:soon'));
    expect(result).toMatchObject({ loaded: 0, skipped: [{ uid: 'one' }] });
    expect(events).toEqual([]);
  });

  it.each([
    ['FREQ=HOURLY', 'HOURLY'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'several days'],
    ['FREQ=MONTHLY;BYMONTHDAY=-2', 'end of the month'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', 'day 31'],
    ['FREQ=YEARLY;BYMONTH=1,7', 'several months'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'BYWEEKNO'],
  ])('reports %s as not expressible', async (rule, reason) => {
    const { result } = await load(...event('DTSTART:20260701T090000Z', `RRULE:${rule}`));
    expect(result.loaded).toBe(0);
    expect(result.skipped[0]?.reason).toContain(reason);
  });

  it('says what is wrong with text that is no calendar', () => {
    expect(sandbox.mailbox(ada).loadIcs('hello')).toMatchObject({ loaded: 0, skipped: [{ reason: expect.stringContaining('iCalendar') }] });
  });

  describe.skipIf(!folder)('real calendars', () => {
    const files = folder && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ics')) : [];
    it.each(files)('%s: every VEVENT is loaded or reported', async (name) => {
      const own = await startTestSandbox();
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      const { loaded, skipped } = own.mailbox(ada).loadIcs(text);
      await own.close();
      expect(loaded).toBe(expected[name]);
      expect(loaded + skipped.length).toBe((text.match(/^BEGIN:VEVENT/gm) ?? []).length);
    });
  });
});
