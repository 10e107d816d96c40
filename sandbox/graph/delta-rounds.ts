import type { Instance } from '../mailbox/event.js';
import type { Window } from '../mailbox/instances.js';
import type { Mailbox } from '../mailbox/mailbox.js';

/** One entry of a round: an item, or the id of one that is gone or outside of the window. */
export type Entry =
  { readonly kind: 'item'; readonly instance: Instance } | { readonly kind: 'removed'; readonly key: string; readonly date?: string };

/** A series stays whole on one page, so a round is a list of blocks (graph-facts §10.2). */
export interface RoundPages {
  readonly blocks: readonly (readonly Entry[])[];
  readonly hasEmptyPage: boolean;
}

/** The window belongs to the token (graph-facts §1.2), and the version up to which the round tells. */
export interface Round {
  readonly window: Window;
  readonly calendarKey: string;
  readonly until: number;
  /** They must not change while they are read. Absent in a round of before a restart. */
  readonly pages?: RoundPages;
}

const keptRounds = 200;
const roundsByMailbox = new WeakMap<Mailbox, Map<number, Round>>();

/** A mailbox's rounds by number. */
export function roundsOf(mailbox: Mailbox): Map<number, Round> {
  const known = roundsByMailbox.get(mailbox) ?? new Map<number, Round>();
  roundsByMailbox.set(mailbox, known);
  return known;
}

/** Keeps a round and returns its number. The oldest is forgotten. */
export function addRound(mailbox: Mailbox, round: Round): number {
  const all = roundsOf(mailbox);
  const number = Math.max(0, ...all.keys()) + 1;
  all.set(number, round);
  if (all.size > keptRounds) all.delete(Math.min(...all.keys()));
  return number;
}
