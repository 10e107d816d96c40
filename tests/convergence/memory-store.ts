import type { SyncStore } from '../../server/src/storage/port';
import { memoryLinks } from './memory-links';
import { isDue, memoryNotes } from './memory-notes';
import { memoryRuns } from './memory-runs';
import { type Process, stepped } from './process';
import { frozen, ofTarget, type State, type TargetState } from './state';

/** The bookkeeping in memory; it passes the same contract suite as the real one (tests/support/store-contract.ts). */
export function memoryStore(holder: { state: State }, process: Process, now: () => number): SyncStore {
  const of = (target: Parameters<SyncStore['cursors']>[0]): TargetState => ofTarget(holder.state, target);
  const store: SyncStore = {
    transaction: (work) => process.transaction(work),
    cursors: async (target) => [...of(target).cursors.values()],
    async saveCursor(target, cursor) {
      of(target).cursors.set(cursor.collection.id, frozen(cursor));
    },
    async dropCursors(target, collection) {
      if (collection === undefined) of(target).cursors.clear();
      else of(target).cursors.delete(collection);
    },
    async saveCursors(all) {
      for (const { target, cursor } of all) of(target).cursors.set(cursor.collection.id, frozen(cursor));
    },
    async pending(targets) {
      const hasWork = ({ links, marks, refused, held }: TargetState) =>
        [...links.values()].some(({ state, isStaged }) => state === 'creating' || isStaged) ||
        [...marks.values()].some(({ documentId, version }) => refused.get(documentId) !== version) ||
        [...held.values()].some((one) => isDue(one, now()));
      return new Map(
        targets.map((target) => [
          target.resource,
          { cursors: [...of(target).cursors.values()], hasWork: hasWork(of(target)), quietRow: null },
        ]),
      );
    },
    ...memoryLinks(holder),
    async leavingOthers(target, documentIds) {
      const others = [...holder.state.targets]
        .filter(([key]) => key.endsWith(`|${target.resource}`) && key !== `${target.user}|${target.resource}`)
        .map(([, other]) => other);
      const isAboutTo = ({ schedule }: TargetState) =>
        schedule !== null &&
        (schedule.waitingRun !== null || schedule.token !== null || (schedule.nextRunAt !== null && schedule.nextRunAt <= now() + 5_000));
      const isLeaving = (id: string) =>
        others.some(
          (other) =>
            isAboutTo(other) &&
            other.marks.get(id)?.sawDelete === true &&
            [...other.links.values()].some(({ documentId, state }) => documentId === id && state === 'linked'),
        );
      return new Set(documentIds.filter(isLeaving));
    },
    marks: async (target, limit) =>
      [...of(target).marks.values()].filter(({ documentId, version }) => of(target).refused.get(documentId) !== version).slice(0, limit),
    async marksOf(target, documentIds) {
      const { marks, refused } = of(target);
      return new Map(
        documentIds.flatMap((id) => {
          const mark = marks.get(id);
          return mark ? [[id, frozen({ ...mark, isRefused: refused.get(id) === mark.version })] as const] : [];
        }),
      );
    },
    async mark(target, documentIds, { sawDelete } = { sawDelete: false }) {
      for (const documentId of new Set(documentIds)) markDocument(of(target), documentId, { sawDelete, at: null });
    },
    async clearMarks(target, marks) {
      for (const { documentId, version } of marks)
        if (of(target).marks.get(documentId)?.version === version) of(target).marks.delete(documentId);
    },
    async refuse(target, marks) {
      for (const { documentId, version } of marks) if (of(target).marks.has(documentId)) of(target).refused.set(documentId, version);
    },
    async countFailure(target, { documentId }) {
      const { marks } = of(target);
      const mark = marks.get(documentId);
      if (mark) marks.set(documentId, frozen({ ...mark, failures: mark.failures + 1 }));
    },
    ...memoryNotes(holder, now),
    ...memoryRuns(holder, now),
    async forget(target) {
      const { links, marks, held, conflicts, cursors } = of(target);
      for (const table of [links, marks, held, conflicts, cursors]) table.clear();
    },
  };
  return stepped(store, process, 'store', ['transaction']);
}

/** `at`: when a person edited it; the engine's own marks leave that as it was. */
export function markDocument(of: TargetState, documentId: string, { sawDelete, at }: { sawDelete: boolean; at: string | null }): void {
  const known = of.marks.get(documentId);
  if (!known) of.refused.delete(documentId);
  of.marks.set(
    documentId,
    frozen({
      documentId,
      version: (known?.version ?? 0) + 1,
      sawDelete: sawDelete || (known?.sawDelete ?? false),
      at: at ?? known?.at ?? null,
      isRefused: false,
      failures: known?.failures ?? 0,
    }),
  );
}
