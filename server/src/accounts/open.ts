import type { Client } from '@microsoft/microsoft-graph-client';

import type { ApplicationCredentials } from '../microsoft/credentials';
import {
  createGraphClient,
  GraphError,
  type AccessTokens,
  type GraphConnection,
  type Mailbox,
  type MailboxPrefix,
} from '../microsoft/index';
import { AccountFailure } from './health/account-failure';
import { refusalOf, type AccountsContext, type Asking } from './context';
import { recordEvidence } from './health/evidence';
import { graphFailure } from './sign-in/profile';
import type { AccountRow } from './store';
import { assignedAddressOf, establish, isConnectedAs, keyOfAssigned } from './sign-in/establish';
import { heldTokens } from './tokens/cached-token';

export interface OpenedAccount {
  mailbox: Mailbox;
  /** `mailbox` names it for good: links of one mailbox mean nothing in another. */
  account: { userId: string; mailbox: string; address: string; timeZone: string | null; isDelegated: boolean };
  /** The same mailbox once more, for another run: with a count of round trips of its own. */
  again(options: Asking): Promise<Mailbox>;
  /** When it succeeded last; null: a failure was noted since, or it never did. */
  wellAt: number | null;
}
/** `organization`: the one that counts for the user, and whether they are blocked: where it is known already. */
export interface OpenOf extends Asking {
  user: string;
  organization?: string | null;
  isBlocked?: boolean;
  /** Also of a person who is deactivated or blocked: for clearing up, at an administrator's wish. */
  evenBlocked?: boolean;
}

interface Way {
  row: AccountRow;
  tokens: AccessTokens;
  prefix: MailboxPrefix;
  key: string;
  isDelegated: boolean;
}

/** The mailbox of a user, with a token that is good at this moment. Throws AccountFailure, and notes it. */
export async function open(context: AccountsContext, options: OpenOf): Promise<OpenedAccount> {
  const { row, tokens, prefix, key, isDelegated } = await noting(context, options.user, () => wayTo(context, options.user, options));
  const again = ({ signal, mayWrite }: Asking) =>
    context.mailbox({ key, tokens, prefix, ...(signal ? { signal } : {}), ...(mayWrite ? { mayWrite } : {}) });
  const mailbox = await again(options);
  return {
    mailbox,
    account: {
      userId: row.userId,
      mailbox: row.mailboxId ?? row.mailboxAddress ?? '',
      address: row.mailboxAddress ?? '',
      timeZone: row.mailboxTimeZone,
      isDelegated,
    },
    again,
    wellAt: row.failureReason === null ? row.lastSucceededAt : null,
  };
}

/** For other plugins. Throws errors for the caller, such as 'not-connected'. */
export async function graph(context: AccountsContext, { user }: { user: string }): Promise<Client> {
  await context.hostUser(user);
  try {
    const { tokens, key } = await noting(context, user, () => wayTo(context, user));
    const { cloud, limiter, effects } = context;
    const connection: GraphConnection = { cloud, limiter, effects, tokens, mailboxKey: key, onRoundTrip: () => undefined };
    return await createGraphClient(connection);
  } catch (error) {
    throw error instanceof AccountFailure ? refusalOf(error) : error;
  }
}

/** How the mailbox of an account is reached. `renew`: with a token made just now. Throws AccountFailure. */
export async function wayTo(
  context: AccountsContext,
  user: string,
  {
    renew = false,
    organization,
    isBlocked,
    evenBlocked = false,
  }: Pick<OpenOf, 'organization' | 'isBlocked' | 'evenBlocked'> & { renew?: boolean } = {},
): Promise<Way> {
  const known = await context.store.find(user);
  if (known === null) throw new AccountFailure('not-connected');
  if (isBlocked) throw new AccountFailure('user-blocked');
  if (isBlocked === undefined && !evenBlocked) await context.mustBeActive(user);
  const application = await context.credentials(user, organization);
  if (!renew) await context.mustBeAccepted(application);
  const isDelegated = application.mode === 'delegated';
  const row = isDelegated ? known : await rowAsAssigned(context, known, application);
  const source = isDelegated
    ? context.tokens.delegated({ userId: user, application, row })
    : context.tokens.applicationOnly({ application });
  const held = await source();
  const firstToken = renew ? await source(held.token) : held;
  return {
    row,
    tokens: heldTokens(source, firstToken, context.effects.now),
    prefix: isDelegated ? '/me' : `/users/${encodeURIComponent(row.mailboxId ?? row.mailboxAddress ?? '')}`,
    key: row.homeAccountId ?? keyOfAssigned(application, row.assignedAddress ?? ''),
    isDelegated,
  };
}

/** The account as it was assigned: where that has changed since, the mailbox that counts now takes the place of the former one first. */
async function rowAsAssigned(context: AccountsContext, row: AccountRow, application: ApplicationCredentials): Promise<AccountRow> {
  if (isConnectedAs(row, assignedAddressOf(await context.mailboxes.of(row.userId)))) return row;
  try {
    await establish(context, application, await context.hostUser(row.userId));
  } catch (error) {
    throw error instanceof GraphError ? graphFailure(error.failure) : error;
  }
  const connected = await context.store.find(row.userId);
  if (connected === null) throw new AccountFailure('not-connected');
  return connected;
}

async function noting<T>(context: AccountsContext, user: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccountFailure) await recordEvidence(context, { user, failure: error });
    throw error;
  }
}
