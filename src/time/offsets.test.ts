import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { survivesWallClock, toInstant, toIsoMilliseconds, toLocal } from './instant';

describe('an instant that its wall clock alone does not lead back to', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Tokyo',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Asia/Pyongyang',
    'Europe/Moscow',
  ];
  it.each(zones)('is what Temporal says, every seven minutes around each change of %s', (zone) => {
    let at = Temporal.Instant.from('2009-01-01T00:00:00Z').toZonedDateTimeISO(zone);
    for (let change = at.getTimeZoneTransition('next'); change && change.year < 2032; change = at.getTimeZoneTransition('next')) {
      for (let minutes = -190; minutes <= 190; minutes += 7) {
        const instant = change.add({ minutes }).toInstant().toString();
        expect([instant, survivesWallClock(instant, zone)]).toEqual([
          instant,
          toInstant(toLocal(instant, zone), zone) === toIsoMilliseconds(instant),
        ]);
      }
      at = change;
    }
    for (const instant of ['1975-04-06T01:30:00Z', '2026-07-01T00:00:00Z', '2150-10-25T01:30:00Z'])
      expect(survivesWallClock(instant, zone)).toBe(toInstant(toLocal(instant, zone), zone) === toIsoMilliseconds(instant));
  });
});

describe('the quick way between instants and wall clocks', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'America/St_Johns',
    'Africa/Monrovia',
    'Pacific/Kiritimati',
  ];
  it.each(zones)('says what Temporal says, around each change of %s and between', (zone) => {
    const moments: Temporal.Instant[] = [
      '1969-12-31T23:59:59Z',
      '1980-01-01T00:00:00Z',
      '2050-06-01T12:34:56Z',
      '2099-12-31T23:00:00Z',
      '2100-01-01T00:00:00Z',
    ].map((text) => Temporal.Instant.from(text));
    let at = Temporal.Instant.from('2005-01-01T00:00:00Z').toZonedDateTimeISO(zone);
    for (let change = at.getTimeZoneTransition('next'); change && change.year < 2032; change = at.getTimeZoneTransition('next')) {
      for (let minutes = -1_600; minutes <= 1_600; minutes += 37) moments.push(change.add({ minutes }).toInstant());
      at = change;
    }
    for (const moment of moments) {
      const local = moment.toZonedDateTimeISO(zone).toPlainDateTime();
      expect(toLocal(moment.toString(), zone)).toBe(local.toString());
      const back = local.toZonedDateTime(zone).toInstant();
      expect([local.toString(), toInstant(local.toString(), zone)]).toEqual([
        local.toString(),
        new Date(back.epochMilliseconds).toISOString(),
      ]);
    }
  });
});

describe('the quick way through an instant', () => {
  it.each([
    ['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01T09:00:00.1234567Z', '2026-03-01T09:00:00.123Z'],
    ['2024-02-29T23:59:59.9Z', '2024-02-29T23:59:59.900Z'],
    ['2026-03-01T24:00:00Z', null],
    ['2026-02-29T09:00:00Z', null],
    ['2026-13-01T09:00:00Z', null],
  ])('%s gives %s, as Temporal does', (text, expected) => {
    if (expected === null) expect(() => toIsoMilliseconds(text)).toThrow(RangeError);
    else {
      expect(toIsoMilliseconds(text)).toBe(expected);
      expect(toInstant(text.replace('Z', ''), 'UTC')).toBe(expected);
    }
  });
});
