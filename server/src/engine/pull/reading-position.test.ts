import { describe, expect, it } from 'vitest';
import type { FailureReason, GraphFailure } from '../../microsoft/port';
import type { Collection, Cursor } from '../../storage/port';
import { newWindow } from '../../../../src/sync/window';
import { isGivenUpOn, isStale, isTooWide, narrower, startingPosition } from './reading-position';

const DAY = 86_400_000;
const NOW = Date.parse('2026-03-02T08:00:00Z');
const collection: Collection = { id: 'c', name: 'Calendar', isDefault: true, isReadOnly: false, isOwned: true, owner: null };
const days = { pastDays: 90, futureDays: 365 };
const settled: Cursor = {
  collection,
  link: 'https://graph/delta',
  window: newWindow(days, NOW, 0),
  settingsKey: 'k',
  round: 3,
  isFull: false,
  isSettled: true,
  isReadWhole: false,
  comparedAt: 0,
};
interface Setting {
  readonly cursor?: Cursor | null;
  readonly halvings?: number;
  readonly triedAt?: number;
  readonly refusals?: number;
  readonly isFull?: boolean;
  readonly attempts?: number;
  readonly at?: number;
}
type Run = Parameters<typeof startingPosition>[0];
const runOf = ({ cursor = settled, halvings = 0, triedAt = NOW, refusals = 0, isFull = false, attempts = 0, at = NOW }: Setting): Run =>
  ({
    reading: { cursors: new Map(cursor ? [['c', cursor]] : []), choice: [], windowShrink: { halvings, refusals, triedAt } },
    settings: { window: days, key: 'k' },
    start: { at, isFull, attempts, jitter: 0.5 },
    resource: { firstPagePath: () => '/first', hasWindow: true },
  }) as unknown as Run;
const failure = (reason: FailureReason, status: number, code = 'x'): GraphFailure => ({
  reason,
  status,
  code,
  message: '',
  retryAfterMs: null,
  requestId: null,
});

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

  it('goes back to what was answered before, where more is still not answered', () => {
    const run = runOf({ halvings: 1, triedAt: NOW - 7 * 3_600_000 });
    const tried = startingPosition(run, collection);
    expect(tried.otherwise?.request).toEqual({ link: settled.link });
    expect(narrower(run, tried)).toBe(tried.otherwise);
  });
});

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
