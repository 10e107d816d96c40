import type { CheckVerdict } from '../../../../src/contracts/index';
import { GraphError } from '../../microsoft/index';
import { AccountFailure } from './account-failure';
import type { AccountsContext } from '../context';
import type { HostUser } from '../dependencies';
import { establish } from '../sign-in/establish';
import { recordEvidence } from './evidence';
import { wayTo } from '../open';
import {
  concernTasksOnly,
  judgeRoles,
  missingMessage,
  missingPermissions,
  notInTokenMessage,
  wantedApplicationPermissions,
  wantedPermissions,
} from '../sign-in/permissions';
import { probeMailbox } from './probe';
import { graphFailure } from '../sign-in/profile';
import { grantedRoles } from '../tokens/roles';
import { createVerdicts, type Verdicts } from './verdicts';

/** *Check Connection*: walks the whole way to the mailbox with a fresh token and says where it ends. Never throws. */
export async function check(context: AccountsContext, { user }: { user: string }): Promise<CheckVerdict[]> {
  const verdicts = createVerdicts();
  verdicts.notNeeded('notifications', 'Not needed: changes in Microsoft 365 are fetched on schedule.');
  try {
    const { isOfTasksOnly } = await walk(context, await context.hostUser(user), verdicts);
    if (!isOfTasksOnly) await note(context, user, verdicts);
    // No fault of the account, whatever it says.
    if (context.notices) verdicts.say({ step: 'notifications', ...(await context.notices(user)) });
  } catch (error) {
    const failure = error instanceof GraphError ? graphFailure(error.failure) : error;
    if (failure instanceof AccountFailure) {
      sayWhere(verdicts, failure);
      await recordEvidence(context, { user, failure }).catch(() => undefined);
    } else {
      const code = (error as { details?: { code?: unknown } } | null)?.details?.code;
      const isUnknownUser = code === 'unknown-user';
      if (!isUnknownUser)
        context.log.warn(`microsoft-sync: a check failed unexpectedly (${error instanceof Error ? error.name : 'unknown'}).`);
      verdicts.bad(
        'application',
        isUnknownUser ? code : 'internal',
        isUnknownUser ? 'There is no such user.' : 'The check could not be completed. Strapi’s log says more.',
      );
    }
  }
  return verdicts.all();
}

/** `isOfTasksOnly`: it went no further, and for want of something that says nothing about the account. */
async function walk(context: AccountsContext, user: HostUser, verdicts: Verdicts): Promise<{ isOfTasksOnly: boolean }> {
  const integrations = await context.enabledResources();
  const application = await context.credentials(user.documentId);
  verdicts.good('application', 'The Azure application is set up.');
  await context.mustBeActive(user.documentId);
  const isDelegated = application.mode === 'delegated';
  if (isDelegated) {
    await wayTo(context, user.documentId, { renew: true });
    verdicts.good('sign-in', 'The sign-in is valid.');
  } else {
    verdicts.notNeeded('sign-in', 'Not needed: the application reaches mailboxes by itself.');
  }
  const wanted = isDelegated ? wantedPermissions(integrations) : wantedApplicationPermissions(integrations);
  const { missing, notInToken } = isDelegated
    ? { missing: missingPermissions(wanted, (await context.store.find(user.documentId))?.scopes ?? []), notInToken: [] }
    : judgeRoles(wanted, grantedRoles((await context.tokens.prove({ application })).token));
  verdicts.good('application', 'Microsoft accepts the Azure application.');

  if (missing.length > 0) {
    verdicts.bad('permissions', 'scope-missing', missingMessage(missing, isDelegated));
    return { isOfTasksOnly: concernTasksOnly(missing) };
  }
  const notShown = notInTokenMessage(notInToken, 'the next steps show it');
  if (notShown !== null) verdicts.say({ step: 'permissions', ok: null, code: 'not-in-token', message: notShown });
  else verdicts.good('permissions', `All permissions are granted: ${wanted.join(', ')}.`);

  if (!isDelegated) await establish(context, application, user);
  const { row, key, tokens, prefix } = await wayTo(context, user.documentId);
  const mailbox = await context.mailbox({ key, tokens, prefix });
  await probeMailbox({ context, mailbox, row, integrations, verdicts, isDelegated });
  return { isOfTasksOnly: false };
}

/** Which step a failure belongs to. */
function sayWhere(verdicts: Verdicts, failure: AccountFailure): void {
  const { reason, message } = failure;
  if (reason.startsWith('application-')) return verdicts.bad('application', reason, message);
  if (reason === 'no-mailbox' || reason === 'mailbox-not-assigned' || reason === 'mailbox-taken')
    return verdicts.bad('mailbox', reason, message);
  if (reason === 'scope-missing') return verdicts.bad('permissions', reason, message);
  verdicts.bad('sign-in', reason, message);
}

/** What was seen also counts for the account's state. */
async function note(context: AccountsContext, user: string, verdicts: Verdicts): Promise<void> {
  const bad = verdicts.all().find((verdict) => verdict.ok === false);
  // What keeps tasks alone from being synchronized is no fault of the account.
  if (bad === undefined || bad.step === 'tasks') return recordEvidence(context, { users: [user], succeededAt: await context.now() });
  // Which permissions were granted at the sign-in is looked at every time; a note of it would outlive the need for one.
  const isLookedAt = bad.code === 'scope-missing' && (await context.application.mode(await context.organization(user))) === 'delegated';
  if ((bad.code === 'scope-missing' && !isLookedAt) || bad.code === 'no-mailbox')
    await recordEvidence(context, { user, failure: { reason: bad.code, message: bad.message } });
}
