import { recordEvidence } from '../health/evidence';
import { AccountFailure } from '../health/account-failure';
import type { AccountsContext } from '../context';
import { wayTo } from '../open';

const DAY_MS = 86_400_000;
/** A third of the time after which Microsoft lets go of a refresh token that nobody has used (graph-facts §3.2). */
const UNUSED_MS = 30 * DAY_MS;
/** At a time. */
const MOST = 100;

/** Renews the sign-ins of people for whom nothing has run for long, as their resources are off, so that they can be switched on again. */
export async function keepAlive(context: AccountsContext): Promise<void> {
  const now = await context.now();
  const users = await context.store.unused({ since: now - UNUSED_MS, failedBefore: now - DAY_MS, limit: MOST });
  const blocked = await context.blockedAmong(users);
  for (const user of users) if (!blocked.has(user)) await renew(context, user);
}

async function renew(context: AccountsContext, user: string): Promise<void> {
  try {
    const application = await context.credentials(user);
    if (application.mode === 'application') return;
    await context.mustBeAccepted(application);
    await wayTo(context, user, { renew: true });
    await recordEvidence(context, { users: [user], succeededAt: await context.now() });
  } catch (error) {
    if (!(error instanceof AccountFailure)) throw error;
    await recordEvidence(context, { user, failure: error });
  }
}
