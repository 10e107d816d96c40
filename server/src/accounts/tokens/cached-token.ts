import type { AuthenticationResult } from '@azure/msal-node';

import type { ApplicationCredentials } from '../../microsoft/credentials';
import type { AccessTokens, Cloud, Effects, Pauses } from '../../microsoft/index';
import type { Application } from '../../application/index';
import type { SecretBox } from '../../secrets/index';
import type { AccountRow, AccountStore } from '../store';

/** A token and how long it may be used without asking again. */
export interface HeldToken {
  token: string;
  goodUntil: number;
}

export interface TokenDependencies {
  store: AccountStore;
  secrets: SecretBox;
  cloud: Cloud;
  effects: Effects;
  pauses: Pauses;
  application: Pick<Application, 'accepted' | 'refused'>;
  now(): Promise<number>; // by the database's clock, which all instances share
}

/** Returns a token; `rejected` is one that Graph has refused, `claims` what another has to prove. Throws AccountFailure. */
export type TokenSource = (rejected?: string, claims?: string | null) => Promise<HeldToken>;

export interface Tokens {
  delegated(options: { userId: string; application: ApplicationCredentials; row?: AccountRow }): TokenSource;
  applicationOnly(options: { application: ApplicationCredentials }): TokenSource;
  /** Asks for a token as the application itself, whatever is known: shows whether it is known and its secret holds, in either mode. Throws AccountFailure. */
  prove(options: { application: ApplicationCredentials }): Promise<HeldToken>;
}

/** For as long as a mailbox is open: asks the source only when the token runs out, and for a new one in place of a refused one only once. */
export function heldTokens(source: TokenSource, first: HeldToken, now: () => number): AccessTokens {
  let held = first;
  let replaced: string | null = null;
  return {
    async get() {
      if (held.goodUntil <= now()) held = await source();
      return held.token;
    },
    async renew(rejected, claims) {
      if (held.token !== rejected || rejected === replaced) return held.token;
      held = await source(rejected, claims);
      replaced = held.token;
      return held.token;
    },
  };
}

/** Some time before the end, but never so much that a token of short life would be refreshed at every request. */
export function heldTokenOf({ accessToken, expiresOn }: AuthenticationResult, now: number): HeldToken {
  const lifeMs = (expiresOn?.getTime() ?? now) - now;
  return { token: accessToken, goodUntil: now + lifeMs - Math.min(60_000, lifeMs / 2) };
}
