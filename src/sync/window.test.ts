import { expect, it } from 'vitest';
import { isUsedUp, newWindow } from './window';

const DAY = 86_400_000;
const now = Date.parse('2026-11-21T15:00:00Z');
const days = { pastDays: 30, futureDays: 365 };

it('reads whole days, 31 further than the setting', () => {
  expect(newWindow(days, now)).toEqual({ start: '2026-09-21T00:00:00.000Z', end: '2027-12-23T00:00:00.000Z' });
});
it('is not started anew while the slack lasts, and is when it is used up or the setting was widened', () => {
  const window = newWindow(days, now);
  expect(isUsedUp(window, days, now, 1)).toBe(false);
  expect(isUsedUp(window, days, now + 20 * DAY, 0)).toBe(false);
  expect(isUsedUp(window, days, now + 33 * DAY, 0)).toBe(true);
  expect(isUsedUp(window, { ...days, pastDays: 90 }, now, 0)).toBe(true);
});
it('spreads the moment over a week', () => {
  const window = newWindow(days, now);
  expect([0, 0.5, 1].map((spread) => isUsedUp(window, days, now + 27 * DAY, spread))).toEqual([false, false, true]);
});
