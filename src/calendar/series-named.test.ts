import { expect, it } from 'vitest';
import { seriesNamed } from './series-named';

const times = { start: '2026-03-02T08:00:00.000Z', end: '2026-03-02T09:00:00.000Z', isAllDay: false, timeZone: 'Europe/Berlin' };

it('names a series by its title, its rule and the clock that the rule is read by', () => {
  expect(seriesNamed({ ...times, subject: 'Jour fixe', recurrence: 'FREQ=WEEKLY' })).toEqual({
    title: 'Jour fixe',
    rule: 'FREQ=WEEKLY',
    start: { wall: '2026-03-02T09:00:00', isAllDay: false, zone: 'W. Europe Standard Time' },
  });
});

it.each([
  ['an event that happens once', { ...times, subject: 'Once', recurrence: null }],
  ['a task that recurs, which has no start', { title: 'Weekly', recurrence: 'FREQ=WEEKLY', dueDate: '2026-03-02' }],
  ['a link of which nothing is known yet', {}],
])('is none: %s', (_what, values) => expect(seriesNamed(values)).toBeNull());
