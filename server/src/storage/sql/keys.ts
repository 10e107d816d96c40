import { hash } from 'node:crypto';
import type { Resource } from '../../../../src/contracts';
import type { Target } from '../port';

/** One text for a target, and back. documentIds hold no `|`. */
export const targetKey = ({ user, resource }: Target): string => `${user}|${resource}`;

export function targetOf(key: string): Target {
  const cut = key.lastIndexOf('|');
  return { user: key.slice(0, cut), resource: key.slice(cut + 1) as Resource };
}

/** Microsoft's ids are long and differ by case alone; a hash fits every database's index and compares exactly. */
export const hashKey = (...parts: readonly string[]): string => hash('sha256', parts.join('\u0000'));
