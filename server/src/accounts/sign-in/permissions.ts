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

const isOfTasks = (permission: string): boolean => permissionKey(permission).startsWith('tasks.');

/** True where only tasks lack what they need: the account's other resources go on. */
export const concernTasksOnly = (missing: readonly string[]): boolean => missing.every(isOfTasks);

/** Permissions without which an integration that is on cannot work; Microsoft may write them in any case, with or without its address before them. */
export function missingPermissions(wanted: readonly string[], granted: readonly string[]): string[] {
  const keys = new Set(granted.map(permissionKey));
  return wanted.filter((permission) => !keys.has(permissionKey(permission)));
}

/**
 * What the roles of an app-only token say of the permissions that are wanted; `roles` null: they are not known. What Exchange grants by RBAC for
 * Applications stands in no token, so only the mailbox shows whether it is missing; To Do has no such role and is judged by the token (graph-facts §2.5).
 */
export function judgeRoles(wanted: readonly string[], roles: readonly string[] | null): { missing: string[]; notInToken: string[] } {
  if (roles === null) return { missing: [], notInToken: [...wanted] };
  const absent = missingPermissions(wanted, roles);
  return { missing: absent.filter(isOfTasks), notInToken: absent.filter((permission) => !isOfTasks(permission)) };
}

const signInScopes = new Set(['openid', 'profile', 'offline_access', 'email']);

/** What to ask for when a token is renewed: all that was granted, spelt as Microsoft spells it, so that MSAL finds the token it has cached. */
export function askableScopes(granted: readonly string[]): string[] {
  return granted.filter((scope) => !signInScopes.has(scope.toLowerCase()));
}

/** Of what no token shows: null where there is none. `where`: what shows it. */
export const notInTokenMessage = (notInToken: readonly string[], where: string): string | null =>
  notInToken.length === 0
    ? null
    : `Microsoft’s token does not show ${notInToken.join(', ')}. Where this was granted by RBAC for Applications in Exchange, that is as it should be, and ${where}; else an administrator has to add it to the Azure application (application permissions) and grant admin consent.`;

/** What is missing, and who does what about it. */
export function missingMessage(missing: readonly string[], isDelegated: boolean): string {
  const names = missing.join(', ');
  return isDelegated
    ? `Not granted: ${names}. Connect the account again and accept all permissions; if Microsoft does not ask for them, an administrator has to add them to the Azure application (delegated permissions) and grant consent.`
    : `Not granted: ${names}. An administrator has to add this to the Azure application (application permissions), grant admin consent, and see that no access policy keeps the application out of this mailbox.`;
}
