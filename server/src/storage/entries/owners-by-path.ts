import type { Core, UID } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';
import { chunks, type Row } from '../../host/rows';

/** documentIds of the owners, by the ids of rows that were read with the first step to them. One look for each further step. */
export function ownersByPath(strapi: Core.Strapi, { uid, owner: [first = 'owner', ...rest] }: Pick<Home, 'uid' | 'owner'>) {
  return async function ownersOf(entries: readonly Row[]): Promise<Map<number, string>> {
    let reached = new Map<number, string>();
    for (const entry of entries) {
      const next = documentIdIn(entry[first]);
      if (next !== null) reached.set(Number(entry['id']), next);
    }
    let type = targetOf(strapi, uid, first);
    for (const relation of rest) {
      const nextOf = await followed(strapi, { type, relation, documentIds: [...new Set(reached.values())] });
      reached = new Map([...reached].flatMap(([id, documentId]) => (nextOf.has(documentId) ? [[id, nextOf.get(documentId) ?? '']] : [])));
      type = targetOf(strapi, type, relation);
    }
    return reached;
  };
}

/** Steps are taken by documentId: the published version says where to, else the draft. */
async function followed(
  strapi: Core.Strapi,
  { type, relation, documentIds }: { type: string; relation: string; documentIds: readonly string[] },
): Promise<Map<string, string>> {
  const next = new Map<string, string>();
  for (const part of chunks(documentIds, 200)) {
    const rows = (await strapi.db.query(type as UID.ContentType).findMany({
      select: ['id', 'documentId', 'publishedAt'] as never,
      where: { documentId: { $in: part } },
      populate: { [relation]: { select: ['id', 'documentId'] } } as never,
      orderBy: { id: 'asc' },
    })) as Row[];
    const drafts = rows.filter((row) => !row['publishedAt']);
    const published = rows.filter((row) => row['publishedAt']);
    for (const row of [...drafts, ...published]) {
      const documentId = String(row['documentId']);
      const to = documentIdIn(row[relation]);
      if (to !== null) next.set(documentId, to);
      else if (row['publishedAt']) next.delete(documentId); // published without: the draft does not say otherwise
    }
  }
  return next;
}

export function targetOf(strapi: Core.Strapi, uid: string, relation: string): string {
  const attribute = strapi.getModel(uid as UID.ContentType).attributes[relation] as { target?: string } | undefined;
  return attribute?.target ?? '';
}

function documentIdIn(related: unknown): string | null {
  const one = (Array.isArray(related) ? related[0] : related) as { documentId?: unknown } | null | undefined;
  return typeof one?.documentId === 'string' ? one.documentId : null;
}
