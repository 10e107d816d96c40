import type { Outgoing } from '../server/exchange.js';
import { json } from '../server/exchange.js';
import { readAuthority } from './directory.js';
import { graphScopes, identityScopes } from './scopes.js';
import type { SignInService } from './service.js';

/** /{tenant}/v2.0/.well-known/openid-configuration */
export function openIdConfiguration(service: SignInService, tenant: string): Outgoing {
  const authority = readAuthority(service.directory, tenant);
  const base = `${service.root()}/${tenant}`;
  return json(200, {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: [...Object.keys(identityScopes), ...Object.keys(graphScopes)],
    issuer: `${service.root()}/${authority.kind === 'tenant' ? authority.id : '{tenantid}'}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    http_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'oid', 'email'],
    tenant_region_scope: null,
    cloud_instance_name: new URL(service.root()).host,
    msgraph_host: new URL(service.root()).host,
  });
}

/** /{tenant}/discovery/v2.0/keys */
export function publicKeys({ key }: SignInService): Outgoing {
  return json(200, { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.id, use: 'sig', alg: 'RS256' }] });
}

/** /common/discovery/instance: what MSAL asks about an authority it does not know. */
export function instanceDiscovery(service: SignInService): Outgoing {
  const { host } = new URL(service.root());
  return json(200, {
    tenant_discovery_endpoint: `${service.root()}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
