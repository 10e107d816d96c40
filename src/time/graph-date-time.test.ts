import { describe, expect, it } from 'vitest';
import { graphFromInstant, instantFromGraph, wallClockFromGraph } from './graph-date-time';

describe('instantFromGraph', () => {
  it.each([
    ['seven digits', '2017-08-29T04:00:00.0000000', 'UTC', '2017-08-29T04:00:00.000Z'],
    ['a Windows zone', '2026-03-01T09:00:00.0000000', 'W. Europe Standard Time', '2026-03-01T08:00:00.000Z'],
    ['an IANA zone', '2026-03-01T09:00:00', 'Europe/Berlin', '2026-03-01T08:00:00.000Z'],
    ['tzone://Microsoft/Utc', '2026-03-01T09:00:00', 'tzone://Microsoft/Utc', '2026-03-01T09:00:00.000Z'],
    ['an unknown zone', '2026-03-01T09:00:00', 'tzone://Microsoft/Custom', '2026-03-01T09:00:00.000Z'],
    ['no zone', '2026-03-01T09:00:00', undefined, '2026-03-01T09:00:00.000Z'],
    ['a Z that should not be there', '0001-01-01T00:00:00Z', 'Pacific Standard Time', '0001-01-01T00:00:00.000Z'],
    ['an offset', '2026-03-01T09:00:00+02:00', 'UTC', '2026-03-01T07:00:00.000Z'],
    ['the end of time', '9999-12-31T23:59:59.9999999', 'UTC', '9999-12-31T23:59:59.999Z'],
  ])('%s', (_, dateTime, timeZone, instant) => expect(instantFromGraph({ dateTime, timeZone })).toBe(instant));

  it.each([
    null,
    undefined,
    'now',
    5,
    {},
    { dateTime: 5 },
    { dateTime: 'soon' },
    { dateTime: '2026-02-30T00:00:00' },
    { dateTime: '2026-01-01T24:61:00' },
  ])('gives nothing for %j', (value) => expect(instantFromGraph(value)).toBeNull());
});

it('the wall clock is what stands there', () => {
  expect(wallClockFromGraph({ dateTime: '2026-03-01T23:59:59.0000000', timeZone: 'Tokyo Standard Time' })).toEqual({
    date: '2026-03-01',
    time: '23:59:59.0000000',
  });
});

describe('graphFromInstant', () => {
  it.each([
    ['Europe/Berlin', '2026-07-01T07:00:00.000Z', '2026-07-01T09:00:00', 'W. Europe Standard Time'],
    ['Antarctica/Troll', '2026-01-01T07:00:00.000Z', '2026-01-01T07:00:00', 'Antarctica/Troll'],
    ['tzone://Microsoft/Custom', '2026-01-01T07:00:00.000Z', '2026-01-01T07:00:00', 'UTC'],
    ['UTC', '2026-01-01T07:00:00.250Z', '2026-01-01T07:00:00.25', 'UTC'],
  ])('in %s', (zone, instant, dateTime, timeZone) => expect(graphFromInstant(instant, zone)).toEqual({ dateTime, timeZone }));
});
