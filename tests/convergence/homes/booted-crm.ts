import type { Core, UID } from '@strapi/types';
import type { HostRow } from '../state';
import type { Crm, Documents } from './documents';

/** The same on a booted Strapi: rows that were made before are not of this history. */
export async function bootedCrm(strapi: Core.Strapi, uids: readonly string[]): Promise<Crm> {
  const before = new Map<string, number>();
  for (const uid of uids) {
    const [last] = (await strapi.db.query(uid as UID.Schema).findMany({ select: ['id'], orderBy: { id: 'desc' }, limit: 1 })) as {
      id: number;
    }[];
    before.set(uid, last?.id ?? 0);
  }
  return {
    documents: (uid) => strapi.documents(uid as UID.ContentType) as unknown as Documents,
    rows: async (uid) =>
      (await strapi.db.query(uid as UID.Schema).findMany({
        where: { id: { $gt: before.get(uid) ?? 0 } },
        populate: populateOf(strapi, uid) as never,
        orderBy: { id: 'asc' },
      })) as HostRow[],
  };
}

interface Attribute {
  readonly type: string;
  readonly relation?: string;
}

/** Components, and what relations to one lead to, with what those lead to. */
function populateOf(strapi: Core.Strapi, uid: string, depth = 2): object {
  const attributes = Object.entries(
    strapi.getModel(uid as UID.Schema).attributes as unknown as Record<string, Attribute & { target?: string }>,
  );
  return Object.fromEntries(
    attributes.flatMap(([name, { type, relation, target = '' }]): [string, unknown][] => {
      if (type === 'component') return [[name, true]];
      if (type !== 'relation' || !/ToOne$/.test(relation ?? '') || ['createdBy', 'updatedBy'].includes(name)) return [];
      return [[name, depth > 1 ? { populate: populateOf(strapi, target, depth - 1) } : true]];
    }),
  );
}
