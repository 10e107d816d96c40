import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { CalendarService, Resource, SyncService } from '../../src/contracts';
import type { ResourceDefinition } from '../../src/sync/resource';
import { settingsOfResource } from '../../src/settings/of-resource';
import { type Accounts, createAccounts, createAccountStore, whileOwnerIsThere } from './accounts';
import { type Application, createApplicationService, createApplicationStore } from './application';
import { withoutCaller } from './local-changes/caller';
import { createCommandLine } from './cli/command-line';
import { resolveConfig, type ResolvedConfig } from './config';
import { createEntries, type DecisionDeps } from './review/dependencies';
import type { ExplainDeps } from './explain/explain-entry';
import { createExplainDeps } from './explain/create-explain-deps';
import { createDatabaseClock } from './host/clock';
import { createBlockedPeople } from './host/blocked-people';
import { createSql, type Sql } from './host/sql';
import { type HostTables, readHostTables } from './host/host-tables';
import { createHostUsers, type HostUsers } from './host/users';
import { createLastingPauses } from './container/lasting-pauses';
import { loadOnce } from './node/load-once';
import { createMailboxes, type Mailboxes } from './mailboxes';
import { takeOverConnections } from './accounts/upgrade';
import { createMailboxReadings, type MailboxReadings } from './directory/mailbox-readings';
import { createMailboxLimiter, type Effects, systemEffects } from './microsoft';
import { createPeople, type People } from './directory';
import { createPresence } from './host/presence';
import { createStatusRows } from './directory/status-rows';
import { watched } from './local-changes/watched';
import { createHandOver } from './engine/schedule/run-elsewhere';
import { leaveMailbox } from './engine/disconnect';
import { createLeases, type Leases } from './engine/lease/lease';
import { createPlacesOf, definitionsOf } from './engine/resources/create-resources';
import type { Places } from './engine/resources/graph-resource';
import type { RunnerDeps } from './engine/dependencies';
import { createScheduler, type Scheduler } from './engine/schedule/scheduler';
import { visit } from './engine/run-account';
import { wakeUnblocked } from './engine/schedule/wake-unblocked';
import { createSecretBox } from './secrets';
import { announce, announceRun } from './services/announce';
import { createCalendar } from './services/calendar';
import { type Conflicts, createConflicts, createHeld, type Held } from './services/notes';
import { createCollections } from './services/collections';
import { createSync } from './services/sync';
import { createOrganizations, type Organizations } from './settings/organizations';
import { createSettings, type Settings } from './settings/service';
import { createSettingsStore } from './settings/store';
import { createOpenCounts, openConflictsOf } from './storage/sql/open-counts';
import { createLocalItems } from './storage/entries/local-items';
import { createSyncStore } from './storage/sync-store';

