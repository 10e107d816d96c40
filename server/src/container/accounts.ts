import type { ApplicationService } from '../../../src/contracts';
import { type Accounts, createAccounts, createAccountStore, whileOwnerIsThere } from '../accounts';
import { takeOverConnections } from '../accounts/upgrade';
import { type Application, createApplicationService, createApplicationStore, createProblemStore } from '../application';
import { disconnectMailbox } from '../engine/disconnect';
import { wakeAfterProblem } from '../engine/lease/wake-after-problem';
import { withoutCaller } from '../local-changes/caller';
import { createMailboxes, type Mailboxes } from '../mailboxes';
import { createMailboxLimiter } from '../microsoft';
import { loadOnce } from '../node/load-once';
import type { Notices } from '../notices';
import { announce } from '../services/announce';
import { createSettings, type Settings } from '../settings/service';
import { createSettingsStore, type SettingsStore } from '../settings/store';
import { openConflictsOf } from '../storage/sql/open-counts';
import type { Foundation } from './foundation';
import { createNoticesOf } from './notices';

/** Who is connected to which mailbox, by which application, under which settings. */
export interface AccountServices {
  readonly settingsStore: SettingsStore;
  readonly settings: Settings;
  readonly application: Application & Pick<ApplicationService, 'check'>;
  readonly mailboxes: Mailboxes;
  readonly accounts: Accounts;
  readonly notices: Notices;
  /** Once at start. */
  readonly takeOverConnections: () => ReturnType<typeof takeOverConnections>;
  readonly sealAnew: () => Promise<void>;
}

export function createAccountServices(foundation: Foundation): AccountServices {
  const { strapi, config, sql, now, users, presence, blocked, organizations, secrets, store, leases, resourceOf, items, targetsOf } =
    foundation;
  const time = loadOnce(() => import('../../../src/time'));
  const accountStore = whileOwnerIsThere(createAccountStore(strapi, sql), presence);
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
  const mailboxes = createMailboxes({
    hold: presence.hold,
    strapi,
    sql,
    userType: config.host.user,
    users,
    now,
    onRuleChanged: () => leases.wakeExisting(null),
  });
  const written = createApplicationService({
    store: createApplicationStore(strapi, sql),
    problems: createProblemStore(sql),
    secrets,
    configured: config.configuredApplication,
    redirectUri: config.redirectUri,
    now,
    onRefused: async (event) => announce(strapi, 'microsoft-sync.application.action-required', event),
    onMended: async () => {
      await accounts.applicationChanged();
      await wakeAfterProblem(sql, accounts.reasonsOfApplication);
    },
  });
  const notices = createNoticesOf(foundation, () => accounts);
  const accounts: Accounts = createAccounts({
    store: accountStore,
    users,
    mailboxes,
    secrets,
    application: written,
    organizationOf: (user) => organizations.of(user),
    organizationsOf: (people) => organizations.ofMany(people),
    blockedAmong: (people) => blocked.among(people),
    cloud: config.cloud,
    redirectUri: config.redirectUri,
    frontEnds: config.frontEnds,
    limiter: createMailboxLimiter({ pauses: foundation.pauses }),
    pauses: foundation.pauses,
    effects: foundation.effects,
    now,
    enabledResources: async () => (await settings.read({ level: 'system' })).integrations,
    toIana: async (zone) => (await time()).ianaZone(zone),
    log: strapi.log,
    onConnected: async ({ user, startsIn }) => {
      await sql.transaction(async () => {
        await leases.wake(targetsOf(user), { priority: 'interval' });
        if (startsIn !== undefined) await leases.letStartWait(targetsOf(user), startsIn); // before anybody can claim them
      });
      // What was refused for want of a permission is tried again.
      for (const target of targetsOf(user)) await leases.requestFull(target);
      await notices.wake(user);
    },
    onMailboxChanged: async () => undefined, // the next run sees it by the mailbox's name, and starts over under its lease
    notices: (user) => notices.verdict(user),
    noticesOfAll: () => notices.verdictOfAll(),
    onLeaving: ({ user }) => notices.takeAway(user),
    onDisconnect: async ({ user, items: which, homes }) => {
      await withoutCaller(strapi, () =>
        disconnectMailbox({ store, leases, accounts, resourceOf, items }, { targets: targetsOf(user), items: which, homes }),
      );
      await notices.takeAway(user); // what a run that was under way has asked for meanwhile
    },
    onDisconnected: async ({ user }) => {
      await leases.takeAway(targetsOf(user));
      await notices.forget(user); // and could not be taken away
    },
    onActionRequired: async (event) => announce(strapi, 'microsoft-sync.account.action-required', event),
  });
  const application: AccountServices['application'] = {
    ...written,
    check: (of) => accounts.checkApplication(of),
    async write(patch, owner) {
      const write = () => written.write(patch, owner);
      await (owner ? presence.whileOrganizationIsThere(owner.organization, write) : write());
      await accounts.applicationChanged();
      await leases.wakeExisting(null);
    },
  };
  return {
    settingsStore,
    settings,
    application,
    mailboxes,
    accounts,
    notices,
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
    sealAnew: async () => {
      if (secrets.hasOlderKeys()) await Promise.all([application.sealAnew(), accounts.sealAnew()]);
    },
  };
}
