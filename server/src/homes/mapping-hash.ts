import { hash } from 'node:crypto';
import type { HomeMapping } from '../../../src/contracts';

/**
 * What decides which entries go out, which items come in, and what they say there. Functions by their source text. A mapping that is written
 * down in another order is the same.
 */
export function mappingHash({ uid, owner, fields, takesPart, version, locale, accepts, durationMinutes, ...mapping }: HomeMapping): string {
  // What counts where nothing is said has changed once: whoever said nothing is asked again.
  const series = mapping.series ?? ('start' in fields && !('recurrence' in fields) ? 'entry-per-occurrence' : undefined);
  return hash('sha256', JSON.stringify(inOrder({ uid, owner, fields, takesPart, version, locale, accepts, durationMinutes, series })));
}

function inOrder(value: unknown): unknown {
  if (typeof value === 'function') return { function: String(value) };
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => [name, inOrder(one)]);
}
