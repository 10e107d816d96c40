import { describe, expect, it } from 'vitest';

import { movedAlong, timesOf, wallOf, withStart } from './shownTimes';

const berlin = 'Europe/Berlin';

describe('times as somebody types them', () => {
  it.each([
    ['Europe/Berlin', '09:00'],
    ['Asia/Tokyo', '16:00'],
    ['America/Los_Angeles', '00:00'],
  ])('are those of the zone %s, and lead back', (zone, startTime) => {
    const times = { start: '2026-07-01T07:00:00.000Z', end: '2026-07-01T08:30:00.000Z', isAllDay: false };
    const wall = wallOf(times, zone);
    expect(wall).toMatchObject({ startDate: '2026-07-01', startTime });
    expect(timesOf(wall, zone)).toEqual(times);
  });

  it.each(['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'])(
    'of an all-day event are the same dates in %s, the last one included',
    (zone) => {
      const times = { start: '2026-07-01T00:00:00.000Z', end: '2026-07-03T00:00:00.000Z', isAllDay: true };
      expect(wallOf(times, zone)).toMatchObject({ startDate: '2026-07-01', endDate: '2026-07-02' });
      expect(timesOf(wallOf(times, zone), zone)).toEqual(times);
    },
  );

  it.each([
    ['an end before the start', { endTime: '08:00' }],
    ['half a date', { startDate: '2026-0' }],
    ['a day that the month lacks', { startDate: '2026-02-30' }],
    ['no time', { startTime: '' }],
  ])('are none with %s', (_, wrong) => {
    const wall = { isAllDay: false, startDate: '2026-07-01', startTime: '09:00', endDate: '2026-07-01', endTime: '10:00' };
    expect(timesOf({ ...wall, ...wrong }, berlin)).toBeNull();
  });

  it('keep their length when the start is chosen anew, over midnight as well', () => {
    const wall = { isAllDay: false, startDate: '2026-07-01', startTime: '09:00', endDate: '2026-07-01', endTime: '11:30' };
    expect(withStart(wall, { startDate: '2026-07-04', startTime: '23:00' }, berlin)).toMatchObject({
      endDate: '2026-07-05',
      endTime: '01:30',
    });
    const days = { isAllDay: true, startDate: '2026-07-01', startTime: '09:00', endDate: '2026-07-03', endTime: '10:00' };
    expect(withStart(days, { startDate: '2026-08-01', startTime: '09:00' }, berlin)).toMatchObject({ endDate: '2026-08-03' });
  });
});

describe('a series goes along with an occurrence', () => {
  const at = (day: string, from: string, to: string) => ({ start: `${day}T${from}:00.000Z`, end: `${day}T${to}:00.000Z`, isAllDay: false });
  it('by the clock, also over the day on which it changes', () => {
    // In winter 09:00 is 08:00 UTC, in summer 07:00.
    const moved = movedAlong(
      at('2026-01-05', '08:00', '09:00'),
      { from: at('2026-07-06', '07:00', '08:00'), to: at('2026-07-06', '09:00', '10:30') },
      berlin,
    );
    expect(moved).toEqual({ start: '2026-01-05T10:00:00.000Z', end: '2026-01-05T11:30:00.000Z', isAllDay: false });
  });
  it('by days, where it lasts all day', () => {
    const allDay = (day: string, next: string) => ({ start: `${day}T00:00:00.000Z`, end: `${next}T00:00:00.000Z`, isAllDay: true });
    const moved = movedAlong(
      allDay('2026-01-05', '2026-01-06'),
      { from: allDay('2026-01-12', '2026-01-13'), to: allDay('2026-01-13', '2026-01-15') },
      berlin,
    );
    expect(moved).toEqual(allDay('2026-01-06', '2026-01-08'));
  });
  it('and lasts all day from then on, or no longer does', () => {
    const to = { start: '2026-01-12T00:00:00.000Z', end: '2026-01-13T00:00:00.000Z', isAllDay: true };
    expect(movedAlong(at('2026-01-05', '08:00', '09:00'), { from: at('2026-01-12', '08:00', '09:00'), to }, berlin)).toEqual({
      start: '2026-01-05T00:00:00.000Z',
      end: '2026-01-06T00:00:00.000Z',
      isAllDay: true,
    });
    expect(movedAlong(to, { from: to, to: at('2026-01-12', '08:00', '09:00') }, berlin)).toEqual(at('2026-01-12', '08:00', '09:00'));
  });
});
