import type { Core, UID } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';
import { limitOf, type OwnedType } from '../host/owned-requests';
import { targetOf } from '../storage/entries/owners-by-path';
import { namedBy } from './caller';

interface Params {
  readonly documentId?: string;
  filters?: unknown;
  data?: Record<string, unknown>;
}

/**
 * In requests whose route has the policy `is-owner`, the Document Service knows nobody else's entries of that type. Filters of the query would not do:
 * Strapi drops those that lead to a type which the caller's role may not read, and people are such a type. Nor are entries that are closed to the
 * person named in a relation: the other end of it is theirs, and would lead somewhere else afterwards.
 */
export function reachOwnEntriesAlone(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const limit = limitOf(strapi, context.uid);
    if (limit === null) return next();
    const params = context.params as Params;
    switch (context.action) {
      case 'findMany':
      case 'findFirst':
      case 'count':
        params.filters = { $and: [isOwn(limit), params.filters ?? {}] };
        break;
      case 'findOne':
        if (!(await isAllOwn(strapi, limit, params.documentId))) return null as never;
        break;
      case 'create':
        await mustBecomeOwn(strapi, limit, params, true);
        await mustNameOwn(strapi, limit, params);
        break;
      default:
        if (!(await isAllOwn(strapi, limit, params.documentId)))
          throw new errors.NotFoundError('There is no such entry (any more).', { code: 'unknown-item' satisfies ErrorCode });
        await mustBecomeOwn(strapi, limit, params, false);
        await mustNameOwn(strapi, limit, params);
    }
    return next();
  });
}

const isOwn = ({ owner, user }: Pick<OwnedType, 'owner' | 'user'>): object =>
  owner.reduceRight<object>((inner, relation) => ({ [relation]: inner }), { documentId: user });

/** In every version and language. */
async function isAllOwn(strapi: Core.Strapi, limit: OwnedType, documentId: unknown): Promise<boolean> {
  if (typeof documentId !== 'string') return false;
  const query = strapi.db.query(limit.uid as UID.Schema);
  const all = await query.count({ where: { documentId } as never });
  return all > 0 && all === (await query.count({ where: { $and: [{ documentId }, isOwn(limit)] } as never }));
}

/** Nobody gives an entry to somebody else here, nor to nobody. */
async function mustBecomeOwn(strapi: Core.Strapi, limit: OwnedType, { data }: Params, isNew: boolean): Promise<void> {
  const [first = '', ...rest] = limit.owner;
  if (!data || (!isNew && !(first in data))) return;
  if (data[first] === undefined || data[first] === null) {
    if (!isNew || rest.length > 0) throw notOwn(first);
    data[first] = limit.user;
    return;
  }
  const target = targetOf(strapi, limit.uid, first);
  const named = await namedBy(strapi, target, data[first]);
  const own = rest.length === 0 ? [limit.user] : await ownAmong(strapi, { ...limit, uid: target, owner: rest }, named);
  if (named.length === 0 || named.some((one) => !own.includes(one))) throw notOwn(first);
}

/** In relations beside the one to the owner. */
async function mustNameOwn(strapi: Core.Strapi, limit: OwnedType, { data = {} }: Params): Promise<void> {
  for (const [relation, given] of Object.entries(data)) {
    const target = relation === limit.owner[0] ? '' : targetOf(strapi, limit.uid, relation);
    const owner = limit.closed.get(target);
    const named = owner === undefined ? [] : await namedBy(strapi, target, given);
    if (named.length === 0) continue;
    const own = owner ? await ownAmong(strapi, { ...limit, uid: target, owner }, named) : [];
    if (own.length < named.length) throw notOwn(relation);
  }
}

async function ownAmong(strapi: Core.Strapi, limit: OwnedType, documentIds: readonly string[]): Promise<string[]> {
  const own: string[] = [];
  for (const documentId of documentIds) if (await isAllOwn(strapi, limit, documentId)) own.push(documentId);
  return own;
}

const notOwn = (relation: string) =>
  new errors.ValidationError(`"${relation}" has to lead to yourself, or to what is yours.`, {
    code: 'invalid-input' satisfies ErrorCode,
    errors: [{ path: [relation], message: 'Has to lead to yourself, or to what is yours.', name: 'ValidationError' }],
  });
