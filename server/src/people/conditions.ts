import type { Core } from '@strapi/types';
import type { Organizations } from '../settings/organizations';
import type { ConditionAnswer } from './reach';

interface Caller {
  readonly documentId?: unknown;
  /** The permission that the condition is part of. */
  readonly permission?: { readonly subject?: unknown };
}

/**
 * Conditions for roles that see only part, under Settings → Roles. They are about the settings of people: on the permissions of a content
 * type they let nobody in, and neither where administrators are not the host's users.
 */
export async function registerConditions(
  strapi: Core.Strapi,
  deps: { userType: string; organizations: Pick<Organizations, 'allOf'> },
): Promise<void> {
  const condition = (name: string, displayName: string, answer: (user: string) => Promise<ConditionAnswer>) => ({
    name,
    displayName,
    category: 'Microsoft 365',
    plugin: 'microsoft-sync',
    handler: async ({ documentId, permission }: Caller) =>
      deps.userType === 'admin::user' && typeof documentId === 'string' && !permission?.subject ? answer(documentId) : false,
  });
  await strapi.service('admin::permission').conditionProvider.registerMany([
    condition('is-me', 'Is me', async (user) => ({ microsoftSyncUsers: { $in: [user] } })),
    condition('in-my-organization', 'In my organization', async (user) => ({
      microsoftSyncOrganizations: { $in: (await deps.organizations.allOf(user)).map(({ id }) => id) },
    })),
  ]);
}
