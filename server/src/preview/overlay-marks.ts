import type { Mark, SyncStore, Target } from '../storage/port';
import type { Writers } from '../storage/write-in-order';

interface OverlaidMarks extends Pick<SyncStore, 'marks' | 'marksOf'> {
  readonly writers: Pick<Writers, 'marks' | 'deletionMarks' | 'clearedMarks' | 'deferredMarks' | 'failedMarks'>;
}

/** Marks as they would be. */
export function overlayMarks(base: SyncStore): OverlaidMarks {
  const touched = new Map<string, Mark>();
  const done = new Map<string, number>(); // cleared or deferred at this version
  const isOpen = ({ documentId, version }: Mark): boolean => done.get(documentId) !== version;

  async function marksOf(target: Target, documentIds: readonly string[]): Promise<Map<string, Mark>> {
    const found = await base.marksOf(target, documentIds);
    for (const documentId of documentIds) {
      const mark = touched.get(documentId);
      if (mark) found.set(documentId, mark);
    }
    return found;
  }
  async function mark(target: Target, documentIds: readonly string[], sawDelete: boolean): Promise<void> {
    const known = await marksOf(target, documentIds);
    for (const documentId of documentIds) {
      const before = known.get(documentId) ?? { documentId, version: 0, sawDelete: false, at: null, isDeferred: false, failures: 0 };
      touched.set(documentId, { ...before, version: before.version + 1, sawDelete: before.sawDelete || sawDelete, isDeferred: false });
    }
  }
  async function noteDone(_target: Target, marks: readonly Mark[]): Promise<void> {
    for (const { documentId, version } of marks) done.set(documentId, version);
  }

  return {
    async marks(target, limit) {
      const stored = (await base.marks(target, limit)).filter(({ documentId }) => !touched.has(documentId));
      return [...stored, ...touched.values()].filter(isOpen).slice(0, limit);
    },
    marksOf,
    writers: {
      marks: (target, documentIds) => mark(target, documentIds, false),
      deletionMarks: (target, documentIds) => mark(target, documentIds, true),
      clearedMarks: noteDone,
      deferredMarks: noteDone,
      failedMarks: async () => undefined, // nothing is sent
    },
  };
}
