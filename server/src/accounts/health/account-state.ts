import type { AccountReason, AccountState } from '../../../../src/contracts/index';
import type { ApplicationFacts } from '../../application/index';
import { isPassing } from './account-failure';

/** What is known of an account. Its state is always derived from this, never stored. */
export interface AccountEvidence {
  account: {
    hasTokens: boolean;
    isKeyKnown: boolean; // of the key that sealed the tokens
    missingPermissions: readonly string[];
    lastSucceededAt: number | null;
    failure: { reason: AccountReason; at: number } | null;
  } | null;
  /** Deactivated or blocked in the host. */
  isBlocked?: boolean;
  application: ApplicationFacts;
}

export interface DerivedState {
  state: AccountState;
  reason: AccountReason | null;
}

export function accountState({ account, application, isBlocked = false }: AccountEvidence): DerivedState {
  if (account === null) return { state: 'not-connected', reason: null };
  if (isBlocked) return actionRequired('user-blocked');
  if (!application.isConfigured) return actionRequired('application-missing');
  if (application.problem !== null) return actionRequired(application.problem);
  if (application.mode === 'delegated') {
    if (!account.hasTokens) return actionRequired('sign-in-expired');
    if (!account.isKeyKnown) return actionRequired('encryption-key-changed');
  }
  const { failure, lastSucceededAt } = account;
  if (
    failure !== null &&
    !isSeenDirectly(failure.reason, application.mode) &&
    (lastSucceededAt === null || failure.at >= lastSucceededAt)
  ) {
    return isPassing(failure.reason) ? { state: 'delayed', reason: failure.reason } : actionRequired(failure.reason);
  }
  if (application.mode === 'delegated' && account.missingPermissions.length > 0) return actionRequired('scope-missing');
  return { state: 'connected', reason: null };
}

function actionRequired(reason: AccountReason): DerivedState {
  return { state: 'action-required', reason };
}

/** What is looked at above at every time: a note of it counts no longer once it is healed. */
function isSeenDirectly(reason: AccountReason, mode: 'delegated' | 'application'): boolean {
  if (reason === 'application-missing') return true;
  // Whoever signs in needs no assignment.
  if (reason === 'mailbox-not-assigned' || reason === 'mailbox-taken') return mode === 'delegated';
  return mode === 'delegated' && reason === 'encryption-key-changed';
}
