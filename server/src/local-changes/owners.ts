import type { Core, UID } from '@strapi/types';
import type { Watched } from './watched';

/** documentId → documentIds of its owners. */
export type Owners = Map<string, Set<string>>;

/** documentIds of the rows that match, with the documentIds of their owners. */
export async function ownersOf(strapi: Core.Strapi, { uid }: Watched, where: unknown): Promise<Owners> {
  const rows = await strapi.db.query(uid as UID.Schema).findMany({
    select: ['id', 'documentId'],
    where: where as object,
    populate: { owner: { select: ['id', 'documentId'] } },
  });
  const owners: Owners = new Map();
  for (const row of rows) {
    const owner = (row['owner'] as { documentId?: unknown } | null)?.documentId;
    owners.set(String(row['documentId']), new Set(typeof owner === 'string' ? [owner] : []));
  }
  return owners;
}
