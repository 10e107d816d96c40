import { createHash, randomUUID } from 'node:crypto';
import type { Incoming, Outgoing } from '../server/exchange.js';
import { json } from '../server/exchange.js';
import type { SandboxApplication } from '../options.js';
import { authenticateClient } from './client-authentication.js';
import type { DirectoryPerson } from './directory.js';
import { findApplication, readAuthority } from './directory.js';
import { errorBody, invalidClient, invalidGrant, invalidRequest, missingParameter, SignInError } from './errors.js';
import type { IssuedRefreshToken } from './grants.js';
import { issueForApplication, issueForPerson } from './issue-tokens.js';
import { expandDefault, invalidScope, isIdentityScope, readScopes } from './scopes.js';
import type { SignInService } from './service.js';
import { graphResources } from './service.js';

const codeLifeMilliseconds = 10 * 60_000;

/** POST /{tenant}/oauth2/v2.0/token */
export function answerToken(service: SignInService, tenant: string, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body);
  const correlationId = incoming.headers['client-request-id'] ?? randomUUID();
  try {
    return json(200, grant(service, tenant, form, incoming.headers['authorization']), { pragma: 'no-cache' });
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return json(error.status, errorBody(error, service.clock.now(), correlationId), { pragma: 'no-cache' });
  }
}

function grant(service: SignInService, tenant: string, form: URLSearchParams, authorization: string | undefined): object {
  const authority = readAuthority(service.directory, tenant);
  const basic = readBasic(authorization);
  const clientId = form.get('client_id') ?? basic?.clientId;
  const type = form.get('grant_type');
  if (type === null) throw missingParameter('grant_type');
  if (!clientId) throw missingParameter('client_id');
  const application = findApplication(service.directory, clientId);
  const authenticate = (): void => authenticateClient(application, form, basic?.secret, service.clock.now());
  switch (type) {
    case 'authorization_code':
      authenticate();
      return redeemCode(service, application, form);
    case 'refresh_token':
      authenticate();
      return refresh(service, application, form);
    case 'client_credentials':
      authenticate();
      if (authority.kind !== 'tenant') {
        throw invalidRequest(
          50059,
          'No tenant-identifying information found in either the request or implied by any provided credentials.',
        );
      }
      demandDefaultScope(service, form.get('scope') ?? '');
      return issueForApplication(service, authority.id, application);
    default:
      throw new SignInError(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${type}'.`);
  }
}

function redeemCode(service: SignInService, application: SandboxApplication, form: URLSearchParams): object {
  const value = form.get('code');
  if (!value) throw missingParameter('code');
  const code = service.grants.codes.get(value);
  if (!code) throw invalidGrant(70000, "The provided value for the 'code' parameter is not valid.");
  if (code.request.clientId !== application.clientId) {
    throw invalidGrant(700005, 'Provided Authorization Code is intended to use against other tenant, thus rejected.');
  }
  if (code.isUsed)
    throw invalidGrant(
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    );
  if (service.clock.now() - code.issuedAt > codeLifeMilliseconds) {
    throw invalidGrant(
      70008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    );
  }
  if (form.get('redirect_uri') !== code.request.redirectUri) {
    throw invalidClient(
      500112,
      `The reply address '${form.get('redirect_uri') ?? ''}' does not match the reply address '${code.request.redirectUri}' provided when requesting Authorization code.`,
    );
  }
  checkVerifier(code.request.codeChallenge, form.get('code_verifier'));
  code.isUsed = true;
  const person = service.directory.findPerson(code.personId) as DirectoryPerson;
  const scopes = expandDefault(readScopes(code.request.scope, graphResources(service)));
  return issueForPerson(service, person, application, scopes, {
    wantsClientInfo: form.get('client_info') === '1',
    ...(code.request.nonce === undefined ? {} : { nonce: code.request.nonce }),
  });
}

function checkVerifier(challenge: string | undefined, verifier: string | null): void {
  if (challenge === undefined) return;
  if (!verifier)
    throw invalidGrant(501481, 'The Code_Verifier is missing though a code_challenge was supplied in the authorization request.');
  if (createHash('sha256').update(verifier).digest('base64url') !== challenge) {
    throw invalidGrant(501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.');
  }
}

function refresh(service: SignInService, application: SandboxApplication, form: URLSearchParams): object {
  const value = form.get('refresh_token');
  if (!value) throw missingParameter('refresh_token');
  const token = service.grants.refreshTokens.get(value);
  if (!token || token.clientId !== application.clientId)
    throw invalidGrant(9002313, 'Invalid request. Request is malformed or invalid.', 'bad_token');
  demandLiving(service, token);
  const held = new Set([...token.scopes]);
  const asked = expandDefault(readScopes(form.get('scope') ?? token.scopes.join(' '), graphResources(service)));
  const consented = service.grants.consented(token.personId, application.clientId);
  const missing = asked.find(({ name }) => !isIdentityScope(name) && !consented.has(name));
  if (missing || consented.size === 0) {
    throw invalidGrant(
      65001,
      `The user or administrator has not consented to use the application with ID '${application.clientId}' named '${application.name}'. Send an interactive authorization request for this user and resource.`,
      'consent_required',
    );
  }
  if (service.isRefreshRotationStrict) token.isRevoked = true;
  // Identity scopes need not be asked for again.
  const all = [
    ...asked,
    ...[...held].filter((name) => isIdentityScope(name) && !asked.some((one) => one.name === name)).map((name) => ({ given: name, name })),
  ];
  const person = service.directory.findPerson(token.personId) as DirectoryPerson;
  return issueForPerson(service, person, application, all, { wantsClientInfo: form.get('client_info') === '1' });
}

function demandLiving(service: SignInService, token: IssuedRefreshToken): void {
  if (token.isRevoked) {
    throw invalidGrant(
      50173,
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
    );
  }
  const days = service.refreshTokenSeconds / 86_400;
  if (service.clock.now() - token.issuedAt > service.refreshTokenSeconds * 1000) {
    throw invalidGrant(
      700082,
      `The refresh token has expired due to inactivity. The token was issued on ${new Date(token.issuedAt).toISOString()} and was inactive for ${days}.00:00:00.`,
    );
  }
}

function demandDefaultScope(service: SignInService, scope: string): void {
  if (!scope.endsWith('/.default') && scope !== '.default') {
    throw new SignInError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  const resource = scope.slice(0, -'/.default'.length).replace(/\/$/, '');
  if (scope !== '.default' && !graphResources(service).some((root) => root.toLowerCase() === resource.toLowerCase())) {
    if (scope.includes(' ')) throw invalidScope(scope);
    const { tenant } = service.directory;
    throw new SignInError(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant.name}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    );
  }
}

function readBasic(authorization: string | undefined): { clientId: string; secret: string } | undefined {
  const match = /^basic (.+)$/i.exec(authorization ?? '');
  if (!match) return undefined;
  const text = Buffer.from(match[1] as string, 'base64').toString('utf8');
  const at = text.indexOf(':');
  if (at < 0) return undefined;
  return { clientId: unescapeForm(text.slice(0, at)), secret: unescapeForm(text.slice(at + 1)) };
}

function unescapeForm(text: string): string {
  return new URLSearchParams(`value=${text}`).get('value') ?? text;
}
