import { sameAddress } from '../../mailboxes/address';
import type { Assigned } from '../../mailboxes/assigned';
import type { ApplicationCredentials } from '../../microsoft/credentials';
import { AccountFailure } from '../health/account-failure';
import type { AccountsContext } from '../context';
import type { HostUser } from '../dependencies';
import { heldTokens } from '../tokens/cached-token';
import { readProfile, type Profile } from './profile';
import { type AccountRow, noFailure } from '../store';

/**
 * Application mode: connects the mailbox that was assigned, and no other; what the user's profile says plays no part. There is an account from
 * the moment it answers. Throws AccountFailure.
 */
export async function establish(context: AccountsContext, application: ApplicationCredentials, user: HostUser): Promise<void> {
  const { store, effects } = context;
  const address = assignedAddressOf(await context.mailboxes.of(user.documentId));
  const source = context.tokens.applicationOnly({ application });
  const tokens = heldTokens(source, await source(), effects.now);
  const mailbox = await context.mailbox({
    key: keyOfAssigned(application, address),
    tokens,
    prefix: `/users/${encodeURIComponent(address)}`,
  });
  const known = { id: address, address, displayName: user.displayName };
  const profile = await readProfile(mailbox, known, (zone) => context.toIana(zone));
  await mustBeNobodyElses(context, user.documentId, address, profile);

  const before = await store.find(user.documentId);
  const connected = {
    mailboxId: profile.id,
    mailboxName: profile.displayName,
    mailboxTimeZone: profile.timeZone,
    assignedAddress: sameAddress(address),
  };
  const isSame = before !== null && before.mailboxAddress?.toLowerCase() === profile.address.toLowerCase();
  if (isSame && before.mode === 'application') {
    const isNew = before.assignedAddress !== connected.assignedAddress;
    await store.update(user.documentId, { ...connected, ...(isNew ? noFailure : {}) });
    if (isNew) await context.onConnected?.({ user: user.documentId });
    return;
  }
  if (before !== null && !isSame) await context.onMailboxChanged({ user: user.documentId });
  const now = await context.now();
  await store.put({
    userId: user.documentId,
    mode: 'application',
    ...connected,
    mailboxAddress: profile.address,
    tenantId: application.tenantId,
    homeAccountId: null,
    scopes: [],
    tokenCache: null,
    tokenVersion: 0, // the store counts
    connectedAt: now,
    lastSucceededAt: null,
    ...noFailure,
  });
  await context.onConnected?.({ user: user.documentId });
}

/** Throws AccountFailure where nobody has said which mailbox it is. */
export function assignedAddressOf(assigned: Assigned): string {
  if (assigned.kind === 'assigned') return assigned.assignment.address;
  const { problem } = assigned;
  if (problem === null) throw new AccountFailure('mailbox-not-assigned');
  throw new AccountFailure(problem.code === 'mailbox-taken' ? 'mailbox-taken' : 'mailbox-not-assigned', { message: problem.message });
}

/** Whose requests wait for each other: by the assignment, which is known before the mailbox has said who it is. */
export const keyOfAssigned = ({ tenantId }: ApplicationCredentials, address: string): string => `${tenantId}/${sameAddress(address)}`;

/** True where the row was connected under the assignment that counts now. */
export const isConnectedAs = (row: AccountRow, address: string): boolean => row.assignedAddress === sameAddress(address);

/** One mailbox may have many addresses: only its answer shows that two of them lead to the same. */
async function mustBeNobodyElses(context: AccountsContext, userId: string, address: string, profile: Profile): Promise<void> {
  for (const other of await context.store.othersAt({ userId, mailboxId: profile.id, addresses: [address, profile.address] })) {
    const assigned = await context.mailboxes.of(other.userId);
    const isTheirs = assigned.kind === 'assigned' && isConnectedAs(other, assigned.assignment.address);
    if (isTheirs || (other.mode === 'delegated' && other.tokenCache !== null)) throw new AccountFailure('mailbox-taken');
  }
}
