import type { Context, Middleware } from '@microsoft/microsoft-graph-client';

import { networkCause } from '../causes/network';
import { isUnderGraph, unmangled } from './address';
import { failureOf, parsed } from './answer';
import { partsOf } from './batch-parts';
import { claimsIn } from './claims';
import { isMailboxConcurrency } from './classify';
import { GraphCall, type GraphConnection } from './connection';
import { GraphError } from './port';
import { LONGEST_WAIT_MS, MOST_REPEATS, retryAfterMs } from './retry-after';
import { MOST_BYTES, MOST_BYTES_OF_ERROR, takeAnswer, TOO_LARGE } from './take-answer';

const TIME_OUT_MS = 60_000;

/**
 * Our middleware for Microsoft's Graph client, outermost first. The client's own would send no token to a stand-in, mangle http links, sleep through any
 * Retry-After and repeat writes whose answer was lost (graph-facts §4).
 */
export function graphChain(connection: GraphConnection): Middleware[] {
  return [address, authorize, retry, transport].map((step) => new Step((context, next) => step(connection, context, next)));
}

type Next = () => Promise<void>;

class Step implements Middleware {
  private following: Middleware | null = null;
  constructor(private readonly run: (context: Context, next: Next) => Promise<void>) {}
  execute(context: Context): Promise<void> {
    return this.run(context, async () => this.following?.execute(context));
  }
  setNext(next: Middleware): void {
    this.following = next;
  }
}

/** Sends links to the letter, and nothing to anywhere but Graph. */
async function address(connection: GraphConnection, context: Context, next: Next): Promise<void> {
  const call = callOf(context);
  try {
    context.request = call?.url ?? unmangled(typeof context.request === 'string' ? context.request : context.request.url);
    if (!isUnderGraph(connection.cloud, context.request)) {
      throw new GraphError(failureOf('nonsense', 'A link that leads away from Microsoft Graph was not followed.'));
    }
    await next();
    if (call === null && tooLarge.has(context.response as Response)) throw new AnswerTooLarge();
  } catch (error) {
    const thrown = isAborted(context, connection.signal) && !(error instanceof GraphError) ? givenUp(error) : error;
    if (call !== null) call.thrown = thrown;
    throw thrown;
  }
}

/** Adds the token. One refusal (or one challenge, which says what another token has to prove) is answered with one fresh token and one more try; the fresh one's refusal is Microsoft's last word. */
async function authorize({ tokens }: GraphConnection, context: Context, next: Next): Promise<void> {
  const token = await tokens.get();
  setHeader(context, 'Authorization', `Bearer ${token}`);
  await next();
  const challenge = context.response?.headers.get('www-authenticate');
  const claims = isRefusal(context.response?.status) ? claimsIn(challenge) : null;
  if (claims === null && (context.response?.status !== 401 || /insufficient_claims/.test(challenge ?? ''))) return;
  const fresh = await tokens.renew(token, claims);
  if (fresh === token) return;
  setHeader(context, 'Authorization', `Bearer ${fresh}`);
  await next();
}

const isRefusal = (status: number | undefined): boolean => status === 401 || status === 403;

/** Waits in place only where the wait is short; a long one is the caller's to keep, so that no worker is held. */
async function retry({ effects, signal }: GraphConnection, context: Context, next: Next): Promise<void> {
  const isRead = (context.options?.method ?? 'GET').toUpperCase() === 'GET';
  const isRepeatable = callOf(context)?.isRepeatable ?? isRead;
  const backOffMs = (attempt: number) => 500 * 2 ** attempt * (0.5 + effects.random());

  for (let faults = 0, refusals = 0; ;) {
    try {
      await next();
    } catch (error) {
      if (!isRepeatable || faults === MOST_REPEATS || isAborted(context, signal)) throw error;
      await effects.sleep(backOffMs(faults++), signal);
      continue;
    }
    const response = context.response as Response;
    if (notSent.has(response)) return;
    const askedMs = retryAfterMs(response.headers.get('retry-after'), effects.now());

    if (await isThrottled(response, isRead || isRepeatable)) {
      const waitMs = askedMs ?? 2 * backOffMs(refusals);
      if (waitMs > LONGEST_WAIT_MS || refusals++ === MOST_REPEATS) return;
      await effects.sleep(waitMs, signal);
    } else if (response.status >= 500 && response.status !== 501 && isRepeatable && faults < MOST_REPEATS) {
      await effects.sleep(backOffMs(faults++), signal);
    } else {
      return;
    }
  }
}

