import type { RemoteReading } from '../../../../src/sync/resource';
import type { Collection } from '../../storage/port';
import { eachPage } from '../collections/each-page';
import { completedInSlices, readInSlices } from '../pull/fetch-items';
import { type RunContext, stopFor } from '../context';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { commitPage } from '../pull/commit-page';

/**
 * Entries that were in Microsoft before and are about to be created, since no link tells of it any more. Outside of the window no list of changes
 * brings their items, and what was made there does not carry our key: all items are looked through for their uid (graph-facts §10.14), or they
 * would be there twice. What is found is matched like on a first sync.
 */
export async function findByUid(run: RunContext): Promise<ReadonlySet<number>> {
  const { allPath } = run.resource;
  if (!allPath) return new Set();
  const wanted = await wantedUids(run);
  const unread = new Set<number>();
  for (const { collection } of run.reading.cursors.values())
    if (wanted.size > 0) for (const id of await findIn(run, { collection, wanted, path: allPath(collection) })) unread.add(id);
  return unread;
}

/** Returns links of which something there that cannot be read may be the item. What is found is wanted no more. */
async function findIn(
  run: RunContext,
  { collection, wanted, path }: { collection: Collection; wanted: Map<string, number>; path: string },
): Promise<Iterable<number>> {
  const { definition } = run.resource;
  const tooLong: { collection: string; id: string }[] = [];
  let found: number[] = [];
  const isWanted = (item: RemoteReading | undefined): boolean => {
    const uid = item?.kind === 'item' ? (item.sharedUid ?? '') : '';
    const linkId = wanted.get(uid);
    if (linkId === undefined) return false;
    wanted.delete(uid);
    found.push(linkId);
    return true;
  };
  const take = async (readings: readonly RemoteReading[]): Promise<void> => {
    await commit(run, { ...newChangeSet(), droppedLinks: found }); // not of what a create has made: that has another uid, and is found by our key
    found = [];
    await commitPage(run, { readings, collection, fullRound: null, isFresh: true });
  };
  const failure = await eachPage(run, path, async (page) => {
    const listed: RemoteReading[] = [];
    for (const raw of page) {
      const [item] = definition.readWhole(raw); // a list names a series only in part, but with its uid
      if (item?.kind === 'incomplete') tooLong.push({ collection: collection.id, id: item.microsoftId });
      else if (isWanted(item)) listed.push(definition.readMicrosoft(raw));
    }
    if (listed.length > 0) for await (const { readings } of completedInSlices(run, collection.id, listed)) await take(readings);
    return wanted.size > 0 ? 'more' : 'enough';
  });
  if (failure) throw stopFor(failure);
  let hasUnread = false;
  for await (const wholes of readInSlices(run, wanted.size > 0 ? tooLong : [])) {
    const readings: RemoteReading[] = [];
    for (const whole of wholes.values())
      if (isWanted(whole[0])) readings.push(...whole);
      else hasUnread ||= whole[0]?.kind !== 'item' && whole[0]?.kind !== 'removed';
    if (readings.length > 0) await take(readings);
  }
  // One of those that cannot be read may be it: made now, it would be there twice.
  return hasUnread ? [...wanted.values()] : [];
}

/** Of creates without an answer, sent or not: uids with the links. A uid that another entry stands for already belongs to a copy of it. */
async function wantedUids(run: RunContext): Promise<Map<string, number>> {
  const column = run.resource.sharedUidColumn;
  if (column === null) return new Map();
  const creating = await run.store.unanswered(run.target);
  const rows = await run.items.read(creating.flatMap(({ documentId }) => documentId ?? []));
  const wanted = new Map<string, number>();
  for (const { id, documentId } of creating) {
    const uid = rows.get(documentId ?? '')?.row[column];
    if (typeof uid === 'string' && uid !== '') wanted.set(uid, id);
  }
  if (wanted.size === 0) return wanted;
  const holding = await run.items.holding(run.target.user, [{ column, oneOf: [...wanted.keys()] }]);
  const links = await run.store.linksByDocumentId(
    run.target,
    holding.map(({ documentId }) => documentId),
  );
  for (const { documentId, row } of holding)
    if ((links.get(documentId)?.state ?? 'creating') !== 'creating') wanted.delete(String(row[column]));
  return wanted;
}
