import type { Core, UID } from '@strapi/types';
import type { Row } from '../../host/rows';

/** All that a document holds, as data for the Document Service: one for each of its versions and languages. */
export type KeptEntry = readonly KeptVersion[];
export interface KeptVersion {
  readonly locale: string | null;
  readonly isPublished: boolean;
  readonly data: Row;
}
interface Attribute {
  readonly type: string;
  readonly component?: string;
  readonly relation?: string;
}
type Attributes = Readonly<Record<string, Attribute>>;

/** What the database or Strapi itself writes. */
const OWN = new Set(['createdBy', 'updatedBy', 'localizations', 'createdAt', 'updatedAt', 'publishedAt', 'locale', 'documentId']);

export async function readKept(strapi: Core.Strapi, uid: string, documentId: string): Promise<KeptEntry> {
  const rows = (await strapi.db
    .query(uid as UID.ContentType)
    .findMany({ where: { documentId }, populate: populateAll(strapi, uid) as never, orderBy: { id: 'asc' } })) as Row[];
  return rows.map((row) => ({
    locale: typeof row['locale'] === 'string' ? row['locale'] : null,
    isPublished: Boolean(row['publishedAt']),
    data: dataOf(strapi, uid, row),
  }));
}

const attributesOf = (strapi: Core.Strapi, uid: string): [string, Attribute][] =>
  Object.entries(strapi.getModel(uid as UID.ContentType).attributes as unknown as Attributes).filter(
    // A password is a hash, which would be hashed again; what leads to any type has no name for where it leads.
    ([name, { type, relation }]) => !OWN.has(name) && type !== 'password' && !String(relation).startsWith('morph'),
  );

function populateAll(strapi: Core.Strapi, uid: string): Record<string, unknown> {
  return Object.fromEntries(
    attributesOf(strapi, uid).flatMap(([name, { type, component }]): [string, unknown][] => {
      if (type === 'relation') return [[name, { select: ['id', 'documentId'] }]];
      if (type === 'media') return [[name, { select: ['id'] }]];
      if (type === 'dynamiczone') return [[name, { populate: '*' }]];
      return type === 'component' && component !== undefined ? [[name, { populate: populateAll(strapi, component) }]] : [];
    }),
  );
}

function dataOf(strapi: Core.Strapi, uid: string, row: Row): Row {
  return Object.fromEntries(
    attributesOf(strapi, uid).flatMap(([name, { type, component }]): [string, unknown][] => {
      const value = row[name];
      if (value === undefined) return [];
      if (type === 'relation') return [[name, each(value, ({ documentId }) => documentId)]];
      if (type === 'media') return [[name, each(value, ({ id }) => id)]];
      if (type === 'component') return [[name, each(value, (one) => dataOf(strapi, component ?? '', one))]];
      if (type === 'dynamiczone')
        return [[name, each(value, (one) => ({ __component: one['__component'], ...dataOf(strapi, String(one['__component']), one) }))]];
      return [[name, value]];
    }),
  );
}

/** Of several, each once: a relation to a type with draft & publish leads to both versions. */
function each(value: unknown, as: (one: Row) => unknown): unknown {
  if (Array.isArray(value)) return [...new Set((value as Row[]).map(as))];
  return value === null ? null : as(value as Row);
}
