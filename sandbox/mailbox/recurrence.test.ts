import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRecurrence } from '../graph/read-recurrence.js';
import { materialFor } from '../testing/material.js';
import { parseDate } from './dates.js';
import { recurrenceDates } from './recurrence.js';
import { wallToInstant } from './zones.js';

const recurrences = materialFor('../shared/vectors/recurrence.json');
const zones = materialFor('../shared/vectors/dst.json');

describe.skipIf(!recurrences)('recurrences of the vectors', () => {
  it('give the dates that Exchange gives', () => {
    const { vectors } = JSON.parse(readFileSync(recurrences as string, 'utf8')) as {
      vectors: { pattern: object; range: object; dates: string[]; exchangeDates?: string[] }[];
    };
    const wrong = vectors.filter(({ pattern, range, dates, exchangeDates }) => {
      const wanted = exchangeDates ?? dates;
      // The vectors end in 2036, except that counted `dates` do not.
      const isCut = exchangeDates !== undefined || (range as { type: string }).type === 'noEnd';
      const found = recurrenceDates(readRecurrence({ pattern, range }), 40, isCut ? parseDate('2036-12-31') : undefined);
      return JSON.stringify(found) !== JSON.stringify(wanted);
    });
    expect(wrong).toEqual([]);
    expect(vectors.length).toBeGreaterThan(800);
  });
});

describe.skipIf(!zones)('local times of the vectors', () => {
  it('are the instants that zoneinfo computes, by Windows name', () => {
    const { vectors } = JSON.parse(readFileSync(zones as string, 'utf8')) as {
      vectors: { windows: string; local: string; utc: string; kind: string; utc2?: string }[];
    };
    // The vectors are of tzdata 2025b; by 2026c, which newer engines have, Morocco no longer moves its clock.
    const hasNewMorocco = new Date(wallToInstant(Date.parse('2029-07-15T09:00:00Z'), 'Morocco Standard Time')).getUTCHours() === 9;
    const wrong = vectors
      .filter(({ windows, local }) => !(hasNewMorocco && windows === 'Morocco Standard Time' && local > '2026-06'))
      .map((vector) => ({
        ...vector,
        found: new Date(wallToInstant(Date.parse(`${vector.local}Z`), vector.windows)).toISOString().replace('.000Z', 'Z'),
      }))
      .filter(({ found, utc }) => found !== utc);
    expect(wrong).toEqual([]);
    expect(vectors.length).toBeGreaterThan(1000);
  });
});
