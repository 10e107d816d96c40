import type { Permission } from '@strapi/strapi/admin';

import { PLUGIN_ID } from './pluginId';

const action = (name: string): Permission[] => [
  { id: '', action: `plugin::${PLUGIN_ID}.${name}`, subject: null, actionParameters: {}, properties: {}, conditions: [] },
];

/** Constants on purpose: `useRBAC` asks again whenever it is handed a new array. */
export const permissions = {
  readSettings: action('settings.read'),
  updateSettings: action('settings.update'),
  readOrganizations: action('organizations.read'),
  updateOrganizations: action('organizations.update'),
  readUsers: action('users.read'),
  updateUsers: action('users.update'),
  manageAccounts: action('accounts.manage'),
  readSync: action('sync.read'),
  runSync: action('sync.run'),
  readCalendar: action('calendar.read'),
  readMe: action('me.read'),
  updateMe: action('me.update'),
};
