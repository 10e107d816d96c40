import { describe, expect, it } from 'vitest';
import type { FailureReason } from '../../microsoft/port';
import { startingPosition } from './reading-position';
import { collection, failure, NOW, runOf, settled } from './testing/reading';
import { isTooWide, narrower } from './too-wide';

describe('whether a window is too wide', () => {
  it.each`
    reason               | status | refusals | isTry    | isSo
    ${'window-too-wide'} | ${400} | ${0}     | ${false} | ${true}
    ${'window-too-wide'} | ${504} | ${0}     | ${false} | ${false}
    ${'window-too-wide'} | ${504} | ${1}     | ${false} | ${true}
    ${'unavailable'}     | ${503} | ${2}     | ${false} | ${false}
    ${'unavailable'}     | ${503} | ${3}     | ${false} | ${true}
    ${'unavailable'}     | ${500} | ${9}     | ${false} | ${false}
    ${'unavailable'}     | ${500} | ${0}     | ${true}  | ${true}
    ${'throttled'}       | ${429} | ${9}     | ${true}  | ${false}
  `('$reason with $status after $refusals refusals, a try: $isTry → $isSo', ({ reason, status, refusals, isTry, isSo }) => {
    const run = runOf({ refusals: refusals as number });
    const position = startingPosition(run, collection);
    expect(isTooWide(run, { ...position, otherwise: isTry ? position : null }, failure(reason as FailureReason, status as number))).toBe(
      isSo,
    );
  });

  it('goes back to what was answered before, where more is still not answered', () => {
    const run = runOf({ halvings: 1, triedAt: NOW - 7 * 3_600_000 });
    const tried = startingPosition(run, collection);
    expect(tried.otherwise?.request).toEqual({ link: settled.link });
    expect(narrower(run, tried)).toBe(tried.otherwise);
  });
});
