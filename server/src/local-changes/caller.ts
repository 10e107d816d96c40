import type { Core, UID } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';

/** On whose behalf a request is made. */
export interface Caller {
  /** documentId of the host's user who is signed in; null: somebody else, or nobody. */
  readonly user: string | null;
  /** Of an administrator: what Strapi has worked out for their roles. */
  readonly ability: unknown;
  readonly auth: unknown;
  readonly isContentManager: boolean;
}
interface State {
  readonly user?: { readonly id?: unknown; readonly documentId?: unknown };
  readonly userAbility?: unknown;
  readonly auth?: { readonly strategy?: { readonly name?: unknown } };
  readonly route?: { readonly info?: { readonly pluginName?: unknown } };
}

/** Null: there is no request, so it is code that acts on its own. */
export function callerOf(strapi: Core.Strapi, userType: string): Caller | null {
  const context = strapi.requestContext.get();
  if (!context) return null;
  const { user, userAbility, auth, route } = context.state as State;
  const isHostUser = auth?.strategy?.name === (userType === 'admin::user' ? 'admin' : 'users-permissions');
  return {
    user: isHostUser && typeof user?.documentId === 'string' ? user.documentId : null,
    ability: userAbility,
    auth,
    isContentManager: route?.info?.pluginName === 'content-manager' && userAbility !== undefined,
  };
}

/** What the plugin does by itself, though a request may have caused it: whoever asked has been checked by then. */
export async function withoutCaller<T>(strapi: Core.Strapi, work: () => Promise<T>): Promise<T> {
  const done: { result?: T } = {};
  await strapi.requestContext.run(undefined as never, async () => void (done.result = await work()));
  return done.result as T;
}

/**
 * documentIds of what a relation names, in whatever form the Content Manager, REST, GraphQL or code give it. Databases take more for a number than its
 * digits (" 5", "5.0", in MySQL "5a"), and Strapi hands them on: of such a name nobody could say whom it means, so it is refused.
 */
export async function namedBy(strapi: Core.Strapi, uid: string, relation: unknown): Promise<string[]> {
  const named = referencesIn(relation);
  const ids = named.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const documentIds = named.flatMap(({ documentId }) => documentId ?? []);
  if (ids.length + documentIds.length === 0) return [];
  if (!ids.every((id) => Number.isInteger(id) || /^\d{1,15}$/.test(String(id)))) throw notAnId();
  const rows = await strapi.db
    .query(uid as UID.Schema)
    .findMany({ select: ['id', 'documentId'], where: { $or: [{ id: { $in: ids.map(Number) } }, { documentId: { $in: documentIds } }] } });
  return [...new Set(rows.map((row) => String(row['documentId'])))];
}

/**
 * Whether a copy has what the original has in this relation. Strapi merges what it is given into that, and only what connects, takes away or sets something
 * is in its place: the form of *Duplicate* names every relation, also those that it leaves as they are.
 */
export function isKeptByCopy(relation: unknown): boolean {
  if (typeof relation !== 'object' || relation === null || Array.isArray(relation)) return relation === undefined;
  const { connect, disconnect } = relation as Record<string, unknown>;
  return !('set' in relation) && [connect, disconnect].every((one) => (Array.isArray(one) ? one.length === 0 : (one ?? null) === null));
}

interface Reference {
  readonly id?: unknown;
  readonly documentId?: string;
}

function referencesIn(relation: unknown): Reference[] {
  if (typeof relation === 'number') return [{ id: relation }];
  // Whatever begins with a number is an id to Strapi.
  if (typeof relation === 'string')
    return [{ documentId: relation, ...(Number.isNaN(Number.parseInt(relation, 10)) ? {} : { id: relation }) }];
  if (Array.isArray(relation)) return relation.flatMap(referencesIn);
  if (typeof relation !== 'object' || relation === null) return [];
  const { id, documentId, connect, set } = relation as Record<string, unknown>;
  const own = { ...(id === undefined || id === null ? {} : { id }), ...(typeof documentId === 'string' ? { documentId } : {}) };
  return [own, ...[connect, set].flatMap(referencesIn)];
}

const notAnId = () =>
  new errors.ValidationError('A relation names its entries by documentId, or by an id in digits.', {
    code: 'invalid-input' satisfies ErrorCode,
  });
