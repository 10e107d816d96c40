import { takeWriteLock } from '../host/hold-rows';
import type { Sql } from '../host/sql';
import { createConflictStore } from './sql/conflicts';
import { createCursorStore } from './sql/cursors';
import { createDecisionLog } from './sql/decision-log';
import { createHeldStore } from './sql/held';
import { targetKey } from './sql/keys';
import { createLeaving } from './sql/still-with-previous-owner';
import { createLinkStore } from './sql/links';
import { createMarkStore } from './sql/marks';
import { tables } from './sql/models';
import { createPending } from './sql/pending';
import type { SyncStore } from './port';
import { createRunStore } from './sql/runs';
import { isBusy, StoreBusy } from './store-busy';

/** The engine's bookkeeping in Strapi's own database. */
export function createSyncStore(sql: Sql): SyncStore {
  return {
    async transaction(work, { isWriteFirst } = { isWriteFirst: false }) {
      try {
        return await sql.transaction(async () => {
          if (!isWriteFirst && sql.client === 'sqlite') await takeWriteLock(sql, tables.targets);
          return work();
        });
      } catch (error) {
        throw isBusy(error) ? new StoreBusy(error) : error;
      }
    },
    ...createCursorStore(sql),
    ...createLinkStore(sql),
    ...createLeaving(sql),
    ...createMarkStore(sql),
    ...createHeldStore(sql),
    ...createConflictStore(sql),
    ...createDecisionLog(sql),
    ...createRunStore(sql),
    ...createPending(sql),
    async forget(target) {
      await sql.transaction(async () => {
        for (const table of [tables.cursors, tables.links, tables.marks, tables.held, tables.conflicts, tables.decisions])
          await sql.run((from) =>
            from(table)
              .where({ target_key: targetKey(target) })
              .delete(),
          );
      });
    },
  };
}
