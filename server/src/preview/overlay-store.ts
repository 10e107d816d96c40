import type { Cursor, SyncStore } from '../storage/port';
import { writeInOrder, type Writers } from '../storage/write-in-order';
import type { PlanRecorder } from './plan-recorder';
import { overlayLinks } from './overlay-links';
import { overlayMarks } from './overlay-marks';
import { printChanges } from './print-changes';

/**
 * A run's bookkeeping that is never written: it reads through to the database, keeps what a run would write in memory, and prints the
 * change sets that the run would commit. There is no transaction, for nothing is changed.
 */
export function overlayStore(base: SyncStore, recorder: PlanRecorder): SyncStore {
  let isForgotten = false;
  const cursors = new Map<string, Cursor | null>(); // null: dropped
  const { settle, writers: linkWriters, ...links } = overlayLinks(base, { isForgotten: () => isForgotten });
  const { writers: markWriters, ...marks } = overlayMarks(base);
  const nothing = async () => undefined;
  const writers: Writers = {
    ...linkWriters,
    ...markWriters,
    holds: async (_target, holds) => ({ held: holds.map(({ of }) => of.item) }),
    conflicts: async (_target, conflicts) => ({ conflicts: conflicts.length }),
    async log(_target, entries) {
      for (const { side, kind, item } of entries)
        if (side === 'microsoft' && kind === 'create' && item.documentId !== null) settle(item.documentId);
    },
    async droppedCursors(target, dropped) {
      const known =
        dropped === 'all' ? [...(await base.cursors(target)).map(({ collection }) => collection.id), ...cursors.keys()] : dropped;
      for (const id of known) cursors.set(id, null);
    },
    async cursors(_target, saved) {
      for (const cursor of saved) cursors.set(cursor.collection.id, cursor);
    },
    releases: nothing,
    closedConflicts: nothing,
    noteChanges: nothing,
  };

  return {
    // What only reads. Named one by one, so that nothing that writes slips in.
    pending: (targets) => base.pending(targets),
    stillWithPreviousOwner: (target, documentIds) => base.stillWithPreviousOwner(target, documentIds),
    held: (asked) => base.held(asked),
    conflicts: (asked) => base.conflicts(asked),
    logged: (target, item) => base.logged(target, item),
    findRun: (run) => base.findRun(run),
    runs: (asked) => base.runs(asked),
    ...links,
    ...marks,
    transaction: (work) => work(),
    async commit(target, changes) {
      const news = await writeInOrder(writers, target, changes);
      for (const action of await printChanges(links, target, changes, recorder.titleOf)) recorder.record(action);
      return news;
    },
    async cursors(target) {
      const stored = isForgotten ? [] : (await base.cursors(target)).filter(({ collection }) => !cursors.has(collection.id));
      // Which items an unfinished full round has seen so far is known to the database only: it is read from its beginning.
      return [
        ...stored.map((one) => (one.isFull && !one.isSettled ? { ...one, settingsKey: '' } : one)),
        ...[...cursors.values()].flatMap((one) => one ?? []),
      ];
    },
    async forget() {
      isForgotten = true;
      cursors.clear();
    },
    recordRun: nothing,
    recordQuiet: nothing,
  };
}
