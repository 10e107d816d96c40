import type { ApplicationCredentials } from '../../microsoft/credentials';
import { delegatedScopes, type Cloud } from '../../microsoft/index';

/**
 * Where an administrator of the tenant consents for everybody: to these permissions, or (where there are none) to what the registration of the
 * application lists, as application permissions are, for which no address leads back.
 */
export function adminConsentLink(
  { cloud, redirectUri }: { cloud: Cloud; redirectUri: string },
  { clientId, tenantId }: Pick<ApplicationCredentials, 'clientId' | 'tenantId'>,
  permissions: readonly string[],
): string {
  // An administrator signs in with an account of an organization.
  const tenant = tenantId === 'common' || tenantId === 'consumers' ? 'organizations' : tenantId;
  const root = `${cloud.authority}/${encodeURIComponent(tenant)}`;
  if (permissions.length === 0) return `${root}/adminconsent?${new URLSearchParams({ client_id: clientId }).toString()}`;
  const scope = [...delegatedScopes(cloud, permissions), 'offline_access'].join(' ');
  return `${root}/v2.0/adminconsent?${new URLSearchParams({ client_id: clientId, scope, redirect_uri: redirectUri }).toString()}`;
}
