import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { type Outgoing, valuesOf } from './outgoing';
import type { RunContext } from '../context';

/**
 * Writes that ask for nothing but what is so already (the occurrence that was cancelled in Strapi is none of the rule's any more). They count
 * as written, so that what Microsoft holds instead is its own edit and comes in; otherwise they would be tried again for ever. It is read next, or
 * by the next run where this one ends before that.
 */
export async function recordUnsent(run: RunContext, unsent: readonly Outgoing[]): Promise<void> {
  if (unsent.length === 0) return;
  const changes = newChangeSet();
  for (const { link, row, write } of unsent) {
    if (!link || write.kind !== 'update') continue;
    // In a direction to Microsoft what people there have made is written too (`resetByUs`), and is not Strapi's to take back later.
    const own = row && run.settings.direction === 'strapi-to-microsoft' ? run.resource.definition.readStrapi(row.row) : null;
    const values = own?.kind === 'item' ? own.values : valuesOf(write);
    const written = Object.fromEntries(write.fields.map((field) => [field, values[field]]));
    changes.linkChanges.push({
      id: link.id,
      changes: { base: { ...link.base, ...written }, facts: { ...link.facts, unmerged: link.facts.unmerged ?? 'changes' } },
    });
  }
  await commit(run, changes);
}
