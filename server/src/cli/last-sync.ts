import type { SyncStatusRow } from '../../../src/contracts';

/** Where no run has come to its end, that of which somebody is needed for it. */
export function lastSyncOf({ inProgress, lastSyncAt, waitsFor }: Pick<SyncStatusRow, 'inProgress' | 'lastSyncAt' | 'waitsFor'>): string {
  if (inProgress) return 'in progress';
  if (lastSyncAt !== null) return lastSyncAt;
  return waitsFor === null ? 'never' : waitsFor === 'start' ? 'waits for start' : 'waits for approval';
}
