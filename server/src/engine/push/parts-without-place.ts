import type { PartAddresses } from './find-parts';
import type { Mark } from '../../storage/port';
import { versionHash } from '../changes/journal';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import type { Outgoing } from './outgoing';
import type { RunContext } from '../context';
import { titleOf } from '../title';
import { withRowsLocked } from '../changes/transaction';

const MOST_MARKS = 10_000;

/**
 * Edits of parts for which there is no place in Microsoft any more: their item has another rule by now, or they were cancelled there, which
 * cannot be undone (graph-facts §1.9). They go from Strapi too, and what they held is kept as the loser of a conflict. Where Strapi is the only
 * source it is not written, and they are held.
 */
export async function withoutLostParts(
  run: RunContext,
  outgoing: readonly Outgoing[],
  addresses: PartAddresses,
): Promise<{ outgoing: Outgoing[]; waiting: Mark[] }> {
  const isPart = ({ link }: Outgoing) => Boolean(link?.part) && !link?.facts.address;
  const placeless = outgoing.filter((one) => isPart(one) && addresses.get(one.link?.microsoftId ?? '') === null);
  const unknown = outgoing.filter((one) => isPart(one) && !addresses.has(one.link?.microsoftId ?? '')); // Microsoft did not say: the mark stays
  const early = await awaitingOwner(run, placeless);
  const lost = placeless.filter((one) => !early.includes(one));
  const edited: Outgoing[] = [];
  const documentIds = lost.map(({ mark }) => mark.documentId);
  if (placeless.length > 0)
    await withRowsLocked(run, documentIds, async () => {
      const marks = await run.store.marksOf(run.target, documentIds);
      edited.push(...lost.filter(({ mark }) => marks.get(mark.documentId)?.version !== mark.version)); // since it was planned: it is judged again
      const changes = newChangeSet();
      changes.droppedLinks.push(...early.flatMap(({ link }) => link?.id ?? [])); // it begins with what will stand in its place
      for (const one of lost.filter((each) => !edited.includes(each)))
        if (run.settings.direction === 'strapi-to-microsoft' || one.link?.occurrence === 'date') holdLost(run, changes, one);
        else giveUp(run, changes, one);
      await commit(run, changes);
    });
  return {
    outgoing: outgoing.filter((one) => !placeless.includes(one) && !unknown.includes(one)),
    waiting: [...early, ...edited].map(({ mark }) => mark),
  };
}

/** Their item was changed in Strapi so that it will have a place for them, and is still to be written. */
async function awaitingOwner(run: RunContext, placeless: readonly Outgoing[]): Promise<Outgoing[]> {
  const { definition, parts } = run.resource;
  const owners = placeless.flatMap(({ owner }) => owner?.documentId ?? []);
  if (owners.length === 0 || !parts) return [];
  const marked = new Set((await run.store.marks(run.target, MOST_MARKS)).map(({ documentId }) => documentId));
  const rows = await run.items.read(owners);
  return placeless.filter(({ link, owner }) => {
    const row = rows.get(owner?.documentId ?? '');
    const reading = row && marked.has(row.documentId) ? definition.readStrapi(row.row) : null;
    if (reading?.kind !== 'item' || !owner || !link?.part) return false;
    return definition.parts?.areKept(owner.base, reading.values) === false && definition.parts.has(reading.values, link.part.key);
  });
}

function giveUp({ settings }: RunContext, changes: ChangeSet, { mark, link, row, write }: Outgoing): void {
  const strapi = write.kind === 'delete' ? null : write.values;
  const note = { fields: write.kind === 'update' ? write.fields : [], base: link?.base ?? null, strapi, microsoft: null };
  changes.conflicts.push({
    item: mark.documentId,
    microsoftId: link?.microsoftId ?? null,
    note: { ...note, decided: { by: settings.conflictResolution, winner: 'microsoft' } },
  });
  if (row) changes.removals.add(row.documentId);
  if (link) changes.droppedLinks.push(link.id);
  changes.clearedMarks.push(mark);
  changes.releases.push(mark.documentId);
}

function holdLost(run: RunContext, changes: ChangeSet, { mark, link, row }: Outgoing): void {
  const of = { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: versionHash({ row, link, remote: null }) };
  changes.holds.push({ of, note: { code: 'rejected-by-microsoft', side: 'microsoft', fields: [], message: 'place-lost' } });
  changes.deferredMarks.push(mark);
}
