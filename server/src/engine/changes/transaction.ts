import type { RunContext } from '../context';

/**
 * One transaction in which a person's edit of these entries waits, and everything is decided and committed by what they hold now. The locks are its
 * first statement: on MySQL a transaction sees what was committed when it first reads, and an edit that commits while we wait for a lock must be
 * seen (it would be overwritten without a conflict). That is why the rows are looked up before. What is rolled back is not counted,
 * and nothing is read on from it.
 */
export async function withRowsLocked<T>(run: RunContext, documentIds: readonly string[], work: () => Promise<T>): Promise<T> {
  const rows = documentIds.length > 0 ? await run.items.lockable(documentIds) : [];
  const counted = structuredClone(run.tally);
  const { cursors } = run.reading;
  try {
    return await run.store.transaction(async () => {
      await run.items.lock(rows);
      return work();
    });
  } catch (error) {
    Object.assign(run.tally, counted);
    run.reading.cursors = cursors;
    throw error;
  }
}
