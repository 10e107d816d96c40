import type { SandboxOptions } from '../../sandbox/index';

/** As it is registered with the local Microsoft 365, for mailboxes that it reaches by itself. */
export const crmApplication = ({ clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string }) =>
  ({
    clientId,
    name: 'CRM',
    redirectUris: [],
    secrets: [clientSecret],
    applicationPermissions: ['Calendars.ReadWrite', 'MailboxSettings.Read', 'Tasks.ReadWrite.All'],
  }) satisfies NonNullable<SandboxOptions['applications']>[number];
