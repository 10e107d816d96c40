import type { SandboxApplication } from '../options.js';
import { invalidClient } from './errors.js';
import { decodeJwt, isSignedBy } from './jwt.js';

/** Checks the secret or the signed assertion of an application. Throws what Entra answers. */
export function authenticateClient(
  application: SandboxApplication,
  form: URLSearchParams,
  basicSecret: string | undefined,
  now: number,
): void {
  const assertion = form.get('client_assertion');
  if (assertion !== null) return checkAssertion(application, form.get('client_assertion_type'), assertion, now);
  const secret = form.get('client_secret') ?? basicSecret;
  if (secret === undefined || secret === null) {
    throw invalidClient(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
  }
  checkSecret(application, secret, now);
}

function checkSecret(application: SandboxApplication, secret: string, now: number): void {
  const known = (application.secrets ?? [])
    .map((one) => (typeof one === 'string' ? { value: one } : one))
    .find(({ value }) => value === secret);
  if (!known) {
    throw invalidClient(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${application.clientId}'.`,
    );
  }
  if (known.expiresAt !== undefined && known.expiresAt <= now) {
    throw invalidClient(
      7000222,
      `The provided client secret keys for app '${application.clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  }
}

function checkAssertion(application: SandboxApplication, type: string | null, assertion: string, now: number): void {
  const decoded = decodeJwt(assertion);
  if (type !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' || !decoded) {
    throw invalidClient(50027, 'JWT token is invalid or malformed.');
  }
  const thumbprint = decoded.header['x5t#S256'];
  const certificate = (application.certificates ?? []).find(
    ({ thumbprintSha256 }) => Buffer.from(thumbprintSha256.replaceAll(':', ''), 'hex').toString('base64url') === thumbprint,
  );
  if (!certificate || !isSignedBy(assertion, certificate.publicKey)) {
    throw invalidClient(
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${String(thumbprint ?? decoded.header['x5t'])}'].`,
    );
  }
  const { claims } = decoded;
  if (claims['iss'] !== application.clientId || claims['sub'] !== application.clientId) {
    throw invalidClient(700021, 'Client assertion application identifier doesn’t match client_id parameter.');
  }
  if (!/\/oauth2\/v2\.0\/token$|\/v2\.0$/.test(String(claims['aud']))) {
    throw invalidClient(700023, `Client assertion audience claim does not match Realm issuer.`);
  }
  if (typeof claims['exp'] !== 'number' || claims['exp'] * 1000 <= now) {
    throw invalidClient(700024, 'Client assertion is not within its valid time range.');
  }
}
