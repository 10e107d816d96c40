import { expect, it } from 'vitest';

import { relativeTime } from './relativeTime';

const now = Date.parse('2027-01-10T12:00:00.000Z');

it.each([
  ['2027-01-10T12:00:00.400Z', { value: 0, unit: 'second' }],
  ['2027-01-10T11:59:30.000Z', { value: -30, unit: 'second' }],
  ['2027-01-10T12:01:00.000Z', { value: 1, unit: 'minute' }],
  ['2027-01-10T12:59:59.000Z', { value: 59, unit: 'minute' }],
  ['2027-01-10T09:00:00.000Z', { value: -3, unit: 'hour' }],
  ['2027-01-11T23:00:00.000Z', { value: 35, unit: 'hour' }],
  ['2027-01-07T12:00:00.000Z', { value: -3, unit: 'day' }],
])('%s is %o from noon', (instant, expected) => {
  expect(relativeTime(instant, now)).toEqual(expected);
});
