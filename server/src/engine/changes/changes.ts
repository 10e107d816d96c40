import type { Decision, HoldNote, ConflictNote } from '../../../../src/sync/decision';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { StoredLink, LocalRow, LinkChanges, HeldOf, LogEntry } from '../../storage/port';

/** What a page's decisions add up to on the Strapi side; written in few statements, in one transaction with the cursor. */
export interface Changes {
  /** Microsoft's ids of items that have parts on the page, with the entries that stand for them. */
  readonly owners: Map<string, string>;
  readonly creates: { data: Record<string, unknown>; remote: RemoteItem; link: StoredLink | null; decision: Decision }[];
  /** Microsoft's ids of those that are created, and whether again. */
  readonly creating: Map<string, 'new' | 'again'>;
  readonly updates: { documentId: string; data: Record<string, unknown> }[];
  /** In this order. */
  readonly removals: Set<string>;
  /** Entries that do not name their collection yet: they were made in Strapi, and linked without an answer to a create. */
  readonly unnamed: string[];
  /** `documentId` null: a part that never had an entry, and was removed in Strapi. */
  readonly newLinks: { documentId: string | null; remote: RemoteItem; decision: Decision }[];
  /** Parts that come back, with the entries they belong to. */
  readonly back: { owner: LocalRow; key: string }[];
  readonly linkChanges: { id: number; changes: LinkChanges }[];
  readonly droppedLinks: number[];
  /** Microsoft's ids of items that are gone there and are made again. */
  readonly madeAgain: string[];
  readonly seen: number[];
  readonly staged: number[];
  /** Entries that hold something Microsoft does not know yet. */
  readonly marks: string[];
  /** `isPassing`: it may be gone by the next run. */
  readonly holds: { of: HeldOf; note: HoldNote; isPassing?: true }[];
  readonly releases: string[];
  readonly conflicts: { item: string; note: ConflictNote }[];
  /** Open conflicts that are none any more. */
  readonly closed: string[];
  /** For those who ask why. */
  readonly log: LogEntry[];
}

export const newChanges = (): Changes => ({
  owners: new Map(),
  creates: [],
  creating: new Map(),
  updates: [],
  removals: new Set(),
  unnamed: [],
  newLinks: [],
  back: [],
  linkChanges: [],
  droppedLinks: [],
  madeAgain: [],
  seen: [],
  staged: [],
  marks: [],
  holds: [],
  releases: [],
  conflicts: [],
  closed: [],
  log: [],
});
export interface Decided {
  readonly decision: Decision;
  readonly link: StoredLink | null;
  readonly row: LocalRow | null;
  /** `null`: Microsoft's item is gone. */
  readonly remote: RemoteItem | null;
}
