import { hasMorePages } from '../../../../src/canonical/has-more-pages';
import type { RestOfList } from './graph-resource';

/** A list that was asked for with its item comes in pages, or not at all (`path`: where it is had by itself; null: nowhere). */
export function restOf(body: unknown, { name, path }: { readonly name: string; readonly path: string | null }): RestOfList | null {
  if (typeof body !== 'object' || body === null) return null;
  const item = body as Readonly<Record<string, unknown>>;
  const first = item[name];
  if (Array.isArray(first))
    return hasMorePages(item, name) ? { name, from: { link: String(item[`${name}@odata.nextLink`]) }, first } : null;
  return path !== null && typeof item['id'] === 'string' ? { name, from: path, first: [] } : null;
}
