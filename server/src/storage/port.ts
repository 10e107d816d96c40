import type { Conflict, Edited, HeldItem, PlannedAction, Resource, RunReport } from '../../../src/contracts';
import type { ConflictNote, HoldNote } from '../../../src/sync/decision';
import type { Link } from '../../../src/sync/link';
import type { MatchCriteria } from '../../../src/sync/resource';
import type { MailingWrite } from '../../../src/sync/may-mail';
import type { Editor } from '../host/editors';
import type { Cursor } from './collection';

export type { Collection, CollectionChoice, Cursor } from './collection';

/** What is due, leased and run. `user` is the host user's documentId. */
export interface Target {
  readonly user: string;
  readonly resource: Resource;
}

export interface StoredLink extends Link {
  readonly id: number;
  readonly collection: string;
  readonly sharedUid: string | null;
  /** Of an entry in a type of the host: names the meeting there for everybody; no two people's copies of it have one. */
  readonly meetingKey?: string | null;
  /** Microsoft's `lastModifiedDateTime` of the version that is known. */
  readonly modifiedAt: string | null;
  /** When the base was last written. */
  readonly agreedAt?: string | null;
  /** Microsoft reported it gone, or a full round did not bring it; not proven yet. */
  readonly isStaged: boolean;
  /**
   * Where a home has no rules and an entry for each date of a series: the series, which has a name and no entry (`nameOfSeries`), and its dates, which
   * are its parts. Absent: neither.
   */
  readonly occurrence?: 'series' | 'date' | null;
}
/** `seenRound`: the full round that brought the item. */
export type NewLink = Omit<StoredLink, 'id'> & { readonly seenRound: number };
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
  /** Who did, where a person signed in to Strapi has; absent: not known. */
  readonly by?: Editor | null;
  /** Not tried again in this version. */
  readonly isDeferred: boolean;
  /** Runs that have sent it and were not told what became of it. */
  readonly failures: number;
}

/** What is known of a target before anything is asked of Microsoft. */
export interface Pending {
  readonly cursors: readonly Cursor[];
  /** A create without an answer, a removal to prove, a mark to write or a held item to try again. */
  readonly hasWork: boolean;
  /** It has series whose dates have entries, which are to be completed each day. */
  readonly hasSeries: boolean;
  /** The latest run, where it had nothing to do: the next one like it takes its row. */
  readonly quietRow: { readonly id: number; readonly repeats: number } | null;
}

/** What is to be written to the bookkeeping of a target, as one value. It is written in the order of these fields. */
export interface StoreChanges {
  readonly droppedLinks: readonly number[];
  readonly newLinks: readonly NewLink[];
  /** Of several changes of one link, the later go over the earlier. */
  readonly linkChanges: readonly { readonly id: number; readonly changes: LinkChanges }[];
  /** Links whose items a full round has brought. */
  readonly seen: { readonly ids: readonly number[]; readonly round: number } | null;
  /** Links of items that are to be asked for by themselves. */
  readonly staged: readonly number[];
  /** Stages every linked item of the collection that no full round since `round` has brought; parts are judged by the item they belong to. */
  readonly stagedUnseen: { readonly collection: string; readonly round: number } | null;
  /** Entries to be judged, again or for the first time. */
  readonly marks: readonly string[];
  /** The same of those whose deletion somebody has decided. */
  readonly deletionMarks: readonly string[];
  /** Only where the version is still the one that was read: a later edit stays marked. */
  readonly clearedMarks: readonly Mark[];
  /** Keeps the marks, and what they know of deletions, but tries none of them again before the next edit. */
  readonly deferredMarks: readonly Mark[];
  /** Of one more run that was not told what became of it. */
  readonly failedMarks: readonly Mark[];
  readonly holds: readonly { readonly of: HeldOf; readonly note: HoldNote }[];
  /** documentIds, or Microsoft's ids of items that never came in, of which nothing is held any more. */
  readonly releases: readonly string[];
  /** `microsoftId`: where no link tells it any more. */
  readonly conflicts: readonly { readonly item: string; readonly note: ConflictNote; readonly microsoftId?: string | null }[];
  /** Items of which open conflicts are none any more. */
  readonly closedConflicts: readonly string[];
  /** By the ids of the notes. */
  readonly noteChanges: readonly NoteChange[];
  /** What was done about items, for those who ask why. */
  readonly log: readonly LogEntry[];
  /** Collections that are read no longer; `all`: the next run reads everything again. */
  readonly droppedCursors: readonly string[] | 'all';
  readonly cursors: readonly Cursor[];
}
/** What becomes of a held item or a conflict that is on the list already. */
export type NoteChange =
  /** Shown again once the item is judged in another version. */
  | { readonly kind: 'ignore-held'; readonly id: number }
  /** Off the list, whatever it is about. */
  | { readonly kind: 'drop-held'; readonly id: number }
  | { readonly kind: 'mask-held'; readonly id: number; readonly title: string }
  | { readonly kind: 'restored'; readonly id: number }
  /** `values` null: the conflict goes with all its values. */
  | { readonly kind: 'mask-conflict'; readonly id: number; readonly values: Pick<Conflict, 'base' | 'strapi' | 'microsoft'> | null };
