import { GraphError } from '../graph/errors.js';
import type { Identity } from '../graph/permissions.js';
import { decodeJwt, isSignedBy } from './jwt.js';
import type { SignInService } from './service.js';

/** Who a bearer token of this sandbox stands for. Throws Graph's 401 (graph-facts §8). */
export function authenticate(service: SignInService, authorization: string | undefined): Identity {
  const token = /^bearer\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized(service, 'Access token is empty.');
  const decoded = decodeJwt(token);
  if (!decoded) throw unauthorized(service, 'CompactToken parsing failed with error code: 80049217');
  if (!isSignedBy(token, service.key.publicKey)) throw unauthorized(service, 'Access token validation failure. Invalid signature.');
  const { claims } = decoded;
  if (claims['aud'] !== 'https://graph.microsoft.com') throw unauthorized(service, 'Access token validation failure. Invalid audience.');
  if (Number(claims['exp']) * 1000 <= service.clock.now()) throw unauthorized(service, 'Lifetime validation failed, the token is expired.');
  const [clientId, tokenId] = [String(claims['appid']), String(claims['uti'])];
  if (claims['idtyp'] === 'app') {
    const ofExchange = service.directory.applications.find((one) => one.clientId === clientId)?.permissionsOfExchange ?? [];
    return { kind: 'application', clientId, tokenId, roles: [...((claims['roles'] as string[] | undefined) ?? []), ...ofExchange] };
  }
  return { kind: 'delegated', clientId, tokenId, personId: String(claims['oid']), scopes: String(claims['scp'] ?? '').split(' ') };
}

function unauthorized(service: SignInService, message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'www-authenticate': `Bearer realm="", authorization_uri="${service.root()}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
  });
}
