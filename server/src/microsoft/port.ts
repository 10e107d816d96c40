/** What the rest of the server knows of Microsoft Graph: one mailbox, requests, answers, and failures by reason. */

export interface GraphRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the mailbox (`/calendarView/delta?…`, `/events/{id}`): the gateway puts `/me` or `/users/{id}` before it. */
  path?: string;
  /** Or an absolute nextLink / deltaLink, sent to the letter (graph-facts §1.2). It must lie under the Graph root. */
  link?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Entries of the list that is asked for may come as their ids and short texts, with `LEFT_OUT`, where they are too long to be read. */
  mayLeaveOut?: boolean;
  /** Of a batch: the index of an earlier request of it, without whose success this one is not to be done. */
  needs?: number;
}

export interface GraphAnswer {
  status: number;
  headers: Record<string, string>; // lower-case names
  body: unknown;
  /** How much came, where that is known; parts of a batch share what it brought. */
  bytes?: number;
  /** Not asked any more, since the answers before it were as many bytes as may be had at once. */
  isPutOff?: true;
  /** Set when the status is not 2xx. */
  failure: GraphFailure | null;
}

/** Exhaustive: whoever handles a failure switches over `reason`. */
export type FailureReason =
  | 'throttled' // 429, MailboxConcurrency, a GET's 503 with Retry-After: surely not done
  | 'unavailable' // 5xx, connection lost, time-out: the write may or may not have happened
  | 'nonsense' // an answer that is not Graph's: not JSON, wrong shape, a link to a foreign host
  | 'unauthorized' // 401 after one fresh token
  | 'forbidden' // 403
  | 'claims-required'
  | 'no-mailbox'
  | 'not-found' // 404 ErrorItemNotFound and the like: the item is gone
  | 'changed-meanwhile' // 409, 412; and a request that was not done, since the one that it needs was refused
  | 'sync-state-gone' // 410 and its kin: start a new full round
  | 'window-too-wide' // 400 about days, 504 on a view
  | 'too-large' // 413, or an answer to a question that is longer than is read
  | 'mailbox-full' // 507: surely not done, and not before somebody makes room
  | 'rejected'; // any other 4xx: our request is wrong for this item

export interface GraphFailure {
  reason: FailureReason;
  status: number; // 0: no answer came
  code: string; // the innermost code known, '' where none
  message: string; // Microsoft's words, safe to show, never a token
  retryAfterMs: number | null;
  requestId: string | null;
  /** Of a challenge: what another token would have to prove. */
  claims?: string | null;
}

/** No answer came: `failure` has status 0. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  constructor(
    readonly failure: GraphFailure,
    options?: { cause?: unknown },
  ) {
    super(failure.message, options);
  }
}

export interface Mailbox {
  /**
   * One request. An HTTP status never throws, and a foreign link is answered with 'nonsense'. Throws only where there is nothing to
   * answer with: `GraphError` (connection lost, time-out, aborted), or what the account's tokens threw (`AccountFailure`).
   */
  send(request: GraphRequest): Promise<GraphAnswer>;
  /**
   * Any number of requests in `$batch`es of at most 20; the answers are in the order of the requests, a lost batch answers 'unavailable' for each.
   * Throws like `send`, but only before anything was sent: what has been answered is never lost. `most`: once the answers have so many bytes,
   * nothing more is asked for (`isPutOff`); something always is. `mayShare`: reads may go out in one request with those of other mailboxes, where one
   * token reaches them; round trips count for one of them.
   */
  batch(requests: GraphRequest[], most?: number, how?: { readonly mayShare?: boolean }): Promise<GraphAnswer[]>;
  /** HTTP round trips so far. */
  roundTrips(): number;
  /** Set in a preview: nothing is written, so a run only says what it would send. */
  readonly isReadOnly?: true;
}
