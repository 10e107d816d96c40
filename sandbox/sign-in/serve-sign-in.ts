import { randomUUID } from 'node:crypto';
import type { Incoming, Outgoing } from '../server/exchange.js';
import { json } from '../server/exchange.js';
import { adminConsent } from './admin-consent.js';
import { continueSignIn, startSignIn } from './authorize.js';
import { instanceDiscovery, openIdConfiguration, publicKeys } from './discovery.js';
import { errorBody, SignInError } from './errors.js';
import { signedOutPage } from './pages.js';
import type { SignInService } from './service.js';
import { answerToken } from './token.js';

/** Answers what belongs to sign-in; undefined for every other address. */
export function serveSignIn(service: SignInService, incoming: Incoming): Outgoing | undefined {
  const match =
    /^\/([^/]+)\/(oauth2\/v2\.0\/(?:authorize(?:\/continue)?|token|logout)|(?:v2\.0\/)?adminconsent|v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys|discovery\/instance)\/?$/.exec(
      incoming.path,
    );
  if (!match) return undefined;
  const tenant = safeDecode(match[1] as string);
  try {
    switch (match[2]) {
      case 'oauth2/v2.0/authorize':
        return startSignIn(service, tenant, incoming);
      case 'oauth2/v2.0/authorize/continue':
        return continueSignIn(service, tenant, incoming);
      case 'oauth2/v2.0/token':
        return incoming.method === 'POST' ? answerToken(service, tenant, incoming) : json(405, {});
      case 'oauth2/v2.0/logout':
        return signOut(service, incoming);
      case 'adminconsent':
      case 'v2.0/adminconsent':
        return adminConsent(service, tenant, incoming);
      case 'v2.0/.well-known/openid-configuration':
        return openIdConfiguration(service, tenant);
      case 'discovery/v2.0/keys':
        return publicKeys(service);
      default:
        return instanceDiscovery(service);
    }
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return json(error.status, errorBody(error, service.clock.now(), randomUUID()));
  }
}

/** Goes back only to addresses that some application registered. */
function signOut({ directory }: SignInService, { search }: Incoming): Outgoing {
  const target = new URLSearchParams(search).get('post_logout_redirect_uri');
  const isKnown = target !== null && directory.applications.some(({ redirectUris }) => redirectUris.includes(target));
  return isKnown ? { status: 302, headers: { location: target } } : signedOutPage();
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