/** One HTTP request, body and all, inside a slot of its mailbox. */
async function transport(connection: GraphConnection, context: Context): Promise<void> {
  const { limiter, mailboxKey, effects, signal } = connection;
  setHeader(context, 'client-request-id', effects.newId());
  const { request, options } = context;
  const isRead = callOf(context)?.isRepeatable ?? (options?.method ?? 'GET').toUpperCase() === 'GET';
  context.response = await limiter.run(
    mailboxKey,
    callOf(context)?.slots ?? 1,
    async () => {
      // Not before its turn has come: what waited in the line meanwhile may have begun.
      for (let pauseMs = limiter.pausedForMs(mailboxKey); pauseMs > 0; pauseMs = limiter.pausedForMs(mailboxKey)) {
        if (pauseMs > LONGEST_WAIT_MS) return pausedResponse(pauseMs);
        await effects.sleep(pauseMs, signal);
      }
      if (!isRead) await connection.mayWrite?.();
      const signals = [effects.timeOut(TIME_OUT_MS), signal, options?.signal].filter((one) => one instanceof AbortSignal);
      try {
        const call = callOf(context);
        const init: RequestInit = { ...(options as RequestInit), redirect: 'manual', signal: AbortSignal.any(signals) };
        const response = await fetched(connection, { url: request as string, init, shared: call?.shared ?? null });
        const most = response.ok ? MOST_BYTES : MOST_BYTES_OF_ERROR;
        const { bytes, isTooLarge } = await takeAnswer(response, { most, mayLeaveOut: call?.mayLeaveOut === true && response.ok });
        if (call) Object.assign(call, { body: bytes, isTooLarge: isTooLarge && response.ok });
        // Before the place is given to the next in the line.
        const askedMs = pauseAskedFor(request as string, response, bytes, effects.now());
        if (askedMs > 0) await limiter.pause(mailboxKey, askedMs);
        // A call has the body of a success in its hand already: a page of long events is not copied once more.
        const isInHand = bytes.byteLength === 0 || (call !== null && response.ok);
        const answer = new Response(isInHand ? null : bytes, { status: response.status, headers: response.headers });
        if (isTooLarge && response.ok) tooLarge.add(answer);
        return answer;
      } catch (error) {
        throw isAborted(context, signal) ? givenUp(error) : unanswered(error, request as string);
      }
    },
    signal,
  );
}

/** By itself, or with what other mailboxes are asked for. */
function fetched(
  { effects, sharedBatch, onRoundTrip }: GraphConnection,
  { url, init, shared }: { url: string; init: RequestInit; shared: GraphCall['shared'] },
): Promise<Response> {
  if (shared && sharedBatch) return sharedBatch({ url, init, parts: shared, onSend: onRoundTrip });
  onRoundTrip();
  return effects.fetch(url, init);
}

/** By the answer itself, or by one of the answers in a batch. */
function pauseAskedFor(url: string, response: Response, body: Uint8Array, now: number): number {
  if (response.status >= 400) return retryAfterMs(response.headers.get('retry-after'), now) ?? 0;
  const text = url.endsWith('/$batch') ? new TextDecoder().decode(body) : '';
  if (!/retry-after/i.test(text)) return 0;
  const asked = [...(partsOf(parsed(text)) ?? [])].map(([, { status, headers }]) =>
    status >= 400 ? (retryAfterMs(headers['retry-after'], now) ?? 0) : 0,
  );
  return Math.max(0, ...asked);
}

async function isThrottled(response: Response, mayBeSentAgain: boolean): Promise<boolean> {
  if (response.status === 429) return true;
  if (response.status !== 503) return false;
  return (mayBeSentAgain && response.headers.has('retry-after')) || isMailboxConcurrency(parsed(await response.clone().text()));
}

/** Answers that are ours, while Microsoft is left alone. */
const notSent = new WeakSet<Response>();

/** Answers of which nothing was kept, since they are longer than is read. */
const tooLarge = new WeakSet<Response>();

/** For whoever makes requests of their own with the client: without it they would have an empty answer. Its name is the `code` that they get. */
class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
  constructor() {
    super(`${TOO_LARGE} Ask for less of it with $select, $top or a range. A write that is answered so was done.`);
  }
}

function pausedResponse(milliseconds: number): Response {
  const error = { code: 'TooManyRequests', message: 'Microsoft asked for a pause of this mailbox, which is not over yet.' };
  const response = Response.json({ error }, { status: 429, headers: { 'Retry-After': String(Math.ceil(milliseconds / 1000)) } });
  notSent.add(response);
  return response;
}

function givenUp(cause: unknown): GraphError {
  return new GraphError(failureOf('unavailable', 'The request was given up.'), { cause });
}

function unanswered(error: unknown, url: string): GraphError {
  const { cause, message } = networkCause(error, url);
  return new GraphError({ ...failureOf('unavailable', message), code: cause }, { cause: error });
}

function isAborted(context: Context, signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true || context.options?.signal?.aborted === true;
}

function setHeader(context: Context, name: string, value: string): void {
  const headers = new Headers(context.options?.headers);
  headers.set(name, value);
  context.options = { ...context.options, headers };
}

function callOf(context: Context): GraphCall | null {
  const option: unknown = context.middlewareControl?.getMiddlewareOptions(GraphCall);
  return option instanceof GraphCall ? option : null;
}
