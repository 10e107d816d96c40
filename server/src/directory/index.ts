import type { AccountStatus, Resource } from '../../../src/contracts';
import type { ListPage, OrganizationItem, StatusItem, UserItem } from '../../../src/contracts/http';
import { writtenBy } from '../../../src/settings/apply-patch';
import type { Accounts } from '../accounts';
import type { Application } from '../application';
import type { HostTables } from '../host/host-tables';
import type { Sql } from '../host/sql';
import type { HostUser } from '../host/users';
import type { Organizations } from '../settings/organizations';
import type { SettingsStore } from '../settings/store';
import { createOrganizationList, type OrganizationFilter } from './list-organizations';
import type { FindPeople, PeopleFilter } from './find-people';
import type { StatusRows } from './status-rows';

export interface PeopleDeps {
  readonly sql: Sql;
  readonly tables: () => HostTables;
  readonly tableOf: (uid: string) => string;
  readonly findPeople: FindPeople;
  readonly organizations: Organizations;
  readonly accounts: Pick<Accounts, 'statuses'>;
  readonly application: Pick<Application, 'overview'>;
  readonly settingsStore: Pick<SettingsStore, 'readMany'>;
  readonly statusRows: StatusRows;
}
interface PageOf {
  readonly page: number;
  readonly pageSize: number;
}
type UsersOf = Omit<PeopleFilter, 'hasAccount'>;

/** Lists of the host's organizations and people, with what the plugin knows of them. */
export interface People {
  organizations(filter: OrganizationFilter & PageOf): Promise<ListPage<OrganizationItem>>;
  users(filter: UsersOf & PageOf): Promise<ListPage<UserItem>>;
  /** One person as a list shows them. */
  item(user: HostUser): Promise<UserItem>;
  /** People with an account; those without only where `state` asks for them. Two rows each, or one where `resource` says which. */
  status(filter: UsersOf & PageOf & { readonly resource?: Resource }): Promise<ListPage<StatusItem>>;
}

export function createPeople(deps: PeopleDeps): People {
  const { organizations, accounts } = deps;
  const organizationList = createOrganizationList(deps.sql, deps.tables, () => deps.tableOf('plugin::microsoft-sync.organization-setting'));

  async function items(users: readonly HostUser[]): Promise<UserItem[]> {
    const ids = users.map(({ documentId }) => documentId);
    const organizationOf = await organizations.ofMany(ids);
    const names = await organizations.namesOf(organizationOf.values());
    const own = await deps.settingsStore.readMany('user', ids);
    const statuses = await accounts.statuses({ users: ids });
    return users.map(({ documentId: id, displayName: name, email }) => {
      const organization = organizationOf.get(id);
      return {
        id,
        name,
        email,
        organization: organization === undefined ? null : { id: organization, name: names.get(organization) ?? organization },
        overrides: writtenBy(own.get(id)),
        ...stateOf(statuses.get(id)),
      };
    });
  }

  return {
    async organizations({ page, pageSize, ...filter }) {
      const total = await organizationList.count(filter);
      const found = await organizationList.find(filter, { offset: (page - 1) * pageSize, limit: pageSize });
      const own = await deps.settingsStore.readMany(
        'organization',
        found.map(({ id }) => id),
      );
      const applications = await deps.application.overview();
      return {
        items: found.map(({ id, name }) => ({ id, name, overrides: writtenBy(own.get(id)), hasApplication: applications.own.has(id) })),
        page,
        pageSize,
        total,
      };
    },
    async users({ page, pageSize, ...filter }) {
      const { total, users } = await deps.findPeople.page(filter, { offset: (page - 1) * pageSize, limit: pageSize });
      return { items: await items(users), page, pageSize, total };
    },
    item: async (user) => (await items([user]))[0] as UserItem,
    async status({ page, pageSize, resource, ...filter }) {
      const rowsEach = resource === undefined ? 2 : 1;
      const first = (page - 1) * pageSize;
      const offset = Math.floor(first / rowsEach);
      const limit = Math.ceil((first + pageSize) / rowsEach) - offset;
      const { total, users } = await deps.findPeople.page(filter.state === undefined ? { ...filter, hasAccount: true } : filter, {
        offset,
        limit,
      });
      const rows = (await deps.statusRows(users)).filter((row) => resource === undefined || row.resource === resource);
      const shown = rows.slice(first - offset * rowsEach, first - offset * rowsEach + pageSize);
      const names = await organizations.namesOf(shown.flatMap(({ organization }) => organization ?? []));
      return {
        items: shown.map((row) => ({ ...row, organizationName: names.get(row.organization ?? '') ?? null })),
        page,
        pageSize,
        total: total * rowsEach,
      };
    },
  };
}

const stateOf = (status: AccountStatus | undefined): Pick<AccountStatus, 'state' | 'reason'> => ({
  state: status?.state ?? 'not-connected',
  reason: status?.reason ?? null,
});
