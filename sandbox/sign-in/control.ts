import type { SignInService } from './service.js';

/** What an administrator, or time, can do to sign-ins. */
export interface SignInControl {
  /** All refresh tokens of a person die (AADSTS50173). Access tokens live on until they end. */
  revokeSessions(address: string): void;
  /** The person takes consent back (AADSTS65001 at the next refresh, and the consent page again). */
  withdrawConsent(address: string, clientId?: string): void;
  /** Life of access tokens that are issued from now on. */
  setAccessTokenSeconds(seconds: number): void;
  /** Inactivity after which refresh tokens are refused (AADSTS700082). */
  setRefreshTokenSeconds(seconds: number): void;
  /** 'managed': only administrators consent to calendars, tasks and settings of mailboxes, as in new tenants. */
  setUserConsent(policy: 'all' | 'managed'): void;
  /** true: a refresh token dies when it is used. */
  setStrictRotation(isStrict: boolean): void;
}

export function createSignInControl(service: SignInService): SignInControl {
  const personId = (address: string): string => {
    const person = service.directory.findPerson(address);
    if (!person) throw new Error(`The sandbox does not know ${address}`);
    return person.id;
  };
  return {
    revokeSessions: (address) => service.grants.revoke(personId(address)),
    withdrawConsent: (address, clientId) => service.grants.withdrawConsent(personId(address), clientId),
    setAccessTokenSeconds: (seconds) => void (service.accessTokenSeconds = seconds),
    setRefreshTokenSeconds: (seconds) => void (service.refreshTokenSeconds = seconds),
    setUserConsent: (policy) => void (service.userConsent = policy),
    setStrictRotation: (isStrict) => void (service.isRefreshRotationStrict = isStrict),
  };
}
