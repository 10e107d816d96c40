import type { Configuration } from '@azure/msal-node';
import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import type { Sandbox } from '../index.js';
import type { SignInChoice } from './complete-sign-in.js';
import { completeSignIn } from './complete-sign-in.js';
import { application } from './fixture.js';

export const msalScopes = ['User.Read', 'Calendars.ReadWrite'];

/** Real MSAL, with an authority in https whose endpoints are the sandbox's: MSAL takes no http authority (graph-facts §3.8). */
export function msalFor(
  sandbox: Sandbox,
  auth: Partial<Configuration['auth']> = { clientSecret: application.secret },
  tenant = 'organizations',
): ConfidentialClientApplication {
  const root = `${sandbox.authority}/${tenant}`;
  const authorityMetadata = JSON.stringify({
    issuer: `${sandbox.authority}/{tenantid}/v2.0`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    token_endpoint: `${root}/oauth2/v2.0/token`,
    end_session_endpoint: `${root}/oauth2/v2.0/logout`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
  });
  return new ConfidentialClientApplication({
    auth: { clientId: application.clientId, authority: `https://login.microsoftonline.com/${tenant}`, authorityMetadata, ...auth },
  });
}

/** From the sign-in address to the redirect back, with what redeems its code. */
export async function walkThroughPages(
  app: ConfidentialClientApplication,
  choice: SignInChoice,
): Promise<{ redirect: URL | undefined; code: string; verifier: string }> {
  const { redirectUri } = application;
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const url = await app.getAuthCodeUrl({
    scopes: msalScopes,
    redirectUri,
    state: 'state-1',
    nonce: 'nonce-1',
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    prompt: 'select_account',
  });
  const { redirect } = await completeSignIn(url, choice);
  return { redirect, verifier, code: redirect?.searchParams.get('code') ?? '' };
}
