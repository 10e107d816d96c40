import type { AccountReason, AccountStatus } from '../../../../src/contracts/index';
import { accountState, type AccountEvidence } from './account-state';
import type { AccountsContext } from '../context';
import { type Integrations, missingPermissions, wantedPermissions } from '../sign-in/permissions';
import type { AccountRow, KnownAccount } from '../store';

/** Derived at every look from what is known; nothing is asked of Microsoft. */
export async function status(context: AccountsContext, { user }: { user: string }): Promise<AccountStatus> {
  await context.hostUser(user);
  return statusOf(context, user, await context.store.find(user));
}

export async function statusOf(context: AccountsContext, user: string, row: AccountRow | null): Promise<AccountStatus> {
  const application = await context.application.facts(await context.organization(user));
  const isBlocked = row !== null && (await context.blockedAmong([user])).has(user);
  return statusFrom(context, { user, row, isBlocked, application, integrations: await context.enabledResources() });
}

/** From what has been read. */
export function statusFrom(
  { secrets }: Pick<AccountsContext, 'secrets'>,
  options: {
    user: string;
    row: KnownAccount | null;
    isBlocked: boolean;
    application: AccountEvidence['application'];
    integrations: Integrations;
  },
): AccountStatus {
  const { user, row, application, isBlocked } = options;
  const derived = accountState({ account: row === null ? null : evidenceOf(secrets, row, options.integrations), application, isBlocked });
  return {
    user,
    ...derived,
    mailbox:
      row === null || row.mailboxAddress === null
        ? null
        : { address: row.mailboxAddress ?? '', displayName: row.mailboxName ?? '', timeZone: row.mailboxTimeZone ?? 'UTC' },
    connectedAt: instant(row?.connectedAt),
    lastSucceededAt: instant(row?.lastSucceededAt),
  };
}

export function evidenceOf(
  secrets: AccountsContext['secrets'],
  row: Pick<KnownAccount, 'tokenCache' | 'scopes' | 'lastSucceededAt' | 'failureReason' | 'failureAt'>,
  integrations: Integrations,
): NonNullable<AccountEvidence['account']> {
  return {
    hasTokens: row.tokenCache !== null,
    isKeyKnown: row.tokenCache !== null && secrets.knowsKeyOf(row.tokenCache),
    missingPermissions: missingPermissions(wantedPermissions(integrations), row.scopes),
    lastSucceededAt: row.lastSucceededAt,
    failure: row.failureReason === null ? null : { reason: row.failureReason as AccountReason, at: row.failureAt ?? 0 },
  };
}

function instant(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
