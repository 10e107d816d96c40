import type { SignInMessage } from '../../../../src/contracts/http';

/** The `state` of a sign-in address: by it this page knows which answer is meant for it. */
export function stateOf(url: string): string | null {
  return new URL(url).searchParams.get('state');
}

/** What the callback page posted, or null for anything else that is said on the channel. */
export function signInMessage(data: unknown): SignInMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { state, code, error, errorDescription } = data as Record<string, unknown>;
  if (typeof state !== 'string' || state === '' || (typeof code !== 'string' && typeof error !== 'string')) return null;
  return {
    state,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof errorDescription === 'string' ? { errorDescription } : {}),
  };
}

/** The same in the address's fragment, where the callback page found nobody listening: `#code=…&state=…` or `#error=…&state=…`. */
export function signInFragment(hash: string): SignInMessage | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return signInMessage({
    state: fields.get('state') ?? undefined,
    code: fields.get('code') ?? undefined,
    error: fields.get('error') ?? undefined,
    errorDescription: fields.get('errorDescription') ?? fields.get('error_description') ?? undefined,
  });
}
