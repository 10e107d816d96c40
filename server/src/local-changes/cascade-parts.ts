import type { Core, UID } from '@strapi/types';
import type { Watched } from './watched';

export interface Concerned {
  /** documentId of what they belonged to → the parts that are deleted: their ids, and their places. */
  readonly places: ReadonlyMap<string, readonly { readonly id: number; readonly place: string }[]>;
  /** Ids of the parts of what is deleted. */
  readonly orphans: readonly number[];
}
type Row = Readonly<Record<string, unknown>>;

/** Before entries are deleted: whose parts they are, and which parts they have. */
export async function partsConcerned(strapi: Core.Strapi, { uid, parts }: Watched, where: unknown): Promise<Concerned | null> {
  if (!parts) return null;
  const query = strapi.db.query(uid as UID.Schema);
  const populate = { [parts.relation]: { select: ['id', 'documentId'] }, owner: { select: ['id'] } };
  const rows: Row[] = await query.findMany({ where: where as object, populate });
  const places = new Map<string, { id: number; place: string }[]>();
  for (const row of rows) {
    const of = (row[parts.relation] as { documentId?: unknown } | null)?.documentId;
    const place = row[parts.place];
    if (typeof of !== 'string' || !place) continue;
    const known = places.get(of) ?? [];
    places.set(of, known);
    known.push({ id: Number(row['id']), place: new Date(place as string).toISOString() });
  }
  const owners = new Map(rows.map((row) => [Number(row['id']), ownerId(row)]));
  const orphans = (await partsOf(strapi, { uid, parts }, [...owners.keys()])).filter(({ of, owner }) => isAlong(owner, owners.get(of)));
  return { places, orphans: orphans.map(({ id }) => id) };
}

/** What somebody has made a part of somebody else's entry is not that person's to take along. */
const isAlong = (owner: number | null, ofWhole: number | null | undefined): boolean => owner === null || owner === (ofWhole ?? owner);
const ownerId = (row: Row): number | null => (row['owner'] as { id?: number } | null | undefined)?.id ?? null;

interface PartRow {
  readonly id: number;
  readonly owner: number | null;
  /** Id of what it belongs to. */
  readonly of: number;
}

/** The parts of rows with these ids. */
async function partsOf(strapi: Core.Strapi, { uid, parts }: Pick<Watched, 'uid' | 'parts'>, ids: readonly number[]): Promise<PartRow[]> {
  if (!parts || ids.length === 0) return [];
  const populate = { [parts.relation]: { select: ['id'] }, owner: { select: ['id'] } };
  const rows: Row[] = await strapi.db
    .query(uid as UID.Schema)
    .findMany({ select: ['id'], where: { [parts.relation]: { id: { $in: [...ids] } } }, populate });
  return rows.map((row) => ({ id: Number(row['id']), owner: ownerId(row), of: Number((row[parts.relation] as Row)['id']) }));
}

/** Before entries change: whose they are, with their parts. Null where the change is about neither. */
export async function partsBefore(
  strapi: Core.Strapi,
  watched: Watched,
  { where, data }: { where: unknown; data: Row },
): Promise<Before | null> {
  if (!watched.parts || !('owner' in data || watched.parts.inverse in data)) return null;
  const rows: Row[] = await strapi.db
    .query(watched.uid as UID.Schema)
    .findMany({ select: ['id'], where: where as object, populate: { owner: { select: ['id'] } } });
  const owners = new Map(rows.map((row) => [Number(row['id']), ownerId(row)]));
  return { owners, parts: await partsOf(strapi, watched, [...owners.keys()]) };
}
export interface Before {
  readonly owners: ReadonlyMap<number, number | null>;
  readonly parts: readonly PartRow[];
}

/**
 * What a series has exceptions of may be said in its own form: of the exceptions that it gets and gives away by that, no change is told.
 * Returns their ids.
 */
export async function partsMoved(
  strapi: Core.Strapi,
  watched: Watched,
  { before, data, ids }: { before: readonly PartRow[]; data: Row; ids: readonly number[] },
): Promise<number[]> {
  if (!watched.parts || !(watched.parts.inverse in data)) return [];
  const now = (await partsOf(strapi, watched, ids)).map(({ id }) => id);
  const then = before.map(({ id }) => id);
  const [wasOne, isOne] = [new Set(then), new Set(now)];
  return [...now.filter((id) => !wasOne.has(id)), ...then.filter((id) => !isOne.has(id))];
}

/** A series that is given to somebody takes its exceptions along. The person's own edit, in the same transaction, which leaves marks like any other. */
export async function handOnParts(strapi: Core.Strapi, watched: Watched, { owners, parts }: Before): Promise<void> {
  const query = strapi.db.query(watched.uid as UID.Schema);
  const rows: Row[] = await query.findMany({
    select: ['id'],
    where: { id: { $in: [...owners.keys()] } },
    populate: { owner: { select: ['id'] } },
  });
  const now = new Map(rows.map((row) => [Number(row['id']), ownerId(row)]));
  for (const { id, of, owner } of parts) {
    const next = now.get(of) ?? null;
    if (owner !== next && now.has(of) && isAlong(owner, owners.get(of))) await query.update({ where: { id }, data: { owner: next } });
  }
}

/**
 * Deleting an exception cancels that occurrence, and deleting a series takes its exceptions along. Both are the person's edit,
 * in the same transaction, and leave marks like any other.
 */
export async function carryOver(strapi: Core.Strapi, { uid, parts }: Watched, { places, orphans }: Concerned): Promise<void> {
  if (!parts) return;
  const query = strapi.db.query(uid as UID.Schema);
  for (const [documentId, deleted] of places) {
    const row: Row | null = await query.findOne({ where: { documentId } });
    if (!row) continue; // it goes too
    const others: Row[] = await query.findMany({ select: ['id', parts.place], where: { [parts.relation]: { documentId } } });
    // Of two entries that stood in one place, one is left there.
    const taken = new Set(others.flatMap((other) => (other[parts.place] ? [new Date(other[parts.place] as string).toISOString()] : [])));
    const removed = deleted.flatMap(({ place }) => (taken.has(place) ? [] : [place]));
    if (removed.length === 0) continue;
    const known = Array.isArray(row[parts.removed]) ? (row[parts.removed] as unknown[]) : [];
    const isKnown = new Set(known);
    const data = { [parts.removed]: [...known, ...removed.filter((place) => !isKnown.has(place))] };
    await query.update({ where: { id: row['id'] }, data });
  }
  if (orphans.length > 0) await query.deleteMany({ where: { id: { $in: orphans } } });
}
