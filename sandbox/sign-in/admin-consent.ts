import type { Incoming, Outgoing } from '../server/exchange.js';
import type { DirectoryPerson } from './directory.js';
import { findApplication, readAuthority } from './directory.js';
import { SignInError } from './errors.js';
import { adminConsentPage, errorPage, grantedPage } from './pages.js';
import { readScopes } from './scopes.js';
import type { SignInService } from './service.js';
import { graphResources } from './service.js';

/** What people of a tenant on Microsoft's managed policy may still consent to themselves (graph-facts §3.10). */
const lowImpact = new Set(['openid', 'profile', 'email', 'offline_access', 'User.Read']);

/** Permissions that only an administrator may grant this person's tenant, and none has. */
export function needsAdministrator(
  { userConsent, grants, directory }: SignInService,
  options: { person: DirectoryPerson; clientId: string; scopes: readonly string[] },
): boolean {
  const { person, clientId, scopes } = options;
  if (userConsent === 'all' || person.tenantId !== directory.tenant.id) return false;
  const consented = grants.consented(person.id, clientId);
  return scopes.some((name) => !lowImpact.has(name) && !consented.has(name));
}

/** /{tenant}/v2.0/adminconsent: a page, and what follows where somebody agrees for everybody. */
export function adminConsent(service: SignInService, tenant: string, incoming: Incoming): Outgoing {
  try {
    readAuthority(service.directory, tenant);
    const given = new URLSearchParams(incoming.method === 'POST' ? incoming.body : incoming.search);
    const application = findApplication(service.directory, given.get('client_id') ?? '');
    const redirectUri = given.get('redirect_uri');
    if (redirectUri !== null && !application.redirectUris.includes(redirectUri))
      throw new SignInError(400, 'invalid_request', 50011, `The redirect URI '${redirectUri}' is not registered.`);
    const scopes = readScopes(given.get('scope') ?? '', graphResources(service)).map(({ name }) => name);
    if (incoming.method !== 'POST') return adminConsentPage(incoming.path, application, scopes, given);
    service.grants.consentForAll(application.clientId, scopes);
    if (redirectUri === null) return grantedPage();
    const back = new URL(redirectUri);
    back.searchParams.set('admin_consent', 'True');
    back.searchParams.set('tenant', service.directory.tenant.id);
    for (const name of ['state', 'scope']) if (given.has(name)) back.searchParams.set(name, given.get(name) ?? '');
    return { status: 302, headers: { location: back.href, 'cache-control': 'no-store' } };
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return errorPage(error.describe(service.clock.now()));
  }
}
