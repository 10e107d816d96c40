import type { Core } from '@strapi/types';

/** As administrators see them under Settings → Roles: whoever gives one has to see what it opens. */
const actions = {
  'settings.read': { subCategory: 'System', displayName: 'Read settings, the mappings of content types and the Azure application' },
  'settings.update': {
    subCategory: 'System',
    displayName: 'Change settings and the Azure application; confirm mappings of content types, and move entries between them',
  },
  'organizations.read': { subCategory: 'Organizations', displayName: 'Read settings' },
  'organizations.update': { subCategory: 'Organizations', displayName: 'Change settings and the own Azure application, and check it' },
  'users.read': { subCategory: 'Users', displayName: 'Read settings' },
  'users.update': { subCategory: 'Users', displayName: 'Change settings' },
  'accounts.manage': {
    subCategory: 'Users',
    displayName: 'Invite people to connect and assign mailboxes to them; check and disconnect Microsoft accounts of others',
  },
  'owners.assign': { subCategory: 'Events and tasks', displayName: 'Name another owner, and so write into the mailbox of others' },
  'calendar.read': { subCategory: 'Calendar', displayName: 'See the own calendar and tasks on the page Calendar' },
  'calendar.update': {
    subCategory: 'Calendar',
    displayName: 'Create, change and delete there; for others together with the permission to name another owner',
  },
  'calendar.others': {
    subCategory: 'Calendar',
    displayName: 'See the calendars and tasks of others there; of what is private the time only',
  },
  'sync.read': { subCategory: 'Synchronization', displayName: 'See the state, the conflicts and the held items of everybody' },
  'sync.run': {
    subCategory: 'Synchronization',
    displayName: 'Synchronize and preview for others; decide about their conflicts, held items and stopped deletions',
  },
  'me.read': { subCategory: 'My Microsoft 365', displayName: 'See the own Microsoft account' },
  'me.update': {
    subCategory: 'My Microsoft 365',
    displayName:
      'Connect, check, synchronize and disconnect the own Microsoft account; override settings that are not locked; decide about the own conflicts and held items',
  },
} as const;

export type Permission = keyof typeof actions;

export const action = (permission: Permission): string => `plugin::microsoft-sync.${permission}`;

/** Where people of Users & Permissions have the mailboxes, no administrator has one: nobody is given a way to a page that is not theirs. */
const isOfAdministrators = (name: string): boolean => name === 'me.read' || name === 'me.update';

export async function registerPermissions(strapi: Core.Strapi, { userType }: { userType: string }): Promise<void> {
  const offered = Object.entries(actions).filter(([name]) => userType === 'admin::user' || !isOfAdministrators(name));
  await strapi.service('admin::permission').actionProvider.registerMany(
    offered.map(([uid, { subCategory, displayName }]) => ({
      section: 'settings',
      category: 'microsoft 365',
      subCategory,
      displayName,
      uid,
      pluginName: 'microsoft-sync',
    })),
  );
}
