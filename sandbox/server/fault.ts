/**
 * What delta rounds were seen to do, or may do (graph-facts §1.3, §10.2): items in another order; each item twice; the items of the page
 * before once more, which may be older versions; the same page again behind its own nextLink.
 */
export type PageFault = 'reordered' | 'doubled' | 'replayed' | 'again';

/** A mailbox, or a path, that answers nothing for a while (graph-facts §3.9, §4). */
export interface Throttle {
  readonly seconds: number;
  /** @default 429; MailboxConcurrency was seen as 503 too */
  readonly status?: 429 | 503;
  /** How the wait is told. @default 'seconds' */
  readonly retryAfter?: 'seconds' | 'date' | 'absent';
}

/** A fault to come: the next requests that match get it, and each one counts it down. */
export interface Fault {
  /** Any method when absent. */
  readonly method?: string;
  /** Matched against path and query, with '/v1.0'; text matches as a part of it. Any path when absent. */
  readonly path?: string | RegExp;
  /** Only requests to this person's mailbox, those in a $batch too. */
  readonly address?: string;
  /** Only requests for a view of more days than this, as a window too wide for Exchange (graph-facts §1.2). */
  readonly widerThanDays?: number;
  /** How many requests it hits. @default 1 */
  readonly times?: number;
  /** 'before': nothing happens. 'after': it happens, but the client is told otherwise. @default 'before' */
  readonly when?: 'before' | 'after';
  /** The answer instead of the real one. */
  readonly answer?: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };
  /** Refuse for a while, however many requests come; `times` does not count. */
  readonly throttle?: Throttle;
  /** Do what was asked for and answer it broken: cut in the middle, a page of a proxy, nothing, or JSON of another shape. */
  readonly malformed?: 'cut' | 'html' | 'empty' | 'otherShape';
  /** What happens to a page of a collection, above all of a delta round. */
  readonly page?: PageFault;
  /** So many more characters in each item of a collection's page. */
  readonly longer?: number;
  /** Cut the connection instead of answering. */
  readonly drop?: boolean;
  /** Wait before the answer. */
  readonly delayMilliseconds?: number;
}
