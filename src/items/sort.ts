/** In which order items are listed. */
import type { Resource } from '../contracts';
import { compare, kindOf } from './filters';
import { InvalidItem } from './problem';

export interface SortKey {
  readonly field: string;
  readonly isDescending: boolean;
}

const MOST = 5;

/** Throws `InvalidItem`. The documentId comes last, so that pages do not overlap. */
export function sortKeysOf(resource: Resource, sort: unknown): readonly SortKey[] {
  const given = sort === undefined || sort === null ? [resource === 'calendar' ? 'start' : 'dueDate'] : Array.isArray(sort) ? sort : [sort];
  const texts = given.flatMap((one: unknown) => (typeof one === 'string' ? one.split(',') : [null]));
  const keys = texts.slice(0, MOST + 1).map((text) => {
    const [, field = '', order = 'asc'] = /^\s*(\w+)(?::(asc|desc))?\s*$/i.exec(text ?? '') ?? [];
    const kind = kindOf(resource, field);
    return kind === null || kind === 'json' || kind === 'texts' ? null : { field, isDescending: order.toLowerCase() === 'desc' };
  });
  const known = keys.filter((key) => key !== null);
  if (known.length < keys.length || keys.length > MOST)
    throw new InvalidItem([{ path: ['sort'], message: `Must be at most ${MOST} fields of items, such as "start" or "start:desc".` }]);
  return [...known, { field: 'documentId', isDescending: false }];
}

export function byKeys(keys: readonly SortKey[]): (a: readonly unknown[], b: readonly unknown[]) => number {
  return (a, b) => {
    for (const [at, { isDescending }] of keys.entries()) {
      const order = compare(a[at], b[at]);
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  };
}
