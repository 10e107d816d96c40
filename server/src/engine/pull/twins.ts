import type { RemoteItem } from '../../../../src/sync/resource';
import type { RunContext } from '../context';

/**
 * Ids of items that nobody knows yet and that stand for a meeting which has an entry already, from another calendar of the mailbox: one shows what
 * several hold. They are left alone, and take the entry over once the other is gone (`find-elsewhere.ts`).
 */
export async function twinsAmong(run: RunContext, items: readonly RemoteItem[]): Promise<ReadonlySet<string>> {
  const uids = items.flatMap(({ part, sharedUid }) => (part ? [] : (sharedUid ?? [])));
  if (run.reading.cursors.size < 2 || run.resource.sharedUidColumn === null || uids.length === 0) return new Set();
  const links = await run.store.linksBySharedUid(run.target, [...new Set(uids)]);
  const taken = new Set(links.flatMap(({ documentId, microsoftId, sharedUid }) => (documentId !== null && microsoftId !== null ? [sharedUid] : []))); // prettier-ignore
  return new Set(items.flatMap(({ microsoftId, sharedUid }) => (sharedUid !== null && taken.has(sharedUid) ? [microsoftId] : [])));
}
