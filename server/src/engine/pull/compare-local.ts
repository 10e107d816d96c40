import { decide } from '../../../../src/sync/decide';
import type { LocalRow, StoredLink } from '../../storage/port';
import { allLinks } from '../all-links';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { endApart, isGoneApart } from '../changes/apart';
import { localState } from './states';
import { isElsewhere, ownersOf } from '../parts/moved-entries';
import type { RunContext } from '../context';
import { titleOf } from '../title';

const CHUNK = 200;

/**
 * The slow comparison: every entry of the owner against its base, every link against its entry. Finds what left no mark (raw SQL, a restored
 * backup, entries from before the account was connected) and marks it; what is missing without a mark is held, never deleted. In a first
 * run every link was made by this very run, from both sides: there only entries without one can differ, and 10,000 rows are not read again.
 */
export async function compareLocal(run: RunContext): Promise<void> {
  await markDifferent(run);
  if (!run.start.isFirst) await holdMissing(run);
}

async function markDifferent(run: RunContext): Promise<void> {
  for (let after = 0; ;) {
    await run.guard.checkpoint();
    const rows = await (run.start.isFirst
      ? run.items.unlinkedRows(run.target.user, after, CHUNK)
      : run.items.ofOwner(run.target.user, after, CHUNK));
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    const links = await run.store.linksByDocumentId(
      run.target,
      rows.map(({ documentId }) => documentId),
    );
    const owners = await ownersOf(run, links.values());
    const isMoved = (row: LocalRow, link: StoredLink | null): boolean =>
      link !== null && isElsewhere(run, { link, row, owner: owners.get(link.part?.of ?? '') ?? null });
    const different = rows
      .filter((row) => {
        const link = links.get(row.documentId) ?? null;
        return isMoved(row, link) || link?.facts.isApart || hasSomethingToWrite(run, row, link);
      })
      .map(({ documentId }) => documentId);
    if (different.length > 0) await commit(run, { ...newChangeSet(), marks: different });
  }
}

function hasSomethingToWrite(run: RunContext, row: LocalRow, link: Parameters<typeof localState>[2]): boolean {
  const local = localState(run, row, link, null);
  if (local === null) return false;
  if (local.kind === 'unusable') return link !== null; // pushing it holds it, with the reason
  const decision = decide({
    definition: run.resource.definition,
    settings: run.settings,
    link,
    local,
    remote: link ? { kind: 'as-agreed' } : { kind: 'none' },
  });
  return decision.microsoft.kind !== 'none' || decision.strapi.kind !== 'none' || decision.hold !== null;
}

async function holdMissing(run: RunContext): Promise<void> {
  for await (const links of allLinks(run.store, run.target, CHUNK)) {
    await run.guard.checkpoint();
    const documentIds = links.flatMap(({ documentId, state }) => (state === 'linked' && documentId) || []);
    const rows = await run.items.read(documentIds);
    const marks = await run.store.marksOf(run.target, documentIds);
    const changes = newChangeSet();
    for (const link of links) {
      if (link.state !== 'linked' || !link.documentId || marks.has(link.documentId)) continue;
      const row = rows.get(link.documentId);
      if (row) noteChangedStanding(run, changes, { row, link });
      if (row) continue;
      if (isGoneApart(link, null)) {
        endApart(run, changes, link);
        continue;
      }
      const decision = decide({
        definition: run.resource.definition,
        settings: run.settings,
        link,
        local: { kind: 'missing' },
        remote: { kind: 'as-agreed' },
      });
      if (!decision.hold) continue;
      changes.holds.push({
        of: { item: link.documentId, title: titleOf(run, { link, row: null, remote: null }) },
        note: decision.hold,
      });
    }
    if (changes.holds.length + changes.marks.length + changes.deletionMarks.length + changes.linkChanges.length > 0)
      await commit(run, changes);
  }
}

/** Of an entry in a type of the host: it takes part no more, or is somebody else's by now, and no event has told. */
function noteChangedStanding(run: RunContext, changes: ChangeSet, { row, link }: { row: LocalRow; link: StoredLink }): void {
  if (!run.items.homes.isOfHost(row.documentId)) return;
  if (row.standing === 'apart' && !link.facts.isApart) changes.marks.push(row.documentId);
  else if (row.standing === 'passed-on' || (row.standing === undefined && row.owner !== run.target.user)) {
    changes.deletionMarks.push(row.documentId);
    if (row.owner !== null) changes.newOwners.push(row.owner);
  }
}
