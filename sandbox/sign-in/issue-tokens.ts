import { randomUUID } from 'node:crypto';
import type { SandboxApplication } from '../options.js';
import type { DirectoryPerson } from './directory.js';
import { randomToken } from './grants.js';
import { signJwt } from './jwt.js';
import type { RequestedScope } from './scopes.js';
import { isIdentityScope } from './scopes.js';
import type { SignInService } from './service.js';

/** The answer of the token endpoint to a person's sign-in or refresh. */
export function issueForPerson(
  service: SignInService,
  person: DirectoryPerson,
  application: SandboxApplication,
  scopes: readonly RequestedScope[],
  options: { readonly nonce?: string; readonly wantsClientInfo: boolean },
): object {
  const granted = scopes.filter(({ name }) => !person.withheldScopes?.some((one) => one.toLowerCase() === name.toLowerCase()));
  const names = granted.map(({ name }) => name);
  const now = Math.floor(service.clock.now() / 1000);
  const common = {
    iss: `${service.root()}/${person.tenantId}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + service.accessTokenSeconds,
    tid: person.tenantId,
    ver: '2.0',
  };
  const claims = { sub: `${person.id}.${application.clientId}`, oid: person.id, name: person.name, preferred_username: person.address };
  const shown = granted.filter(({ name }) => name !== 'offline_access').map(({ given }) => given);
  return {
    token_type: 'Bearer',
    scope: shown.join(' '),
    expires_in: service.accessTokenSeconds,
    ext_expires_in: service.accessTokenSeconds,
    access_token: signJwt(
      {
        ...common,
        ...claims,
        aud: 'https://graph.microsoft.com',
        appid: application.clientId,
        scp: names.filter((name) => !isIdentityScope(name)).join(' '),
        uti: randomUUID(),
      },
      service.key,
    ),
    ...(names.includes('offline_access') ? { refresh_token: issueRefreshToken(service, person, application, names) } : {}),
    ...(names.includes('openid')
      ? {
          id_token: signJwt(
            {
              ...common,
              ...claims,
              aud: application.clientId,
              ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
              ...(names.includes('email') ? { email: person.address } : {}),
            },
            service.key,
          ),
        }
      : {}),
    // MSAL builds its account id of this and asks for it by client_info=1.
    ...(options.wantsClientInfo
      ? { client_info: Buffer.from(JSON.stringify({ uid: person.id, utid: person.tenantId })).toString('base64url') }
      : {}),
  };
}

/** An application's own token: roles an administrator granted, nobody behind it. */
export function issueForApplication(service: SignInService, tenantId: string, application: SandboxApplication): object {
  const now = Math.floor(service.clock.now() / 1000);
  const objectId = application.clientId;
  const claims = {
    iss: `${service.root()}/${tenantId}/v2.0`,
    aud: 'https://graph.microsoft.com',
    iat: now,
    nbf: now,
    exp: now + service.accessTokenSeconds,
    appid: application.clientId,
    idtyp: 'app',
    oid: objectId,
    sub: objectId,
    tid: tenantId,
    roles: application.applicationPermissions ?? [],
    uti: randomUUID(),
    ver: '2.0',
  };
  return {
    token_type: 'Bearer',
    expires_in: service.accessTokenSeconds,
    ext_expires_in: service.accessTokenSeconds,
    access_token: signJwt(claims, service.key),
  };
}

function issueRefreshToken(
  service: SignInService,
  person: DirectoryPerson,
  application: SandboxApplication,
  scopes: readonly string[],
): string {
  const token = randomToken('0.A');
  service.grants.refreshTokens.set(token, {
    personId: person.id,
    clientId: application.clientId,
    scopes,
    issuedAt: service.clock.now(),
    isRevoked: false,
  });
  return token;
}
