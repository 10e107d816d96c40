import type { Span } from '../../../src/sync/resource';

/** One list or calendar of a mailbox. */
export interface Collection {
  readonly id: string;
  readonly name: string;
  /** What is made in Strapi goes here. */
  readonly isDefault: boolean;
  readonly isReadOnly: boolean;
  /** It belongs to the mailbox; another's can disappear because it is shared no longer. */
  readonly isOwned: boolean;
  /** Address of whoever it belongs to; null: not known. With the name it tells a collection whose id has changed. */
  readonly owner: string | null;
  /** Microsoft tallies the answers of people who are invited from it; only a listing tells. */
  readonly talliesAnswers?: boolean;
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
  /** Microsoft does not tell its changes: all that is in the window is read and compared, now and then. Then no link leads on from a complete round. */
  readonly isReadWhole: boolean;
  /** When all that is in it was last read, or compared with what is linked; epoch milliseconds. */
  readonly comparedAt: number;
}
