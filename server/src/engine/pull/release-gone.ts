import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { removedOf } from './fetch-items';
import type { RunContext } from '../context';

/**
 * Items of Microsoft's that were held, never came in, and are gone by now. A full round does not name them, and the rounds after it begin
 * behind their removal: each is asked for by its id, in whichever collection it may be.
 */
export async function releaseGone(run: RunContext): Promise<void> {
  const held = await run.store.held(run.target);
  let gone = held.flatMap(({ code, documentId, microsoftId }) =>
    code !== 'collection-not-shown' && documentId === null && microsoftId !== null ? [microsoftId] : [],
  );
  for (const collection of run.reading.cursors.keys()) {
    if (gone.length === 0) return;
    const removed = await removedOf(
      run,
      gone.map((id) => ({ collection, id })),
    );
    gone = gone.filter((id) => removed.has(id));
  }
  if (gone.length > 0) await commit(run, { ...newChangeSet(), releases: gone });
}
