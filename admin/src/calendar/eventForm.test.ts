import { expect, it } from 'vitest';

import { emptyForm, type EventForm, onto } from './eventForm';

const shown: EventForm = {
  ...emptyForm({ start: '2027-03-01T09:00:00.000Z', end: '2027-03-01T10:00:00.000Z', isAllDay: false }, 'UTC'),
  subject: 'Visit',
  location: 'Hall',
};

it('what was typed stays over what an event has become, and what was left alone is as it is now', () => {
  const typed = { ...shown, subject: 'Visit at noon' };
  const now = { ...shown, location: 'Library', wall: { ...shown.wall, startTime: '08:00' } };
  expect(onto(now, { shown, typed })).toEqual({ form: { ...now, subject: 'Visit at noon' }, changed: ['wall', 'location'], both: [] });
});

it('of a field that both have changed it is said, unless to the same', () => {
  const typed = { ...shown, subject: 'Mine', location: 'Library' };
  const now = { ...shown, subject: 'Theirs', location: 'Library' };
  expect(onto(now, { shown, typed })).toEqual({ form: typed, changed: ['subject', 'location'], both: ['subject'] });
});
