import { createHash, randomBytes } from 'node:crypto';

import type { AccountsContext } from '../context';
import { refusal } from '../../application/index';
import { SecretFailure } from '../../secrets/index';

const LIFE_MS = 10 * 60_000;
const LONGEST_STATE = 1000;

/** What a sign-in needs at its end and must not leave the server: for one use, bound to the person who began. */
export interface SignInSecrets {
  verifier: string; // PKCE
  nonce: string;
  /** The page of a front end that ends it; absent: a page of the admin panel. */
  returnTo?: string;
}

type Deps = Pick<AccountsContext, 'store' | 'secrets' | 'now'>;

/** Returns what goes into the sign-in address; the rest is kept, sealed. Throws SecretFailure without a key. */
export async function beginSignIn(
  { store, secrets, now }: Deps,
  { user, returnTo }: { user: string; returnTo?: string | undefined },
): Promise<{ state: string; nonce: string; codeChallenge: string }> {
  const [state, nonce, verifier] = [random(), random(), random()];
  const stateHash = hash(state, 'hex');
  const kept = { verifier, nonce, ...(returnTo === undefined ? {} : { returnTo }) } satisfies SignInSecrets;
  const sealed = secrets.seal(JSON.stringify(kept), signInContext(stateHash, user));
  const at = await now();
  await store.deleteSignIns({ expiredAt: at });
  await store.putSignIn({ stateHash, userId: user, sealed, expiresAt: at + LIFE_MS });
  return { state, nonce, codeChallenge: hash(verifier, 'base64url') };
}

/** Uses a state up. Forged, used, expired, somebody else's, damaged: all the same to the caller, 'sign-in-state-invalid'. */
export async function takeSignIn({ store, secrets, now }: Deps, user: string, state: unknown): Promise<SignInSecrets> {
  if (typeof state === 'string' && state.length <= LONGEST_STATE) {
    const stateHash = hash(state, 'hex');
    const row = await store.takeSignIn({ stateHash, userId: user });
    const left = row === null ? 0 : row.expiresAt - (await now());
    // Longer than any lasts: begun by a clock that has been set back since.
    const kept = row !== null && left >= 0 && left <= LIFE_MS ? opened(secrets, row.sealed, signInContext(stateHash, user)) : null;
    if (kept !== null) return kept;
  }
  throw refusal('sign-in-state-invalid', 'This sign-in has expired, was already used or was begun by somebody else. Choose Connect again.');
}

/** Where a sign-in leads back to, for whoever knows its state; it stays there to be used. Null: to the admin panel, or there is none. */
export async function lookAtSignIn(
  { store, secrets, now }: Deps,
  state: unknown,
): Promise<{ user: string; returnTo: string; isExpired: boolean } | null> {
  if (typeof state !== 'string' || state.length > LONGEST_STATE) return null;
  const stateHash = hash(state, 'hex');
  const row = await store.findSignIn(stateHash);
  if (row === null) return null;
  const { userId: user, expiresAt } = row;
  const returnTo = opened(secrets, row.sealed, signInContext(stateHash, user))?.returnTo;
  return returnTo === undefined ? null : { user, returnTo, isExpired: expiresAt < (await now()) };
}

/** Null where it was sealed for somebody else, with a key that is gone, or was damaged. */
function opened(secrets: Deps['secrets'], sealed: string, context: string): SignInSecrets | null {
  try {
    return JSON.parse(secrets.open(sealed, context)) as SignInSecrets;
  } catch (error) {
    if (error instanceof SecretFailure) return null;
    throw error;
  }
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text).digest(encoding);
}

export function signInContext(stateHash: string, user: string): string {
  return `sign-in:${stateHash}:${user}`;
}
