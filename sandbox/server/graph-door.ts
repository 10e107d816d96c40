import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type PartAnswer, runBatch } from '../graph/batch.js';
import { errorBody, GraphError } from '../graph/errors.js';
import { type GraphCall, type GraphHost, mailboxOfPath, serveGraph } from '../graph/serve-graph.js';
import type { GraphAnswer } from '../graph/request.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { answerSubscriptions, type SubscriptionHost, subscriptionPath } from '../subscriptions/answer.js';
import type { Incoming, Outgoing } from './exchange.js';
import type { Faults } from './faults.js';
import type { Fault } from './fault.js';
import type { RequestLog } from './request-log.js';
import { isPage, spoilAnswer } from './spoil-answer.js';

/** May be changed while the sandbox runs. */
export interface DoorOptions {
  isConcurrencyLimited: boolean;
  latencyMilliseconds: number;
  /** How one request too many at a time is refused; both were seen (graph-facts §4). @default 429 */
  concurrencyStatus?: 429 | 503;
  /** Requests to one mailbox. @default 10000 */
  mostInTenMinutes?: number;
}

/** In which a mailbox takes so many requests. */
const WINDOW_MS = 600_000;

/** Thrown to cut the connection. */
export class ConnectionDropped extends Error {}

/** Whose mailbox a request is about, and by which token it came. */
interface Caller {
  readonly mailbox?: Mailbox | undefined;
  readonly tokenId?: string | undefined;
}

