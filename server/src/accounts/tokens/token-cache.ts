import type { ICachePlugin } from '@azure/msal-node';

import type { SecretBox } from '../../secrets/index';

/** MSAL's cache of one account, as one text: read from what was given, kept in `text` when MSAL changes it. */
export function createCachePlugin(initial: string | null): ICachePlugin & { text: string | null } {
  const plugin = {
    text: initial,
    async beforeCacheAccess(context: Parameters<ICachePlugin['beforeCacheAccess']>[0]) {
      if (plugin.text !== null) context.tokenCache.deserialize(plugin.text);
    },
    async afterCacheAccess(context: Parameters<ICachePlugin['afterCacheAccess']>[0]) {
      if (context.cacheHasChanged) plugin.text = context.tokenCache.serialize();
    },
  };
  return plugin;
}

export function sealTokens(secrets: SecretBox, userId: string, cache: string): string {
  return secrets.seal(cache, tokensContext(userId));
}

/** Throws SecretFailure. */
export function openTokens(secrets: SecretBox, userId: string, sealed: string): string {
  return secrets.open(sealed, tokensContext(userId));
}

export function tokensContext(userId: string): string {
  return `account:${userId}:tokens`;
}
