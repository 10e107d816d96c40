import type { Clock } from '../clock.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Preferences } from './preferences.js';
import type { Query } from './query.js';

/** A request that passed the door: its token is good, its mailbox is known, its headers are read. */
export interface GraphRequest {
  readonly method: string;
  /** Address as it came, without host and query: links are made from it. */
  readonly path: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly preferences: Preferences;
  readonly mailbox: Mailbox;
  /** Segments that the route left open, such as ids. */
  readonly parameters: readonly string[];
  readonly service: GraphService;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What all requests share. */
export interface GraphService {
  /** Root of the links in answers, such as 'http://127.0.0.1:4000'. */
  root(): string;
  readonly clock: Clock;
  readonly random: () => number;
}

export function context(request: GraphRequest, rest: string): string {
  return `${request.service.root()}/v1.0/$metadata#users('${request.mailbox.person.id}')/${rest}`;
}
