import { takeWriteLock } from '../host/hold-rows';
import type { Sql } from '../host/sql';
import type { StoreChanges, SyncStore, Target } from './port';
import { conflictWriters, createConflictStore } from './sql/conflicts';
import { createCursorStore, cursorWriters } from './sql/cursors';
import { createDecisionLog, logEntries } from './sql/decision-log';
import { createHeldStore, heldWriters } from './sql/held';
import { targetKey } from './sql/keys';
import { createLinkStore, linkWriters } from './sql/links';
import { createMarkStore, markWriters } from './sql/marks';
import { tables } from './sql/models';
import { noteChangeWriters } from './sql/note-changes';
import { createPending } from './sql/pending';
import { createRunStore } from './sql/runs';
import { createPreviousOwners } from './sql/still-with-previous-owner';
import { isBusy, StoreBusy } from './store-busy';
import { writeInOrder, type Writers } from './write-in-order';

/** The engine's bookkeeping in Strapi's own database. */
export function createSyncStore(sql: Sql): SyncStore {
  const writers: Writers = {
    ...linkWriters(sql),
    ...markWriters(sql),
    ...heldWriters(sql),
    ...conflictWriters(sql),
    ...noteChangeWriters(sql),
    ...cursorWriters(sql),
    log: (target, entries) => logEntries(sql, target, entries),
  };
  const transaction: SyncStore['transaction'] = async (work, { isWriteFirst } = { isWriteFirst: false }) => {
    try {
      return await sql.transaction(async () => {
        if (!isWriteFirst && sql.client === 'sqlite') await takeWriteLock(sql, tables.targets);
        return work();
      });
    } catch (error) {
      throw isBusy(error) ? new StoreBusy(error) : error;
    }
  };
  return {
    transaction,
    // An open transaction has its lock already.
    commit: (target: Target, changes: Partial<StoreChanges>) =>
      transaction(() => writeInOrder(writers, target, changes), { isWriteFirst: sql.isInTransaction() }),
    ...createCursorStore(sql),
    ...createLinkStore(sql),
    ...createPreviousOwners(sql),
    ...createMarkStore(sql),
    ...createHeldStore(sql),
    ...createConflictStore(sql),
    ...createDecisionLog(sql),
    ...createRunStore(sql),
    ...createPending(sql),
    async forget(target) {
      await sql.transaction(async () => {
        for (const table of [tables.cursors, tables.links, tables.marks, tables.held, tables.conflicts, tables.decisions, tables.adoptions])
          await sql.run((from) =>
            from(table)
              .where({ target_key: targetKey(target) })
              .delete(),
          );
      });
    },
  };
}
