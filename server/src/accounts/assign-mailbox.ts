import type { MailboxAssignment } from '../../../src/contracts/index';
import { GraphError } from '../microsoft/index';
import { AccountFailure } from './health/account-failure';
import { noteNeverReached } from './connect-assigned';
import type { AccountsContext } from './context';
import { establish } from './sign-in/establish';
import { recordEvidence } from './health/evidence';
import { graphFailure } from './sign-in/profile';
import { NEVER_REACHED } from './store';

export interface AssignMailboxOf {
  user: string;
  address: string | null;
  by?: string | null;
  how?: MailboxAssignment['how'];
  /** Whether somebody may be named to whoever asks. @default everybody */
  mayName?: (user: string) => Promise<boolean>;
}

/**
 * Says which mailbox is a person's in application mode, and connects it there. That it does not answer yet is told by the account's status and
 * by Check Connection; the assignment stands. Throws 'unknown-user', 'invalid-input' and 'mailbox-taken'.
 */
export async function assignMailbox(context: AccountsContext, options: AssignMailboxOf): Promise<MailboxAssignment | null> {
  const { user, address, by = null, how = 'plugin', mayName } = options;
  const host = await context.hostUser(user);
  await context.mailboxes.assign({ user, address, by, how, mayName });
  // Until it is connected anew, what was connected under another assignment counts no longer.
  if (address === null) {
    const row = await context.store.find(user);
    if (row?.assignedAddress === NEVER_REACHED) await context.store.delete(user);
    else await context.store.update(user, { assignedAddress: null });
  }
  if ((await context.application.mode(await context.organization(user))) === 'application') {
    try {
      await establish(context, await context.credentials(user), host);
    } catch (error) {
      const failure = error instanceof GraphError ? graphFailure(error.failure) : error;
      if (!(failure instanceof AccountFailure)) throw error;
      if (address !== null && !failure.isOfApplication) await noteNeverReached(context, user, failure);
      await recordEvidence(context, { user, failure });
    }
  }
  return mailboxOf(context, { user });
}

export async function mailboxOf(context: AccountsContext, { user }: { user: string }): Promise<MailboxAssignment | null> {
  await context.hostUser(user);
  const assigned = await context.mailboxes.of(user);
  return assigned.kind === 'assigned' ? assigned.assignment : null;
}
