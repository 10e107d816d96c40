import { expect, it } from 'vitest';

import { agendaPart } from './agendaPart';

const entries = (...days: number[]) => days.map((day) => ({ start: `2027-03-0${day}T09:00:00.000Z` }));
const days = (of: readonly { start: string }[]) => of.map(({ start }) => Number(start.slice(9, 10)));

it('few entries are all there, in the order in which they came', () => {
  const few = entries(2, 1);
  expect(agendaPart(few, 2)).toEqual({ shown: few, left: 0 });
});

it('of many the first ones are, whole days of them', () => {
  const { shown, left } = agendaPart(entries(3, 1, 2, 2, 1, 3), 3);
  expect([days(shown), left]).toEqual([[1, 1, 2, 2], 2]);
});
