import { GraphError } from '../graph/errors.js';
import type { JsonObject } from '../graph/read-value.js';
import { readObject } from '../graph/read-value.js';
import type { Incoming, Outgoing } from '../server/exchange.js';
import { json } from '../server/exchange.js';

/** What a request names, read when it is asked for. */
interface Call {
  readonly incoming: Incoming;
  /** Ids of the address, in order. */
  readonly ids: readonly string[];
  body(): JsonObject;
}

/** By method and address, ids as '*': 'PATCH tasks/*'. Returns the answer's JSON, nothing for 204, or an answer of its own. */
export type Actions<Target> = Readonly<Record<string, (target: Target, call: Call) => unknown>>;

/** Answers a request by the action it names. */
export function act<Target>(actions: Actions<Target>, target: Target, incoming: Incoming, segments: readonly string[]): Outgoing {
  for (const [name, action] of Object.entries(actions)) {
    const [method, path = ''] = name.split(' ');
    const pattern = path.split('/');
    if (method !== incoming.method || pattern.length !== segments.length) continue;
    if (!pattern.every((part, index) => part === '*' || part === segments[index])) continue;
    const ids = segments.filter((_segment, index) => pattern[index] === '*').map(decode);
    const result = action(target, { incoming, ids, body: () => readBody(incoming) });
    return result === undefined ? { status: 204 } : json(incoming.method === 'POST' ? 201 : 200, result);
  }
  throw notFound();
}

function notFound(): GraphError {
  return new GraphError(404, 'NotFound', 'Nothing here.');
}

/** One of several words. */
export function oneOf<Word extends string>(value: unknown, allowed: readonly Word[], name: string): Word {
  const found = allowed.find((word) => word === value);
  if (found === undefined) throw new GraphError(400, 'BadRequest', `${name} is one of: ${allowed.join(', ')}.`);
  return found;
}

export function wholeNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new GraphError(400, 'BadRequest', `${name} is a whole number.`);
  return value;
}

function readBody({ body }: Incoming): JsonObject {
  try {
    return readObject(JSON.parse(body), 'body');
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw new GraphError(400, 'BadRequest', 'The body is no JSON.');
  }
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    throw notFound();
  }
}
