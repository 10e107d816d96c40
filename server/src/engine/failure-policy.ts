import type { AccountReason } from '../../../src/contracts';
import type { FailureReason, GraphAnswer, GraphFailure } from '../microsoft/port';
import type { RunContext } from './context';

/**
 * What follows from a failure of Microsoft's, by its reason. The one table, and the names of what only some decisions ask for: nobody else knows what
 * a reason means, but for windows that are too wide, of which everything stands in `pull/too-wide.ts`.
 */
interface Policy {
  /** Whom one answer that says so concerns: this item, or everything in the mailbox, so that the run ends. */
  readonly scope: 'item' | 'account';
  /** What becomes of a write: `read-again` and judged anew; `refused` until the entry changes; `later`, and held after several runs; `kept` for the next run. */
  readonly write: 'read-again' | 'refused' | 'later' | 'kept';
  /** Of a write it is known that nothing was done. */
  readonly isSurelyNotDone: boolean;
  /** What asking for one item tells: it is `gone`; it cannot be read and is `held`; nothing, so it is `asked-again`. */
  readonly read: 'gone' | 'held' | 'asked-again';
  /** Of a stored link of changes: it is followed no longer, and everything is read anew. */
  readonly isLinkStale: boolean;
  /** Of a collection beside the default one: it holds up itself only. */
  readonly isOfCollection: boolean;
  /** What the account's state says where it ends a run. */
  readonly account: AccountReason;
}

const ofItem = {
  scope: 'item',
  isSurelyNotDone: true,
  isLinkStale: false,
  isOfCollection: false,
  account: 'microsoft-unavailable',
} as const;
const ofAccount = {
  scope: 'account',
  write: 'kept',
  isSurelyNotDone: true,
  read: 'asked-again',
  isLinkStale: false,
  isOfCollection: false,
} as const;

export const failurePolicy: { readonly [R in FailureReason]: Policy } = {
  throttled: { ...ofAccount, account: 'throttled' },
  unauthorized: { ...ofAccount, account: 'sign-in-expired' },
  'claims-required': { ...ofAccount, account: 'claims-required' },
  'no-mailbox': { ...ofAccount, account: 'no-mailbox' },
  // Whatever has no answer at all is the connection's matter and not the item's: see `isOfConnection`.
  unavailable: { ...ofItem, write: 'later', isSurelyNotDone: false, read: 'asked-again' },
  nonsense: { ...ofItem, write: 'later', isSurelyNotDone: false, read: 'asked-again', isOfCollection: true },
  'mailbox-full': { ...ofItem, write: 'later', read: 'asked-again' },
  'changed-meanwhile': { ...ofItem, write: 'read-again', read: 'asked-again' },
  'not-found': { ...ofItem, write: 'read-again', read: 'gone', isLinkStale: true, isOfCollection: true },
  rejected: { ...ofItem, write: 'refused', read: 'held', isLinkStale: true, isOfCollection: true },
  'too-large': { ...ofItem, write: 'refused', read: 'held', isOfCollection: true },
  forbidden: { ...ofItem, write: 'refused', read: 'asked-again', isOfCollection: true, account: 'scope-missing' },
  'sync-state-gone': { ...ofItem, write: 'kept', read: 'asked-again', isLinkStale: true },
  'window-too-wide': { ...ofItem, write: 'kept', read: 'asked-again', isOfCollection: true },
};

type Failed = GraphFailure | null | undefined;
const isFor =
  (reason: FailureReason) =>
  (failure: Failed): boolean =>
    failure?.reason === reason;

export const isNotThere = isFor('not-found');
/** It is not taken as it is asked for, or as it is to be written. */
export const isRejected = isFor('rejected');
export const isForbidden = isFor('forbidden');
export const isTooLarge = isFor('too-large');
export const isMailboxFull = isFor('mailbox-full');

/** No answer came: the connection was lost, or the request was not sent since its link leads to another host. */
export const isOfConnection = ({ reason, status }: GraphFailure): boolean =>
  (reason === 'unavailable' || reason === 'nonsense') && status === 0;

/** Microsoft knows no such id: it was made elsewhere, cut off, or written in other letters (graph-facts §8). Its item may be there by another one. */
export const namesNothing = ({ reason, code }: GraphFailure): boolean => reason === 'rejected' && /^ErrorInvalidId/i.test(code);

/** The gateway sent nothing: the link goes to another host. Kept, it would stop every run from now on. */
export const leadsAway = ({ reason, status }: GraphFailure): boolean => reason === 'nonsense' && status === 0;

/** A firewall's: Graph says which right is wanting. */
export const isOfFirewall = (failure: GraphFailure): boolean => isForbidden(failure) && failure.code === '';

/** It would answer another time. */
export const isOverloaded = ({ reason, status }: GraphFailure): boolean => reason === 'unavailable' && (status === 503 || status === 504);

/** Something did answer, and cannot cope with this very request. */
export const isFaultOfRequest = (failure: GraphFailure): boolean =>
  (failure.reason === 'nonsense' && failure.status > 0) ||
  (failure.reason === 'unavailable' && failure.status >= 500 && !isOverloaded(failure));

/** A calendar that answers so does not tell its changes; whether it may be read that does not say (graph-facts §§11.1, 11.3). */
export const tellsNoChanges = (failure: GraphFailure): boolean =>
  failure.status !== 0 && (isForbidden(failure) || isRejected(failure) || isNotThere(failure) || failure.reason === 'nonsense');

/**
 * The failure that ends a run, if one of the answers tells of the account or of Microsoft as a whole. Items that answer 500 or nonsense are
 * those items' matter, however many they are: they are tried again later, and the others go on. Where Microsoft says of all
 * that are asked for that it is busy it is left in peace, once: who is still answered so in the next run need not be all that there is.
 */
export function endsRun(
  { start: { attempts } }: Pick<RunContext, 'start'>,
  answers: readonly Pick<GraphAnswer, 'failure'>[],
): GraphFailure | null {
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  const ofMailbox = failures.find((failure) => failurePolicy[failure.reason].scope === 'account' || isOfConnection(failure));
  if (ofMailbox) return ofMailbox;
  if (attempts > 0 || answers.length < 2) return null;
  const busy = failures.filter(isOverloaded);
  return busy.length === answers.length ? (busy[0] ?? null) : null;
}
