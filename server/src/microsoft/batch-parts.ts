import { LEFT_OUT } from '../../../src/sync/resource';

/** One answer in the answer to a batch. */
export interface AnsweredPart {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  isLeftOut: boolean;
}

/** By id, since they come in any order; null where the answer is no batch. */
export function partsOf(body: unknown): Map<string, AnsweredPart> | null {
  const responses = (body as { responses?: unknown } | null)?.responses;
  if (!Array.isArray(responses)) return null;
  const parts = new Map<string, AnsweredPart>();
  for (const entry of responses as unknown[]) {
    if (typeof entry !== 'object' || entry === null) continue;
    const { id, status: told, headers, body: content } = entry as Record<string, unknown>;
    const status = statusOf(told);
    if ((typeof id !== 'string' && typeof id !== 'number') || status === null) continue;
    parts.set(String(id), { status, headers: lowerCased(headers), body: content ?? null, isLeftOut: LEFT_OUT in entry });
  }
  return parts;
}

/** A number that is written as a text is one. Without it nobody would know what was done. */
function statusOf(told: unknown): number | null {
  const status = typeof told === 'string' && /^[1-5]\d\d$/.test(told) ? Number(told) : told;
  return typeof status === 'number' ? status : null;
}

function lowerCased(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
