import { classify } from './classify';
import type { GraphAnswer, GraphFailure, GraphRequest } from './port';

interface RawAnswer {
  method: GraphRequest['method'];
  url: string;
  status: number;
  headers: Record<string, string>; // lower-case names
  body: unknown; // parsed; a string where it is not JSON, null where there is none
}

/** Says of an HTTP answer (or of a part of a batch) whether it is a success, and of what kind a failure is. */
export function answerOf(raw: RawAnswer, now: number): GraphAnswer {
  const { status, headers, body } = raw;
  const isSuccess = status >= 200 && status < 300;
  if (!isSuccess) return { status, headers, body, failure: classify(raw, now) };
  const mayBeEmpty = status === 202 || status === 204 || raw.method === 'DELETE';
  const isWhole = (typeof body === 'object' && body !== null && !Array.isArray(body)) || (mayBeEmpty && (body === null || body === ''));
  return {
    status,
    headers,
    body,
    failure: isWhole ? null : failureOf('nonsense', 'Microsoft answered with something that is not JSON.', status),
  };
}

export function answerWithoutStatus(failure: GraphFailure): GraphAnswer {
  return { status: failure.status, headers: {}, body: null, failure };
}

export function failureOf(reason: GraphFailure['reason'], message: string, status = 0): GraphFailure {
  return { reason, status, code: '', message, retryAfterMs: null, requestId: null };
}

export function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
