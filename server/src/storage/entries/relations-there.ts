import type { Core, UID } from '@strapi/types';
import type { Row } from '../../host/rows';

interface Attribute {
  readonly type: string;
  readonly target?: string;
  readonly component?: string;
}

/** Data without relations to what is gone by now, which Strapi would refuse as a whole. */
export async function withoutTheGone(strapi: Core.Strapi, uid: string, data: Row): Promise<Row> {
  const attributes = strapi.getModel(uid as UID.ContentType).attributes as unknown as Readonly<Record<string, Attribute | undefined>>;
  const there: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    const { type, target, component } = attributes[name] ?? { type: 'string' };
    if (type === 'relation' && target !== undefined) there[name] = await those(strapi, target, 'documentId', value);
    else if (type === 'media') there[name] = await those(strapi, 'plugin::upload.file', 'id', value);
    else if (type === 'component' && component !== undefined)
      there[name] = await inEach(value, (one) => withoutTheGone(strapi, component, one));
    else if (type === 'dynamiczone') there[name] = await inEach(value, (one) => withoutTheGone(strapi, String(one['__component']), one));
    else there[name] = value;
  }
  return there;
}

async function those(strapi: Core.Strapi, type: string, by: 'id' | 'documentId', value: unknown): Promise<unknown> {
  const asked = (Array.isArray(value) ? value : [value]).filter((one) => one !== null);
  if (asked.length === 0) return value;
  const rows = (await strapi.db
    .query(type as UID.ContentType)
    .findMany({ select: ['id', by] as never, where: { [by]: { $in: asked } } as object })) as Row[];
  const known = new Set(rows.map((row) => row[by]));
  return Array.isArray(value) ? asked.filter((one) => known.has(one)) : known.has(value) ? value : null;
}

async function inEach(value: unknown, work: (one: Row) => Promise<Row>): Promise<unknown> {
  if (!Array.isArray(value)) return value === null ? null : work(value as Row);
  const done: Row[] = [];
  for (const one of value as Row[]) done.push(await work(one));
  return done;
}
