import type { FailureReason, GraphFailure, GraphRequest } from './port';
import { claimsIn } from './claims';
import { retryAfterMs } from './retry-after';

/** An HTTP answer that is no success, as far as it is needed to say what it means. */
export interface FailedAnswer {
  method: GraphRequest['method'];
  url: string;
  status: number;
  headers: Record<string, string>; // lower-case names
  body: unknown;
}

const syncStateCodes = new Set(['syncstatenotfound', 'resyncrequired', 'fullsyncrequired', 'syncstateinvalid']);
const mailboxCodes = new Set([
  'mailboxnotenabledforrestapi',
  'mailboxnotsupportedforrestapi',
  'mailboxnothostedinexchangeonline',
  'errornonexistentmailbox',
  'errormailboxstoreunavailable',
  'mailboxinactive',
  'request_resourcenotfound',
]);

/** Which reason an answer that is no success has (graph-facts §8; what follows from it is in engine/failure-policy.ts): by status and code, the latter in any letter case and as deep inside as it is known. */
export function classify(answer: FailedAnswer, now: number): GraphFailure {
  const error = envelopeOf(answer.body);
  const codes = error === null ? [] : codesOf(error);
  const requestId = answer.headers['request-id'] ?? requestIdOf(error);
  return {
    reason: reasonOf(
      answer,
      error,
      codes.map((code) => code.toLowerCase()),
    ),
    status: answer.status,
    code: safe(codes.at(-1) ?? ''),
    message: safe(
      typeof error?.message === 'string' && error.message !== '' ? error.message : `Microsoft answered with status ${answer.status}.`,
    ),
    retryAfterMs: retryAfterMs(answer.headers['retry-after'], now),
    requestId: requestId ?? null,
    claims: claimsIn(answer.headers['www-authenticate']),
  };
}

function reasonOf(answer: FailedAnswer, error: Envelope | null, codes: string[]): FailureReason {
  const { status, method, url, headers } = answer;
  const isRead = method === 'GET';
  const has = (known: ReadonlySet<string>) => codes.some((code) => known.has(code));

  if (status < 400) return 'nonsense'; // Graph does not redirect
  if (status === 429 || status === 509) return 'throttled';
  if (has(mailboxCodes)) return 'no-mailbox';
  if ((status === 400 || status === 404 || status === 410) && has(syncStateCodes)) return 'sync-state-gone';
  if (isClaimsChallenge(headers, codes)) return 'claims-required';
  switch (status) {
    case 401:
      // Without the application permission To Do answers 401 UnknownError, which no fresh token heals (graph-facts §2.5).
      return codes.includes('unknownerror') && /\/todo(\/|$|\?)/.test(url) ? 'forbidden' : 'unauthorized';
    case 403:
      return 'forbidden';
    case 408:
    case 423:
    case 424:
      return 'unavailable';
    case 409:
    case 412:
      return 'changed-meanwhile';
    case 410:
      return isRead ? 'sync-state-gone' : error === null ? 'nonsense' : 'not-found';
    case 413:
      return 'too-large';
    case 503:
      // Whether a write was done cannot be told from a 503, except where Exchange says that it was not let in.
      return isMailboxConcurrency(answer.body) || (isRead && headers['retry-after'] !== undefined) ? 'throttled' : 'unavailable';
    case 507:
      return 'mailbox-full';
    case 504:
      return isRead && isView(url) ? 'window-too-wide' : 'unavailable';
  }
  if (status >= 500) return 'unavailable';
  // A proxy's page is not Graph's word: least of all may a 404 of its prove a deletion.
  if (error === null) return 'nonsense';
  if (codes.includes('errorincorrectroutinghint')) return 'forbidden';
  if (status === 404) return codes.includes('resourcenotfound') && hasDeltaToken(url) ? 'sync-state-gone' : 'not-found';
  if (status === 400 && isRead && isView(url) && /maximum number of days/i.test(String(error.message))) return 'window-too-wide';
  return 'rejected';
}

/** Exchange lets at most four requests of one application into a mailbox; it says so by 429, or by 503 (graph-facts §4). */
export function isMailboxConcurrency(body: unknown): boolean {
  const error = envelopeOf(body);
  return error !== null && [...codesOf(error), String(error.message ?? '')].some((text) => /mailboxconcurrency/i.test(text));
}

interface Envelope {
  code?: unknown;
  message?: unknown;
  innerError?: unknown;
  innererror?: unknown;
}

function envelopeOf(body: unknown): Envelope | null {
  const error = isObject(body) ? body.error : null;
  return isObject(error) ? error : null;
}

/** From the outside in; the last is the most specific. */
function codesOf(error: Envelope): string[] {
  const codes: string[] = [];
  for (let level: unknown = error; isObject(level) && codes.length < 10; level = level.innerError ?? level.innererror) {
    if (typeof level.code === 'string' && level.code !== '' && !/^\d+$/.test(level.code)) codes.push(level.code);
  }
  return codes;
}

function requestIdOf(error: Envelope | null): string | undefined {
  const inner = error?.innerError ?? error?.innererror;
  const id = isObject(inner) ? inner['request-id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function isClaimsChallenge(headers: Record<string, string>, codes: string[]): boolean {
  return codes.includes('insufficient_claims') || /insufficient_claims|[ ,]claims=/.test(headers['www-authenticate'] ?? '');
}

function isView(url: string): boolean {
  return /\/calendarview([/?(]|$)/i.test(url);
}

function hasDeltaToken(url: string): boolean {
  return /[?&]\$?(deltatoken|skiptoken)=/i.test(url.replaceAll('%24', '$'));
}

/** Messages are shown and logged: bounded, and nothing in them that looks like a token. */
function safe(message: string): string {
  return message
    .replace(/\p{Cc}|\p{Surrogate}/gu, ' ')
    .replace(/eyJ[\w-]{8,}(\.[\w-]+)*/g, '…')
    .replace(/(bearer\s+)\S+/gi, '$1…')
    .slice(0, 500);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
