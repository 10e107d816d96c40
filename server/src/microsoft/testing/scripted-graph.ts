import { resolveCloud } from '../cloud';
import type { AccessTokens } from '../connection';
import { createMailboxLimiter } from '../limiter';
import { createMailbox } from '../mailbox';
import { createPauses } from '../pauses';
import type { Mailbox } from '../port';

export const root = 'http://127.0.0.1:4999';

export interface Seen {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  at: number;
}
export type Reply = Response | Error | ((seen: Seen) => Response | Promise<Response>);

export const ok = (body: object = { ok: true }) => Response.json(body);
export const failed = (status: number, code = 'x', headers: Record<string, string> = {}) =>
  Response.json({ error: { code, message: code } }, { status, headers });

export interface ScriptedGraph {
  replies: Reply[];
  seen: Seen[];
  slept: number[];
  clock: number;
  /** Of every request. */
  timeOut: AbortSignal;
  tokens: AccessTokens & { current: string; renewed: number; claims: (string | null)[] };
  open(options?: { signal?: AbortSignal; prefix?: '/me' | `/users/${string}` }): Promise<Mailbox>;
}

/** A Graph that gives the replies it was given, in order, and then only good ones; with a clock that moves only by sleeping. */
export function createScriptedGraph(): ScriptedGraph {
  const graph: ScriptedGraph = {
    replies: [],
    seen: [],
    slept: [],
    clock: 1_800_000_000_000,
    timeOut: new AbortController().signal,
    tokens: {
      current: 'token-0',
      renewed: 0,
      claims: [],
      get: async () => graph.tokens.current,
      renew: async (_rejected, claims) => {
        graph.tokens.claims.push(claims);
        return (graph.tokens.current = `token-${++graph.tokens.renewed}`);
      },
    },
    open(options = {}) {
      return createMailbox({
        cloud: resolveCloud({ authority: root, graph: root }),
        limiter,
        tokens: graph.tokens,
        mailboxKey: 'ada',
        prefix: options.prefix ?? '/me',
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        effects: {
          fetch: async (input, init) => {
            const headers = Object.fromEntries(new Headers(init?.headers));
            const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null;
            const one: Seen = { method: init?.method ?? 'GET', url: String(input), headers, body, at: graph.clock };
            graph.seen.push(one);
            const reply = graph.replies.shift() ?? ok();
            if (reply instanceof Error) throw reply;
            return typeof reply === 'function' ? reply(one) : reply;
          },
          sleep: async (milliseconds, signal) => {
            signal?.throwIfAborted();
            graph.slept.push(milliseconds);
            graph.clock += milliseconds;
          },
          timeOut: () => graph.timeOut,
          random: () => 0.5,
          now: () => graph.clock,
          newId: () => `id-${graph.seen.length}`,
        },
      });
    },
  };
  const limiter = createMailboxLimiter({ pauses: createPauses({ now: () => graph.clock }) });
  return graph;
}
