import type { Conflict, HeldItem, PlannedAction, Resource, RunReport } from '../../../src/contracts';
import type { ConflictNote, HoldNote } from '../../../src/sync/decision';
import type { Link } from '../../../src/sync/link';
import type { Clue, Span } from '../../../src/sync/resource';
import type { MailingWrite } from '../../../src/sync/verdict';

/** What is due, leased and run. `user` is the host user's documentId. */
export interface Target {
  readonly user: string;
  readonly resource: Resource;
}

export interface StoredLink extends Link {
  readonly id: number;
  readonly collection: string;
  readonly sharedUid: string | null;
  /** Microsoft's `lastModifiedDateTime` of the version that is known. */
  readonly modifiedAt: string | null;
  /** When the base was last written. */
  readonly agreedAt?: string | null;
  /** Microsoft reported it gone, or a full round did not bring it; not proven yet. */
  readonly isStaged: boolean;
}
/** `seenRound`: the full round that brought the item. */
type NewLink = Omit<StoredLink, 'id'> & { readonly seenRound: number };
/** Of a link whose item has not been read yet. */
export const notReadYet = { etag: null, sharedUid: null, modifiedAt: null, isStaged: false } as const;
export type LinkChanges = Partial<Omit<StoredLink, 'id'>>;

/** "Somebody changed this document": says where to look, never what happened (but that a deletion was seen). */
export interface Mark {
  readonly documentId: string;
  readonly version: number;
  /** It was deleted, or given to somebody else. */
  readonly sawDelete: boolean;
  /** When a person edited it; `null`: the engine itself asks for a look. */
  readonly at: string | null;
  /** Not tried again in this version. */
  readonly isRefused: boolean;
  /** Runs that have sent it and were not told what became of it. */
  readonly failures: number;
}

/** One list or calendar of a mailbox. */
export interface Collection {
  readonly id: string;
  readonly name: string;
  /** What is made in Strapi goes here. */
  readonly isDefault: boolean;
  readonly isReadOnly: boolean;
  /** It belongs to the mailbox; another's can disappear because it is shared no longer. */
  readonly isOwned: boolean;
}
/** Which collections bring in what is new, beside the default one: all, or those with these ids. */
export type CollectionChoice = 'all' | readonly string[];

export interface Cursor {
  readonly collection: Collection;
  /** Where reading goes on: a nextLink inside a round, a deltaLink after it. */
  readonly link: string;
  readonly window: Span;
  /** The settings under which the round was begun. */
  readonly settingsKey: string;
  readonly round: number;
  readonly isFull: boolean;
  /** The round is complete; `link` is a deltaLink. */
  readonly isSettled: boolean;
}

/** What is known of a target before anything is asked of Microsoft. */
export interface Pending {
  readonly cursors: readonly Cursor[];
  /** A create without an answer, a removal to prove, a mark to write or a held item to try again. */
  readonly hasWork: boolean;
  /** The latest run, where it had nothing to do: the next one like it takes its row. */
  readonly quietRow: { readonly id: number; readonly repeats: number } | null;
}

/** All bookkeeping of runs. Called inside `transaction`, everything is one unit with the writes of items. */
export interface SyncStore {
  /** Throws `StoreBusy` where the database could not do it now. `isWriteFirst`: the first statement of `work` writes. */
  transaction<T>(work: () => Promise<T>, of?: { isWriteFirst: boolean }): Promise<T>;

  /** Of every collection that is read, in the order in which they came. */
  cursors(target: Target): Promise<Cursor[]>;
  saveCursor(target: Target, cursor: Cursor): Promise<void>;
  /** Several with one statement. */
  saveCursors(all: readonly { readonly target: Target; readonly cursor: Cursor }[]): Promise<void>;
  /** By resource, of targets of one account. */
  pending(targets: readonly Target[]): Promise<Map<Resource, Pending>>;
  /** The next run reads everything again; with `collection`, that collection is read no longer. */
  dropCursors(target: Target, collection?: string): Promise<void>;

