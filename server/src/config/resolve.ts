import type { Resource, ResourceHomes } from '../../../src/contracts';
import { configuredApplication, type ConfiguredApplication } from '../application/configured';
import { resolveCloud, type Cloud } from '../microsoft/cloud';
import { problemOfKey } from '../secrets';
import type { PluginConfig } from './defaults';

/** The configuration as the rest of the server uses it: nothing left to look up or to default. */
export interface ResolvedConfig {
  host: PluginConfig['host'];
  cloud: Cloud;
  /** The system's Azure application where config/plugins gives it: wins, and is read-only on the page. */
  configuredApplication: ConfiguredApplication | null;
  publicUrl: string; // without trailing slash
  adminUrl: string; // without trailing slash
  /** Where Microsoft sends people back to. */
  redirectUri: string;
  /** Where Graph sends notifications, if it is to; `isGiven`: the configuration names the address for that. */
  notifications: { enabled: boolean; url: string; isGiven: boolean };
  mails: PluginConfig['mails'];
  /** Exact origins to which a sign-in may lead back. */
  frontEnds: readonly string[];
  encryptionKeys: string[]; // current first; empty where none is set
  resources: { readonly [R in Resource]: Required<ResourceHomes<R>> };
  scheduler: PluginConfig['scheduler'];
}

interface ConfigReader {
  config: { get(path: string, otherwise?: unknown): unknown };
}

export function resolveConfig(strapi: ConfigReader): ResolvedConfig {
  const config = strapi.config.get('plugin::microsoft-sync') as PluginConfig;
  const publicUrl = withoutTrailingSlash(config.publicUrl ?? String(strapi.config.get('server.absoluteUrl')));
  const api = `${publicUrl}${restPrefix(strapi)}/microsoft-sync`;
  const ownKey = strapi.config.get('admin.secrets.encryptionKey');
  const problem = config.encryptionKeys === undefined && typeof ownKey === 'string' && ownKey !== '' ? problemOfKey(ownKey) : null;
  if (problem !== null) throw new Error(`microsoft-sync: secrets.encryptionKey of config/admin ${problem} of this plugin's configuration.`);
  return {
    host: config.host,
    cloud: resolveCloud(config.microsoft.cloud),
    configuredApplication: configuredApplication(config.microsoft),
    publicUrl,
    adminUrl: withoutTrailingSlash(String(strapi.config.get('admin.absoluteUrl'))),
    redirectUri: `${api}/oauth/callback`,
    notifications: {
      enabled: config.notifications.enabled,
      url: `${withoutTrailingSlash(config.notifications.url ?? publicUrl)}${restPrefix(strapi)}/microsoft-sync/notifications`,
      isGiven: config.notifications.url !== undefined,
    },
    mails: config.mails,
    frontEnds: config.frontEnds,
    encryptionKeys: config.encryptionKeys ?? (typeof ownKey === 'string' && ownKey !== '' ? [ownKey] : []),
    resources: { calendar: homesOf(config.resources.calendar), tasks: homesOf(config.resources.tasks) },
    scheduler: config.scheduler,
  };
}

const homesOf = <R extends Resource>({ homes = [], builtIn = true }: ResourceHomes<R> = {}): Required<ResourceHomes<R>> => ({
  homes,
  builtIn,
});

/** Strapi's `api.rest.prefix`: '/api' unless the host changed it. */
function restPrefix(strapi: ConfigReader): string {
  const prefix = String(strapi.config.get('api.rest.prefix', '/api')).replace(/^\/+|\/+$/g, '');
  return prefix === '' ? '' : `/${prefix}`;
}

function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
