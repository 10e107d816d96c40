import type { AccountStatus } from '../../../../src/contracts/index';
import type { AccountsContext } from '../context';
import { statusFrom } from './status';

/** `status` of many people, in a fixed number of steps however many they are. Those who do not exist read as not connected. */
export async function statuses(context: AccountsContext, users: readonly string[]): Promise<Map<string, AccountStatus>> {
  const rows = await context.store.findMany(users);
  const applications = await context.application.overview();
  const organizationOf = applications.own.size === 0 ? new Map<string, string>() : await context.organizationsOf([...rows.keys()]);
  const integrations = await context.enabledResources();
  const blocked = rows.size === 0 ? new Set<string>() : await context.blockedAmong([...rows.keys()]);
  return new Map(
    users.map((user) => {
      const application = applications.of(organizationOf.get(user) ?? null);
      return [user, statusFrom(context, { user, row: rows.get(user) ?? null, isBlocked: blocked.has(user), application, integrations })];
    }),
  );
}
