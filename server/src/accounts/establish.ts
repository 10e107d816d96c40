import type { ApplicationCredentials } from '../application/credentials';
import type { AccountsContext } from './context';
import type { HostUser } from './dependencies';
import { readProfile } from './profile';
import { heldTokens } from './held-token';

/** Application mode: the mailbox is the one with the user's address in Strapi, and there is an account from the moment it answers. Throws AccountFailure. */
export async function establish(context: AccountsContext, application: ApplicationCredentials, user: HostUser): Promise<void> {
  const { store, effects } = context;
  const source = context.tokens.applicationOnly({ application });
  const tokens = heldTokens(source, await source(), effects.now);
  const key = `${application.tenantId}/${user.email.toLowerCase()}`;
  const mailbox = await context.mailbox({ key, tokens, prefix: `/users/${encodeURIComponent(user.email)}` });
  const known = { id: user.email, address: user.email, displayName: user.displayName };
  const profile = await readProfile(mailbox, known, (zone) => context.toIana(zone));

  const before = await store.find(user.documentId);
  const isSame = before !== null && before.mailboxAddress?.toLowerCase() === profile.address.toLowerCase();
  if (isSame && before.mode === 'application') {
    await store.update(user.documentId, { mailboxId: profile.id, mailboxName: profile.displayName, mailboxTimeZone: profile.timeZone });
    return;
  }
  if (before !== null && !isSame) await context.onMailboxChanged({ user: user.documentId });
  const now = await context.now();
  await store.put({
    userId: user.documentId,
    mode: 'application',
    mailboxId: profile.id,
    mailboxAddress: profile.address,
    mailboxName: profile.displayName,
    mailboxTimeZone: profile.timeZone,
    tenantId: application.tenantId,
    homeAccountId: null,
    scopes: [],
    tokenCache: null,
    tokenVersion: 0, // the store counts
    connectedAt: now,
    lastSucceededAt: null,
    failureReason: null,
    failureMessage: null,
    failureAt: null,
  });
  await context.onConnected?.({ user: user.documentId });
}
