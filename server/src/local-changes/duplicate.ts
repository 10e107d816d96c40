import type { Core, UID } from '@strapi/types';
import type { PartColumns, Watched } from './watched';

type Row = Readonly<Record<string, unknown>>;
interface CloneParams {
  readonly documentId: string;
  data?: Record<string, unknown>;
}

/**
 * What *Duplicate* makes of an entry. By itself Strapi moves the exceptions of a series to the copy, and copies what only Microsoft knows of
 * the original: its uid, who organizes it, who is invited. The copy is an entry of its own that is not in Microsoft yet and invites nobody. The
 * original keeps its exceptions, and the copy of a series gets copies of them, as long as it has the same dates and still repeats. There is only one
 * exception for an occurrence, so the copy of an exception is an event of its own.
 */
export function duplicateAsNew(strapi: Core.Strapi, watched: readonly Watched[]): void {
  const byUid = new Map(watched.map((one) => [one.uid, one]));
  strapi.documents.use(async (context, next) => {
    const one = context.action === 'clone' ? byUid.get(context.uid) : undefined;
    if (!one) return next();
    const params = context.params as CloneParams;
    params.data = { ...params.data, ...unknownToMicrosoft(strapi, one) };
    const { data } = params;
    const { parts } = one;
    if (!parts) return next();
    return strapi.db.transaction(async () => {
      const query = strapi.db.query(one.uid as UID.Schema);
      const populate = { [parts.relation]: { select: ['id'] }, [parts.inverse]: { select: ['id', 'documentId'] } };
      const original: Row | null = await query.findOne({ where: { documentId: params.documentId }, populate: populate as never });
      if (!namesAny(data[parts.inverse])) data[parts.inverse] = { set: [] };
      if (original?.[parts.relation] && !namesAny(data[parts.relation]))
        Object.assign(data, { [parts.relation]: null, [parts.place]: null });
      const result = await next();
      const { documentId } = result as { documentId: string };
      const copy: Row | null =
        original && (await query.findOne({ where: { documentId }, populate: { owner: { select: ['documentId'] } } as never }));
      if (original && copy?.[parts.rule] && hasSameDates(parts, original, copy)) {
        const owner = (copy['owner'] as { documentId?: string } | null)?.documentId ?? null;
        for (const part of original[parts.inverse] as readonly { documentId: string }[])
          await strapi
            .documents(one.uid as UID.ContentType)
            .clone({ documentId: part.documentId, data: { [parts.relation]: documentId, owner } as never });
      }
      return result;
    });
  });
}

function unknownToMicrosoft(strapi: Core.Strapi, { uid, ofMicrosoft }: Watched): Record<string, unknown> {
  const { attributes } = strapi.getModel(uid as UID.ContentType);
  return Object.fromEntries(ofMicrosoft.map((name) => [name, (attributes[name] as { default?: unknown } | undefined)?.default ?? null]));
}

/** A relation as the Content Manager, REST or code give it; what connects nothing leaves the choice to us. */
function namesAny(relation: unknown): boolean {
  if (typeof relation !== 'object' || relation === null) return relation !== undefined && relation !== null;
  if (Array.isArray(relation)) return relation.length > 0;
  const { connect, set, ...others } = relation as { connect?: unknown; set?: unknown; id?: unknown; documentId?: unknown };
  return namesAny(connect) || namesAny(set) || others.id !== undefined || others.documentId !== undefined;
}

const hasSameDates = ({ dates }: PartColumns, original: Row, copy: Row): boolean =>
  dates.every((column) => JSON.stringify(original[column] ?? null) === JSON.stringify(copy[column] ?? null));
