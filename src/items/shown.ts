/** A row in canonical columns as people and front ends get it. */
import { bodyFromMicrosoft } from '../canonical/body-from-microsoft';
import { storedInstant } from '../canonical/stored-instant';
import type { Item, Resource } from '../contracts';
import { addressOf, documentIdOf } from '../sync/entry-id';
import { itemFields, type Kind } from './fields';

type Row = Readonly<Record<string, unknown>>;

/** What no reading can be made of is null: it is shown by the explanation of the entry, not here. */
export function shownItem<R extends Resource>(resource: R, row: Row, uidOf: (home: string) => string): Omit<Item<R>, 'version'> {
  const { home, documentId } = addressOf(String(row['documentId']));
  const fields = [...itemFields(resource)].map(([name, { kind }]) => [name, shownValue(kind, row[name])]);
  const shown = Object.fromEntries(fields) as Record<string, unknown>;
  if (resource === 'calendar') shown['isAllDay'] = shown['isAllDay'] === true;
  for (const name of links) if (name in shown) shown[name] = linkOrNull(shown[name]);
  if (typeof shown['html'] === 'string') shown['body'] = bodyFromMicrosoft({ contentType: 'html', content: shown['html'] }).text;
  const uid = uidOf(home);
  return { documentId, home: home === '' ? uid : home, uid, updatedAt: storedInstant(row['updatedAt']), ...shown } as unknown as Omit<
    Item<R>,
    'version'
  >;
}

/** What pages make a link of. A type of the host may let anybody write there, and an address may be a program. */
const links = ['webLink', 'onlineMeetingUrl'] as const;
const linkOrNull = (value: unknown): string | null => (typeof value === 'string' && /^https?:\/\//i.test(value) ? value : null);

/** What a column says of a field of this kind. */
export function shownValue(kind: Kind, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  switch (kind) {
    case 'instant':
      return storedInstant(value);
    case 'date':
      return storedInstant(value)?.slice(0, 10) ?? null;
    case 'boolean':
      return value === true || value === 1;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'text':
      return typeof value === 'string' ? value : null;
    case 'texts':
    case 'json':
      return typeof value === 'string' ? parsed(value) : value;
    case 'relation': {
      const id = typeof value === 'object' ? (value as Row)['documentId'] : value;
      return typeof id === 'string' ? documentIdOf(id) : null;
    }
  }
}

/** In raw rows, JSON columns are texts. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
