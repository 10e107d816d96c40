import { createHash, randomBytes } from 'node:crypto';
import type { Sandbox } from '../index.js';
import { completeSignIn } from './complete-sign-in.js';

export interface TestApplication {
  readonly clientId: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** A delegated access token, got through the pages and the token endpoint. */
export async function signInAs(
  sandbox: Sandbox,
  application: TestApplication,
  address: string,
  scope = defaultScope,
): Promise<{ accessToken: string; refreshToken: string; scope: string }> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: application.clientId,
    response_type: 'code',
    redirect_uri: application.redirectUri,
    scope,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const { redirect } = await completeSignIn(`${sandbox.authority}/common/oauth2/v2.0/authorize?${query.toString()}`, { address });
  const response = await fetch(`${sandbox.authority}/common/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: application.clientId,
      client_secret: application.secret,
      grant_type: 'authorization_code',
      code: redirect?.searchParams.get('code') ?? '',
      redirect_uri: application.redirectUri,
      code_verifier: verifier,
    }),
  });
  const body = (await response.json()) as Record<string, string>;
  return { accessToken: body['access_token'] ?? '', refreshToken: body['refresh_token'] ?? '', scope: body['scope'] ?? '' };
}

/** An application's own token. */
export async function signInAsApplication(sandbox: Sandbox, application: TestApplication): Promise<string> {
  const response = await fetch(`${sandbox.authority}/${sandbox.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: application.clientId,
      client_secret: application.secret,
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

const defaultScope = 'openid profile offline_access User.Read Calendars.ReadWrite MailboxSettings.Read';
