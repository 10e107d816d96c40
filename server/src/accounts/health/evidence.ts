import type { AccountFailure } from './account-failure';
import type { AccountsContext } from '../context';
import { noFailure } from '../store';
import { statusOf } from './status';

export type Evidence =
  | { users: readonly string[]; succeededAt: number | Date }
  | { user: string; failure: Pick<AccountFailure, 'reason' | 'message'> & { isOfApplication?: boolean; claims?: string | null } };

/** Notes how accounts fared; the state of each follows from its newest note. An account that is gone stays gone. */
export async function recordEvidence(context: AccountsContext, evidence: Evidence): Promise<void> {
  const { store } = context;
  if ('succeededAt' in evidence) {
    await store.updateMany(evidence.users, { lastSucceededAt: Number(evidence.succeededAt), ...noFailure });
    return;
  }
  const { user } = evidence;
  const { reason, message, isOfApplication, claims } = evidence.failure;
  if (isOfApplication === true) return; // noted there
  // Neither is noted: both are looked at every time.
  const row = reason === 'not-connected' || reason === 'user-blocked' ? null : await store.find(user);
  if (row === null) return;
  const before = await statusOf(context, user, row);
  const failureAt = await context.now();
  const noted = {
    failureReason: reason,
    failureMessage: message.slice(0, 1000),
    failureAt,
    claims: claims ?? null,
    // A success that lies ahead was noted by a clock that has been set back since, and would hide the failure until then.
    ...((row.lastSucceededAt ?? 0) > failureAt ? { lastSucceededAt: failureAt } : {}),
  };
  await store.update(user, noted);
  const after = await statusOf(context, user, { ...row, ...noted });
  if (after.reason !== null && after.state === 'action-required' && (before.state !== after.state || before.reason !== after.reason)) {
    await context.onActionRequired?.({ user, reason: after.reason });
  }
}
