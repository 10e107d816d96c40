import type { Query } from './query.js';
import type { Json } from './render-event.js';

/** `$select` of things without navigation: id and ETag come in any case. */
export function selected(whole: Json, query: Query): Json {
  const names = query
    .get('$select')
    ?.toLowerCase()
    .split(',')
    .map((name) => name.trim());
  if (!names) return whole;
  return Object.fromEntries(
    Object.entries(whole).filter(([name]) => name === 'id' || name === '@odata.etag' || names.includes(name.toLowerCase())),
  );
}
