import type { RemoteReading } from '../../../src/sync/resource';
import { defaultCursor } from './collections';
import { eachPage } from './each-page';
import { completed } from './read-whole';
import { type RunContext, stopFor } from './run-context';
import { takeIn } from './take-in';

/**
 * Entries that were in Microsoft before and are about to be created, since no link tells of it any more. Outside of the window no list of changes
 * brings their items, and what was made there does not carry our key: all items are looked through for their uid (graph-facts §10.14), or they
 * would be there twice. What is found is matched like on a first sync.
 */
export async function findByUid(run: RunContext): Promise<void> {
  const { allPath, definition } = run.places;
  const cursor = defaultCursor(run);
  if (!allPath || !cursor) return;
  const wanted = await wantedUids(run);
  if (wanted.size === 0) return;
  const found: RemoteReading[] = [];
  const linkIds: number[] = [];
  const failure = await eachPage(run, allPath(cursor.collection.id), (page) => {
    for (const raw of page) {
      const [item] = definition.readWhole(raw); // a list names a series only in part, but with its uid
      const linkId = item?.kind === 'item' ? wanted.get(item.sharedUid ?? '') : undefined;
      if (!item || linkId === undefined) continue;
      wanted.delete(item.kind === 'item' ? (item.sharedUid ?? '') : '');
      found.push(definition.readMicrosoft(raw));
      linkIds.push(linkId);
    }
    return wanted.size > 0 ? 'more' : 'enough';
  });
  if (failure) throw stopFor(failure);
  if (found.length === 0) return;
  const readings = await completed(run, cursor.collection.id, found);
  await run.store.removeLinks(linkIds); // not of what a create has made: that has another uid, and is found by our key
  await takeIn(run, { readings, collection: cursor.collection, fullRound: null, isFresh: true }, async () => undefined);
}

/** Of creates without an answer, sent or not: uids with the links. A uid that another entry stands for already belongs to a copy of it. */
async function wantedUids(run: RunContext): Promise<Map<string, number>> {
  const column = run.places.sharedUidColumn;
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
