import { GraphError } from '../microsoft/index';
import { AccountFailure, isPassing } from './health/account-failure';
import type { AccountsContext } from './context';
import { establish } from './sign-in/establish';
import { graphFailure } from './sign-in/profile';
import { noFailure, NEVER_REACHED } from './store';

/** At a time, of each kind. */
const MOST = 20;
/** Somebody whose mailbox did not answer is tried again. */
const AGAIN_AFTER_MS = 3_600_000;
/** So often in a row Microsoft may be busy before the others wait for the next time. */
const MOST_BUSY = 2;

/**
 * Application mode: whoever was assigned a mailbox, by somebody or by the rule, is connected without having to press anything, some at a time.
 * Whose mailbox does not answer has a state that says why. Who has disconnected since stays so until somebody assigns anew.
 */
export function createConnecting(context: AccountsContext): () => Promise<void> {
  const after = { assigned: 0, rule: 0 };
  return async () => {
    const rule = await context.mailboxes.ruleColumn();
    const triedBefore = (await context.now()) - AGAIN_AFTER_MS;
    for (const kind of ['assigned', 'rule'] as const) {
      if (kind === 'rule' && rule === null) continue;
      const waiting = await context.store.waiting({ rule: kind === 'rule' ? rule : null, after: after[kind], triedBefore, limit: MOST });
      after[kind] = waiting.after;
      if ((await connectAll(context, waiting.users)) === 'later') return;
    }
    // Once all have been looked at: each of these is looked up, and there may be many while an application may not reach anybody.
    if (after.assigned === 0) await context.store.forgetNeverReached(rule);
  };
}

async function connectAll(context: AccountsContext, users: readonly string[]): Promise<'done' | 'later'> {
  const blocked = await context.blockedAmong(users);
  let busy = 0;
  for (const user of users) {
    if (blocked.has(user)) continue;
    const failure = await connect(context, user);
    if (failure?.isOfApplication) return 'later';
    busy = failure && isPassing(failure.reason) ? busy + 1 : 0;
    if (busy === MOST_BUSY) return 'later';
  }
  return 'done';
}

async function connect(context: AccountsContext, user: string): Promise<AccountFailure | null> {
  const organization = await context.organization(user);
  if ((await context.application.mode(organization)) !== 'application') return null;
  const host = await context.users.find(user);
  if (host === null) return null;
  try {
    const application = await context.credentials(user, organization.organization);
    await context.mustBeAccepted(application);
    await establish(context, application, host);
    return null;
  } catch (error) {
    const failure = error instanceof GraphError ? graphFailure(error.failure) : error;
    if (!(failure instanceof AccountFailure)) throw error;
    if (!failure.isOfApplication) await noteNeverReached(context, user, failure);
    return failure;
  }
}

/** Of somebody who has never been connected: why not. The mailbox is nobody's for it. */
export async function noteNeverReached(context: AccountsContext, user: string, failure: AccountFailure): Promise<void> {
  const row = await context.store.find(user);
  if (row !== null && row.assignedAddress !== NEVER_REACHED) return;
  await context.store.put({
    userId: user,
    mode: 'application',
    mailboxId: null,
    mailboxAddress: null,
    mailboxName: null,
    mailboxTimeZone: null,
    assignedAddress: NEVER_REACHED,
    tenantId: null,
    homeAccountId: null,
    scopes: [],
    tokenCache: null,
    tokenVersion: 0, // the store counts
    connectedAt: null,
    lastSucceededAt: null,
    ...noFailure,
    failureReason: failure.reason,
    failureMessage: failure.message.slice(0, 1000),
    failureAt: await context.now(),
  });
}
