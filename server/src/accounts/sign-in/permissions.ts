import type { Resource } from '../../../../src/contracts/index';
import { permissionKey } from '../../microsoft/index';

export type Integrations = { [R in Resource]: boolean };

const calendarPermission = 'Calendars.ReadWrite';
const tasksPermission = 'Tasks.ReadWrite';

/** What a user is asked to consent to: tasks only where tasks are synchronized. */
export function wantedPermissions(integrations: Integrations): string[] {
  return ['User.Read', 'MailboxSettings.Read', calendarPermission, ...(integrations.tasks ? [tasksPermission] : [])];
}

/** The application permissions of application mode (graph-facts §3.1). */
export function wantedApplicationPermissions(integrations: Integrations): string[] {
  return ['MailboxSettings.Read', calendarPermission, ...(integrations.tasks ? ['Tasks.ReadWrite.All'] : [])];
}

/** True where only tasks lack what they need: the account's other resources go on. */
export function concernTasksOnly(missing: readonly string[]): boolean {
  return missing.every((permission) => permissionKey(permission).startsWith('tasks.'));
}

/** Permissions without which an integration that is on cannot work; Microsoft may write them in any case, with or without its address before them. */
export function missingPermissions(wanted: readonly string[], granted: readonly string[]): string[] {
  const keys = new Set(granted.map(permissionKey));
  return wanted.filter((permission) => !keys.has(permissionKey(permission)));
}

const signInScopes = new Set(['openid', 'profile', 'offline_access', 'email']);

/** What to ask for when a token is renewed: all that was granted, spelt as Microsoft spells it, so that MSAL finds the token it has cached. */
export function askableScopes(granted: readonly string[]): string[] {
  return granted.filter((scope) => !signInScopes.has(scope.toLowerCase()));
}

/** What is missing, and who does what about it. */
export function missingMessage(missing: readonly string[], isDelegated: boolean): string {
  const names = missing.join(', ');
  return isDelegated
    ? `Not granted: ${names}. Connect the account again and accept all permissions; if Microsoft does not ask for them, an administrator has to add them to the Azure application (delegated permissions) and grant consent.`
    : `Not granted: ${names}. An administrator has to add this to the Azure application (application permissions), grant admin consent, and see that no access policy keeps the application out of this mailbox.`;
}
