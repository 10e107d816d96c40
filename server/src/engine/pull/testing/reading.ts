import { newWindow } from '../../../../../src/sync/window';
import type { FailureReason, GraphFailure } from '../../../microsoft/port';
import type { Collection, Cursor } from '../../../storage/port';
import type { Run } from '../reading-position';

export const DAY = 86_400_000;
export const NOW = Date.parse('2026-03-02T08:00:00Z');
export const collection: Collection = { id: 'c', name: 'Calendar', isDefault: true, isReadOnly: false, isOwned: true, owner: null };
const days = { pastDays: 90, futureDays: 365 };
export const settled: Cursor = {
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

/** What a run has read so far, and under what; by default it has come to the end of its list. */
export interface Setting {
  readonly cursor?: Cursor | null;
  readonly halvings?: number;
  readonly triedAt?: number;
  readonly refusals?: number;
  readonly isFull?: boolean;
  readonly attempts?: number;
  readonly at?: number;
}

export const runOf = ({
  cursor = settled,
  halvings = 0,
  triedAt = NOW,
  refusals = 0,
  isFull = false,
  attempts = 0,
  at = NOW,
}: Setting): Run =>
  ({
    reading: { cursors: new Map(cursor ? [['c', cursor]] : []), choice: [], windowShrink: { halvings, refusals, triedAt } },
    settings: { window: days, key: 'k' },
    start: { at, isFull, attempts, jitter: 0.5 },
    resource: { firstPagePath: () => '/first', hasWindow: true },
  }) as unknown as Run;

export const failure = (reason: FailureReason, status: number, code = 'x'): GraphFailure => ({
  reason,
  status,
  code,
  message: '',
  retryAfterMs: null,
  requestId: null,
});
