import { describe, expect, it } from 'vitest';
import { forDatabase } from './for-database';
import { sortKeysOf } from './sort';

const asked = (filters: unknown, sort?: string) => forDatabase('calendar', { filters, keys: sortKeysOf('calendar', sort) });

describe('what of a list a database judges', () => {
  it.each([
    [{ start: { $gte: '2026-03-01T00:00:00Z' } }, [{ start: { $gte: '2026-03-01T00:00:00.000Z' } }]],
    [{ reminderMinutesBeforeStart: { $in: ['5', 10] } }, [{ reminderMinutesBeforeStart: { $in: [5, 10] } }]],
    [{ showAs: 'free' }, [{ showAs: { $eq: 'free' } }]],
  ])('%j it does', (filters, where) => expect(asked(filters)).toMatchObject({ where: { $and: where } }));

  it.each([
    { subject: 'Visit' }, // each has its own idea of how texts compare
    { reminderMinutesBeforeStart: '1.5' }, // PostgreSQL takes none of these for a whole number
    { reminderMinutesBeforeStart: { $gt: '99999999999999999999' } },
    { reminderMinutesBeforeStart: { $between: ['-1e30', '5'] } },
    { showAs: 'nope' },
    { start: null },
  ])('%j it does not', (filters) => expect(asked(filters)).toBeNull());

  it('an order of one instant, date or number it does, and of nothing else', () => {
    expect(asked({}, 'end:desc')).toMatchObject({ first: { field: 'end', isDescending: true } });
    for (const sort of ['subject', 'start,end', 'showAs']) expect(asked({}, sort)).toBeNull();
  });
});
