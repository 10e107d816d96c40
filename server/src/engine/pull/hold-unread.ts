import { because } from '../../../../src/contracts/reasons';
import type { RemoteReading } from '../../../../src/sync/resource';
import type { ChangeSet } from '../changes/change-set';

export function holdUnanswered(changes: ChangeSet, microsoftId: string): void {
  changes.holds.push({
    of: { item: microsoftId, title: '' },
    note: { code: 'rejected-by-microsoft', side: 'strapi', fields: [], message: 'not-answered' },
    isPassing: true,
  });
}

export function holdUnusable(changes: ChangeSet, reading: RemoteReading & { kind: 'unusable' }): void {
  if (reading.microsoftId === null) return; // nothing to hold it by; the run report counts it
  changes.holds.push({
    of: { item: reading.microsoftId, title: '' },
    note: { code: 'invalid-value', side: 'strapi', fields: [], message: because('item-unreadable', { why: reading.why }) },
  });
}
