import { accessDenied, GraphError } from './errors.js';
import type { Need } from './route.js';

/** Who calls: a person through an application, or an application on its own (graph-facts §3.1). */
export type Identity = { readonly clientId: string; /** Names the token without being one (`uti`). */ readonly tokenId: string } & (
  | { readonly kind: 'delegated'; readonly personId: string; readonly scopes: readonly string[] }
  | { readonly kind: 'application'; readonly roles: readonly string[] }
);

const delegated: Readonly<Record<Need, readonly string[]>> = {
  person: ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All'],
  settings: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  settingsWrite: ['MailboxSettings.ReadWrite'],
  zones: ['User.Read', 'MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  calendar: ['Calendars.Read', 'Calendars.ReadWrite', 'Calendars.Read.Shared', 'Calendars.ReadWrite.Shared'],
  calendarWrite: ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared'],
  tasks: ['Tasks.Read', 'Tasks.ReadWrite', 'Tasks.Read.Shared', 'Tasks.ReadWrite.Shared'],
  tasksWrite: ['Tasks.ReadWrite', 'Tasks.ReadWrite.Shared'],
};

const application: Readonly<Record<Need, readonly string[]>> = {
  person: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
  settings: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  settingsWrite: ['MailboxSettings.ReadWrite'],
  zones: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite', 'User.Read.All'],
  calendar: ['Calendars.Read', 'Calendars.ReadWrite'],
  calendarWrite: ['Calendars.ReadWrite'],
  tasks: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
  tasksWrite: ['Tasks.ReadWrite.All'],
};

/** Throws 403, and for To Do without a person 401 (graph-facts §2.5), where the token lacks every permission that would do. */
export function demandPermission(identity: Identity, need: Need): void {
  const held = identity.kind === 'delegated' ? identity.scopes : identity.roles;
  const enough = (identity.kind === 'delegated' ? delegated : application)[need];
  if (enough.some((one) => held.some((other) => other.toLowerCase() === one.toLowerCase()))) return;
  if (need === 'person') throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  if (identity.kind === 'application' && need.startsWith('tasks')) throw new GraphError(401, 'UnknownError', '');
  throw accessDenied();
}
