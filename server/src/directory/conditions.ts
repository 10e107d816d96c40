import type { Core } from '@strapi/types';
import type { Organizations } from '../settings/organizations';
import type { ConditionAnswer } from './reach';

interface Caller {
  readonly documentId?: unknown;
  /** The permission that the condition is part of. */
  readonly permission?: { readonly subject?: unknown };
}
type Answer = ConditionAnswer | Readonly<Record<string, { readonly $in: readonly string[] }>>;

/**
 * Conditions for roles that see only part, under Settings → Roles. Two are about the settings of people and let nobody in on the permissions
 * of a content type; two are about the owner of an event or task, and let nobody in anywhere else. None does where administrators are not the
 * host's users. `owned`: the relation that names the owner, by content type.
 */
export async function registerConditions(
  strapi: Core.Strapi,
  deps: { userType: string; owned: ReadonlyMap<string, string>; organizations: Pick<Organizations, 'allOf' | 'membersOf' | 'ofMany'> },
): Promise<void> {
  const condition = (name: string, displayName: string, answers: (user: string, subject: unknown) => Promise<Answer | false>) => ({
    name,
    displayName,
    category: 'Microsoft 365',
    plugin: 'microsoft-sync',
    async handler({ documentId, permission }: Caller) {
      return deps.userType === 'admin::user' && typeof documentId === 'string' ? answers(documentId, permission?.subject) : false;
    },
  });
  const ofPeople = (name: string, displayName: string, answer: (user: string) => Promise<Answer>) =>
    condition(name, displayName, async (user, subject) => (subject ? false : answer(user)));
  const ofEntries = (name: string, displayName: string, owners: (user: string) => Promise<readonly string[]>) =>
    condition(name, displayName, async (user, subject) => {
      const relation = deps.owned.get(String(subject));
      return relation === undefined ? false : { [`${relation}.documentId`]: { $in: await owners(user) } };
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
    ofPeople('is-me', 'Is me', async (user) => ({ microsoftSyncUsers: { $in: [user] } })),
    ofPeople('in-my-organization', 'In my organization', async (user) => ({
      microsoftSyncOrganizations: { $in: await organizationsOf(user) },
    })),
    ofEntries('is-owner', 'Is owner', async (user) => [user]),
    ofEntries('owner-in-my-organization', 'Owner is in my organization', colleaguesOf),
  ]);
}
