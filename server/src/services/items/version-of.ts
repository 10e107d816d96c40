import { createHash } from 'node:crypto';
import type { Item, Resource } from '../../../../src/contracts';
import { itemFields } from '../../../../src/items/fields';

/** 132 bits: no two are alike by chance. */
const LETTERS = 22;

/**
 * An item with the version that a save can name. It is of what people can write, and of nothing else: `updatedAt` changes too where a run notes what
 * Microsoft says of an entry, or a hook of the host a column of its own, and nobody's form is out of date by that.
 */
export function withVersion<R extends Resource>(resource: R, item: Omit<Item<R>, 'version'>): Item<R> {
  return { ...item, version: versionOf(resource, item) } as unknown as Item<R>;
}

export function versionOf<R extends Resource>(resource: R, item: Omit<Item<R>, 'version'>): string {
  const values = item as Readonly<Record<string, unknown>>;
  const written = [...itemFields(resource)].flatMap(([name, { isWritten }]) =>
    isWritten ? [[name, withoutIds(values[name] ?? null)]] : [],
  );
  return createHash('sha256').update(JSON.stringify(written)).digest('base64url').slice(0, LETTERS);
}

/** Microsoft gives the entries of a checklist ids of its own. */
const withoutIds = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((one: unknown) => (typeof one === 'object' && one !== null ? { ...one, id: undefined } : one)) : value;
