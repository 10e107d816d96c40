import type { Core, UID } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';
import { mustReachUser, reachOf } from '../directory/reach';
import { action } from '../permissions';
import type { Organizations } from '../settings/organizations';
import { type Caller, callerOf, isKeptByCopy, namedBy } from './caller';
import type { Watched } from './watched';

type Data = Record<string, unknown>;
interface Entry {
  readonly documentId?: string;
  readonly owner?: { readonly id: number; readonly documentId: string } | null;
  readonly [name: string]: unknown;
}
interface Checker {
  readonly cannot: Readonly<Record<'read' | 'create' | 'update' | 'delete', (entity: object) => boolean>>;
}
export type Of = { readonly strapi: Core.Strapi; readonly organizations: Pick<Organizations, 'of'>; readonly userType: string };
const guarded = new Set(['create', 'update', 'clone', 'delete']);

/**
 * Whoever names the owner of an entry writes into that person's mailbox, so naming somebody else needs a permission of its own, whatever way the
 * request came. A series leads to its owner's mailbox as well. In the Content Manager, which asks conditions of the entry that is there only, what
 * is made has to fulfil them too, and what is copied has to be readable.
 */
export function guardOwners(options: Of, watched: readonly Watched[]): void {
  const byUid = new Map(watched.map((one) => [one.uid, one]));
  options.strapi.documents.use(async (context, next) => {
    const one = guarded.has(context.action) ? byUid.get(context.uid) : undefined;
    const caller = one && callerOf(options.strapi, options.userType);
    if (one && caller) await mustBeAllowed(options, one, caller, context.action, context.params as { documentId?: string; data?: Data });
    return next();
  });
}

async function mustBeAllowed(
  options: Of,
  one: Watched,
  caller: Caller,
  does: string,
  { documentId, data = {} }: { documentId?: string; data?: Data },
): Promise<void> {
  const query = options.strapi.db.query(one.uid as UID.Schema);
  const populate = { owner: { select: ['id', 'documentId'] }, createdBy: { select: ['id', 'documentId'] } };
  const before: Entry | null =
    documentId === undefined ? null : await query.findOne({ where: { documentId }, populate: populate as never });
  const named = does === 'delete' ? [] : await namedBy(options.strapi, options.userType, data['owner']);
  const copied = does === 'clone' && isKeptByCopy(data['owner']) && before?.owner ? [before.owner.documentId] : [];
  const present = does === 'update' ? before?.owner?.documentId : undefined;
  for (const owner of new Set([...named, ...copied, ...(await ownersOfSeries(options, one, data))]))
    if (owner !== caller.user && owner !== present) await mustMayAssign(options, caller, owner);
  if (!caller.isContentManager) return;
  const checker = options.strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility: caller.ability, model: one.uid }) as Checker;
  if (before && (does === 'update' || does === 'delete') && checker.cannot[does](before)) throw new errors.ForbiddenError();
  if (before && does === 'clone' && checker.cannot.read(before)) throw new errors.ForbiddenError();
  if (does === 'update' || does === 'delete') return;
  const creator = options.strapi.requestContext.get()?.state['user'] as object | undefined;
  const [owner] = [...named, ...copied];
  const made = { ...data, createdBy: creator, owner: owner === undefined ? null : await hostUser(options, owner) };
  if (checker.cannot.create(made))
    throw outOfReach('Your role allows this only for entries of certain owners, and this would be none of them.');
}

const hostUser = (options: Of, documentId: string): Promise<object | null> =>
  options.strapi.db.query(options.userType as UID.Schema).findOne({ select: ['id', 'documentId'], where: { documentId } });

/** Of the series, or the exceptions, that an entry is to belong together with. */
async function ownersOfSeries({ strapi }: Of, { uid, parts }: Watched, data: Data): Promise<string[]> {
  if (!parts) return [];
  const named = [...(await namedBy(strapi, uid, data[parts.relation])), ...(await namedBy(strapi, uid, data[parts.inverse]))];
  if (named.length === 0) return [];
  const rows = await strapi.db
    .query(uid as UID.Schema)
    .findMany({ select: ['id'], where: { documentId: { $in: named } }, populate: { owner: { select: ['id', 'documentId'] } } });
  return rows.flatMap((row) => (row['owner'] as { documentId?: string } | null)?.documentId ?? []);
}

export async function mustMayAssign({ strapi, organizations }: Of, { ability, auth }: Caller, owner: string): Promise<void> {
  if (ability !== undefined) {
    await mustReachUser(reachOf(ability, 'owners.assign'), owner, organizations).catch(() => {
      throw outOfReach();
    });
    return;
  }
  // Callers of the content API: API tokens with full access may, others where their permissions name the action.
  try {
    if (!auth) throw new errors.ForbiddenError();
    await strapi.get('auth').verify(auth as never, { scope: [action('owners.assign')] });
  } catch {
    throw outOfReach();
  }
}

const outOfReach = (
  message = 'An entry goes to the mailbox of its owner. Your role does not allow you to make entries for this person: it needs the permission to name another owner.',
) => new errors.PolicyError(message, { code: 'out-of-reach' satisfies ErrorCode });
