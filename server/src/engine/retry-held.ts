import type { RemoteReading } from '../../../src/sync/resource';
import { bringsIn } from './collections/taking-part';
import { readInSlices } from './pull/fetch-items';
import type { RunContext } from './context';
import { identify } from './pull/identify';
import { newChangeSet } from './changes/change-set';
import { commit } from './changes/commit';
import { commitPage } from './pull/commit-page';

/** Held items whose time has come are written once more, though nobody has changed them: what was in the way may be gone. */
export async function writeHeldAgain(run: RunContext): Promise<void> {
  const due = await run.store.held({ ...run.target, isDue: true });
  if (due.length === 0) return;
  await commit(run, { ...newChangeSet(), marks: due.flatMap(({ side, documentId }) => (side === 'microsoft' && documentId) || []) });
}

/** And those that never came in are asked for by their ids, in whichever collection they may be. What still does not answer is held again. */
export async function readHeldAgain(run: RunContext): Promise<void> {
  const due = await run.store.held({ ...run.target, isDue: true });
  let wanted = due.flatMap(({ side, microsoftId }) => (side === 'strapi' && microsoftId) || []);
  for (const { collection } of run.reading.cursors.values()) {
    if (wanted.length === 0) return;
    if (!bringsIn(run.reading, collection)) continue;
    const elsewhere = new Set<string>();
    for await (const wholes of readInSlices(
      run,
      wanted.map((id) => ({ collection: collection.id, id })),
    )) {
      const found: RemoteReading[] = [];
      for (const [id, readings] of wholes)
        if (readings[0]?.kind === 'removed') elsewhere.add(id);
        else found.push(...readings);
      if (found.length === 0) continue;
      const { readings } = await identify(run, found, collection);
      await commitPage(run, { readings, collection, fullRound: null, isFresh: true });
    }
    wanted = wanted.filter((id) => elsewhere.has(id));
  }
  if (wanted.length === 0) return;
  await commit(run, { ...newChangeSet(), releases: wanted });
}
