import type { SyncStore } from '../../storage/port';

/**
 * The store as one run has it: each transaction, and each write outside of one, ends at the fence. Nothing is committed for a target that
 * another runner has taken over, or that is gone with the person it belonged to; no step of a run has to think of it.
 */
export function fencedStore(store: SyncStore, fence: () => Promise<void>): SyncStore {
  let isInside = false;
  async function fenced<T>(work: () => Promise<T>, options?: { isWriteFirst: boolean }): Promise<T> {
    if (isInside) return work();
    return store.transaction(async () => {
      isInside = true;
      try {
        const result = await work();
        await fence();
        return result;
      } finally {
        isInside = false;
      }
    }, options);
  }
  return {
    ...store,
    transaction: fenced,
    commit: (target, changes) => fenced(() => store.commit(target, changes)),
    recordRun: (target, report) => fenced(() => store.recordRun(target, report)),
    recordQuiet: (all) => fenced(() => store.recordQuiet(all)),
    forget: (target) => fenced(() => store.forget(target)),
  };
}
