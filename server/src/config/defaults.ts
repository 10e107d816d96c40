import type { ResourcesConfig } from '../../../src/contracts';
import type { CreateWakeEngine } from '../../../src/contracts/wakes';
import type { CloudSetting } from '../microsoft/cloud';

/** What `config/plugins` may hold under `'microsoft-sync': { config }`, after Strapi has put the defaults below it. */
export interface PluginConfig {
  host: {
    /** Who has calendars. @default 'admin::user' */
    user: 'admin::user' | 'plugin::users-permissions.user';
    /** @default 'plugin::microsoft-sync.organization' */
    organization: string;
    /** The organization's relation to its users, or `{ user }` for the user's relation to it. @default 'members' */
    members: string | { user: string };
  };
  microsoft: {
    /** @default 'global' */
    cloud: CloudSetting;
    clientId?: string;
    tenantId?: string;
    clientSecret?: string;
    clientSecretExpiresAt?: string;
    certificate?: { privateKey: string; thumbprintSha256: string; expiresAt?: string };
    /** @default 'delegated' */
    mode?: 'delegated' | 'application';
  };
  /** Base of the redirect URI and of the notification address. @default Strapi's `server.url` */
  publicUrl?: string;
  /** Origins of front ends to which people may be sent back after the sign-in at Microsoft. @default none */
  frontEnds: string[];
  /** The current key first, older ones after it. @default [Strapi's `admin.secrets.encryptionKey`] */
  encryptionKeys?: string[];
  /** Content types of the host that hold events and tasks. @default none: the plugin's own `calendar-event` and `task` */
  resources: ResourcesConfig;
  /** Doors for other programs that are closed unless they are opened here. */
  contentApi: {
    /** Whether Strapi's GraphQL plugin makes queries and mutations of events, tasks and organizations. @default false */
    graphql: boolean;
    /** Whether REST and GraphQL follow relations of the host's own content types to events and tasks. @default false */
    relations: boolean;
    /** Content types of the host that REST reaches through no relation, and with the policy `is-owner` only for their owners. @default none */
    ownersOnly: string[];
  };
  /** Microsoft says when something has changed, so that it is here within seconds; polling goes on without. */
  notifications: {
    /** @default true: wherever there is a public https address */
    enabled: boolean;
    /** Public https root at which this Strapi is reached from outside, where that is another one. @default `publicUrl` */
    url?: string;
  };
  /** Mails to whom an incident concerns. */
  mails: {
    /** @default true where Strapi's e-mail plugin has another provider than `sendmail`, which it has when nobody has set one up */
    enabled?: boolean;
  };
  scheduler: {
    /** @default true */
    enabled: boolean;
    /** 'web' never runs work. @default 'all' */
    role: 'all' | 'web';
    /** @default 1 */
    tickSeconds: number;
    /** Runs at once in this process; who is only looked at does not count. @default 8 */
    concurrency: number;
    /** What carries the word that somebody is due to a process that runs work. @default 'local' */
    engine: 'local' | 'pg-boss' | CreateWakeEngine;
  };
}

export const defaults = {
  host: { user: 'admin::user', organization: 'plugin::microsoft-sync.organization', members: 'members' },
  microsoft: { cloud: 'global' },
  frontEnds: [],
  contentApi: { graphql: false, relations: false, ownersOnly: [] },
  resources: {},
  notifications: { enabled: true },
  mails: {},
  scheduler: { enabled: true, role: 'all', tickSeconds: 1, concurrency: 8, engine: 'local' },
} satisfies PluginConfig;
