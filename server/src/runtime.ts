import type { Core } from '@strapi/types';
import type { CalendarService, ConflictsService, HeldService, Resource, SyncService } from '../../src/contracts';
import { settingsOfResource } from '../../src/settings/of-resource';
import { ianaZone } from '../../src/time';
import { type Accounts, createAccounts, createAccountStore } from './accounts';
import { type Application, createApplicationService, createApplicationStore } from './application';
import { resolveConfig, type ResolvedConfig } from './config';
import { createDatabaseClock } from './host/clock';
import { createSql, type Sql } from './host/sql';
import { createHostUsers, type HostUsers } from './host/users';
import { createMailboxLimiter } from './microsoft';
import { calendarPlaces } from './runner/calendar-places';
import { leaveMailbox } from './runner/leave';
import { createLeases, type Leases } from './runner/lease';
import type { Places } from './runner/places';
import { runTarget } from './runner/run-target';
import { createScheduler, type Scheduler } from './runner/scheduler';
import { createSecretBox } from './secrets';
import { announce } from './services/announce';
import { createCalendar } from './services/calendar';
import { createConflicts, createHeld } from './services/notes';
import { createSync } from './services/sync';
import { createOrganizations, type Organizations } from './settings/organizations';
import { createSettings, type Settings } from './settings/service';
import { createSettingsStore } from './settings/store';
import { createLocalItems } from './stores/local-items';
import { createSyncStore } from './stores/sync-store';

/** Everything the plugin consists of in one Strapi, put together here and nowhere else. */
export interface Runtime {
  readonly config: ResolvedConfig;
  /** Added to the database's clock; tests move time with it. */
  readonly clock: { offsetMs: number };
  readonly sql: Sql;
  readonly users: HostUsers;
  readonly organizations: Organizations;
  readonly settings: Settings;
  readonly application: Application;
  readonly accounts: Accounts;
  readonly sync: SyncService;
  readonly conflicts: ConflictsService;
  readonly held: HeldService;
  readonly calendar: CalendarService;
  readonly leases: Leases;
  readonly scheduler: Scheduler;
}

const runtimes = new WeakMap<Core.Strapi, Runtime>();

export function runtimeOf(strapi: Core.Strapi): Runtime {
  const known = runtimes.get(strapi);
  if (known) return known;
  const made = createRuntime(strapi);
  runtimes.set(strapi, made);
  return made;
}

const resources: readonly Resource[] = ['calendar', 'tasks'];
const placesOf = (resource: Resource): Places | null => (resource === 'calendar' ? calendarPlaces : null);

function createRuntime(strapi: Core.Strapi): Runtime {
  const config = resolveConfig(strapi);
  const clock = { offsetMs: 0 };
  const sql = createSql(strapi, clock);
  const now = () => createDatabaseClock(sql).now();
  const users = createHostUsers(strapi, config.host.user);
  const organizations = createOrganizations(strapi, config.host);
  const store = createSyncStore(sql);
  const leases = createLeases(sql);
  const accountStore = createAccountStore(strapi);
  const secrets = createSecretBox(config.encryptionKeys);
  const itemsOf = (places: Places) => createLocalItems(strapi, sql, places.definition.uid);
  const targetsOf = (user: string) => resources.filter(placesOf).map((resource) => ({ user, resource }));

  const settings = createSettings({
    store: createSettingsStore(strapi),
    organizations,
    users,
    onChanged: async (scope) => leases.wakeExisting(scope.level === 'system' ? null : scope.level === 'user' ? [scope.id] : await organizations.membersOf(scope.id)),
  });
  const applicationService = createApplicationService({
    store: createApplicationStore(strapi),
    secrets,
    configured: config.configuredApplication,
    redirectUri: config.redirectUri,
    now,
  });
  const application: Application = {
    ...applicationService,
    async write(patch, of) {
      await applicationService.write(patch, of);
      await accounts.applicationChanged();
      await leases.wakeExisting(null);
    },
  };
  const leave = (user: string, items: 'keep' | 'remove-imported' | 'remove-exported') =>
    leaveMailbox({ store, leases, accounts, places: placesOf, items: itemsOf }, { targets: targetsOf(user), items });
  const accounts: Accounts = createAccounts({
    store: accountStore,
    users,
    secrets,
    application,
    organizationOf: (user) => organizations.of(user),
    cloud: config.cloud,
    redirectUri: config.redirectUri,
    limiter: createMailboxLimiter({ now: Date.now }),
    now,
    enabledResources: async () => (await settings.read({ level: 'system' })).integrations,
    toIana: ianaZone,
    log: strapi.log,
    onConnected: async ({ user }) => leases.wake(targetsOf(user), 0),
    onMailboxChanged: async ({ user }) => {
      for (const target of targetsOf(user)) await store.forget(target);
    },
    onDisconnect: ({ user, items }) => leave(user, items),
    onActionRequired: async (of) => announce(strapi, 'microsoft-sync.account.action-required', of),
  });
  const scheduler: Scheduler = createScheduler({
    leases,
    tickSeconds: config.scheduler.tickSeconds,
    concurrency: config.scheduler.concurrency,
    log: strapi.log,
    run: async (lease, of) => {
      const report = await runTarget(
        {
          store,
          leases,
          accounts,
          places: placesOf,
          items: itemsOf,
          settings: async ({ user, resource }) => {
            const { values, integrations } = await settings.forRun(user);
            return { values, isOn: integrations[resource] && settingsOfResource(resource, values).isEnabled };
          },
          isStopping: () => scheduler.isStopping(),
          log: strapi.log,
        },
        lease,
        of,
      );
      announce(strapi, report.outcome === 'failed' ? 'microsoft-sync.run.failed' : 'microsoft-sync.run.completed', report);
      return report;
    },
  });
  const sync = createSync({
    users,
    organizations,
    settings,
    accounts,
    connectedUsers: () => accounts.connectedUsers(),
    leases,
    scheduler,
    store,
    places: placesOf,
  });
  return {
    config,
    clock,
    sql,
    users,
    organizations,
    settings,
    application,
    accounts,
    sync,
    conflicts: createConflicts(store),
    held: createHeld(store),
    calendar: createCalendar(strapi, users),
    leases,
    scheduler,
  };
}
