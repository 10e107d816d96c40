import type { RemoteReading } from '../../../../src/sync/resource';
import type { ChangeSet } from '../changes/change-set';

export function holdUnanswered(changes: ChangeSet, microsoftId: string): void {
  const message =
    'Microsoft did not answer when it was asked for this item. It is read again with the next run, then by the first run after each hour, and when it changes there.';
  changes.holds.push({
    of: { item: microsoftId, title: '' },
    note: { code: 'rejected-by-microsoft', side: 'strapi', fields: [], message },
    isPassing: true,
  });
}

export function holdUnusable(changes: ChangeSet, reading: RemoteReading & { kind: 'unusable' }): void {
  if (reading.microsoftId === null) return; // nothing to hold it by; the run report counts it
  changes.holds.push({
    of: { item: reading.microsoftId, title: '' },
    note: { code: 'invalid-value', side: 'strapi', fields: [], message: `Microsoft's item cannot be read: ${reading.why}` },
  });
}
