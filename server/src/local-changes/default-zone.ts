import type { Core, UID } from '@strapi/types';

interface ZoneDeps {
  readonly uid: string;
  readonly userType: string;
  /** IANA zone of a person's mailbox, where they have one. */
  readonly zoneOf: (user: string) => Promise<string | null>;
  /** Of whoever has no mailbox. */
  readonly elsewhere: () => string;
}

/**
 * An entry that is made without a zone is in the one of its owner's mailbox: a series keeps its time of day by it when the clocks change.
 * The dates of all-day events are in none, and an exception is in its series' one, whatever is said of it.
 */
export function giveDefaultZone(strapi: Core.Strapi, { uid, userType, zoneOf, elsewhere }: ZoneDeps): void {
  strapi.documents.use(async (context, next) => {
    if (context.action !== 'create' || context.uid !== uid) return next();
    const data = (context.params as { data?: Record<string, unknown> }).data;
    if (!data || data['isAllDay'] === true || isGiven(data['timeZone']) || named(data['series'])) return next();
    const owner = named(data['owner']);
    const user = owner && (await strapi.db.query(userType as UID.Schema).findOne({ select: ['documentId'], where: owner }));
    data['timeZone'] = (user ? await zoneOf(String(user['documentId'])) : null) ?? elsewhere();
    return next();
  });
}

const isGiven = (zone: unknown): boolean => zone !== undefined && zone !== null && zone !== '';

/** Whom or what a relation to one names, in any of the forms that the Document Service takes: an id, a documentId, or `connect` and `set` of those. */
function named(relation: unknown): { id: number } | { documentId: string } | null {
  if (typeof relation === 'number') return { id: relation };
  if (typeof relation === 'string' && relation !== '') return /^\d+$/.test(relation) ? { id: Number(relation) } : { documentId: relation };
  if (Array.isArray(relation)) return named(relation.at(-1));
  if (typeof relation !== 'object' || relation === null) return null;
  const { documentId, id, connect, set } = relation as Record<string, unknown>;
  return named(documentId ?? id ?? connect ?? set);
}
