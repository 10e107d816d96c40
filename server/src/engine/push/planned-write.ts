import type { Outgoing } from './outgoing';
import type { RemovedDate } from './judge-removed-date';

/** What becomes of one mark. */
export type PlannedWrite =
  | { readonly kind: 'write'; readonly one: Outgoing }
  /** There is nothing to write: the mark goes. */
  | { readonly kind: 'settled' }
  /** The mark goes, and the link with it. */
  | { readonly kind: 'drop' }
  /** The mark stays, and is not looked at before somebody edits the entry. */
  | { readonly kind: 'held' }
  /** In the next run. */
  | { readonly kind: 'later' }
  /** Again in this run, once what it waits for is written. */
  | { readonly kind: 'waits' }
  /** Again in this run, once Microsoft's item was read. */
  | { readonly kind: 'unread' }
  /** Again in this run, once its series is written without it. */
  | Extract<RemovedDate, { kind: 'cancels' }>;
