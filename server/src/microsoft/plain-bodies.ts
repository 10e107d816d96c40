import { itemBodyInSteps } from '../../../src/canonical/body-from-microsoft';

/** Where bodies of items stand in answers: in lists, in parts of a batch, in the exceptions of a series. */
const within = ['value', 'responses', 'body', 'exceptionOccurrences'] as const;
/** Below it, a body is read in no time. */
const LONG = 2_000;

/**
 * Makes the long bodies of an answer what they are read as later on, in steps: a page of two hundred long ones would hold everybody up who waits for this process.
 */
export function* withPlainBodies<T>(answered: T): Generator<undefined, T> {
  const waiting: unknown[] = [answered];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) for (const one of next) waiting.push(one);
    else {
      const item = next as Record<string, unknown>;
      if (isLong(item['body'])) item['body'] = yield* itemBodyInSteps(item['body']);
      waiting.push(...within.flatMap((name) => (typeof item[name] === 'object' && item[name] !== null ? [item[name]] : [])));
    }
    yield;
  }
  return answered;
}

const isLong = (body: unknown): boolean => {
  const content = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['content'] : null;
  return typeof content === 'string' && content.length > LONG;
};
