import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { survivesWallClock, toInstant, toIsoMilliseconds, toLocal } from './instant';
import { windowsZones } from './windows-zones';
import { windowsZone } from './zones';

interface Vector {
  windows: string;
  iana: string;
  local: string;
  kind: 'normal' | 'gap' | 'fold';
  utc: string;
  utc2?: string;
}
const file = '../shared/vectors/dst.json';
// The vectors are of tzdata 2025b; by 2026c, which newer engines have, Morocco no longer moves its clock.
const hasNewMorocco = toInstant('2029-07-15T09:00:00', 'Africa/Casablanca').includes('T09');
const isOutdated = ({ iana, local }: Vector): boolean => hasNewMorocco && iana === 'Africa/Casablanca' && local > '2026-06';
const vectors = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')).vectors as Vector[]).filter((vector) => !isOutdated(vector))
  : [];

describe('the wall clocks of 33 zones by Python', () => {
  it.skipIf(vectors.length === 0)(`mean the same instants (needs ${file})`, () => {
    for (const { windows, iana, local, utc } of vectors) {
      expect(toInstant(local, iana), `${iana} ${local}`).toBe(toIsoMilliseconds(utc));
      expect(toInstant(local, windows), `${windows} ${local}`).toBe(toIsoMilliseconds(utc));
    }
  });

  it.skipIf(vectors.length === 0)(`come back from the instant, but for what the clock skips (needs ${file})`, () => {
    for (const { iana, local, kind, utc, utc2 } of vectors) {
      if (kind === 'gap') continue;
      expect(toLocal(utc, iana)).toBe(local);
      expect(survivesWallClock(utc, iana)).toBe(true);
      if (utc2 === undefined) continue;
      expect(toLocal(utc2, iana)).toBe(local);
      expect(survivesWallClock(utc2, iana)).toBe(false);
    }
  });
});

describe('toInstant', () => {
  it.each([
    ['an ordinary morning', '2026-07-01T09:00:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
    ['what the clock skips moves on by the gap', '2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['what comes twice is the first', '2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['seven digits', '2026-07-01T09:00:00.1234567', 'UTC', '2026-07-01T09:00:00.123Z'],
    ['an unknown zone is UTC', '2026-07-01T09:00:00', 'tzone://Microsoft/Custom', '2026-07-01T09:00:00.000Z'],
    ['the end of time stays in the year 9999', '9999-12-31T23:59:59.9999999', 'America/New_York', '9999-12-31T23:59:59.999Z'],
    ['the beginning of time stays in the year 1', '0001-01-01T00:00:00', 'Asia/Tokyo', '0001-01-01T00:00:00.000Z'],
  ])('%s', (_, local, zone, instant) => expect(toInstant(local, zone)).toBe(instant));

  it.each(['', 'tomorrow', '2026-02-30T10:00:00', '2026-01-01T25:00:00'])('refuses %j', (text) => {
    expect(() => toInstant(text, 'UTC')).toThrow(RangeError);
  });

  it('undoes toLocal in every Windows zone, outside the hour that comes twice', () => {
    const zone = fc.constantFrom(...Object.keys(windowsZones));
    const instant = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        expect(windowsZone(name)).toBe(name);
        if (survivesWallClock(at, name)) expect(toInstant(toLocal(at, name), name)).toBe(at);
        else expect(Date.parse(toInstant(toLocal(at, name), name))).toBeLessThan(Date.parse(at));
      }),
      { numRuns: 300 },
    );
  });
});