  linksByMicrosoftId(target: Target, ids: readonly string[]): Promise<Map<string, StoredLink>>;
  linksByDocumentId(target: Target, ids: readonly string[]): Promise<Map<string, StoredLink>>;
  /** Of the items with these ids, all parts. */
  linksOfParts(target: Target, of: readonly string[]): Promise<StoredLink[]>;
  /** Parts by the ids by which requests name them at present. */
  partsByAddress(target: Target, addresses: readonly string[]): Promise<Map<string, StoredLink>>;
  /**
   * Of these entries, those whose item is still in another person's mailbox, from which it is about to go or to be asked about: their run has
   * not come to it yet, or the guard has stopped it. Who cannot be synchronized at all keeps nobody waiting.
   */
  leavingOthers(target: Target, documentIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Links whose create was sent and not answered. */
  unanswered(target: Target): Promise<StoredLink[]>;
  /** In stable order; pages by `after`, the last id. */
  staged(target: Target, limit: number): Promise<StoredLink[]>;
  allLinks(target: Target, after: number, limit: number): Promise<StoredLink[]>;
  countLinked(target: Target): Promise<{ linked: number; staged: number }>;
  addLinks(target: Target, links: readonly NewLink[]): Promise<void>;
  changeLink(target: Target, id: number, changes: LinkChanges): Promise<void>;
  /** Each link at most once. */
  changeLinks(target: Target, all: readonly { readonly id: number; readonly changes: LinkChanges }[]): Promise<void>;
  removeLinks(ids: readonly number[]): Promise<void>;
  markSeen(ids: readonly number[], round: number): Promise<void>;
  stage(ids: readonly number[]): Promise<void>;
  /** Stages every linked item of the collection that no full round since `round` has brought; parts are judged by the item they belong to. */
  stageUnseen(target: Target, of: { collection: string; round: number }): Promise<void>;

  /** Those that are not refused. */
  marks(target: Target, limit: number): Promise<Mark[]>;
  marksOf(target: Target, documentIds: readonly string[]): Promise<Map<string, Mark>>;
  /** `sawDelete`: somebody has decided that they are to be deleted. */
  mark(target: Target, documentIds: readonly string[], of?: { sawDelete: boolean }): Promise<void>;
  /** Only where the version is still the one that was read: a later edit stays marked. */
  clearMarks(target: Target, marks: readonly Mark[]): Promise<void>;
  /** Keeps the marks, and what they know of deletions, but tries none of them again before the next edit. */
  refuse(target: Target, marks: readonly Mark[]): Promise<void>;
  /** One more run was not told what became of it. */
  countFailure(target: Target, mark: Mark): Promise<void>;

  /** Returns whether the item was not held before. */
  hold(target: Target, item: HeldOf, note: HoldNote): Promise<boolean>;
  release(target: Target, items: readonly string[]): Promise<void>;
  /** Returns whether it is news: a decided one, or an open one that was not known. */
  noteConflict(target: Target, item: string, note: ConflictNote): Promise<boolean>;
  /** Takes open conflicts away that are none any more. */
  closeConflicts(target: Target, items: readonly string[]): Promise<void>;
  /** `isDue`: those whose time to be tried again has come. */
  held(of: NotesAsked & { ignored?: boolean; isDue?: true }): Promise<StoredHeld[]>;
  conflicts(of: NotesAsked & { decided?: boolean }): Promise<StoredConflict[]>;
  /** Shows it again once the item is judged in another version. */
  ignore(id: number): Promise<void>;
  /** Takes it off the list, whatever it is about. */
  dropHeld(id: number): Promise<void>;
  scrubHeld(id: number, title: string): Promise<void>;
  markRestored(id: number): Promise<void>;
  /** `null`: the conflict is gone with all its values. */
  scrubConflict(id: number, values: Pick<Conflict, 'base' | 'strapi' | 'microsoft'> | null): Promise<void>;

  /** What was done about items, for those who ask why. */
  log(target: Target, entries: readonly LogEntry[]): Promise<void>;
  logged(target: Target, of: ItemIds): Promise<Logged[]>;

  recordRun(target: Target, report: RunReport): Promise<void>;
  /** Runs with nothing to do, each in the place of the one before where that had nothing to do either: one statement where all have. */
  recordQuiet(all: readonly { readonly report: RunReport; readonly quietRow: Pending['quietRow'] }[]): Promise<void>;
  findRun(run: string): Promise<RunReport | null>;
  runs(of: { user: string; resource?: Resource; limit: number }): Promise<RunReport[]>;

  /** Everything about the target but its run history. */
  forget(target: Target): Promise<void>;
}

export interface ItemIds {
  readonly documentId: string | null;
  readonly microsoftId: string | null;
}
export interface NotesAsked {
  readonly user?: string;
  readonly resource?: Resource;
  readonly id?: string;
  readonly documentId?: string;
  /** After this id, in ascending order; without it the newest first. */
  readonly after?: number;
}
export type StoredHeld = HeldItem &
  ItemIds & { readonly write: MailingWrite | null; readonly isIgnored: boolean; readonly judgedAt: string };
export type StoredConflict = Conflict & ItemIds & { readonly restoredAt: string | null };

/** One thing done about one item. `isKept` false: only a preview wants to know it (imports by the thousand, what waits for approval). */
export interface LogEntry extends PlannedAction {
  readonly isKept: boolean;
}
export interface Logged extends Pick<PlannedAction, 'side' | 'kind' | 'fields' | 'why'> {
  readonly at: string;
}

export interface HeldOf {
  /** documentId, or Microsoft's id of an item that never came in. */
  readonly item: string;
  readonly title: string;
  /** Names the version that was judged; a person who ignores a held item ignores that version. */
  readonly print?: string;
}

/** The rows of a resource's content type, as the engine uses them. */
export interface LocalItems {
  /** The rows of these entries, for `lock`; none where the database has one lock for all. */
  lockable(documentIds: readonly string[]): Promise<number[]>;
  /** Makes a person's edit of these rows wait until the transaction ends. Must be its first statement, see with-rows-locked.ts. */
  lock(rows: readonly number[]): Promise<void>;
  /** Rows by documentId, of whoever owns them now. */
  read(documentIds: readonly string[]): Promise<Map<string, LocalRow>>;
  /** The owner's rows in order of id. */
  ofOwner(user: string, after: number, limit: number): Promise<LocalRow[]>;
  /** Those of them that no link knows, or whose create was not answered. */
  strangers(user: string, after: number, limit: number): Promise<LocalRow[]>;
  /** The owner's rows to which one of the clues leads, in order of id: they may be the same as an item that is not linked yet. Where no row is a stranger, none. */
  candidates(user: string, clues: readonly Clue[]): Promise<LocalRow[]>;
  /** The owner's rows to which one of the clues leads, linked or not. */
  holding(user: string, clues: readonly Clue[]): Promise<LocalRow[]>;
  /** Rows of the parts of these entries. */
  partsOf(documentIds: readonly string[]): Promise<LocalRow[]>;
  /** Returns the new documentIds in order. */
  create(user: string, data: readonly Record<string, unknown>[]): Promise<string[]>;
  /** The same rows, in bulk and without an event for each: for a first import, which announces itself once. */
  createMany(user: string, data: readonly Record<string, unknown>[]): Promise<string[]>;
  update(documentId: string, data: Record<string, unknown>): Promise<void>;
  remove(documentId: string): Promise<void>;
}
export interface LocalRow {
  readonly id: number;
  readonly documentId: string;
  readonly owner: string | null;
  readonly row: Readonly<Record<string, unknown>>;
}
