import type { Core, UID } from '@strapi/types';
import { grouped } from '../../../src/canonical/grouped';
import type { Home } from '../../../src/homes/home';
import type { Row } from '../host/rows';
import { ownersByPath, targetOf } from '../storage/entries/owners-by-path';
import { callerOf, namedBy } from './caller';
import { mustMayAssign, type Of } from './guard-owner';

/** One relation on the way from an entry to its owner. */
interface Step {
  readonly type: string;
  readonly relation: string;
  readonly target: string;
  /** From the target on. */
  readonly rest: readonly string[];
}
interface Params {
  readonly documentId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Whoever decides whose an entry is writes into that person's mailbox: by naming the owner, or the deal that is somebody's, or by giving the deal away. To
 * name somebody else needs a permission of its own, whatever way the request came. So does a copy of what is somebody else's.
 */
export function guardHostOwners(options: Of, homes: readonly Home[]): void {
  const steps = grouped(homes.flatMap((home) => (home.name === '' ? [] : stepsOf(options.strapi, home))).map((step) => [step.type, step]));
  if (steps.size === 0) return;
  options.strapi.documents.use(async (context, next) => {
    const guarded = ['create', 'update', 'clone'].includes(context.action) ? (steps.get(context.uid) ?? []) : [];
    const caller = guarded.length > 0 ? callerOf(options.strapi, options.userType) : null;
    if (caller) {
      const { documentId, data = {} } = context.params as Params;
      for (const step of guarded) {
        const present = documentId === undefined ? [] : await presentOwners(options.strapi, step, documentId);
        const named =
          step.relation in data ? await ownersNamed(options, step, data[step.relation]) : context.action === 'clone' ? present : [];
        const kept = context.action === 'update' ? present : [];
        for (const owner of new Set(named)) if (owner !== caller.user && !kept.includes(owner)) await mustMayAssign(options, caller, owner);
      }
    }
    return next();
  });
}

function stepsOf(strapi: Core.Strapi, { uid, owner }: Home): Step[] {
  let type = uid;
  return owner.map((relation, at) => {
    const step = { type, relation, target: targetOf(strapi, type, relation), rest: owner.slice(at + 1) };
    type = step.target;
    return step;
  });
}

/** documentIds of the people to whom what is named leads. */
async function ownersNamed({ strapi }: Of, { target, rest }: Step, relation: unknown): Promise<string[]> {
  const named = await namedBy(strapi, target, relation);
  if (rest.length === 0 || named.length === 0) return named;
  return peopleOf(strapi, { uid: target, owner: rest }, { documentId: { $in: named } });
}

const presentOwners = (strapi: Core.Strapi, { type, relation, rest }: Step, documentId: string): Promise<string[]> =>
  peopleOf(strapi, { uid: type, owner: [relation, ...rest] }, { documentId });

async function peopleOf(strapi: Core.Strapi, of: Pick<Home, 'uid' | 'owner'>, where: object): Promise<string[]> {
  const rows = (await strapi.db.query(of.uid as UID.Schema).findMany({
    select: ['id', 'documentId'] as never,
    where,
    populate: { [of.owner[0] ?? 'owner']: { select: ['id', 'documentId'] } } as never,
  })) as Row[];
  return [...new Set((await ownersByPath(strapi, of)(rows)).values())];
}
