import { expect, test } from 'vitest';
import { LONGEST_PAUSE_MS, retryAfterMs } from './retry-after';

const now = Date.parse('2027-01-01T00:00:00Z');

test.each<[string, number | null]>([
  ['3', 3_000],
  ['0', 0],
  ['1.5', 1_500],
  ['Fri, 01 Jan 2027 00:01:00 GMT', 60_000],
  ['Thu, 31 Dec 2026 00:00:00 GMT', 0],
  ['1000000000000', LONGEST_PAUSE_MS],
  ['9'.repeat(400), LONGEST_PAUSE_MS],
  ['Fri, 31 Dec 9999 23:59:59 GMT', LONGEST_PAUSE_MS],
  ['-5', null],
  ['+5', null],
  ['1e12', null],
  ['NaN', null],
  ['Infinity', null],
  ['5, 5', null],
  ['soon', null],
  ['', null],
])('Retry-After: %s', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected));

test('without the header nothing is asked for', () =>
  expect([retryAfterMs(null, now), retryAfterMs(undefined, now)]).toEqual([null, null]));
