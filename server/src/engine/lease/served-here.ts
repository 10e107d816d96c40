import { targetKey } from '../../storage/sql/keys';
import type { Lease } from './port';

interface Account {
  /** Leases that have not been given back, by target. */
  readonly open: Map<string, string>;
  readonly served: Set<string>;
}

/** Which accounts this process serves, so that the last of an account's leases that is given back gives the account back too. */
export interface ServedHere {
  took(leases: readonly Lease[], served: readonly string[]): void;
  /** Keys of all targets of those accounts of which nothing is leased here any more. */
  gaveBack(leases: readonly Lease[]): Set<string>;
}

export function createServedHere(): ServedHere {
  const accounts = new Map<string, Account>();
  return {
    took(leases, served) {
      for (const lease of leases) {
        const { user } = lease.target;
        const account = accounts.get(user) ?? { open: new Map(), served: new Set() };
        accounts.set(user, account);
        account.open.set(targetKey(lease.target), lease.token);
        for (const key of served) if (key.startsWith(`${user}|`)) account.served.add(key);
      }
    },
    gaveBack(leases) {
      const left = new Set<string>();
      for (const { target, token } of leases) {
        const account = accounts.get(target.user);
        if (!account || account.open.get(targetKey(target)) !== token) continue;
        account.open.delete(targetKey(target));
        if (account.open.size > 0) continue;
        accounts.delete(target.user);
        for (const key of account.served) left.add(key);
      }
      return left;
    },
  };
}
