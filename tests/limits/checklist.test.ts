import { expect, it } from 'vitest';
import { align } from '../../src/tasks/checklist/align';
import { timeRatio } from './effort';

it.each([
  ['the same steps', (at: number) => `step ${at}`],
  ['equal titles', () => 'step'],
])('a checklist of thousands is aligned in time proportional to its length: %s', (_, title) => {
  const list = (length: number, name: string) =>
    Array.from({ length }, (__, at) => ({ id: `${name}${at}`, title: title(at), isChecked: at % 2 === 0 }));
  const aligning = (length: number) => {
    const versions = { base: list(length, 'a'), strapi: list(length, 'b'), microsoft: list(length, 'c') };
    return function* () {
      yield align(versions);
    };
  };
  expect(align({ base: list(9, 'a'), strapi: list(9, 'b'), microsoft: list(9, 'c') })).toHaveLength(9);
  expect(timeRatio(aligning(2_000), aligning(16_000), 8 * 3)).toBeLessThan(8 * 3);
});
