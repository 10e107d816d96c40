import type { SyncStore } from '../../server/src/storage/port';
import { writeInOrder, type Writers } from '../../server/src/storage/write-in-order';
import { memoryLinks } from './memory-links';
import { isDue, memoryNotes } from './memory-notes';
import { memoryRuns } from './memory-runs';
import { type Process, stepped } from './process';
import { frozen, ofTarget, type State, type TargetState } from './state';

/** The bookkeeping in memory; it passes the same contract suite as the real one (tests/support/store-contract.ts). */
export function memoryStore(holder: { state: State }, process: Process, now: () => number): SyncStore {
  const of = (target: Parameters<SyncStore['cursors']>[0]): TargetState => ofTarget(holder.state, target);
  const { writers: linkWriters, ...links } = memoryLinks(holder);
  const { writers: noteWriters, ...notes } = memoryNotes(holder, now);
  const writers: Writers = {
    ...linkWriters,
    ...noteWriters,
    async marks(target, documentIds) {
      for (const documentId of new Set(documentIds)) markDocument(of(target), documentId, { sawDelete: false, at: null });
    },
    async deletionMarks(target, documentIds) {
      for (const documentId of new Set(documentIds)) markDocument(of(target), documentId, { sawDelete: true, at: null });
    },
    async clearedMarks(target, marks) {
      for (const { documentId, version } of marks)
        if (of(target).marks.get(documentId)?.version === version) of(target).marks.delete(documentId);
    },
    async deferredMarks(target, marks) {
      for (const { documentId, version } of marks) if (of(target).marks.has(documentId)) of(target).refused.set(documentId, version);
    },
    async failedMarks(target, failed) {
      const { marks } = of(target);
      for (const { documentId } of failed) {
        const mark = marks.get(documentId);
        if (mark) marks.set(documentId, frozen({ ...mark, failures: mark.failures + 1 }));
      }
    },
    async log(target, entries) {
      const at = new Date(now()).toISOString();
      for (const entry of entries) if (entry.isKept) of(target).log.set(String(holder.state.nextId++), frozen({ at, entry }));
    },
    async droppedCursors(target, collections) {
      if (collections === 'all') of(target).cursors.clear();
      else for (const collection of collections) of(target).cursors.delete(collection);
    },
    async cursors(target, cursors) {
      for (const cursor of cursors) of(target).cursors.set(cursor.collection.id, frozen(cursor));
    },
  };
  const store: SyncStore = {
    transaction: (work) => process.transaction(work),
    commit: (target, changes) => process.write('store.commit', () => writeInOrder(writers, target, changes)),
    cursors: async (target) => [...of(target).cursors.values()],
    async pending(targets) {
      const hasWork = ({ links, marks, refused, held }: TargetState) =>
        [...links.values()].some(({ state, isStaged }) => state === 'creating' || isStaged) ||
        [...marks.values()].some(({ documentId, version }) => refused.get(documentId) !== version) ||
        [...held.values()].some((one) => isDue(one, now()));
      return new Map(
        targets.map((target) => [
          target.resource,
          {
            cursors: [...of(target).cursors.values()],
            hasWork: hasWork(of(target)),
            hasSeries: [...of(target).links.values()].some(({ occurrence, state }) => occurrence === 'series' && state === 'linked'),
            quietRow: null,
          },
        ]),
      );
    },
    ...links,
    async stillWithPreviousOwner(target, documentIds) {
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
          return mark ? [[id, frozen({ ...mark, isDeferred: refused.get(id) === mark.version })] as const] : [];
        }),
      );
    },
    ...notes,
    ...memoryRuns(holder, now),
    async forget(target) {
      const { links, marks, held, conflicts, cursors } = of(target);
      for (const table of [links, marks, held, conflicts, cursors]) table.clear();
    },
  };
  return stepped(store, process, 'store', ['transaction', 'commit']);
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
      isDeferred: false,
      failures: known?.failures ?? 0,
    }),
  );
}
