import type { ConfidentialClientApplication, ICachePlugin, NodeAuthOptions } from '@azure/msal-node';

import type { ApplicationCredentials } from './credentials';
import { isWithoutTls, type Cloud } from './cloud';
import type { TokenNetwork } from './token-network';

/**
 * An MSAL client for one operation. They are cheap, and MSAL repeats an old 429 for a minute to everybody who shares one (graph-facts §3.8).
 * Loaded when first needed, so that Strapi's start does not pay for it.
 */
export async function createMsalClient(options: {
  cloud: Cloud;
  application: ApplicationCredentials;
  network: TokenNetwork;
  cachePlugin?: ICachePlugin;
}): Promise<ConfidentialClientApplication> {
  const { ConfidentialClientApplication, LogLevel } = await import('@azure/msal-node');
  return new ConfidentialClientApplication({
    auth: {
      clientId: options.application.clientId,
      ...credentialOf(options.application),
      ...authorityOf(options.cloud, options.application.tenantId),
    },
    cache: options.cachePlugin === undefined ? {} : { cachePlugin: options.cachePlugin },
    system: {
      networkClient: options.network,
      disableInternalRetries: true,
      loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false, logLevel: LogLevel.Error },
    },
  });
}

function credentialOf({ credential }: ApplicationCredentials): Partial<NodeAuthOptions> {
  if (credential.kind === 'secret') return { clientSecret: credential.clientSecret };
  return { clientCertificate: { thumbprintSha256: credential.thumbprintSha256, privateKey: credential.privateKey } };
}

/** How MSAL is brought to a sign-in service that it does not know: graph-facts §3.8. */
function authorityOf(cloud: Cloud, tenant: string): Partial<NodeAuthOptions> {
  if (cloud.name !== 'custom') return { authority: `${cloud.authority}/${tenant}` };
  const root = `${cloud.authority}/${tenant}`;
  const authorityMetadata = JSON.stringify({
    issuer: `${root}/v2.0`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    token_endpoint: `${root}/oauth2/v2.0/token`,
    end_session_endpoint: `${root}/oauth2/v2.0/logout`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
  });
  if (isWithoutTls(cloud)) return { authority: `https://login.microsoftonline.com/${tenant}`, authorityMetadata };
  return { authority: root, knownAuthorities: [new URL(cloud.authority).host], authorityMetadata };
}
