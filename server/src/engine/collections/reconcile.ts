import type { Collection, Cursor, StoredLink } from '../../storage/port';
import { allLinks } from '../all-links';
import { collectionOf, nextRoundOf } from './taking-part';
import type { RunContext } from '../context';
import { titleOf } from '../title';
import { addColumns, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withRowsLocked } from '../changes/transaction';

const CHUNK = 100;

/** Takes in what has become of the collections that are read: another name, or gone. */
export async function reconcileCollections(run: RunContext, listed: readonly Collection[]): Promise<void> {
  const byId = new Map(listed.map((one) => [one.id, one]));
  for (const cursor of [...run.reading.cursors.values()]) {
    const now = byId.get(cursor.collection.id);
    if (!now) await leaveCollection(run, cursor);
    else if (!isSame(now, cursor.collection)) await rename(run, cursor, now);
  }
}

export const isSame = (a: Collection, b: Collection): boolean =>
  a.name === b.name && a.isDefault === b.isDefault && a.isReadOnly === b.isReadOnly && a.isOwned === b.isOwned;

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
      why: `the calendar or list “${collectionOf(run, link.collection).name}” is not shared with this mailbox any more: both sides keep what they have`,
      isKept: true,
    })),
  });
}

async function rename(run: RunContext, cursor: Cursor, collection: Collection): Promise<void> {
  const column = run.resource.collectionColumn;
  if (collection.name !== cursor.collection.name)
    await eachLinkIn(run, collection.id, async (links) => {
      const rows = await run.items.read(links.flatMap(({ documentId }) => documentId ?? []));
      const changes = newChangeSet();
      for (const { documentId, row, owner } of rows.values())
        if (owner === run.target.user && row[column] !== collection.name)
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
