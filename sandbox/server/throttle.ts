import type { Fault } from './faults.js';

/** A mailbox, or a path, that answers nothing for a while (graph-facts §3.9, §4). */
export interface Throttle {
  readonly seconds: number;
  /** @default 429; MailboxConcurrency was seen as 503 too */
  readonly status?: 429 | 503;
  /** How the wait is told. @default 'seconds' */
  readonly retryAfter?: 'seconds' | 'date' | 'absent';
}

export function throttledAnswer({ seconds, status = 429, retryAfter = 'seconds' }: Throttle, until: number): NonNullable<Fault['answer']> {
  switch (retryAfter) {
    case 'seconds':
      return { status, headers: { 'retry-after': String(seconds) } };
    case 'date':
      return { status, headers: { 'retry-after': new Date(until).toUTCString() } };
    case 'absent':
      return { status };
  }
}
