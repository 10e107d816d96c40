import type { Core } from '@strapi/types';
import type { Organizations } from '../settings/organizations';
import type { ConditionAnswer } from './reach';

interface Caller {
  readonly documentId?: unknown;
  /** The permission that the condition is part of. */
  readonly permission?: { readonly subject?: unknown };
}
type Answer = ConditionAnswer | { readonly 'owner.documentId': { readonly $in: readonly string[] } };

/**
 * Conditions for roles that see only part, under Settings → Roles. Two are about the settings of people and let nobody in on the permissions
 * of a content type; two are about the owner of an event or task, and let nobody in anywhere else. None does where administrators are not the
 * host's users.
 */
export async function registerConditions(
  strapi: Core.Strapi,
  deps: { userType: string; owned: readonly string[]; organizations: Pick<Organizations, 'allOf' | 'membersOf' | 'ofMany'> },
): Promise<void> {
  const condition = (name: string, displayName: string, isOfEntries: boolean, answer: (user: string) => Promise<Answer>) => ({
    name,
    displayName,
    category: 'Microsoft 365',
    plugin: 'microsoft-sync',
    async handler({ documentId, permission }: Caller) {
      const subject = permission?.subject;
      const isMeant = isOfEntries ? deps.owned.some((uid) => uid === subject) : !subject;
      return deps.userType === 'admin::user' && typeof documentId === 'string' && isMeant ? answer(documentId) : false;
    },
  });
  const organizationsOf = async (user: string) => (await deps.organizations.allOf(user)).map(({ id }) => id);
  /** Those for whom one of them counts, as everywhere else. */
  async function colleaguesOf(user: string): Promise<string[]> {
    const own = await organizationsOf(user);
    const members = new Set([user]);
    for (const id of own) for (const member of await deps.organizations.membersOf(id)) members.add(member);
    const counting = await deps.organizations.ofMany([...members]);
    return [...members].filter((member) => own.includes(counting.get(member) ?? ''));
  }
  await strapi.service('admin::permission').conditionProvider.registerMany([
    condition('is-me', 'Is me', false, async (user) => ({ microsoftSyncUsers: { $in: [user] } })),
    condition('in-my-organization', 'In my organization', false, async (user) => ({
      microsoftSyncOrganizations: { $in: await organizationsOf(user) },
    })),
    condition('is-owner', 'Is owner', true, async (user) => ({ 'owner.documentId': { $in: [user] } })),
    condition('owner-in-my-organization', 'Owner is in my organization', true, async (user) => ({
      'owner.documentId': { $in: await colleaguesOf(user) },
    })),
  ]);
}
