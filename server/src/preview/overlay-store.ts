import type { Cursor, SyncStore, Target } from '../storage/port';
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
  const { settle, ...links } = overlayLinks(base, { isForgotten: () => isForgotten });
  const idsOf = async (target: Target, item: string, fallback: 'documentId' | 'microsoftId') => {
    const link = (await links.linksByDocumentId(target, [item])).get(item) ?? (await links.linksByMicrosoftId(target, [item])).get(item);
    return {
      documentId: link?.documentId ?? (fallback === 'documentId' ? item : null),
      microsoftId: link?.microsoftId ?? (fallback === 'microsoftId' ? item : null),
    };
  };
  const nothing = async () => undefined;

  return {
    // What only reads. Named one by one, so that nothing that writes slips in.
    pending: (targets) => base.pending(targets),
    leavingOthers: (target, documentIds) => base.leavingOthers(target, documentIds),
    held: (of) => base.held(of),
    conflicts: (of) => base.conflicts(of),
    logged: (target, of) => base.logged(target, of),
    findRun: (run) => base.findRun(run),
    runs: (of) => base.runs(of),
    ...links,
    ...overlayMarks(base),
    transaction: (work) => work(),
    async cursors(target) {
      const stored = isForgotten ? [] : (await base.cursors(target)).filter(({ collection }) => !cursors.has(collection.id));
      // Which items an unfinished full round has seen so far is known to the database only: it is read from its beginning.
      return [
        ...stored.map((one) => (one.isFull && !one.isSettled ? { ...one, settingsKey: '' } : one)),
        ...[...cursors.values()].flatMap((one) => one ?? []),
      ];
    },
    async saveCursor(_target, next) {
      cursors.set(next.collection.id, next);
    },
    async dropCursors(target, collection) {
      for (const id of collection === undefined
        ? [...(await base.cursors(target)).map((one) => one.collection.id), ...cursors.keys()]
        : [collection])
        cursors.set(id, null);
    },
    async hold(target, { item, title }, note) {
      const ids = await idsOf(target, item, note.side === 'microsoft' ? 'documentId' : 'microsoftId');
      recorder.record({
        side: note.side,
        kind: 'hold',
        item: { title, uid: null, ...ids },
        fields: [...note.fields],
        mails: [],
        why: note.message,
      });
      return true;
    },
    async noteConflict(target, item, note) {
      const ids = await idsOf(target, item, 'documentId');
      const why = note.decided
        ? `both sides changed it; ${note.decided.winner === 'strapi' ? 'Strapi' : 'Microsoft'} wins, and the loser is kept`
        : 'both sides changed it: somebody has to decide';
      recorder.record({
        side: note.decided?.winner === 'strapi' ? 'microsoft' : 'strapi',
        kind: 'conflict',
        item: { title: recorder.titleOf(note.strapi ?? note.microsoft), uid: null, ...ids },
        fields: [...note.fields],
        mails: [],
        why,
      });
      return true;
    },
    async log(_target, entries) {
      for (const { isKept: _isKept, ...action } of entries) {
        recorder.record(action);
        if (action.side === 'microsoft' && action.kind === 'create' && action.item.documentId !== null) settle(action.item.documentId);
      }
    },
    async forget() {
      isForgotten = true;
      cursors.clear();
    },
    release: nothing,
    closeConflicts: nothing,
    ignore: nothing,
    dropHeld: nothing,
    scrubHeld: nothing,
    markRestored: nothing,
    scrubConflict: nothing,
    recordRun: nothing,
    recordQuiet: nothing,
    saveCursors: nothing,
  };
}
