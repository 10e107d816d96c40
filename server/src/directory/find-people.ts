import type { AccountState } from '../../../src/contracts';
import type { Accounts } from '../accounts';
import type { Application, ApplicationFacts, ApplicationOverview } from '../application';
import type { BlockedPeople } from '../host/blocked-people';
import type { HostTables } from '../host/host-tables';
import type { Sql, Table } from '../host/sql';
import type { HostUser } from '../host/users';
import { type AccountFilter, createUserList, type Part, type UserFilter } from './list-users';

export interface FindPeopleDeps {
  readonly sql: Sql;
  readonly tables: () => HostTables;
  readonly tableOf: (uid: string) => string;
  readonly accounts: Pick<Accounts, 'stateFilter'>;
  readonly application: Pick<Application, 'overview'>;
  readonly blocked: Pick<BlockedPeople, 'condition'>;
}
/** A filter of people that may name the state of their account. */
export type PeopleFilter = Omit<UserFilter, 'accounts'> & { readonly state?: AccountState };

/** The host's people by filter, in the order of their names. */
export interface FindPeople {
  page(filter: PeopleFilter, part: Part): Promise<{ total: number; users: HostUser[] }>;
  count(filter: PeopleFilter): Promise<number>;
  /** Those who need somebody now, and would not if every application were in order. */
  countOfApplications(filter: Omit<PeopleFilter, 'state' | 'hasAccount'>): Promise<number>;
  /** `total` is what `count` gave. */
  find(filter: PeopleFilter, part: Part, total: number): Promise<HostUser[]>;
  /** documentIds, for a condition of another statement. */
  documentIds(from: (table: string) => Table, filter: Omit<PeopleFilter, 'state'>): Table;
}

export function createFindPeople(deps: FindPeopleDeps): FindPeople {
  const list = createUserList(deps.sql, deps.tables, () => deps.tableOf('plugin::microsoft-sync.user-setting'));

  async function accountsIn(state: AccountState, overview: ApplicationOverview): Promise<AccountFilter> {
    const application = overview.of(null);
    const others = new Map<string, { application: typeof application; organizations: string[] }>();
    for (const organization of overview.own) {
      const own = overview.of(organization);
      const key = keyOf(own);
      if (key === keyOf(application)) continue;
      const other = others.get(key) ?? { application: own, organizations: [] };
      others.set(key, other);
      other.organizations.push(organization);
    }
    return {
      state: await deps.accounts.stateFilter(state),
      application,
      others: [...others.values()],
      blocked: { where: await deps.blocked.condition(), isMeant: state === 'action-required' },
    };
  }
  async function filterOf({ state, ...filter }: PeopleFilter): Promise<UserFilter> {
    if (state === undefined) return filter;
    return {
      ...filter,
      ...(state === 'not-connected' ? { hasAccount: false } : { accounts: await accountsIn(state, await deps.application.overview()) }),
    };
  }

  return {
    async page(filter, part) {
      const all = await filterOf(filter);
      const total = await list.count(all);
      return { total, users: await list.find(all, part, total) };
    },
    count: async (filter) => list.count(await filterOf(filter)),
    async countOfApplications(filter) {
      const overview = await deps.application.overview();
      const isWell = (facts: ApplicationFacts) => facts.isConfigured && facts.problem === null;
      if ([null, ...overview.own].every((organization) => isWell(overview.of(organization)))) return 0;
      const mended: ApplicationOverview = {
        own: overview.own,
        of: (organization) => ({ ...overview.of(organization), isConfigured: true, problem: null }),
      };
      const count = async (as: ApplicationOverview) => list.count({ ...filter, accounts: await accountsIn('action-required', as) });
      return (await count(overview)) - (await count(mended));
    },
    find: async (filter, part, total) => list.find(await filterOf(filter), part, total),
    documentIds: (from, filter) => list.documentIds(from, filter),
  };
}

const keyOf = ({ isConfigured, mode, problem }: ApplicationFacts): string => `${isConfigured} ${mode} ${problem ?? ''}`;
