import { describe, expect, it } from 'vitest';
import { forDatabase } from './for-database';
import { sortKeysOf } from './sort';

const asked = (filters: unknown, sort?: string) => forDatabase('calendar', { filters, keys: sortKeysOf('calendar', sort) });
const told = (filters: unknown) => asked(filters).comparisons.map(({ field, operator, wanted }) => [field, operator, wanted]);

describe('what of a list a database judges', () => {
  it.each([
    [{ start: { $gte: '2026-03-01T00:00:00Z' } }, [['start', '$gte', '2026-03-01T00:00:00.000Z']]],
    [{ reminderMinutesBeforeStart: { $in: ['5', 10] } }, [['reminderMinutesBeforeStart', '$in', [5, 10]]]],
    [{ $and: [{ showAs: 'free' }, { end: { $null: 'false' } }] }, [['showAs', '$eq', 'free'], ['end', '$null', false]]],
  ])('%j it does', (filters, comparisons) => {
    expect(told(filters)).toEqual(comparisons);
    expect(asked(filters).isAll).toBe(true);
  }); // prettier-ignore

  it.each([
    { subject: 'Visit' }, // each has its own idea of how texts compare
    { reminderMinutesBeforeStart: '1.5' }, // PostgreSQL takes none of these for a whole number
    { reminderMinutesBeforeStart: { $gt: '99999999999999999999' } },
    { reminderMinutesBeforeStart: { $between: ['-1e30', '5'] } },
    { start: null },
    { start: { $not: { $gt: '2026-03-01T00:00:00Z' } } },
    { $or: [{ showAs: 'free' }] },
    { showAs: { $not: { $eq: 'free' } } },
  ])('%j it does not', (filters) => expect(asked(filters)).toMatchObject({ comparisons: [], isAll: false }));

  it('it judges the part of a filter that it can, and the rest is left to us', () => {
    const filters = { subject: { $containsi: 'visit' }, start: { $lt: '2026-03-01T00:00:00Z' } };
    expect(told(filters)).toEqual([['start', '$lt', '2026-03-01T00:00:00.000Z']]);
    expect(asked(filters).isAll).toBe(false);
  });

  it('an order of one instant, date or number it knows, and no other', () => {
    expect(asked({}, 'end:desc')).toMatchObject({ isAll: true, first: { field: 'end', isDescending: true } });
    for (const sort of ['subject', 'start,end', 'showAs']) expect(asked({}, sort).isAll).toBe(false);
  });
});
