import { errors } from '@strapi/utils';
import type { Side } from '../../../src/contracts';
import type { StoredConflict, SyncStore } from '../storage/port';
import { beforeNextRun, type ReviewDeps, linkOf } from './dependencies';
import { refusals } from './refusals';

/**
 * A person decides an open conflict. Nothing is written here: the next run reads the item anew and goes by what both sides hold then, so that
 * an edit made since the note is neither lost nor overlooked.
 */
export async function resolveConflict(
  deps: Pick<ReviewDeps, 'store' | 'leases'>,
  { id, winner }: { id: string; winner: Side },
): Promise<void> {
  if (winner !== 'strapi' && winner !== 'microsoft')
    throw new errors.ValidationError('This side cannot win.', {
      code: 'invalid-input',
      errors: [{ path: ['winner'], message: 'Must be one of: strapi, microsoft.', name: 'ValidationError' }],
    });
  const target = await findConflict(deps.store, id);
  await beforeNextRun(deps, target, async () => {
    const conflict = await findConflict(deps.store, id);
    if (conflict.decided) throw refusals.alreadyDecided();
    const link = await linkOf(deps.store, conflict, conflict);
    if (!link) throw refusals.unknownItem();
    const verdict = { kind: 'winner' as const, winner, fields: conflict.fields };
    // A deletion in Strapi goes on from its mark, which waited.
    const marks = conflict.strapi === null && link.documentId !== null ? [link.documentId] : [];
    await deps.store.commit(conflict, {
      linkChanges: [{ id: link.id, changes: { facts: { ...link.facts, verdict }, isStaged: true } }],
      ...(winner === 'strapi' ? { deletionMarks: marks } : { marks }),
    });
  });
}

export async function findConflict(store: SyncStore, id: string): Promise<StoredConflict> {
  const [conflict] = await store.conflicts({ id: String(id) });
  if (!conflict) throw refusals.unknownConflict();
  return conflict;
}
