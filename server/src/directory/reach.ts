import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../src/contracts/errors';
import { action, type Permission } from '../permissions';
import type { Organizations } from '../settings/organizations';

/** Whom a role's permission is about: everybody, or only some. documentIds. */
export type Reach =
  { readonly kind: 'all' } | { readonly kind: 'some'; readonly users: ReadonlySet<string>; readonly organizations: ReadonlySet<string> };

/** What Strapi has worked out for the caller (CASL); our conditions are among the rules. */
interface Ability {
  possibleRulesFor(action: string, subject: string): readonly { readonly conditions?: unknown; readonly inverted?: boolean }[];
}
/** What our conditions answer (`conditions.ts`). */
export interface ConditionAnswer {
  readonly microsoftSyncUsers?: { readonly $in: readonly string[] };
  readonly microsoftSyncOrganizations?: { readonly $in: readonly string[] };
}

/** `admin::hasPermissions` has let the caller in, with whatever condition; this says how far. A condition that is not ours reaches nobody. */
export function reachOf(ability: unknown, permission: Permission): Reach {
  const users = new Set<string>();
  const organizations = new Set<string>();
  for (const { conditions, inverted } of (ability as Ability | undefined)?.possibleRulesFor(action(permission), 'all') ?? []) {
    if (inverted) continue;
    if (!conditions) return { kind: 'all' };
    for (const answer of alternativesOf(conditions)) {
      for (const id of answer.microsoftSyncUsers?.$in ?? []) users.add(id);
      for (const id of answer.microsoftSyncOrganizations?.$in ?? []) organizations.add(id);
    }
  }
  return { kind: 'some', users, organizations };
}

/** Strapi puts the conditions of one permission together as `{ $and: [{ $or: [...] }] }`. */
function alternativesOf(conditions: unknown): ConditionAnswer[] {
  const all = (conditions as { $and?: unknown }).$and;
  const any = Array.isArray(all) && all.length === 1 ? (all[0] as { $or?: unknown } | null)?.$or : null;
  return Array.isArray(any) ? (any as ConditionAnswer[]) : [];
}

export function mustReachAll(reach: Reach): void {
  if (reach.kind !== 'all') throw outOfReach();
}

export function mustReachOrganization(reach: Reach, organization: string): void {
  if (reach.kind === 'some' && !reach.organizations.has(organization)) throw outOfReach();
}

/** A user is reached as one of the people named, or through the organization that counts for them. */
export async function mustReachUser(reach: Reach, user: string, organizations: Pick<Organizations, 'of'>): Promise<void> {
  if (!(await reachesUser(reach, user, organizations))) throw outOfReach();
}

export async function reachesUser(reach: Reach, user: string, organizations: Pick<Organizations, 'of'>): Promise<boolean> {
  if (reach.kind === 'all' || reach.users.has(user)) return true;
  const organization = await organizations.of(user);
  return organization !== null && reach.organizations.has(organization);
}

/** The same answer for those who exist and those who do not. A PolicyError: of a mere ForbiddenError Strapi answers neither message nor code. */
const outOfReach = () =>
  new errors.PolicyError('Your role allows this only for some people or organizations, and this is none of them.', {
    code: 'out-of-reach' satisfies ErrorCode,
  });
