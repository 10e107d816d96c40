import type { HoldNote } from '../../../../src/sync/decision';
import { askedAbout } from '../../../../src/sync/link';
import type { Collection, HeldOf, LinkChanges, LogEntry, NewLink, NoteChange, StoreChanges, StoredLink } from '../../storage/port';

/** The collection that the items of a change set stand in. */
export type InCollection = Pick<Collection, 'id' | 'name' | 'isReadOnly'>;

/**
 * What is to be done about a target, as a value: entries to create, update and delete, links, marks, notes, cursors. Every step of a run decides
 * into one; only `commit.ts` carries it out.
 */
export interface ChangeSet extends Growing<Omit<StoreChanges, 'seen' | 'stagedUnseen' | 'holds' | 'droppedCursors'>> {
  /** The full round that brought the items: what it brings counts as seen. */
  readonly round: number | null;
  readonly creates: NewEntry[];
  /** Columns by documentId. */
  readonly updates: Map<string, Record<string, unknown>>;
  /** Columns that say the same in the words of Microsoft (the name of the collection, the form that it gave to what was sent): no report counts them. */
  readonly completions: Map<string, Record<string, unknown>>;
  /** Columns by documentId that the host does not let be written: what stands there goes on standing for them. */
  readonly unwritten: Map<string, Record<string, unknown>>;
  /** In this order. */
  readonly removals: Set<string>;
  /** Links whose items were brought. */
  readonly seen: number[];
  stagedUnseen: StoreChanges['stagedUnseen'];
  /** `isPassing`: it may be gone by the next run, which reads everything. */
  readonly holds: { readonly of: HeldOf; readonly note: HoldNote; readonly isPassing?: true }[];
  readonly noteChanges: NoteChange[];
  droppedCursors: string[] | 'all';
  readonly counts: Counts;
  /** People to whom entries have gone that leave this mailbox. */
  readonly newOwners: string[];
}
type Growing<T> = { readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** What a report counts beside the entries. */
interface Counts {
  leftAlone: number;
  matched: number;
  mails: number;
  readonly microsoft: { created: number; updated: number; deleted: number };
}

export interface NewEntry {
  /** By its name. */
  readonly home: string;
  readonly data: Record<string, unknown>;
  /** The entry that it is a part of, or Microsoft's id of an item that the same change set creates. */
  readonly partOf: { readonly documentId: string } | { readonly microsoftId: string } | null;
  readonly isPart: boolean;
  /** Of the item that it stands for. */
  readonly microsoftId: string | null;
  /** A link that is made for it, or one that it takes over. */
  readonly link:
    | { readonly kind: 'new'; readonly of: Omit<NewLink, 'documentId'> }
    | { readonly kind: 'known'; readonly id: number; readonly changes: LinkChanges }
    | null;
  /** It is judged like an edit. */
  readonly isMarked: boolean;
  /** For those who ask why, where no decision tells it. */
  readonly log: (Omit<LogEntry, 'item'> & { readonly title: string }) | null;
}

export const newChangeSet = (round: number | null = null): ChangeSet => ({
  round,
  creates: [],
  updates: new Map(),
  completions: new Map(),
  unwritten: new Map(),
  removals: new Set(),
  droppedLinks: [],
  newLinks: [],
  linkChanges: [],
  seen: [],
  staged: [],
  stagedUnseen: null,
  marks: [],
  deletionMarks: [],
  clearedMarks: [],
  deferredMarks: [],
  failedMarks: [],
  holds: [],
  releases: [],
  conflicts: [],
  closedConflicts: [],
  noteChanges: [],
  log: [],
  droppedCursors: [],
  cursors: [],
  newOwners: [],
  counts: { leftAlone: 0, matched: 0, mails: 0, microsoft: { created: 0, updated: 0, deleted: 0 } },
});

/** Forgets it, and with it what somebody was asked about it. */
export function dropLink(changes: ChangeSet, link: StoredLink): void {
  changes.droppedLinks.push(link.id);
  const item = askedAbout(link);
  if (item !== null) changes.closedConflicts.push(item);
}

/** Columns that are written beside those that the entry gets already. */
export function addColumns(to: ChangeSet['updates'], documentId: string, data: Record<string, unknown>): void {
  to.set(documentId, { ...to.get(documentId), ...data });
}
