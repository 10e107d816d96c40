import type { Cloud } from './cloud';
import { isLoopback } from './cloud';

export const VERSION = '/v1.0';

/**
 * Whether the token may go to this address. Delta and next links come out of answers and out of the database, so they are looked at before they are
 * followed. For a stand-in on this machine `localhost` and `127.0.0.1` are the same.
 */
export function isUnderGraph(cloud: Cloud, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const root = new URL(cloud.graph);
  if (url.username !== '' || url.password !== '' || url.protocol !== root.protocol) return false;
  return url.host === root.host || (isLoopback(root) && isLoopback(url) && url.port === root.port);
}

/** The form that `$batch` wants: without host and version (graph-facts §10.13). Null where the link is not below the version. */
export function relativeToVersion(cloud: Cloud, link: string): string | null {
  if (!isUnderGraph(cloud, link)) return null;
  const rest = link.replace(/^[a-z]+:\/\/[^/?#]*/i, ''); // the rest to the letter, however the host is spelled
  return rest.startsWith(`${VERSION}/`) ? rest.slice(VERSION.length) : null;
}

/** The client takes `http://` links for paths and puts its root before them; this takes it away again. */
export function unmangled(address: string): string {
  const found = /^https?:\/\/[^/]+\/(?:v1\.0|beta)\/(https?:\/\/.*)$/.exec(address);
  return found?.[1] ?? address;
}
