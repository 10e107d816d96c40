import type { KeyObject } from 'node:crypto';
import { constants, createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

let shared: SigningKey | undefined;

/** One key per process: making it takes longer than starting a sandbox. */
export function signingKey(): SigningKey {
  shared ??= withPublicKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  return shared;
}

/** The key as text, and back: tokens live on where it is kept. */
export function writeSigningKey({ privateKey }: SigningKey): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function readSigningKey(pem: string): SigningKey {
  return withPublicKey(createPrivateKey(pem));
}

function withPublicKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const id = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 27);
  return { id, privateKey, publicKey };
}

export function signJwt(claims: Claims, { id, privateKey }: SigningKey): string {
  const content = `${encode({ typ: 'JWT', alg: 'RS256', kid: id })}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}

export interface DecodedJwt {
  readonly header: Claims;
  readonly claims: Claims;
}

export function decodeJwt(token: string): DecodedJwt | undefined {
  const [header, claims, signature, ...rest] = token.split('.');
  if (!header || !claims || !signature || rest.length > 0) return undefined;
  try {
    return { header: decode(header), claims: decode(claims) };
  } catch {
    return undefined;
  }
}

/** RS256 and PS256: Entra's tokens have the one, MSAL's certificate assertions the other. */
export function isSignedBy(token: string, key: KeyObject | string): boolean {
  const at = token.lastIndexOf('.');
  const algorithm = decodeJwt(token)?.header['alg'];
  if (at < 0 || (algorithm !== 'RS256' && algorithm !== 'PS256')) return false;
  try {
    const publicKey = typeof key === 'string' ? createPublicKey(key) : key;
    const padding = algorithm === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : {};
    return verify(
      'RSA-SHA256',
      Buffer.from(token.slice(0, at)),
      { key: publicKey, ...padding },
      Buffer.from(token.slice(at + 1), 'base64url'),
    );
  } catch {
    return false;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text: string): Claims {
  const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null) throw new SyntaxError('no object');
  return value as Claims;
}
