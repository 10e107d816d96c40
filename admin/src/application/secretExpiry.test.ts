import { expect, it } from 'vitest';

import { secretExpiry } from './secretExpiry';

const now = Date.parse('2027-01-01T12:00:00.000Z');

it.each([
  [null, { kind: 'unknown' }],
  ['not a date', { kind: 'unknown' }],
  ['2027-03-01', { kind: 'later', days: 59 }],
  ['2027-02-01', { kind: 'later', days: 31 }],
  ['2027-01-31', { kind: 'soon', days: 30 }],
  ['2027-01-17', { kind: 'soon', days: 16 }],
  ['2027-01-16', { kind: 'very-soon', days: 15 }],
  ['2027-01-02', { kind: 'very-soon', days: 1 }],
  ['2027-01-01', { kind: 'expired' }],
  ['2026-06-01', { kind: 'expired' }],
])('an expiry on %s is %o', (expiresAt, expected) => {
  expect(secretExpiry(expiresAt, now)).toMatchObject(expected);
});
