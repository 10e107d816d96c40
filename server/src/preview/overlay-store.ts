import type { ConflictNote, HoldNote } from '../../../src/sync/decision';
import type { Cursor, HeldOf, SyncStore, Target } from '../storage/port';
import { writeInOrder, type Writers } from '../storage/write-in-order';
import type { PlanRecorder } from './plan-recorder';
import { overlayLinks } from './overlay-links';
import { overlayMarks } from './overlay-marks';

/**
 * A run's bookkeeping that is never written: it reads through to the database, keeps what a run would write in memory, and records what the
 * run would do. There is no transaction, for nothing is changed.
 */
export function overlayStore(base: SyncStore, recorder: PlanRecorder): SyncStore {
  let isForgotten = false;
  const cursors = new Map<string, Cursor | null>(); // null: dropped
  const { settle, writers: linkWriters, ...links } = overlayLinks(base, { isForgotten: () => isForgotten });
  const { writers: markWriters, ...marks } = overlayMarks(base);
  const idsOf = async (target: Target, item: string, fallback: 'documentId' | 'microsoftId') => {
    const link = (await links.linksByDocumentId(target, [item])).get(item) ?? (await links.linksByMicrosoftId(target, [item])).get(item);
    return {
      documentId: link?.documentId ?? (fallback === 'documentId' ? item : null),
      microsoftId: link?.microsoftId ?? (fallback === 'microsoftId' ? item : null),
    };
  };
  async function recordHold(target: Target, { item, title }: HeldOf, { side, fields, message }: HoldNote): Promise<void> {
    const ids = await idsOf(target, item, side === 'microsoft' ? 'documentId' : 'microsoftId');
    recorder.record({ side, kind: 'hold', item: { title, uid: null, ...ids }, fields: [...fields], mails: [], why: message });
  }
  async function recordConflict(target: Target, item: string, { decided, strapi, microsoft, fields }: ConflictNote): Promise<void> {
    const ids = await idsOf(target, item, 'documentId');
    const why = decided
      ? `both sides changed it; ${decided.winner === 'strapi' ? 'Strapi' : 'Microsoft'} wins, and the loser is kept`
      : 'both sides changed it: somebody has to decide';
    recorder.record({
      side: decided?.winner === 'strapi' ? 'microsoft' : 'strapi',
      kind: 'conflict',
      item: { title: recorder.titleOf(strapi ?? microsoft), uid: null, ...ids },
      fields: [...fields],
      mails: [],
      why,
    });
  }
  const nothing = async () => undefined;
  const writers: Writers = {
    ...linkWriters,
    ...markWriters,
    async holds(target, holds) {
      for (const { of, note } of holds) await recordHold(target, of, note);
      return { held: holds.map(({ of }) => of.item) };
    },
    async conflicts(target, conflicts) {
      for (const { item, note } of conflicts) await recordConflict(target, item, note);
      return { conflicts: conflicts.length };
    },
    async log(_target, entries) {
      for (const { isKept: _isKept, ...action } of entries) {
        recorder.record(action);
        if (action.side === 'microsoft' && action.kind === 'create' && action.item.documentId !== null) settle(action.item.documentId);
      }
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
    commit: (target, changes) => writeInOrder(writers, target, changes),
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
