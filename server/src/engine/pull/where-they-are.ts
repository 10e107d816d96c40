import type { Collection, StoredLink } from '../../storage/port';
import { askInSlices } from '../ask-in-slices';
import { endsRun } from '../failure-policy';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withRowsLocked } from '../changes/transaction';
import { collectionOf } from '../collections/taking-part';
import { type RunContext, stopFor } from '../context';
import { moveLinks } from './move-link';
import { notRead } from './reading-position';

/**
 * Asks of items that keep their ids where they are now: with immutable ids a move may be told by the calendar that was left alone, as a removal, or
 * not at all (graph-facts §11.4). The links go along. What others share is known by its calendar alone, and is not asked for. Returns collections
 * that items have come to and that are not read so far.
 */
export async function moveToWhereTheyAre(run: RunContext, links: readonly StoredLink[]): Promise<readonly Collection[]> {
  const { wherePath, readCollections, readHeaders } = run.resource;
  const asked = links.filter(({ part, collection }) => !part && collectionOf(run, collection).isOwned);
  if (!wherePath || asked.length === 0) return [];
  const unread = new Map<string, Collection>();
  const slices = askInSlices(run, asked, ({ microsoftId }) => ({
    method: 'GET' as const,
    path: wherePath(microsoftId ?? ''),
    headers: readHeaders,
  }));
  for await (const slice of slices) {
    const failure = endsRun(run, slice.map(({ answer }) => answer)); // prettier-ignore
    if (failure) throw stopFor(failure);
    const moved = slice.flatMap(({ one: link, answer }) => {
      const [collection] = answer.failure ? [] : readCollections({ value: [answer.body] });
      return collection && collection.id !== link.collection ? [{ link, item: null, collection }] : [];
    });
    if (moved.length === 0) continue;
    const fresh = new Map(moved.flatMap(({ collection }) => (run.reading.cursors.has(collection.id) ? [] : [[collection.id, collection] as const]))); // prettier-ignore
    for (const [id, collection] of fresh) unread.set(id, collection);
    await withRowsLocked(run, moved.flatMap(({ link }) => link.documentId ?? []), async () => {
      const changes = { ...newChangeSet(), cursors: [...fresh.values()].map((collection) => notRead(run, collection)) };
      await moveLinks(run, changes, moved);
      await commit(run, changes);
    }); // prettier-ignore
  }
  return [...unread.values()];
}
