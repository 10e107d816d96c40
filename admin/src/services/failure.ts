import { type ErrorCode, errorCodes } from '../../../src/contracts/errors';

/** What a page needs to know of a failed request. */
export interface Failure {
  message: string | null; // the server's own words, which say what to do; null: it said nothing of use
  code: ErrorCode | null;
  reason: string | null; // what the code leaves open, where the server said it by a word of its own
  link: string | null; // to be passed on to whoever can help
  problems: { path: string; message: string }[]; // per field, where the input was wrong
}

/** Reads Strapi's error body, a lost connection, or anything else that was thrown. */
export function failureOf(error: unknown): Failure {
  if (!isObject(error)) return { message: null, code: null, reason: null, link: null, problems: [] };
  const details = isObject(error.details) ? error.details : {};
  const code = errorCodes.find((one) => one === details.code) ?? (error.status === 403 ? 'out-of-reach' : null);
  // Of other failures ("Internal Server Error", a proxy's "Bad Gateway") the words are a name, which tells nobody what to do.
  const isWorded = typeof error.status === 'number' && (code !== null || error.status === 400);
  return {
    message: isWorded && typeof error.message === 'string' && error.message !== '' ? error.message : null,
    code,
    reason: typeof details.reason === 'string' ? details.reason : null,
    link: typeof details.link === 'string' && details.link.startsWith('http') ? details.link : null,
    problems: Array.isArray(details.errors) ? details.errors.flatMap(problem) : [],
  };
}

function problem(entry: unknown) {
  if (!isObject(entry) || typeof entry.message !== 'string') return [];
  const path = Array.isArray(entry.path) ? entry.path.join('.') : entry.path;
  return typeof path === 'string' ? [{ path, message: entry.message }] : [];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
