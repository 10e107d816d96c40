import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { planPage } from '../pull/plan-page';
import { findByKey, type FoundByKey } from './find-by-key';
import { idsOf } from '../pull/page';
import { isExtraOf, removeExtras } from '../pull/duplicates';
import { collectionOf } from '../collections/taking-part';
import { type RunContext, stopFor } from '../context';
import { withRowsLocked } from '../changes/transaction';

/**
 * Finishes creates whose answer was lost: the item is looked for by our key, and taken as made where it is found. Where it is not, the mark
 * brings the create again, with the same idempotency key where the resource has one, so that Microsoft itself drops a repetition that its
 * search has not caught up with; where it has none, the oldest of two is kept.
 */
export async function recover(run: RunContext): Promise<Recovered> {
  const { waiting, unanswered } = await withoutWaiting(run, await run.store.unanswered(run.target));
  const skipped = waiting.map(({ id }) => id);
  const notYetInFeed: number[] = [];
  for await (const { found, failure } of unanswered.length > 0 ? findByKey(run, unanswered) : []) {
    notYetInFeed.push(...(await adoptFound(run, found)));
    skipped.push(...found.flatMap(({ link, items }) => (items === null ? [link.id] : [])));
    if (failure) throw stopFor(failure);
  }
  return { recoverySkipped: new Set(skipped), notYetInFeed: new Set(notYetInFeed) };
}

export interface Recovered {
  /** Links of creates without an answer that were not looked for, or of which Microsoft did not say whether they are there. */
  readonly recoverySkipped: ReadonlySet<number>;
  /** Links of what was found. */
  readonly notYetInFeed: ReadonlySet<number>;
}

/** Returns the links of what is there. */
async function adoptFound(run: RunContext, found: FoundByKey['found']): Promise<number[]> {
  const extras: { collection: string; item: RemoteItem }[] = [];
  const adopted: number[] = [];
  const documentIds = found.flatMap(({ link }) => link.documentId ?? []);
  await withRowsLocked(run, documentIds, async () => {
    const changes = newChangeSet();
    const links = await run.store.linksByMicrosoftId(
      run.target,
      found.flatMap(({ items }) => (items ?? []).map(({ microsoftId }) => microsoftId)),
    );
    for (const { link, items, parts } of found) {
      const [oldest, ...others] = items ?? [];
      if (!oldest) continue;
      // The entry has passed to another home meanwhile, which has the same documentId: the item is that one's.
      if (items?.some(({ microsoftId }) => (links.get(microsoftId)?.id ?? link.id) !== link.id)) {
        changes.droppedLinks.push(link.id);
        continue;
      }
      await adoptCreated(run, link, [oldest, ...parts]); // the base stays what was sent: an edit made since, on either side, is seen as one
      adopted.push(link.id);
      changes.counts.microsoft.created += 1;
      extras.push(...others.filter((item) => isExtraOf(run, item, oldest)).map((item) => ({ collection: link.collection, item })));
    }
    changes.marks.push(...documentIds);
    await commit(run, changes);
  });
  for (const { collection, item } of extras) await removeExtras(run, collection, [item]);
  return adopted;
}

/** Those that are held for a time were looked for before, and are again with the next attempt, or as soon as somebody edits or deletes the entry. */
async function withoutWaiting(
  run: RunContext,
  unanswered: readonly StoredLink[],
): Promise<Record<'waiting' | 'unanswered', readonly StoredLink[]>> {
  if (unanswered.length === 0) return { waiting: [], unanswered };
  const held = (await run.store.held(run.target)).flatMap(({ nextTryAt, documentId }) => (nextTryAt === null ? [] : (documentId ?? [])));
  const marks = await run.store.marksOf(run.target, held); // of those that are held only
  const isWaiting = ({ documentId }: StoredLink) => documentId !== null && marks.get(documentId)?.isDeferred === true;
  return { waiting: unanswered.filter(isWaiting), unanswered: unanswered.filter((link) => !isWaiting(link)) };
}

/** Ties the item to the link that was waiting for it, and takes in what Microsoft says of it. The caller holds the transaction. */
export async function adoptCreated(
  run: RunContext,
  link: StoredLink,
  [item, ...parts]: readonly [RemoteItem, ...RemoteReading[]],
): Promise<void> {
  const { microsoftId, etag, sharedUid, modifiedAt } = item;
  const linkChanges = [{ id: link.id, changes: { state: 'linked' as const, microsoftId, etag, sharedUid, modifiedAt } }];
  await commit(run, { ...newChangeSet(), linkChanges });
  const readings = [item, ...parts];
  const links = await run.store.linksByMicrosoftId(run.target, idsOf(readings));
  const page = { readings, collection: collectionOf(run, link.collection), fullRound: null, isFresh: true };
  await commit(run, (await planPage(run, page, links)).changes);
}
