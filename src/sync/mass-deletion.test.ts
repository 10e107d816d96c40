import { expect, it } from 'vitest';
import { needsApproval } from './mass-deletion';

it.each([
  [1, 1, false],
  [2, 2, false],
  [3, 3, true],
  [10, 11, false],
  [11, 55, false],
  [11, 54, true],
  [200, 1000, false],
  [201, 1000, true],
])('%i deletions of %i linked items wait for somebody: %s', (deletions, linked, expected) => {
  expect(needsApproval({ deletions, linked })).toBe(expected);
});
