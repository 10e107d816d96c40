import type { Core, UID } from '@strapi/types';
import type { Watched } from './owners';

/** Columns by which a content type knows entries that are part of another one: the relation, which part it is, and the list of those removed. */
export interface PartColumns {
  readonly relation: string;
  readonly place: string;
  readonly removed: string;
}
export interface Concerned {
  /** documentId of what they belonged to → places of the parts that are deleted. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Ids of the parts of what is deleted. */
  readonly orphans: readonly number[];
}
type Row = Readonly<Record<string, unknown>>;

/** Before entries are deleted: whose parts they are, and which parts they have. */
export async function partsConcerned(strapi: Core.Strapi, { uid, parts }: Watched, where: unknown): Promise<Concerned | null> {
  if (!parts) return null;
  const query = strapi.db.query(uid as UID.Schema);
  const rows: Row[] = await query.findMany({ where: where as object, populate: { [parts.relation]: { select: ['id', 'documentId'] } } });
  const places = new Map<string, string[]>();
  for (const row of rows) {
    const of = (row[parts.relation] as { documentId?: unknown } | null)?.documentId;
    const place = row[parts.place];
    if (typeof of !== 'string' || !place) continue;
    places.set(of, [...(places.get(of) ?? []), new Date(place as string).toISOString()]);
  }
  const ids = rows.map(({ id }) => id);
  const orphans: Row[] = ids.length > 0 ? await query.findMany({ select: ['id'], where: { [parts.relation]: { id: { $in: ids } } } }) : [];
  return { places, orphans: orphans.map(({ id }) => Number(id)) };
}

/**
 * Deleting an exception cancels that occurrence, and deleting a series takes its exceptions along (design §4.2). Both are the person's edit,
 * in the same transaction, and leave marks like any other.
 */
export async function carryOver(strapi: Core.Strapi, { uid, parts }: Watched, { places, orphans }: Concerned): Promise<void> {
  if (!parts) return;
  const query = strapi.db.query(uid as UID.Schema);
  for (const [documentId, removed] of places) {
    const row: Row | null = await query.findOne({ where: { documentId } });
    if (!row) continue; // it goes too
    const known = Array.isArray(row[parts.removed]) ? (row[parts.removed] as unknown[]) : [];
    const data = { [parts.removed]: [...known, ...removed.filter((place) => !known.includes(place))] };
    await query.update({ where: { id: row['id'] }, data });
  }
  if (orphans.length > 0) await query.deleteMany({ where: { id: { $in: orphans } } });
}
