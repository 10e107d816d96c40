import { describe, expect, it } from 'vitest';
import { isTimeToWiden, isUsedUp, MOST_HALVINGS, newWindow, notNarrowed } from './window';

const DAY = 86_400_000;
const now = Date.parse('2026-11-21T15:00:00Z');
const days = { pastDays: 30, futureDays: 365 };

it('reads whole days, 31 further than the setting', () => {
  expect(newWindow(days, now, 0)).toEqual({ start: '2026-09-21T00:00:00.000Z', end: '2027-12-23T00:00:00.000Z' });
});
it('is not started anew while the slack lasts, and is when it is used up or the setting was widened', () => {
  const window = newWindow(days, now, 0);
  expect(isUsedUp(window, days, { now, jitter: 1, halvings: 0 })).toBe(false);
  expect(isUsedUp(window, days, { now: now + 20 * DAY, jitter: 0, halvings: 0 })).toBe(false);
  expect(isUsedUp(window, days, { now: now + 33 * DAY, jitter: 0, halvings: 0 })).toBe(true);
  expect(isUsedUp(window, { ...days, pastDays: 90 }, { now, jitter: 0, halvings: 0 })).toBe(true);
});
it('spreads the moment over a week', () => {
  const window = newWindow(days, now, 0);
  expect([0, 0.5, 1].map((jitter) => isUsedUp(window, days, { now: now + 27 * DAY, jitter, halvings: 0 }))).toEqual([false, false, true]);
});

describe('where Microsoft cannot answer for so many days', () => {
  const width = (halvings: number) => {
    const { start, end } = newWindow(days, now, halvings);
    return (Date.parse(end) - Date.parse(start)) / DAY;
  };
  const all = Array.from({ length: MOST_HALVINGS + 1 }, (_, halvings) => halvings);

  it('is halved as a whole, down to a week', () => {
    expect(all.map(width)).toEqual([458, 228, 113, 55, 26, 14, 8]);
  });
  it.each(all)('always holds today, and for a day at least: %i', (halvings) => {
    for (const hour of [0, 12, 23.9])
      for (const jitter of [0, 1]) {
        const begun = Math.floor(now / DAY) * DAY + hour * 3_600_000;
        const window = newWindow({ pastDays: 0, futureDays: 0 }, begun, halvings);
        expect(isUsedUp(window, { pastDays: 0, futureDays: 0 }, { now: begun, jitter, halvings })).toBe(false);
        expect(Date.parse(window.start)).toBeLessThan(begun - DAY + 1);
        expect(Date.parse(window.end)).toBeGreaterThan(begun + DAY);
      }
  });
  it('is asked for as it is set again within a day, and not with every run', () => {
    const narrowed = { halvings: 1, refusals: 0, triedAt: now };
    expect([0, 1, 5].map((hours) => isTimeToWiden(narrowed, now + (hours * DAY) / 24))).toEqual([false, false, false]);
    expect(isTimeToWiden(narrowed, now + DAY / 2)).toBe(true);
    expect(isTimeToWiden({ ...narrowed, triedAt: now + DAY }, now)).toBe(true); // the clock was ahead
    expect(isTimeToWiden(notNarrowed, now)).toBe(false);
  });
  it('counts by what is left of the setting, not by the setting', () => {
    const window = newWindow(days, now, 2);
    expect(isUsedUp(window, days, { now: now + 6 * DAY, jitter: 0, halvings: 2 })).toBe(false);
    expect(isUsedUp(window, days, { now: now + 9 * DAY, jitter: 0, halvings: 2 })).toBe(true);
    expect(isUsedUp(window, days, { now, jitter: 0, halvings: 1 })).toBe(true);
  });
});