/** What every Graph request passes: faults, the limit of four per mailbox, the log, and errors as Graph writes them. */
export function createGraphDoor(host: GraphHost & SubscriptionHost, faults: Faults, log: RequestLog, options: DoorOptions) {
  const windows = new WeakMap<Mailbox, { readonly endsAt: number; requests: number }>();
  /** Until when each mailbox is to be left alone, by what was answered. */
  const quietUntil = new WeakMap<Mailbox, number>();
  const pages = new WeakMap<Mailbox, Map<string, PartAnswer['body']>>();
  return async function answerGraph(incoming: Incoming): Promise<Outgoing> {
    const requestId = randomUUID();
    const call = { method: incoming.method, url: incoming.url, headers: incoming.headers };
    const isBatch = /^\/v1\.0\/\$batch\/?$/i.test(decodeURIComponentSafely(incoming.path));
    const answer = isBatch ? await answerBatch(incoming) : await answerOne({ ...call, body: undefined }, incoming.body, false);
    const clientRequestId = incoming.headers['client-request-id'];
    const headers = {
      ...(answer.body === undefined
        ? {}
        : { 'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8' }),
      'cache-control': 'no-cache',
      'request-id': requestId,
      'client-request-id': clientRequestId ?? requestId,
      ...answer.headers,
    };
    return {
      status: answer.status,
      headers,
      ...(answer.body === undefined ? {} : { body: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body) }),
    };
  };

  async function answerBatch(incoming: Incoming): Promise<PartAnswer> {
    const { method, url, headers } = incoming;
    const answer = await withFaults({ method, url, headers, body: undefined }, {}, false, async () => {
      host.authenticate(headers['authorization']);
      if (method !== 'POST') throw new GraphError(405, 'BadRequest', 'Request not applicable to target resource.');
      const body = await runBatch(parseJson(incoming.body), headers, host.random, (call) => answerOne(call, undefined, true));
      return { status: 200, headers: {}, body };
    });
    return answer;
  }

  async function answerOne(call: GraphCall, rawBody: string | undefined, isBatchPart: boolean): Promise<PartAnswer> {
    const { mailbox, tokenId } = identify(call);
    return withFaults(call, { mailbox, tokenId }, isBatchPart, async () => {
      const release = enter(mailbox);
      try {
        // At least one turn of the loop, so that requests sent together are counted together.
        await (options.latencyMilliseconds > 0 ? wait(options.latencyMilliseconds) : new Promise((resolve) => setImmediate(resolve)));
        const body = rawBody === undefined ? call.body : rawBody === '' ? undefined : parseJson(rawBody);
        const needsBody =
          call.method === 'PATCH' ||
          (call.method === 'POST' &&
            /\/(events|calendars|lists|tasks|checklistItems|linkedResources|subscriptions)$/i.test(call.url.split('?')[0] as string));
        if (body === undefined && needsBody) throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.');
        const { status, headers = {}, body: answerBody } = await serve({ ...call, body });
        const contentType: Record<string, string> = isBatchPart && answerBody !== undefined ? { 'Content-Type': 'application/json' } : {};
        return { status, headers: { ...contentType, ...headers }, ...(answerBody === undefined ? {} : { body: answerBody }) };
      } finally {
        release();
      }
    });
  }

  async function serve(call: GraphCall): Promise<GraphAnswer> {
    const segments = subscriptionPath(call.url);
    if (segments === null) return serveGraph(host, call);
    return answerSubscriptions(host, host.authenticate(call.headers['authorization']), {
      method: call.method,
      segments,
      body: call.body,
    });
  }

  async function withFaults(
    call: GraphCall,
    { mailbox, tokenId }: Caller,
    isBatchPart: boolean,
    run: () => Promise<PartAnswer>,
  ): Promise<PartAnswer> {
    const address = mailbox?.person.address;
    const cameAt = host.clock.now();
    const who = address === undefined ? {} : { address };
    const fault = faults.take({ method: call.method, url: call.url, now: host.clock.now(), ...who });
    let answer: PartAnswer | undefined;
    if (fault?.when === 'after' || !fault || (!fault.answer && !fault.drop)) answer = await settle(run, call);
    if (fault?.delayMilliseconds) await wait(fault.delayMilliseconds);
    if (fault?.answer) answer = faultAnswer(fault.answer, host.clock.now());
    else if (answer) answer = spoiled(fault, answer, call, mailbox);
    const status = fault?.drop ? 0 : (answer as PartAnswer).status;
    const now = host.clock.now();
    const isEarly = mailbox !== undefined && cameAt < (quietUntil.get(mailbox) ?? 0);
    const seconds = Number(answer?.headers['retry-after'] ?? 0);
    if (mailbox && seconds > 0) quietUntil.set(mailbox, Math.max(quietUntil.get(mailbox) ?? 0, now + seconds * 1000));
    log.add({
      at: now,
      method: call.method,
      path: call.url,
      status,
      ...who,
      ...(tokenId === undefined ? {} : { tokenId }),
      isBatchPart,
      ...(isEarly ? { isEarly } : {}),
    });
    if (fault?.drop) throw new ConnectionDropped();
    return answer as PartAnswer;
  }

  function spoiled(fault: Fault | undefined, answer: PartAnswer, call: GraphCall, mailbox: Mailbox | undefined): PartAnswer {
    if (!mailbox || !isPage(answer.body)) return fault ? spoilAnswer(fault, answer, '', undefined) : answer;
    const known = pages.get(mailbox) ?? new Map<string, PartAnswer['body']>();
    pages.set(mailbox, known);
    const path = call.url.split('?')[0] as string;
    const before = known.get(path);
    known.set(path, answer.body);
    return fault ? spoilAnswer(fault, answer, host.root() + call.url, isPage(before) ? before : undefined) : answer;
  }

  async function settle(run: () => Promise<PartAnswer>, call: GraphCall): Promise<PartAnswer> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ConnectionDropped) throw error;
      const known =
        error instanceof GraphError ? error : new GraphError(500, 'ErrorInternalServerError', `Sandbox fault: ${String(error)}`);
      return { status: known.status, headers: known.headers, body: errorBody(known, host.clock.now(), call.headers['client-request-id']) };
    }
  }

  function identify(call: GraphCall): Caller {
    try {
      const identity = host.authenticate(call.headers['authorization']);
      return { tokenId: identity.tokenId, mailbox: mailboxOfPath(host, identity, call.url.split('?')[0] as string) };
    } catch {
      return {};
    }
  }

  /** Four requests at a time per mailbox, parts of a batch like any other, and ten thousand in ten minutes, refused ones included (graph-facts §4). */
  function enter(mailbox: Mailbox | undefined): () => void {
    if (!mailbox) return () => undefined;
    const now = host.clock.now();
    const known = windows.get(mailbox);
    const window = known && now < known.endsAt ? known : { endsAt: now + WINDOW_MS, requests: 0 };
    windows.set(mailbox, window);
    window.requests += 1;
    if (options.isConcurrencyLimited && window.requests > (options.mostInTenMinutes ?? 10_000)) {
      throw new GraphError(429, 'ApplicationThrottled', 'Application is over its limit of requests to this mailbox.', {
        'retry-after': String(Math.ceil((window.endsAt - now) / 1000)),
      });
    }
    if (options.isConcurrencyLimited && mailbox.requestsInProgress >= 4) {
      throw new GraphError(options.concurrencyStatus ?? 429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', {
        'retry-after': '1',
      });
    }
    mailbox.requestsInProgress += 1;
    return () => void (mailbox.requestsInProgress -= 1);
  }
}

function faultAnswer({ status, headers = {}, body }: NonNullable<Fault['answer']>, now: number): PartAnswer {
  if (body !== undefined || status < 400) return { status, headers, ...(body === undefined ? {} : { body }) };
  const codes: Readonly<Record<number, string>> = {
    429: 'TooManyRequests',
    500: 'generalException',
    503: 'serviceNotAvailable',
    504: 'UnknownError',
  };
  return { status, headers, body: errorBody(new GraphError(status, codes[status] ?? 'UnknownError', ''), now) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GraphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
