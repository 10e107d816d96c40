import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { windowsZones, zoneAliases } from './windows-zones';
import { ianaZone, isKnownZone, sameZone, usableZone, windowsZone } from './zones';

const file = '../shared/vectors/windows-zones.json';
const cldr: Record<string, Record<string, string[]>> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).zones : {};

describe('the table', () => {
  it.skipIf(!existsSync(file))(`is CLDR's (needs ${file})`, () => {
    expect(Object.keys(windowsZones).sort()).toEqual(Object.keys(cldr).sort());
    for (const [windows, territories] of Object.entries(cldr)) {
      const [first = ''] = territories['001'] ?? [];
      expect(sameZone(ianaZone(windows) ?? '', first), windows).toBe(true);
      for (const name of Object.values(territories).flat().filter(Boolean)) expect(windowsZone(name), name).toBe(windows);
    }
  });

  it('has only names that this engine computes with', () => {
    const names = [...Object.values(windowsZones).flatMap((list) => list.split(' ')), ...Object.keys(zoneAliases)];
    const zones = names.map((name) => [name, usableZone(name)] as const);
    for (const [name, zone] of zones) expect(sameZone(name, zone), name).toBe(true);
  });
});

describe('names', () => {
  it.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['w. europe standard time', 'Europe/Berlin'],
    ['UTC', 'UTC'],
    ['tzone://Microsoft/Utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Antarctica/Troll', 'Antarctica/Troll'],
    ['tzone://Microsoft/Custom', null],
    ['Customized Time Zone', null],
    ['+01:00', null],
    ['', null],
  ])('%j is %j for Strapi', (name, iana) => expect(ianaZone(name)).toBe(iana));

  it.each([
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['America/Nuuk', 'Greenland Standard Time'],
    ['US/Pacific', 'Pacific Standard Time'],
    ['europe/vienna', 'W. Europe Standard Time'],
    ['UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['Antarctica/Troll', null],
    ['Mars/Olympus', null],
  ])('%j is %j for Microsoft', (name, windows) => expect(windowsZone(name)).toBe(windows));

  it.each([
    ['Europe/Kyiv', 'Europe/Kiev', true],
    ['Asia/Calcutta', 'Asia/Kolkata', true],
    ['America/Godthab', 'America/Nuuk', true],
    ['Europe/Vienna', 'Europe/Berlin', true],
    ['Europe/Vienna', 'W. Europe Standard Time', true],
    ['UTC', 'tzone://Microsoft/Utc', true],
    ['UTC', 'Etc/GMT', true],
    ['UTC', 'Europe/London', false],
    ['Europe/London', 'Europe/Berlin', false],
    ['tzone://Microsoft/Custom', 'tzone://Microsoft/Custom', true],
    ['tzone://Microsoft/Custom', 'UTC', false],
  ])('%j and %j are the same: %j', (a, b, same) => {
    expect(sameZone(a, b)).toBe(same);
    expect(sameZone(b, a)).toBe(same);
  });

  it('unknown ones are known to be unknown, and count as UTC', () => {
    expect(isKnownZone('Mars/Olympus')).toBe(false);
    expect(isKnownZone('Europe/Berlin')).toBe(true);
    expect(isKnownZone('W. Europe Standard Time')).toBe(true);
    expect(usableZone('Mars/Olympus')).toBe('UTC');
    expect(usableZone('W. Europe Standard Time')).toBe('Europe/Berlin');
  });
});
