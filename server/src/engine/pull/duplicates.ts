import type { FieldRule, RemoteItem, Values } from '../../../../src/sync/resource';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { collectionOf } from '../collections/taking-part';
import { entryOfExtra } from '../changes/journal';
import type { RunContext } from '../context';

/**
 * Where Microsoft knows no idempotency key, a create whose answer was lost can be carried out twice; the oldest is kept. Only an
 * item that holds the very same is taken for ours: what somebody has changed since, or has copied, is theirs.
 */
export async function removeExtras(run: RunContext, collection: string, extras: readonly RemoteItem[]): Promise<void> {
  if (extras.length === 0) return;
  const answers = await run.mailbox.batch(
    extras.map(({ address, etag }) => ({
      method: 'DELETE' as const,
      path: run.resource.itemPath(collectionOf(run, collection), address ?? ''), // no part is one
      ...(etag === null ? {} : { headers: { 'If-Match': etag } }),
    })),
  );
  // One that could not be deleted comes with a later page, and is settled there.
  const gone = extras.filter((_, at) => !answers[at]?.failure);
  const changes = newChangeSet();
  changes.counts.microsoft.deleted += gone.length;
  changes.log.push(...(run.mailbox.isReadOnly ? extras : gone).map((remote) => entryOfExtra(run, remote)));
  await commit(run, changes);
}

/** True where an item is the other one over again, and mails nobody when it goes. */
export function isExtraOf(run: RunContext, item: RemoteItem, kept: { readonly values: Values; readonly key: string | null }): boolean {
  const { definition, find } = run.resource;
  if (find.kind !== 'scan' || item.key === null || item.key !== kept.key || item.wouldMail.length > 0) return false;
  // What is written apart may have been written to one of the two only.
  const isWritten = (value: unknown, rule: FieldRule) => !rule.hasOwnRequests || !rule.isEqual(value, null);
  return Object.entries(definition.fields).every(([field, rule]) => {
    const [mine, theirs] = [item.values[field], kept.values[field]];
    return rule.isEqual(mine, theirs) || !isWritten(mine, rule) || !isWritten(theirs, rule);
  });
}

export const oldestFirst = (items: readonly RemoteItem[]): RemoteItem[] =>
  [...items].sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''));
