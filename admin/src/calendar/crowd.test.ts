import { expect, it } from 'vitest';

import { MOST_OF_A_DAY, MOST_OF_A_MOMENT, uncrowded } from './crowd';

const HOUR = 3_600_000;
const many = (count: number, of: (at: number) => { start: string; hours: number; isAllDay?: boolean }) =>
  Array.from({ length: count }, (_, at) => {
    const { start, hours, isAllDay = false } = of(at);
    return { start: new Date(start).toISOString(), end: new Date(Date.parse(start) + hours * HOUR).toISOString(), isAllDay };
  });
const meetings = (count: number) => many(count, () => ({ start: '2026-03-02T09:00:00Z', hours: 1 }));

it('a day of a month is given no more than it can tell apart, and the other days all of theirs', () => {
  const other = many(3, () => ({ start: '2026-03-03T09:00:00Z', hours: 1 }));
  const given = uncrowded([...meetings(170), ...other], 'UTC', true);
  expect(given.filter(({ start }) => start.startsWith('2026-03-02'))).toHaveLength(MOST_OF_A_DAY);
  expect(given).toEqual(expect.arrayContaining(other));
});

it('what goes over several days stays where one of them has room', () => {
  const trip = many(1, () => ({ start: '2026-03-02T10:00:00Z', hours: 40 }));
  expect(uncrowded([...meetings(170), ...trip], 'UTC', true)).toEqual(expect.arrayContaining(trip));
  expect(uncrowded([...meetings(170), ...many(1, () => ({ start: '2026-03-02T10:00:00Z', hours: 1 }))], 'UTC', true)).toHaveLength(
    MOST_OF_A_DAY,
  );
});

it('days are those of the zone, and of what lasts all day those of its dates', () => {
  const late = many(MOST_OF_A_DAY + 5, () => ({ start: '2026-03-02T23:30:00Z', hours: 0.5 }));
  const next = many(1, () => ({ start: '2026-03-03T00:00:00Z', hours: 24, isAllDay: true }));
  // In Berlin all of them are on the third, where the whole day comes after those that start before it.
  expect(uncrowded([...late, ...next], 'Europe/Berlin', true)).toHaveLength(MOST_OF_A_DAY);
  expect(uncrowded([...late, ...next], 'UTC', true)).toHaveLength(MOST_OF_A_DAY + 1);
});

it('a moment of a week is given no more than that many beside each other, and what comes after it all', () => {
  const after = many(2, () => ({ start: '2026-03-02T10:00:00Z', hours: 1 }));
  const given = uncrowded([...meetings(170), ...after], 'UTC', false);
  expect(given).toHaveLength(MOST_OF_A_MOMENT + 2);
  expect(given).toEqual(expect.arrayContaining(after));
});

it('short ones after each other are all shown', () => {
  const short = many(100, (at) => ({ start: new Date(Date.UTC(2026, 2, 2, 8) + at * 300_000).toISOString(), hours: 1 / 12 }));
  expect(uncrowded(short, 'UTC', false)).toHaveLength(100);
});

it('what takes no time is beside the others all the same', () => {
  expect(
    uncrowded(
      many(100, () => ({ start: '2026-03-02T09:00:00Z', hours: 0 })),
      'UTC',
      false,
    ),
  ).toHaveLength(MOST_OF_A_MOMENT);
});

it('what lasts all day has a place of its own in a week', () => {
  const whole = many(40, () => ({ start: '2026-03-02T00:00:00Z', hours: 24, isAllDay: true }));
  expect(uncrowded([...whole, ...meetings(5)], 'UTC', false)).toHaveLength(MOST_OF_A_DAY + 5);
});

it('nothing is left out where there are few', () => {
  expect(uncrowded(meetings(3), 'UTC', false)).toHaveLength(3);
});
