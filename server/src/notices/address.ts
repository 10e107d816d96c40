import type { ResolvedConfig } from '../config';
import { isLoopback } from '../microsoft';

/** Where Microsoft sends to; or, in a sentence, why it is not asked to. */
export type NoticeAddress = { readonly url: string } | { readonly why: string; readonly code: 'notices-off' | 'notices-no-address' };

/** Microsoft takes https alone, and has to reach the address from outside. */
export function noticeAddress({ notifications, cloud }: Pick<ResolvedConfig, 'notifications' | 'cloud'>, hasKey: boolean): NoticeAddress {
  if (!notifications.enabled) return { code: 'notices-off', why: 'Switched off by `notifications.enabled` in config/plugins.' };
  if (!hasKey) return { code: 'notices-off', why: 'There is no encryption key.' };
  const { url, isGiven } = notifications;
  if (isPublicHttps(url)) return { url };
  // A stand-in for Microsoft on this machine reaches it.
  if (isGiven && isLoopback(new URL(url)) && isLoopback(new URL(cloud.graph))) return { url };
  return {
    code: 'notices-no-address',
    why: `This Strapi has no public https address (it is ${new URL(url).origin}). \`notifications.url\` of the plugin, or \`server.url\`, names one.`,
  };
}

function isPublicHttps(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const address = new URL(url);
  return address.protocol === 'https:' && !isLoopback(address) && !isPrivate(address.hostname);
}

/** Addresses and names that mean nothing outside of a network. */
function isPrivate(host: string): boolean {
  if (/^\[(fc|fd|fe80)/i.test(host)) return true;
  if (/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.)/.test(host)) return true;
  const isName = !/^[\d.]+$/.test(host) && !host.startsWith('[');
  return isName && (!host.includes('.') || /\.(local|localhost|internal|lan|home|test|invalid)$/i.test(host));
}