/** Everything the plugin consists of in one Strapi, put together here and nowhere else. */
export interface Runtime {
  readonly config: ResolvedConfig;
  /** Added to the database's clock; tests move time with it. */
  readonly clock: { offsetMs: number };
  /** What the gateway does to the world; tests put their own in place of single ones. */
  readonly effects: Effects;
  readonly sql: Sql;
  /** Throws where the configuration names types or relations that the host does not have. */
  readonly hostTables: () => HostTables;
  /** The table of one of our own types or models. */
  readonly tableOf: (uid: string) => string;
  readonly users: HostUsers;
  readonly organizations: Organizations;
  readonly settings: Settings;
  readonly application: Application;
  readonly mailboxes: Mailboxes;
  readonly mailboxReadings: MailboxReadings;
  /** Once at start. */
  readonly takeOverConnections: () => ReturnType<typeof takeOverConnections>;
  readonly accounts: Accounts;
  readonly people: People;
  readonly sync: SyncService;
  readonly conflicts: Conflicts;
  readonly held: Held;
  readonly explain: ExplainDeps;
  readonly definitionOf: (resource: Resource) => Promise<Pick<ResourceDefinition, 'uid' | 'title'>>;
  readonly calendar: CalendarService;
  readonly commandLine: ReturnType<typeof createCommandLine>;
  readonly leases: Leases;
  readonly scheduler: Scheduler;
  readonly restorePauses: () => Promise<void>;
  readonly sealAnew: () => Promise<void>;
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

function createRuntime(strapi: Core.Strapi): Runtime {
  const config = resolveConfig(strapi);
  const clock = { offsetMs: 0 };
  const effects: Effects = { ...systemEffects };
  const time = loadOnce(() => import('../../src/time'));
  const sql = createSql(strapi, clock);
  const now = () => createDatabaseClock(sql).now();
  const users = createHostUsers(strapi, config.host.user);
  let tables: HostTables | undefined;
  const hostTables = () => (tables ??= readHostTables(strapi, config.host)); // not before the database is there
  const store = createSyncStore(sql);
  const presence = createPresence(sql, hostTables);
  const blocked = createBlockedPeople(strapi, sql, { userType: config.host.user, table: () => hostTables().users.table });
  const organizations = createOrganizations(sql, hostTables, blocked);
  const leases = createLeases(sql, presence.hold);
  const accountStore = whileOwnerIsThere(createAccountStore(strapi, sql), presence);
  const secrets = createSecretBox(config.encryptionKeys);
  const mailboxes = createMailboxes({
    hold: presence.hold,
    strapi,
    sql,
    userType: config.host.user,
    users,
    now,
    onRuleChanged: () => leases.wakeExisting(null),
  });
  const { pauses, restorePauses } = createLastingPauses({ sql, effects, log: strapi.log });
  const placesOf = createPlacesOf(config);
  const itemsOf = ({ definition: { uid, resource }, parts }: Places) =>
    createLocalItems(strapi, sql, { uid, resource, partColumn: parts?.column ?? null });
  const targetsOf = (user: string) => resources.map((resource) => ({ user, resource }));

  const settingsStore = createSettingsStore(strapi, sql);
  const settings = createSettings({
    store: settingsStore,
    organizations,
    users,
    presence,
    countUsers: () => users.count(),
    connectedUsers: () => accountStore.userIds(),
    openConflicts: () => openConflictsOf(sql),
    onChanged: async (scope) =>
      leases.wakeExisting(scope.level === 'system' ? null : scope.level === 'user' ? [scope.id] : await organizations.membersOf(scope.id)),
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
      const write = () => applicationService.write(patch, of);
      await (of ? presence.whileOrganizationIsThere(of.organization, write) : write());
      await accounts.applicationChanged();
      await leases.wakeExisting(null);
    },
  };
  const leave = (user: string, items: 'keep' | 'remove-imported' | 'remove-exported') =>
    withoutCaller(strapi, () =>
      leaveMailbox({ store, leases, accounts, places: placesOf, items: itemsOf }, { targets: targetsOf(user), items }),
    );
  const accounts: Accounts = createAccounts({
    store: accountStore,
    users,
    mailboxes,
    secrets,
    application,
    organizationOf: (user) => organizations.of(user),
    organizationsOf: (people) => organizations.ofMany(people),
    blockedAmong: (people) => blocked.among(people),
    cloud: config.cloud,
    redirectUri: config.redirectUri,
    limiter: createMailboxLimiter({ pauses }),
    pauses,
    effects,
    now,
    enabledResources: async () => (await settings.read({ level: 'system' })).integrations,
    toIana: async (zone) => (await time()).ianaZone(zone),
    log: strapi.log,
    onConnected: async ({ user }) => {
      await leases.wake(targetsOf(user), 0);
      // What was refused for want of a permission is tried again.
      for (const target of targetsOf(user)) await leases.requestFull(target);
    },
    onMailboxChanged: async () => undefined, // the next run sees it by the mailbox's name, and starts over under its lease
    onDisconnect: ({ user, items }) => leave(user, items),
    onDisconnected: ({ user }) => leases.takeAway(targetsOf(user)),
    onActionRequired: async (of) => announce(strapi, 'microsoft-sync.account.action-required', of),
  });
  const tableOf = (uid: string): string => String(strapi.db.metadata.get(uid).tableName);
  const runner: RunnerDeps = {
    store,
    leases,
    accounts,
    places: placesOf,
    items: itemsOf,
    settings: async (user) => {
      const { integrations, ...found } = await settings.forRun(user);
      return { ...found, isOn: (resource) => integrations[resource] && settingsOfResource(resource, found.values).isEnabled };
    },
    isStopping: () => scheduler.isStopping(),
    log: strapi.log,
  };
  const scheduler: Scheduler = createScheduler({
    leases,
    tickSeconds: config.scheduler.tickSeconds,
    concurrency: config.scheduler.concurrency,
    log: strapi.log,
    targetsOf,
    wakeUnblocked: () => wakeUnblocked(sql, blocked),
    visit: async (claimed, of) => {
      const reports = await visit(runner, claimed, of);
      for (const [at, report] of reports.entries()) announceRun(strapi, report, { isFirst: claimed[at]?.settingsKey === null });
      return reports;
    },
  });
  const statusRows = createStatusRows({ organizations, settings, accounts, leases, openCounts: createOpenCounts(sql) });
  const people = createPeople({
    sql,
    blocked,
    tables: hostTables,
    tableOf,
    organizations,
    accounts,
    application,
    settingsStore,
    statusRows,
  });
  const administrators = createHostUsers(strapi, 'admin::user');
  const namesOfAdministrators = async (ids: readonly string[]) =>
    new Map([...(await administrators.findMany(ids))].map(([id, { displayName }]) => [id, displayName]));
  const decisions: DecisionDeps = {
    store,
    leases,
    items: itemsOf,
    async places({ user, resource }) {
      const places = await placesOf(resource, { timeZone: (await accounts.status({ user })).mailbox?.timeZone ?? null });
      if ('unavailable' in places) throw new errors.ApplicationError(places.unavailable, { code: 'not-synchronized' });
      return places;
    },
    settings: (user) => settings.resolve({ user }),
    entries: createEntries(strapi),
  };
  const explain = createExplainDeps({ strapi, sql, store, watched, settings: runner.settings, accounts });
  const sync = createSync({
    users,
    organizations,
    statusRows,
    connectedUsers: () => accounts.connectedUsers(),
    leases,
    runNow:
      config.scheduler.role === 'web'
        ? createHandOver({ ...runner, now })
        : (targets, how) => withoutCaller(strapi, () => scheduler.runNow(targets, how)),
    store,
    preview: { ...runner, now },
    collections: createCollections({ accounts, leases, places: placesOf }),
    explain,
  });
  return {
    config,
    clock,
    effects,
    sql,
    hostTables,
    tableOf,
    users,
    organizations,
    settings,
    application,
    mailboxes,
    accounts,
    people,
    takeOverConnections: () =>
      takeOverConnections({
        strapi,
        sql,
        store: mailboxes.store,
        accounts: accountStore,
        application,
        organizations,
        userType: config.host.user,
        now,
      }),
    mailboxReadings: createMailboxReadings({ mailboxes, users, people, application, organizations, namesOfAdministrators }),
    sync,
    conflicts: createConflicts(decisions),
    held: createHeld(decisions),
    explain,
    definitionOf: definitionsOf(placesOf),
    calendar: createCalendar(strapi, users),
    commandLine: createCommandLine({ sync, accounts, settings }),
    leases,
    scheduler,
    restorePauses,
    sealAnew: async () => {
      if (secrets.hasOlderKeys()) await Promise.all([application.sealAnew(), accounts.sealAnew()]);
    },
  };
}
