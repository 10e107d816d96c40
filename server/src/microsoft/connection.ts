import type { Cloud } from './cloud';
import type { Effects } from './network-and-clock';
import type { MailboxLimiter } from './limiter';
import type { SharedBatch } from './shared-batch';

/** Access tokens of one account; whoever hands them out refreshes them. */
export interface AccessTokens {
  get(): Promise<string>;
  /** Graph refused this token although it has not expired: returns another. `claims`: what it has to prove in place of it. */
  renew(rejected: string, claims: string | null): Promise<string>;
}

/** All that requests to one mailbox share. */
export interface GraphConnection {
  cloud: Cloud;
  mailboxKey: string; // shared by everybody in this process who talks to the mailbox
  tokens: AccessTokens;
  limiter: MailboxLimiter;
  effects: Effects;
  signal?: AbortSignal;
  /** For reads of several mailboxes with one request, where one token reaches them. */
  sharedBatch?: SharedBatch;
  /** Called before each request that writes, when its turn has come. Whatever it throws, nothing is sent. */
  mayWrite?(): Promise<void>;
  /** Called before each HTTP request. */
  onRoundTrip(): void;
}

/** What one call asks of the middleware chain; travels with it as a middleware option. */
export class GraphCall {
  /** What the chain threw, before the client puts it into an error of its own. */
  thrown: unknown = null;
  /** What came of the answer, and was kept; of a success the response has no body of its own. */
  body = new Uint8Array(0);
  /** More came than is read of one answer. */
  isTooLarge = false;

  constructor(
    readonly url: string, // sent to the letter
    readonly isRepeatable: boolean, // may be sent again when nobody knows whether it was done
    readonly slots: number,
    readonly mayLeaveOut: boolean, // entries of a list that are too long
    readonly shared: readonly { readonly id: string }[] | null = null, // parts that may be asked beside those of other mailboxes
  ) {}
}
