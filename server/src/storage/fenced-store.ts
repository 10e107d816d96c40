import type { SyncStore } from './port';

/** Of every method whether it writes. A method that is not named here does not compile. */
const writes: { readonly [M in Exclude<keyof SyncStore, 'transaction'>]: boolean } = {
  cursors: false,
  saveCursor: true,
  saveCursors: true,
  pending: false,
  dropCursors: true,
  linksByMicrosoftId: false,
  linksByDocumentId: false,
  linksOfParts: false,
  partsByAddress: false,
  leavingOthers: false,
  unanswered: false,
  staged: false,
  allLinks: false,
  countLinked: false,
  addLinks: true,
  changeLink: true,
  changeLinks: true,
  removeLinks: true,
  markSeen: true,
  stage: true,
  stageUnseen: true,
  marks: false,
  marksOf: false,
  mark: true,
  clearMarks: true,
  refuse: true,
  countFailure: true,
  hold: true,
  release: true,
  noteConflict: true,
  closeConflicts: true,
  held: false,
  conflicts: false,
  ignore: true,
  dropHeld: true,
  scrubHeld: true,
  markRestored: true,
  scrubConflict: true,
  log: true,
  logged: false,
  recordRun: true,
  recordQuiet: true,
  findRun: false,
  runs: false,
  forget: true,
};

/**
 * The store as one run has it: each transaction, and each write outside of one, ends at the fence. Nothing is committed for a target that
 * another runner has taken over, or that is gone with the person it belonged to; no step of a run has to think of it.
 */
export function fencedStore(store: SyncStore, fence: () => Promise<void>): SyncStore {
  let isInside = false;
  async function fenced<T>(work: () => Promise<T>, of?: { isWriteFirst: boolean }): Promise<T> {
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
    }, of);
  }
  const wrapped: SyncStore = { ...store, transaction: fenced };
  for (const [name, isWrite] of Object.entries(writes) as [Exclude<keyof SyncStore, 'transaction'>, boolean][])
    if (isWrite) Object.assign(wrapped, { [name]: (...args: never[]) => fenced(() => callOf(store, name, args)) });
  return wrapped;
}

const callOf = (store: SyncStore, name: keyof SyncStore, args: never[]): Promise<unknown> =>
  (store[name] as (...of: never[]) => Promise<unknown>)(...args);
