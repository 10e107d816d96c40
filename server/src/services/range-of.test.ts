import { expect, it, vi } from 'vitest';

vi.mock('../../../src/calendar/occurrences', () => {
  class TooManyOccurrences extends RangeError {}
  const expand = () => {
    throw new TooManyOccurrences('too many');
  };
  return { TooManyOccurrences, expand };
});
vi.resetModules(); // a test before this one in the same process may have loaded them with the real ones
const { expandIn } = await import('./expand-in');
const { rangeOf } = await import('./range-of');

const march = '2026-03-01T00:00:00Z';

it.each([
  ['+275760-01-01T00:00:00Z', '+275760-01-02T00:00:00Z'],
  ['-000001-01-01T00:00:00Z', march],
  ['0000-01-01T00:00:00Z', march],
  [march, '+010000-01-01T00:00:00Z'],
  [march, march],
  ['soon', march],
  [march, ['2026-03-02T00:00:00Z']],
])('from %s to %j is no span', (from, to) => expect(() => rangeOf(from, to)).toThrow('This range cannot be shown.'));

it('is told in canonical instants', () =>
  expect(rangeOf('2026-03-01T00:00+01:00', march)).toEqual({ from: '2026-02-28T23:00:00.000Z', to: '2026-03-01T00:00:00.000Z' }));

it('of what is too much to look at says so', async () => {
  const asked = expandIn([], rangeOf(march, '2026-03-02T00:00:00Z'));
  await expect(asked).rejects.toMatchObject({ name: 'ValidationError', details: { code: 'invalid-input' } });
});
