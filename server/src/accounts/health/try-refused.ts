import type { Troubled } from '../../application/index';
import { chunks } from '../../host/rows';
import type { AccountsContext } from '../context';
import type { KnownAccount } from '../store';
import { isOfManyTenants } from '../tokens/of-application';
import { AccountFailure, isPassing } from './account-failure';

/** Asks Microsoft for a token by each application that it has refused: where it takes one again, everybody goes on. */
export async function tryRefused(context: AccountsContext): Promise<void> {
  for (const troubled of await context.application.troubled()) {
    try {
      if (await isTaken(context, troubled)) await context.application.accepted(troubled.application);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      context.log.warn(`microsoft-sync: an Azure application that Microsoft refuses could not be tried again (${name}).`);
    }
  }
}

async function isTaken(context: AccountsContext, { organization, application }: Troubled): Promise<boolean> {
  if (!isOfManyTenants(application)) return (await asked(() => context.tokens.prove({ application }))) === 'taken';
  // An application for many tenants has none where it could ask for itself.
  for (const user of await signedInBy(context, organization)) {
    const row = await context.store.find(user);
    if (row === null || row.tokenCache === null) continue;
    const source = context.tokens.delegated({ userId: user, application, row });
    const answer = await asked(async () => source((await source()).token));
    if (answer !== 'unknown') return answer === 'taken';
  }
  return false;
}

/** `later`: Microsoft refuses it still, or is to be left in peace; `unknown`: nothing shows of the application. */
async function asked(ask: () => Promise<unknown>): Promise<'taken' | 'later' | 'unknown'> {
  try {
    await ask();
    return 'taken';
  } catch (error) {
    if (!(error instanceof AccountFailure)) throw error;
    if (error.isOfApplication || isPassing(error.reason)) return 'later';
    // Whatever it says of the person, Microsoft has got past the application and its secret; a tenant that does not know it has looked at neither.
    return error.isRefusal && error.reason !== 'application-unknown' ? 'taken' : 'unknown';
  }
}

/** So many may have a sign-in that shows nothing. */
const MOST_ASKED = 5;
const LOOKED_AT_TOGETHER = 200;

/** People who are signed in by the application of this organization (null: the system's), the likeliest to be answered first. */
async function signedInBy(context: AccountsContext, organization: string | null): Promise<string[]> {
  const { own } = await context.application.overview();
  const found: [user: string, account: KnownAccount][] = [];
  for (const users of chunks(await context.store.userIds(), LOOKED_AT_TOGETHER)) {
    const organizations = own.size === 0 ? new Map<string, string>() : await context.organizationsOf(users);
    const theirs = users.filter((user) => {
      const counting = organizations.get(user);
      return (counting !== undefined && own.has(counting) ? counting : null) === organization;
    });
    for (const [user, account] of theirs.length === 0 ? [] : await context.store.findMany(theirs))
      if (account.tokenCache !== null && context.secrets.knowsKeyOf(account.tokenCache)) found.push([user, account]);
    if (found.length >= MOST_ASKED) break;
  }
  const rank = ({ failureReason, lastSucceededAt }: KnownAccount) => (failureReason === null ? (lastSucceededAt ?? 1) : 0);
  return found
    .sort(([, one], [, other]) => rank(other) - rank(one))
    .slice(0, MOST_ASKED)
    .map(([user]) => user);
}
