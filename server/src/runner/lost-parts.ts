import type { PartAddresses } from './find-parts';
import type { Outgoing } from './plan-push';
import type { RunContext } from './run-context';

/**
 * Edits of parts for which there is no place in Microsoft any more: their item has another rule by now, or they were cancelled there, which
 * cannot be undone (graph-facts §1.9). They go from Strapi too, and what they held is kept as the loser of a conflict.
 */
export async function withoutLostParts(run: RunContext, outgoing: readonly Outgoing[], addresses: PartAddresses): Promise<Outgoing[]> {
  const isPart = ({ link }: Outgoing) => Boolean(link?.part) && !link?.facts.address;
  const lost = outgoing.filter((one) => isPart(one) && addresses.get(one.link?.microsoftId ?? '') === null);
  const unknown = outgoing.filter((one) => isPart(one) && !addresses.has(one.link?.microsoftId ?? '')); // Microsoft did not say: the mark stays
  if (lost.length > 0)
    await run.store.transaction(async () => {
      await run.items.lock(lost.map(({ mark }) => mark.documentId));
      for (const one of lost) await giveUp(run, one);
      await run.fence();
    });
  return outgoing.filter((one) => !lost.includes(one) && !unknown.includes(one));
}

async function giveUp(run: RunContext, { mark, link, row, write }: Outgoing): Promise<void> {
  const { store, items, target, tally, settings } = run;
  const strapi = write.kind === 'delete' ? null : write.values;
  const note = { fields: write.kind === 'update' ? write.fields : [], base: link?.base ?? null, strapi, microsoft: null };
  const isNew = await store.noteConflict(target, mark.documentId, { ...note, decided: { by: settings.conflictResolution, winner: 'microsoft' } });
  if (isNew) tally.conflicts += 1;
  if (row) {
    await items.remove(row.documentId);
    tally.strapi.deleted += 1;
  }
  if (link) await store.removeLinks([link.id]);
  await store.clearMarks(target, [mark]);
  await store.release(target, [mark.documentId]);
}
