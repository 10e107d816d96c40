import type { PartAddresses } from './find-parts';
import { printOf } from './journal';
import type { Outgoing } from './plan-push';
import type { RunContext } from './run-context';
import { titleOf } from './title';

/**
 * Edits of parts for which there is no place in Microsoft any more: their item has another rule by now, or they were cancelled there, which
 * cannot be undone (graph-facts §1.9). They go from Strapi too, and what they held is kept as the loser of a conflict. Where Strapi is the only
 * source it is not written, and they are held.
 */
export async function withoutLostParts(run: RunContext, outgoing: readonly Outgoing[], addresses: PartAddresses): Promise<Outgoing[]> {
  const isPart = ({ link }: Outgoing) => Boolean(link?.part) && !link?.facts.address;
  const lost = outgoing.filter((one) => isPart(one) && addresses.get(one.link?.microsoftId ?? '') === null);
  const unknown = outgoing.filter((one) => isPart(one) && !addresses.has(one.link?.microsoftId ?? '')); // Microsoft did not say: the mark stays
  if (lost.length > 0)
    await run.store.transaction(async () => {
      await run.items.lock(lost.map(({ mark }) => mark.documentId));
      for (const one of lost) await (run.settings.direction === 'strapi-to-microsoft' ? holdLost(run, one) : giveUp(run, one));
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

async function holdLost(run: RunContext, { mark, link, row }: Outgoing): Promise<void> {
  const { store, target, tally } = run;
  const message = 'Microsoft has nothing in whose place this exception could stand: its date was cancelled there, or the series has another rule by now. Delete the exception.';
  const of = { item: mark.documentId, title: titleOf(run, { link, row, remote: null }), print: printOf({ row, link, remote: null }) };
  if (await store.hold(target, of, { code: 'rejected-by-microsoft', side: 'microsoft', fields: [], message })) tally.held += 1;
  await store.refuse(target, [mark]);
}