/** What a commit told that nobody was told before. */
export interface News {
  /** Items that were not held before. */
  readonly held: readonly string[];
  /** Conflicts that were decided, and open ones that were not known. */
  readonly conflicts: number;
}

/** All bookkeeping of runs: what can be read, and one way to write. Called inside `transaction`, everything is one unit with the writes of items. */
export interface SyncStore {
  /** Throws `StoreBusy` where the database could not do it now. `isWriteFirst`: the first statement of `work` writes. */
  transaction<T>(work: () => Promise<T>, options?: { isWriteFirst: boolean }): Promise<T>;
  commit(target: Target, changes: Partial<StoreChanges>): Promise<News>;

  /** Of every collection that is read, in the order in which they came. */
  cursors(target: Target): Promise<Cursor[]>;
  /** By resource, of targets of one account. */
  pending(targets: readonly Target[]): Promise<Map<Resource, Pending>>;

  linksByMicrosoftId(target: Target, ids: readonly string[]): Promise<Map<string, StoredLink>>;
  linksByDocumentId(target: Target, ids: readonly string[]): Promise<Map<string, StoredLink>>;
  /** Of items that are no parts. One mailbox may hold several copies of a meeting. */
  linksBySharedUid(target: Target, uids: readonly string[]): Promise<StoredLink[]>;
  /** Of the items with these ids, all parts. */
  linksOfParts(target: Target, owners: readonly string[]): Promise<StoredLink[]>;
  /** Parts by the ids by which requests name them at present. */
  partsByAddress(target: Target, addresses: readonly string[]): Promise<Map<string, StoredLink>>;
  /**
   * Of these entries, those whose item is still in another person's mailbox, from which it is about to go or to be asked about: their run has
   * not come to it yet, or the guard has stopped it. Who cannot be synchronized at all keeps nobody waiting.
   */
  stillWithPreviousOwner(target: Target, documentIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these meetings that a link of somebody else stands for. */
  meetingsOfOthers(target: Target, meetingKeys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Links whose create was sent and not answered. */
  unanswered(target: Target): Promise<StoredLink[]>;
  /** Ids of linked ones that began in Strapi, and whose known version is of this time (epoch milliseconds) or later. */
  madeSince(target: Target, since: number): Promise<number[]>;
  /** In stable order; pages by `after`, the last id. */
  staged(target: Target, limit: number): Promise<StoredLink[]>;
  allLinks(target: Target, after: number, limit: number): Promise<StoredLink[]>;
  /** Dates of series are not counted: however many a series has, it is one. */
  countLinked(target: Target): Promise<number>;
  /** Linked series whose dates have entries, in stable order; pages by `after`, the last id. */
  seriesOfDates(target: Target, after: number, limit: number): Promise<StoredLink[]>;

  /** Those that are not deferred. */
  marks(target: Target, limit: number): Promise<Mark[]>;
  marksOf(target: Target, documentIds: readonly string[]): Promise<Map<string, Mark>>;

  /** `isDue`: those whose time to be tried again has come. */
  held(asked: NotesAsked & { ignored?: boolean; isDue?: true }): Promise<StoredHeld[]>;
  conflicts(asked: NotesAsked & { decided?: boolean }): Promise<StoredConflict[]>;
  logged(target: Target, item: ItemIds): Promise<Logged[]>;

  recordRun(target: Target, report: RunReport): Promise<void>;
  /**
   * Runs with nothing to do: where reading goes on, and the run in the place of the one before where that had nothing to do either. A statement
   * for all cursors and one for all runs.
   */
  recordQuiet(
    all: readonly {
      readonly target: Target;
      readonly cursors: readonly Cursor[];
      readonly report: RunReport;
      readonly quietRow: Pending['quietRow'];
    }[],
  ): Promise<void>;
  findRun(run: string): Promise<RunReport | null>;
  runs(asked: { user: string; resource?: Resource; limit: number }): Promise<RunReport[]>;

  /** Everything about the target but its run history. */
  forget(target: Target): Promise<void>;
}

/** What is read of links. */
export type LinkReads = Pick<
  SyncStore,
  | 'linksByMicrosoftId'
  | 'linksByDocumentId'
  | 'linksBySharedUid'
  | 'linksOfParts'
  | 'partsByAddress'
  | 'meetingsOfOthers'
  | 'unanswered'
  | 'staged'
  | 'madeSince'
  | 'allLinks'
  | 'countLinked'
  | 'seriesOfDates'
>;

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
/** `message`: as `because` has made it. */
export type StoredHeld = Omit<HeldItem, 'reason'> &
  ItemIds & { readonly write: MailingWrite | null; readonly isIgnored: boolean; readonly judgedAt: string };
/** `edited`: in Strapi, as far as it is known. */
export type StoredConflict = Conflict & ItemIds & { readonly restoredAt: string | null; readonly edited?: Edited | null };

/** One thing done about one item. `isKept` false: only a preview wants to know it (imports by the thousand, what waits for approval). */
export interface LogEntry extends PlannedAction {
  readonly isKept: boolean;
  /** What it carries over to the other side; absent: that is not known, or nobody has changed anything. */
  readonly edited?: Edited | null;
}
export interface Logged extends Pick<PlannedAction, 'side' | 'kind' | 'fields' | 'why'> {
  readonly at: string;
  readonly edited: Edited | null;
}

export interface HeldOf {
  /** documentId, or Microsoft's id of an item that never came in. */
  readonly item: string;
  readonly title: string;
  /** Names the version that was judged; a person who ignores a held item ignores that version. */
  readonly print?: string;
}

/**
 * The entries of a resource, in all its homes, as the engine uses them: by their names among all homes (`entryId`), and in canonical columns,
 * whatever attributes hold them.
 */
export interface LocalItems {
  /** The rows of these entries, for `lock`; none where the database has one lock for all. */
  lockable(documentIds: readonly string[]): Promise<number[]>;
  /** Makes a person's edit of these rows wait until the transaction ends. Must be its first statement, see engine/changes/transaction.ts. */
  lock(rows: readonly number[]): Promise<void>;
  /** Rows by documentId, of whoever owns them now. */
  read(documentIds: readonly string[]): Promise<Map<string, LocalRow>>;
  /** The owner's rows in order of id. */
  ofOwner(user: string, after: number, limit: number): Promise<LocalRow[]>;
  /** Those of them that no link knows, or whose create was not answered. */
  unlinkedRows(user: string, after: number, limit: number): Promise<LocalRow[]>;
  /** The owner's rows to which one of the criteria leads, in order of id: they may be the same as an item that is not linked yet. Where every row is linked, none, and the criteria are not asked for. */
  candidates(user: string, criteria: () => readonly MatchCriteria[]): Promise<LocalRow[]>;
  /** The owner's rows to which one of the criteria leads, linked or not. */
  holding(user: string, criteria: readonly MatchCriteria[]): Promise<LocalRow[]>;
  /** Rows of the parts of these entries. */
  partsOf(documentIds: readonly string[]): Promise<LocalRow[]>;
  /** Returns the new entries' names in order. `home`: by its name; without one the plugin's own. */
  create(user: string, data: readonly Record<string, unknown>[], home?: string): Promise<string[]>;
  /** The same rows, in bulk and without an event for each: for a first import, which announces itself once. */
  createMany(user: string, data: readonly Record<string, unknown>[], home?: string): Promise<MadeEntry[]>;
  /** False where all of it stands there already. */
  update(documentId: string, data: Record<string, unknown>): Promise<boolean>;
  remove(documentId: string): Promise<void>;
}
export interface MadeEntry {
  readonly documentId: string;
  /** Its row, where that is known without reading it. */
  readonly row: LocalRow['row'] | null;
}
export interface LocalRow {
  /** The place of the row among all rows: in the order of homes, then by their ids. */
  readonly id: number;
  readonly documentId: string;
  readonly owner: string | null;
  readonly row: Readonly<Record<string, unknown>>;
  /**
   * `apart`: it does not take part at present, and neither side follows the other. `passed-on`: it is another home's by now, and gone from this
   * one. Absent: it takes part.
   */
  readonly standing?: 'apart' | 'passed-on';
}
