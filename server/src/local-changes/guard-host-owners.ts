import type { Core, UID } from '@strapi/types';
import { grouped } from '../../../src/canonical/grouped';
import type { Home } from '../../../src/homes/home';
import type { Row } from '../host/rows';
import { ownersByPath, targetOf } from '../storage/entries/owners-by-path';
import { callerOf, isKeptByCopy, namedBy } from './caller';
import { mustMayAssign, type Of } from './guard-owner';

/** One relation on the way from an entry to its owner. */
interface Step {
  readonly type: string;
  readonly relation: string;
  readonly target: string;
  /** The same relation as the target has it, where it does. */
  readonly inverse: string | null;
  /** From the target on. */
  readonly rest: readonly string[];
}
interface Ends {
  readonly inversedBy?: string;
  readonly mappedBy?: string;
}
interface Params {
  readonly documentId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Whoever decides whose an entry is writes into that person's mailbox: by naming the owner, or the deal that is somebody's, by giving the deal away, or by
 * naming the entry in the deal. To name somebody else needs a permission of its own, whatever way the request came. So does a copy of what is somebody
 * else's.
 */
export function guardHostOwners(options: Of, homes: readonly Home[]): void {
  const all = homes.flatMap((home) => (home.name === '' ? [] : stepsOf(options.strapi, home)));
  if (all.length === 0) return;
  const steps = grouped(all.map((step) => [step.type, step]));
  const backwards = grouped(all.filter(({ inverse }) => inverse !== null).map((step) => [step.target, step]));
  options.strapi.documents.use(async (context, next) => {
    const isGuarded = ['create', 'update', 'clone'].includes(context.action);
    const guarded = isGuarded ? (steps.get(context.uid) ?? []) : [];
    const named = isGuarded ? (backwards.get(context.uid) ?? []) : [];
    const caller = guarded.length + named.length > 0 ? callerOf(options.strapi, options.userType) : null;
    if (caller) {
      const { documentId, data = {} } = context.params as Params;
      for (const step of named)
        for (const owner of await ownersGained(options, step, context.params as Params))
          if (owner !== caller.user) await mustMayAssign(options, caller, owner);
      for (const step of guarded) {
        const present = documentId === undefined ? [] : await presentOwners(options.strapi, step, documentId);
        const named = await ownersNamed(options, step, data[step.relation]);
        const copied = context.action === 'clone' && isKeptByCopy(data[step.relation]) ? present : [];
        const kept = context.action === 'update' ? present : [];
        for (const owner of new Set([...named, ...copied]))
          if (owner !== caller.user && !kept.includes(owner)) await mustMayAssign(options, caller, owner);
      }
    }
    return next();
  });
}

function stepsOf(strapi: Core.Strapi, { uid, owner }: Home): Step[] {
  let type = uid;
  return owner.map((relation, at) => {
    const { inversedBy, mappedBy } = strapi.getModel(type as UID.ContentType).attributes[relation] as Ends;
    const inverse = inversedBy ?? mappedBy ?? null;
    const step = { type, relation, target: targetOf(strapi, type, relation), inverse, rest: owner.slice(at + 1) };
    type = step.target;
    return step;
  });
}

/** Of the entries that are named at the other end: whose they become, without those whose all of them are. */
async function ownersGained(options: Of, step: Step, { documentId, data = {} }: Params): Promise<string[]> {
  const { strapi } = options;
  const [first, ...rest] = step.rest;
  const entries = await namedBy(strapi, step.type, data[step.inverse ?? '']);
  if (entries.length === 0) return [];
  async function ownersOfTarget(): Promise<string[]> {
    if (first !== undefined && first in data)
      return ownersNamed(options, { target: targetOf(strapi, step.target, first), rest }, data[first]);
    if (documentId === undefined) return [];
    return first === undefined ? [documentId] : presentOwners(strapi, { type: step.target, relation: first, rest }, documentId);
  }
  const owners = await ownersOfTarget();
  const before = await Promise.all(entries.map((entry) => presentOwners(strapi, step, entry)));
  return owners.filter((owner) => before.some((own) => own.length !== 1 || own[0] !== owner));
}

/** documentIds of the people to whom what is named leads. */
async function ownersNamed({ strapi }: Of, { target, rest }: Pick<Step, 'target' | 'rest'>, relation: unknown): Promise<string[]> {
  const named = await namedBy(strapi, target, relation);
  if (rest.length === 0 || named.length === 0) return named;
  return peopleOf(strapi, { uid: target, owner: rest }, { documentId: { $in: named } });
}

const presentOwners = (
  strapi: Core.Strapi,
  { type, relation, rest }: Omit<Step, 'target' | 'inverse'>,
  documentId: string,
): Promise<string[]> => peopleOf(strapi, { uid: type, owner: [relation, ...rest] }, { documentId });

async function peopleOf(strapi: Core.Strapi, of: Pick<Home, 'uid' | 'owner'>, where: object): Promise<string[]> {
  const rows = (await strapi.db.query(of.uid as UID.Schema).findMany({
    select: ['id', 'documentId'] as never,
    where,
    populate: { [of.owner[0] ?? 'owner']: { select: ['id', 'documentId'] } } as never,
  })) as Row[];
  return [...new Set((await ownersByPath(strapi, of)(rows)).values())];
}
