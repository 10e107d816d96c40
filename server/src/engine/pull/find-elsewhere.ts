import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import { chunks } from '../../host/rows';
import type { Collection, StoredLink } from '../../storage/port';
import { askInSlices } from '../ask-in-slices';
import { listIn } from '../collections/each-page';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withRowsLocked } from '../changes/transaction';
import { listCollections } from '../collections/taking-part';
import { type RunContext, stopFor } from '../context';
import { endsRun, failurePolicy } from '../failure-policy';
import { commitPage } from './commit-page';
import { completedInSlices } from './fetch-items';
import { moveLinks } from './move-link';
import { notRead } from './reading-position';

/** So many uids are named in one address. */
const UIDS = 10;

export interface FoundElsewhere {
  /** Collections that items have come to and that are not read so far. */
  readonly unread: readonly Collection[];
  /** Links of which Microsoft did not say whether their item is elsewhere. */
  readonly unknown: ReadonlySet<number>;
}
interface Found {
  readonly item: RemoteItem;
  readonly listed: RemoteReading;
  readonly collection: Collection;
}

/**
 * Items that are gone by their ids may stand elsewhere with another one: moved, or the same meeting in another calendar. They are looked for by the uid
 * that all copies share, in the calendars that are read and in the mailbox's own. What is found goes on as the same entry.
 */
export async function findElsewhere(run: RunContext, gone: readonly StoredLink[]): Promise<FoundElsewhere> {
  const lost = gone.filter(({ part, sharedUid }) => !part && sharedUid !== null);
  if (!run.resource.findByUidPath || lost.length === 0) return { unread: [], unknown: new Set() };
  const { found, unanswered } = await lookFor(run, [...new Set(lost.flatMap(({ sharedUid }) => sharedUid ?? []))]);
  const known = await run.store.linksByMicrosoftId(run.target, [...found.values()].map(({ item }) => item.microsoftId)); // prettier-ignore
  const moved = new Map<string, Found & { link: StoredLink }>();
  for (const link of lost) {
    const there = found.get(link.sharedUid ?? '');
    if (there && !known.has(there.item.microsoftId)) moved.set(there.item.microsoftId, { ...there, link });
  }
  const unread = new Map([...moved.values()].map(({ collection }) => [collection.id, collection]));
  for (const id of run.reading.cursors.keys()) unread.delete(id);
  if (moved.size > 0) await takeAlong(run, [...moved.values()], [...unread.values()]);
  return {
    unread: [...unread.values()],
    unknown: new Set(lost.flatMap(({ id, sharedUid }) => (unanswered.has(sharedUid ?? '') && !found.has(sharedUid ?? '') ? [id] : []))),
  };
}

async function lookFor(run: RunContext, uids: readonly string[]): Promise<{ found: Map<string, Found>; unanswered: Set<string> }> {
  const { findByUidPath, definition, readHeaders } = run.resource;
  const found = new Map<string, Found>();
  const unanswered = new Set<string>();
  const isPossible = (one: Collection) => run.reading.cursors.has(one.id) || (one.isOwned && !one.isReadOnly);
  const places = (await listCollections(run)).filter(isPossible);
  const asked = places.flatMap((collection) => chunks(uids, UIDS).map((some) => ({ collection, some })));
  for await (const slice of askInSlices(run, asked, ({ collection, some }) => ({
    method: 'GET' as const,
    path: findByUidPath?.(collection, some) ?? '',
    headers: readHeaders,
  }))) {
    const failure = endsRun(run, slice.map(({ answer }) => answer)); // prettier-ignore
    if (failure) throw stopFor(failure);
    for (const { one, answer } of slice) {
      const listed = listIn(answer);
      // What may not be looked through tells nothing, and never will.
      const isForGood = answer.failure !== null && failurePolicy[answer.failure.reason].isOfCollection;
      if (listed === null && !isForGood) for (const uid of one.some) unanswered.add(uid);
      for (const raw of listed ?? []) {
        const [item] = definition.readWhole(raw); // a list names a series only in part, but with its uid
        if (item?.kind === 'item' && item.sharedUid !== null && !found.has(item.sharedUid))
          found.set(item.sharedUid, { item, listed: definition.readMicrosoft(raw), collection: one.collection });
      }
    }
  }
  return { found, unanswered };
}

async function takeAlong(run: RunContext, moved: readonly (Found & { link: StoredLink })[], unread: readonly Collection[]): Promise<void> {
  const documentIds = moved.flatMap(({ link }) => link.documentId ?? []);
  await withRowsLocked(run, documentIds, async () => {
    const changes = { ...newChangeSet(), cursors: unread.map((collection) => notRead(run, collection)) };
    await moveLinks(run, changes, moved);
    await commit(run, changes);
  });
  for (const { collection, listed } of moved)
    for await (const { readings } of completedInSlices(run, collection.id, [listed]))
      await commitPage(run, { readings, collection, fullRound: null, isFresh: true });
}
