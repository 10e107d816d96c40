import { createApplicationTokens } from './application-tokens';
import { createDelegatedTokens } from './delegated-tokens';
import type { TokenDependencies, Tokens } from './cached-token';

export function createTokens(deps: TokenDependencies): Tokens {
  return { delegated: createDelegatedTokens(deps), ...createApplicationTokens(deps) };
}
