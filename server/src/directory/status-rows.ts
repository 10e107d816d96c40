import { RESOURCES, type SyncStatusRow } from '../../../src/contracts';
import { settingsOfResource } from '../../../src/settings/of-resource';
import { halved } from '../../../src/sync/window';
import type { Accounts } from '../accounts';
import type { HostUser } from '../host/users';
import type { Leases } from '../engine/lease/port';
import type { Organizations } from '../settings/organizations';
import type { Settings } from '../settings/service';
import type { OpenCounts } from '../storage/sql/open-counts';

export interface StatusRowsDeps {
  readonly organizations: Organizations;
  readonly settings: Pick<Settings, 'ofMany'>;
  readonly accounts: Pick<Accounts, 'statuses'>;
  readonly leases: Pick<Leases, 'states'>;
  readonly openCounts: OpenCounts;
}
export type StatusRows = (users: readonly HostUser[]) => Promise<SyncStatusRow[]>;

/** Two rows a person, in the order given. Nothing is asked per person: the number of statements grows by the hundreds of people. */
export function createStatusRows(deps: StatusRowsDeps): StatusRows {
  return async (users) => {
    const ids = users.map(({ documentId }) => documentId);
    const targets = ids.flatMap((user) => RESOURCES.map((resource) => ({ user, resource })));
    const settings = await deps.settings.ofMany(ids);
    const organizationOf = await deps.organizations.ofMany(ids);
    const accounts = await deps.accounts.statuses({ users: ids });
    const states = new Map(
      (await deps.leases.states({ users: ids })).map((state) => [`${state.target.user}|${state.target.resource}`, state]),
    );
    const openOf = await deps.openCounts(targets);
    return users.flatMap(({ documentId: user, displayName: userName }) =>
      RESOURCES.map((resource): SyncStatusRow => {
        const effective = settings.get(user);
        const enabled =
          effective !== undefined && effective.integrations[resource] && settingsOfResource(resource, effective.values).isEnabled;
        const account = accounts.get(user) ?? { state: 'not-connected' as const, reason: null };
        const target = states.get(`${user}|${resource}`);
        // What is wrong with one resource alone shows where nothing is wrong with the account.
        const { state, reason } =
          account.state === 'connected' && enabled && target?.problem
            ? { state: 'action-required' as const, reason: target.problem }
            : account;
        return {
          user,
          userName,
          organization: organizationOf.get(user) ?? null,
          resource,
          enabled,
          inProgress: target?.isLeased ?? false,
          lastSyncAt: target?.lastSyncAt ?? null,
          nextSyncAt: enabled && state !== 'not-connected' ? (target?.nextRunAt ?? null) : null,
          state,
          reason,
          ...openOf({ user, resource }),
          waitingRun: target?.waitingRun ?? null,
          waitsFor: !target?.waitingRun ? null : target.waitsForStart ? 'start' : 'deletions',
          narrowedTo:
            effective !== undefined && target && target.halvings > 0
              ? halved(settingsOfResource(resource, effective.values).window, target.halvings)
              : null,
        };
      }),
    );
  };
}
