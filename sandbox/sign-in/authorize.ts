import { randomUUID } from 'node:crypto';
import type { Incoming, Outgoing } from '../server/exchange.js';
import type { DirectoryPerson } from './directory.js';
import { findApplication, readAuthority } from './directory.js';
import { SignInError } from './errors.js';
import type { PendingSignIn } from './grants.js';
import { randomToken } from './grants.js';
import { needsAdministrator } from './admin-consent.js';
import { accountPage, approvalPage, consentPage, errorPage } from './pages.js';
import { expandDefault, readScopes } from './scopes.js';
import type { SignInService } from './service.js';
import { graphResources } from './service.js';

/** GET /{tenant}/oauth2/v2.0/authorize: the account picker, or the error where a redirect is not safe. */
export function startSignIn(service: SignInService, tenant: string, incoming: Incoming): Outgoing {
  const query = new URLSearchParams(incoming.method === 'POST' ? incoming.body : incoming.search);
  let request: PendingSignIn;
  try {
    request = readRequest(service, tenant, query);
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return errorPage(error.describe(service.clock.now()));
  }
  try {
    checkRequest(service, query);
    if (request.prompt === 'none') {
      throw new SignInError(400, 'login_required', 50058, 'A silent sign-in request was sent but no user is signed in.');
    }
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return redirectError(service, request, error);
  }
  const id = randomUUID();
  service.grants.pending.set(id, request);
  return accountPage(actionOf(tenant), id, service.directory.people, request.loginHint);
}

/** POST /{tenant}/oauth2/v2.0/authorize/continue: a choice on one of the two pages. */
export function continueSignIn(service: SignInService, tenant: string, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body);
  const id = form.get('request') ?? '';
  const request = service.grants.pending.get(id);
  if (!request) return errorPage('AADSTS900144: This sign-in page has expired. Start again from the application.');
  const decision = form.get('decision');
  if (decision === 'cancel') {
    service.grants.pending.delete(id);
    const { name } = findApplication(service.directory, request.clientId);
    return redirectError(
      service,
      request,
      request.isBlocked === true
        ? new SignInError(
            400,
            'access_denied',
            90094,
            `${name} needs permission to access resources in your organization that only an admin can grant.`,
          )
        : new SignInError(400, 'access_denied', 65004, 'User declined to consent to access the app.'),
    );
  }
  if (decision !== 'accept') {
    const chosen = service.directory.findPerson(form.get('account') ?? '');
    if (!chosen) return accountPage(actionOf(tenant), id, service.directory.people, request.loginHint);
    const authority = readAuthority(service.directory, request.tenant);
    if (authority.kind === 'tenant' && authority.id !== chosen.tenantId) return errorPage(wrongTenant(service, chosen, request));
    request.personId = chosen.id;
  }
  const person = request.personId === undefined ? undefined : service.directory.findPerson(request.personId);
  if (!person) return accountPage(actionOf(tenant), id, service.directory.people, request.loginHint);

  const application = findApplication(service.directory, request.clientId);
  const scopes = expandDefault(readScopes(request.scope, graphResources(service))).map(({ name }) => name);
  if (needsAdministrator(service, { person, clientId: application.clientId, scopes })) {
    request.isBlocked = true;
    return approvalPage(actionOf(tenant), id, person, application);
  }
  const consented = service.grants.consented(person.id, application.clientId);
  const isNeeded = request.prompt === 'consent' || scopes.some((name) => !consented.has(name));
  if (decision !== 'accept' && isNeeded) return consentPage(actionOf(tenant), id, person, application, scopes);

  service.grants.consent(person.id, application.clientId, scopes);
  service.grants.pending.delete(id);
  const code = randomToken('1.A');
  service.grants.codes.set(code, { request, personId: person.id, issuedAt: service.clock.now(), isUsed: false });
  return redirect(request, {
    code,
    client_info: Buffer.from(JSON.stringify({ uid: person.id, utid: person.tenantId })).toString('base64url'),
    session_state: randomUUID(),
  });
}

/** What must be right before anything may be sent back to the application: itself, its address, the tenant. */
function readRequest(service: SignInService, tenant: string, query: URLSearchParams): PendingSignIn {
  readAuthority(service.directory, tenant);
  const clientId = query.get('client_id');
  if (!clientId)
    throw new SignInError(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'client_id'.");
  const application = findApplication(service.directory, clientId);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!application.redirectUris.includes(redirectUri)) {
    throw new SignInError(
      400,
      'invalid_request',
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
    );
  }
  const optional = (name: string, key: string): object => (query.get(name) ? { [key]: query.get(name) } : {});
  return {
    clientId: application.clientId,
    redirectUri,
    tenant,
    scope: query.get('scope') ?? '',
    ...optional('state', 'state'),
    ...optional('nonce', 'nonce'),
    ...optional('prompt', 'prompt'),
    ...optional('login_hint', 'loginHint'),
    ...optional('code_challenge', 'codeChallenge'),
  };
}

function checkRequest(service: SignInService, query: URLSearchParams): void {
  const responseType = query.get('response_type');
  if (responseType !== 'code')
    throw new SignInError(
      400,
      'unsupported_response_type',
      700051,
      `response_type '${responseType ?? ''}' is not enabled for the application.`,
    );
  const mode = query.get('response_mode') ?? 'query';
  if (mode !== 'query')
    throw new SignInError(400, 'invalid_request', 70007, `'${mode}' is not a supported value of 'response_mode' when requesting a token.`);
  if (!query.get('scope'))
    throw new SignInError(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'scope'.");
  if (query.get('code_challenge') && (query.get('code_challenge_method') ?? 'plain') !== 'S256') {
    throw new SignInError(400, 'invalid_request', 501491, 'The code_challenge_method must be S256.');
  }
  readScopes(query.get('scope') ?? '', graphResources(service));
}

function redirect({ redirectUri, state }: PendingSignIn, parameters: Readonly<Record<string, string>>): Outgoing {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  return { status: 302, headers: { location: url.href, 'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin' } };
}

function redirectError(service: SignInService, request: PendingSignIn, error: SignInError): Outgoing {
  return redirect(request, {
    error: error.error,
    error_description: error.describe(service.clock.now()),
    error_uri: `https://login.microsoftonline.com/error?code=${error.number}`,
  });
}

function wrongTenant({ directory, clock }: SignInService, person: DirectoryPerson, request: PendingSignIn): string {
  const text = `User account '${person.address}' from identity provider 'https://sts.windows.net/${person.tenantId}/' does not exist in tenant '${directory.tenant.name}' and cannot access the application '${request.clientId}' in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`;
  return new SignInError(400, 'invalid_request', 50020, text).describe(clock.now());
}

function actionOf(tenant: string): string {
  return `/${encodeURIComponent(tenant)}/oauth2/v2.0/authorize/continue`;
}
