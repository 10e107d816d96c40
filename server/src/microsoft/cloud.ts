/** Which Microsoft 365 we talk to: graph-facts §3.7, or a stand-in named in the configuration. */

export const namedClouds = {
  global: { authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  'us-government': { authority: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  'us-government-dod': { authority: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' },
  china: { authority: 'https://login.chinacloudapi.cn', graph: 'https://microsoftgraph.chinacloudapi.cn' },
} as const;

type CloudName = keyof typeof namedClouds;
export type CloudSetting = CloudName | { authority: string; graph: string };

export interface Cloud {
  name: CloudName | 'custom';
  authority: string; // origin, no trailing slash, no tenant
  graph: string; // origin, no trailing slash, no /v1.0
  /** Not in the China cloud (graph-facts §2.1). */
  hasTasks: boolean;
}

export function resolveCloud(setting: CloudSetting): Cloud {
  if (typeof setting === 'string') return { name: setting, ...namedClouds[setting], hasTasks: setting !== 'china' };
  return { name: 'custom', authority: new URL(setting.authority).origin, graph: new URL(setting.graph).origin, hasTasks: true };
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname) || url.hostname.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/** MSAL refuses http authorities, so a stand-in without TLS is reached through given metadata (graph-facts §3.8). */
export function isWithoutTls(cloud: Cloud): boolean {
  return cloud.authority.startsWith('http://');
}

/** What a user is asked to consent to. National clouds want the Graph root before each permission (graph-facts §3.7). */
export function delegatedScopes(cloud: Cloud, permissions: readonly string[]): string[] {
  const needsPrefix = cloud.name !== 'global' && cloud.name !== 'custom';
  return permissions.map((permission) => (needsPrefix ? `${cloud.graph}/${permission}` : permission));
}

/** The one scope of client credentials. */
export function applicationScope(cloud: Cloud): string {
  return `${cloud.graph.startsWith('http://') ? namedClouds.global.graph : cloud.graph}/.default`;
}

/** `https://graph.microsoft.com/Calendars.ReadWrite`, `calendars.readwrite` → `calendars.readwrite`: how permissions are compared. */
export function permissionKey(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
}
