import { because } from '../../../../src/contracts/reasons';
import type { Collection, Cursor, StoredLink } from '../../storage/port';
import { allLinks } from '../all-links';
import { collectionOf, nextRoundOf } from './taking-part';
import { type RunContext, stopFor } from '../context';
import { endsRun, isForbidden, isNotThere, isRejected } from '../failure-policy';
import { titleOf } from '../title';
import { addColumns, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withRowsLocked } from '../changes/transaction';

const CHUNK = 100;

/** Takes in what has become of the collections that are read: another name, or gone. */
export async function reconcileCollections(run: RunContext, listed: readonly Collection[]): Promise<void> {
  const byId = new Map(listed.map((one) => [one.id, one]));
  const fresh = listed.filter(({ id }) => !run.reading.cursors.has(id));
  for (const cursor of [...run.reading.cursors.values()]) {
    const now = byId.get(cursor.collection.id) ?? successorOf(cursor.collection, fresh);
    if (!now) {
      if (await isGone(run, cursor.collection)) await leaveCollection(run, cursor);
      continue;
    }
    if (now.id !== cursor.collection.id) await giveOtherId(run, cursor, now);
    const { collection } = run.reading.cursors.get(now.id) ?? cursor;
    if (!isSame(now, collection)) await rename(run, run.reading.cursors.get(now.id) ?? cursor, now);
  }
}

/** The same one under another id (graph-facts §11.2): what the default one was the default one is, another is told by name and owner. */
function successorOf({ isDefault, name, owner }: Collection, fresh: readonly Collection[]): Collection | undefined {
  const same = fresh.filter((one) =>
    isDefault ? one.isDefault : !one.isDefault && owner !== null && one.name === name && one.owner === owner,
  );
  return same.length === 1 ? same[0] : undefined;
}

/** A list that comes short is no proof: it is asked for by itself. Of somebody else's, that it may not be seen any more is the same as that it is gone. */
async function isGone(run: RunContext, { id, isOwned }: Collection): Promise<boolean> {
  const { collectionPath, readHeaders } = run.resource;
  const { failure } = await run.mailbox.send({ method: 'GET', path: collectionPath(id), headers: readHeaders });
  if (!failure) return false;
  const stop = endsRun(run, [{ failure }]);
  if (stop) throw stopFor(stop);
  return isNotThere(failure) || isRejected(failure) || (!isOwned && isForbidden(failure));
}

/** Links and the person's choice go along; what is read on begins anew where the link of its changes names the id. */
async function giveOtherId(run: RunContext, cursor: Cursor, now: Collection): Promise<void> {
  const before = cursor.collection.id;
  for await (const links of allLinks(run.store, run.target, CHUNK)) {
    await run.guard.checkpoint();
    const linkChanges = links.flatMap(({ id, collection }) => (collection === before ? [{ id, changes: { collection: now.id } }] : []));
    if (linkChanges.length > 0) await commit(run, { ...newChangeSet(), linkChanges });
  }
  await run.guard.chooseInstead(before, now.id);
  const { choice } = run.reading;
  if (choice !== 'all') run.reading.choice = choice.map((id) => (id === before ? now.id : id));
  const renamed = { ...cursor, collection: { ...cursor.collection, id: now.id } };
  await commit(run, { ...newChangeSet(), droppedCursors: [before], cursors: [renamed] });
}

export const isSame = (a: Collection, b: Collection): boolean =>
  a.name === b.name && a.isDefault === b.isDefault && a.isReadOnly === b.isReadOnly && a.isOwned === b.isOwned && a.owner === b.owner;

/**
 * What was in it is staged, and each item proven and counted by the guard like any other removal. A list of somebody else may only be shared
 * no longer: that deletes nothing, since a lost permission is no deletion, and both sides keep what they have.
 */
async function leaveCollection(run: RunContext, { collection }: Cursor): Promise<void> {
  if (!collection.isOwned) await eachLinkIn(run, collection.id, (links) => endLinks(run, links));
  const stagedUnseen = collection.isOwned ? { collection: collection.id, round: nextRoundOf(run) } : null;
  await commit(run, { ...newChangeSet(), stagedUnseen, droppedCursors: [collection.id] });
}

async function endLinks(run: RunContext, links: readonly StoredLink[]): Promise<void> {
  await commit(run, {
    ...newChangeSet(),
    linkChanges: links.map(({ id }) => ({ id, changes: { state: 'ended' as const, isStaged: false } })),
    log: links.map((link) => ({
      side: 'strapi' as const,
      kind: 'unlink' as const,
      item: {
        title: titleOf(run, { link, row: null, remote: null }),
        uid: run.resource.definition.uid,
        documentId: link.documentId,
        microsoftId: link.microsoftId,
      },
      fields: [],
      mails: [],
      why: because('not-shared', { name: collectionOf(run, link.collection).name }),
      isKept: true,
    })),
  });
}

async function rename(run: RunContext, cursor: Cursor, collection: Collection): Promise<void> {
  const column = run.resource.collectionColumn;
  if (collection.name !== cursor.collection.name && run.settings.direction !== 'strapi-to-microsoft')
    await eachLinkIn(run, collection.id, async (links) => {
      const rows = await run.items.read(links.flatMap(({ documentId }) => documentId ?? []));
      const changes = newChangeSet();
      for (const { documentId, row, owner } of rows.values())
        // Another name is somebody's wish to have it elsewhere.
        if (owner === run.target.user && (row[column] === cursor.collection.name || !row[column]))
          addColumns(changes.updates, documentId, { [column]: collection.name });
      await commit(run, changes);
    });
  const renamed = { ...cursor, collection };
  await commit(run, { ...newChangeSet(), cursors: [renamed] });
}

/** A chunk is one transaction, with its rows locked. */
async function eachLinkIn(run: RunContext, collection: string, work: (links: readonly StoredLink[]) => Promise<void>): Promise<void> {
  for await (const links of allLinks(run.store, run.target, CHUNK)) {
    await run.guard.checkpoint();
    const chosen = links.filter((link) => link.collection === collection && link.state === 'linked');
    if (chosen.length === 0) continue;
    await withRowsLocked(
      run,
      chosen.flatMap(({ documentId }) => documentId ?? []),
      () => work(chosen),
    );
  }
}
