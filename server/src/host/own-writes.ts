import { AsyncLocalStorage } from 'node:async_hooks';

interface OwnWrite {
  readonly uid: string;
  /** `null`: a create. */
  readonly documentId: string | null;
  /** Of an update whose row is known, and which changes nothing but values of columns. */
  readonly rowId?: number | undefined;
  /** What hooks of the host make of this document meanwhile counts as written by it, and so does each of its rows. */
  readonly isWhole?: boolean | undefined;
  /** By its name: the home whose entry it is. Others of the same content type may know the document as theirs. */
  readonly home?: string | undefined;
  isSeen: boolean;
}
const current = new AsyncLocalStorage<OwnWrite>();

/** One write of the engine, which leaves no mark: otherwise every import would be taken for a person's edit. */
export const asEngine = <T>(options: Omit<OwnWrite, 'isSeen'>, work: () => Promise<T>): Promise<T> =>
  current.run({ ...options, isSeen: false }, work);

/**
 * Whether this operation is that write. Once only, and only of that document: what hooks of the host write in turn, in the same context, is
 * an edit like any other.
 */
export function isOwnWrite(uid: string, documentId: string | null, isCreate: boolean): boolean {
  const own = current.getStore();
  if (own?.isWhole) return own.uid === uid && own.documentId === documentId;
  if (!own || own.isSeen || own.uid !== uid) return false;
  if (own.documentId === null ? !isCreate : own.documentId !== documentId) return false;
  own.isSeen = true;
  return true;
}

/** The home for which the engine is writing; null where it is not, or not for one of the host's. */
export const writingHome = (): string | null => current.getStore()?.home ?? null;

/** The row that the engine is about to update, where it is known; a write that has been made is none any more. */
export function rowOfOwnUpdate(uid: string): { readonly documentId: string; readonly id: number } | null {
  const own = current.getStore();
  if (!own || own.isSeen || own.uid !== uid || own.documentId === null || own.rowId === undefined) return null;
  return { documentId: own.documentId, id: own.rowId };
}
