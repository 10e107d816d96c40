import { expect, test } from 'vitest';
import type { RemoteReading } from '../../../../src/sync/resource';
import { createSlices } from './slices';

const single = (id: string): RemoteReading => ({ kind: 'removed', microsoftId: id });
const part = (id: string, of: string) => ({ kind: 'item', microsoftId: id, part: { of, key: id } }) as unknown as RemoteReading;
const many = (count: number, name = 'e'): RemoteReading[] => Array.from({ length: count }, (_, at) => single(`${name}${at}`));
const idsOf = (readings: readonly RemoteReading[]) => readings.map(({ microsoftId }) => microsoftId);

test('fifty at first', () => {
  const slices = createSlices();
  expect([slices.isMore(many(50)), slices.isMore(many(51))]).toEqual([false, true]);
  const { slice, rest } = slices.next(many(120));
  expect([slice.length, rest.length]).toEqual([50, 70]);
});

test.each([
  [50, 50, 250],
  [50, 300, 41],
  [50, 3_000, 20], // never less than that
])('%i in %i ms: then %i at once', async (count, tookMs, most) => {
  let now = 0;
  const slices = createSlices(() => now);
  await slices.timed(many(count), async () => void (now += tookMs));
  expect([slices.isMore(many(most)), slices.isMore(many(most + 1))]).toEqual([false, true]);
});

test('of a few it does not show how long many take', async () => {
  let now = 0;
  const slices = createSlices(() => now);
  await slices.timed(many(1), async () => void (now += 1_000));
  expect(slices.isMore(many(50))).toBe(false);
});

test('a series and its exceptions are written together, wherever they stand on the page', () => {
  const slices = createSlices();
  const { slice, rest } = slices.next([part('x1', 'series'), ...many(49), part('x2', 'series'), single('series'), ...many(9, 'late')]);
  expect(idsOf(slice)).toEqual(['x1', 'x2', 'series', ...idsOf(many(47))]);
  expect(idsOf(rest)).toEqual([...idsOf(many(49)).slice(47), ...idsOf(many(9, 'late'))]);
});

test('a series that is larger comes whole', () => {
  const slices = createSlices();
  const { slice, rest } = slices.next([single('series'), ...Array.from({ length: 70 }, (_, at) => part(`x${at}`, 'series')), single('e')]);
  expect([slice.length, rest.length]).toEqual([71, 1]);
});
