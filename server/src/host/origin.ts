import { AsyncLocalStorage } from 'node:async_hooks';

interface OwnWrite {
  readonly uid: string;
  /** `null`: a create. */
  readonly documentId: string | null;
  isSeen: boolean;
}
const current = new AsyncLocalStorage<OwnWrite>();

/** One write of the engine, which leaves no mark: otherwise every import would be taken for a person's edit. */
export const asEngine = <T>(of: { uid: string; documentId: string | null }, work: () => Promise<T>): Promise<T> =>
  current.run({ ...of, isSeen: false }, work);

/**
 * Whether this operation is that write. Once only, and only of that document: what hooks of the host write in turn, in the same context, is
 * an edit like any other.
 */
export function isOwnWrite(uid: string, documentId: string | null, isCreate: boolean): boolean {
  const own = current.getStore();
  if (!own || own.isSeen || own.uid !== uid) return false;
  if (own.documentId === null ? !isCreate : own.documentId !== documentId) return false;
  own.isSeen = true;
  return true;
}
