import type { Mark, SyncStore } from '../storage/port';

/** Marks as they would be. */
export function overlayMarks(base: SyncStore): Pick<SyncStore, 'marks' | 'marksOf' | 'mark' | 'clearMarks' | 'refuse' | 'countFailure'> {
  const touched = new Map<string, Mark>();
  const done = new Map<string, number>(); // cleared or refused at this version
  const isOpen = ({ documentId, version }: Mark): boolean => done.get(documentId) !== version;

  const store: ReturnType<typeof overlayMarks> = {
    async marks(target, limit) {
      const stored = (await base.marks(target, limit)).filter(({ documentId }) => !touched.has(documentId));
      return [...stored, ...touched.values()].filter(isOpen).slice(0, limit);
    },
    async marksOf(target, documentIds) {
      const found = await base.marksOf(target, documentIds);
      for (const documentId of documentIds) {
        const mark = touched.get(documentId);
        if (mark) found.set(documentId, mark);
      }
      return found;
    },
    async mark(target, documentIds, { sawDelete } = { sawDelete: false }) {
      const known = await store.marksOf(target, documentIds);
      for (const documentId of documentIds) {
        const before = known.get(documentId) ?? { documentId, version: 0, sawDelete: false, at: null, isRefused: false, failures: 0 };
        touched.set(documentId, { ...before, version: before.version + 1, sawDelete: before.sawDelete || sawDelete, isRefused: false });
      }
    },
    async clearMarks(_target, marks) {
      for (const { documentId, version } of marks) done.set(documentId, version);
    },
    async refuse(_target, marks) {
      for (const { documentId, version } of marks) done.set(documentId, version);
    },
    countFailure: async () => undefined, // nothing is sent
  };
  return store;
}
