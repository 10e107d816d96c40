import type { Values } from '../sync/resource';

/** `body` and `html` are one thing in Microsoft: of the two, a request writes the one that says something, and with its formatting where both do. */
export function withOneBody({ html }: Values, changed: readonly string[]): readonly string[] {
  if (!changed.includes('body') || !changed.includes('html')) return changed;
  const other = (html ?? '') === '' ? 'html' : 'body';
  return changed.filter((field) => field !== other);
}

/** In characters, of whichever of the two a row holds. */
export const bodyLength = (row: Values): number =>
  Math.max(...[row['body'], row['html']].map((body) => (typeof body === 'string' ? body.length : 0)));
