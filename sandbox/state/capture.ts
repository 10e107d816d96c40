import type { Mailbox } from '../mailbox/mailbox.js';
import { writeSigningKey } from '../sign-in/jwt.js';
import type { SignInService } from '../sign-in/service.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { saveMailbox } from './save-mailbox.js';
import type { SavedState } from './saved.js';

/** The sandbox as it is now. */
export function capture(
  { key, grants }: Pick<SignInService, 'key' | 'grants'>,
  mailboxes: Iterable<Mailbox>,
  subscriptions: readonly Subscription[],
  isComplete: boolean,
): SavedState {
  return {
    isComplete,
    signingKey: writeSigningKey(key),
    refreshTokens: [...grants.refreshTokens],
    consents: [...grants.consents].map(([who, scopes]) => [who, [...scopes]] as const),
    mailboxes: [...mailboxes].map(saveMailbox),
    subscriptions,
  };
}
