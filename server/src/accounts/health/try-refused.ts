import { fingerprintOf } from '../../application/index';
import type { ApplicationCredentials } from '../../microsoft/credentials';
import type { AccountsContext } from '../context';
import { isOfManyTenants } from '../tokens/of-application';
import { AccountFailure, isPassing } from './account-failure';

/** Asks Microsoft for a token by each application that it has refused: where it takes one again, everybody goes on. */
export async function tryRefused(context: AccountsContext): Promise<void> {
  for (const application of await context.application.troubled()) {
    try {
      await (isOfManyTenants(application) ? asSomebody(context, application) : context.tokens.prove({ application }));
    } catch (error) {
      if (!(error instanceof AccountFailure)) throw error;
      // Whatever else it says, Microsoft has got past the application and its secret.
      if (!error.isOfApplication && !isPassing(error.reason)) await context.application.accepted(application);
    }
  }
}

/** How many people are looked through for one whose sign-in stands. */
const MOST_PEOPLE = 50;

/** An application for many tenants has none where it could ask for itself. */
async function asSomebody(context: AccountsContext, application: ApplicationCredentials): Promise<void> {
  for (const user of (await context.store.userIds()).slice(0, MOST_PEOPLE)) {
    const row = await context.store.find(user);
    if (row === null || row.tokenCache === null) continue;
    if (fingerprintOf(await context.credentials(user)) !== fingerprintOf(application)) continue;
    const source = context.tokens.delegated({ userId: user, application, row });
    await source((await source()).token);
    return;
  }
}
