import { createApplicationTokens } from './application-tokens';
import { createDelegatedTokens } from './delegated-tokens';
import type { TokenDependencies, Tokens } from './held-token';

export function createTokens(deps: TokenDependencies): Tokens {
  return { delegated: createDelegatedTokens(deps), applicationOnly: createApplicationTokens(deps) };
}
