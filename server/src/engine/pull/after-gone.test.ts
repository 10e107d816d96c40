import { expect, it } from 'vitest';
import type { StoredLink } from '../../storage/port';
import { inChunks } from './after-gone';

const item = (microsoftId: string) => ({ microsoftId, part: null }) as StoredLink;
const partOf = (of: string, key: number) => ({ microsoftId: `${of} ${key}`, part: { of, key: String(key) } }) as StoredLink;
const dateOf = (of: string, key: number) => ({ ...partOf(of, key), id: key, occurrence: 'date' }) as StoredLink;
const many = (count: number) => Array.from({ length: count }, (_, at) => at);

it.each([
  ['nothing', [], []],
  ['single items', many(250).map((at) => item(`item ${at}`)), [100, 100, 50]],
  ['a series at the end of a chunk, with its exceptions', [...many(99).map((at) => item(`item ${at}`)), item('series'), partOf('series', 1)], [99, 2]],
  ['exceptions that come later than their series', [item('series'), ...many(99).map((at) => item(`item ${at}`)), partOf('series', 1)], [100, 1]],
  ['entries of dates', many(150).map((key) => dateOf('dates', key)), [100, 50]],
  ['a series with more exceptions than a chunk has', [item('before'), item('series'), ...many(150).map((key) => partOf('series', key)), item('after')], [1, 151, 1]],
] as const)('%s: a chunk ends after an item with all its parts', (_what, links, lengths) => {
  const chunks = inChunks(links);
  expect(chunks.map(({ length }) => length)).toEqual(lengths);
  const chunkOf = (name: string) => chunks.findIndex((chunk) => chunk.some(({ microsoftId }) => microsoftId === name));
  if (links.some(({ part }) => part?.of === 'series')) expect(chunkOf('series')).toBe(chunkOf('series 1'));
}); // prettier-ignore
