import { describe, expect, it } from 'vitest';
import type { FailureReason } from '../../microsoft/port';
import { isGivenUpOn, isStale, startingPosition } from './reading-position';
import { collection, DAY, failure, NOW, runOf, type Setting, settled } from './testing/reading';

describe('where a round begins', () => {
  it.each`
    what                                           | setting                                                                     | begins           | isFull   | isResumed | halvings
    ${'a collection that nobody has read'}         | ${{ cursor: null }}                                                         | ${'anew'}        | ${true}  | ${false}  | ${0}
    ${'the link of a round that is complete'}      | ${{}}                                                                       | ${'at its link'} | ${false} | ${false}  | ${0}
    ${'other settings'}                            | ${{ cursor: { ...settled, settingsKey: 'other' } }}                         | ${'anew'}        | ${true}  | ${false}  | ${0}
    ${'a window whose end has come close'}         | ${{ at: NOW + 40 * DAY }}                                                   | ${'anew'}        | ${true}  | ${false}  | ${0}
    ${'everything is asked for'}                   | ${{ isFull: true }}                                                         | ${'anew'}        | ${true}  | ${false}  | ${0}
    ${'the middle of a full round, all asked for'} | ${{ isFull: true, cursor: { ...settled, isFull: true, isSettled: false } }} | ${'at its link'} | ${true}  | ${true}   | ${0}
    ${'the middle of a round of changes'}          | ${{ cursor: { ...settled, isSettled: false } }}                             | ${'at its link'} | ${false} | ${true}   | ${0}
    ${'a window that was shrunk just now'}         | ${{ halvings: 2 }}                                                          | ${'at its link'} | ${false} | ${false}  | ${2}
    ${'a window that was shrunk six hours ago'}    | ${{ halvings: 2, triedAt: NOW - 7 * 3_600_000 }}                            | ${'anew'}        | ${true}  | ${false}  | ${0}
    ${'a shrunk window, all asked for'}            | ${{ halvings: 2, isFull: true }}                                            | ${'anew'}        | ${true}  | ${false}  | ${1}
  `('$what: $begins', ({ setting, begins, isFull, isResumed, halvings }) => {
    const position = startingPosition(runOf(setting as Setting), collection);
    expect(position.request).toEqual(begins === 'anew' ? { path: '/first' } : { link: settled.link });
    expect(position).toMatchObject({ cursor: { isFull }, isResumed, halvings });
  });
});

describe('a stored link', () => {
  it.each`
    reason               | status | isSo
    ${'sync-state-gone'} | ${410} | ${true}
    ${'not-found'}       | ${404} | ${true}
    ${'rejected'}        | ${400} | ${true}
    ${'nonsense'}        | ${0}   | ${true}
    ${'nonsense'}        | ${200} | ${false}
    ${'unavailable'}     | ${503} | ${false}
    ${'forbidden'}       | ${403} | ${false}
  `('that is answered $reason ($status) is stale: $isSo', ({ reason, status, isSo }) => {
    expect(isStale(failure(reason as FailureReason, status as number))).toBe(isSo);
  });

  it.each`
    reason           | status | code   | attempts | isFull   | isSo
    ${'forbidden'}   | ${403} | ${''}  | ${0}     | ${false} | ${true}
    ${'forbidden'}   | ${403} | ${'x'} | ${2}     | ${false} | ${false}
    ${'nonsense'}    | ${200} | ${''}  | ${1}     | ${false} | ${false}
    ${'nonsense'}    | ${200} | ${''}  | ${2}     | ${false} | ${true}
    ${'nonsense'}    | ${200} | ${''}  | ${0}     | ${true}  | ${true}
    ${'unavailable'} | ${500} | ${''}  | ${2}     | ${false} | ${true}
    ${'unavailable'} | ${503} | ${''}  | ${2}     | ${false} | ${false}
  `(
    'that answers $reason ($status) in run $attempts, full: $isFull, is given up: $isSo',
    ({ reason, status, code, attempts, isFull, isSo }) => {
      const run = runOf({ attempts: attempts as number, isFull: isFull as boolean });
      const position = startingPosition(runOf({}), collection);
      expect(isGivenUpOn(run, position, failure(reason as FailureReason, status as number, code as string))).toBe(isSo);
    },
  );
});
