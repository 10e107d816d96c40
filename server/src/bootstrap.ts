import type { Core } from '@strapi/types';
import { giveAccountsTheirKeys } from './accounts';
import { giveDefaultZone } from './local-changes/default-zone';
import { guardHostOwners } from './local-changes/guard-host-owners';
import { guardOwners } from './local-changes/guard-owner';
import { subscribeToChanges } from './local-changes/subscribe';
import { subscribeToHomes } from './local-changes/subscribe-homes';
import { defaultLocaleOf } from './host/locales';
import { arrangeForms } from './forms/arrange';
import { keepTables } from './host/keep-tables';
import { cleanUpAfterDeletions } from './directory/clean-up';
import { registerConditions } from './directory/conditions';
import { ownersInEntries } from './directory/owners-in-entries';
import { sweep } from './directory/sweep';
import { registerPermissions } from './permissions';
import { giveHeldCollectionsTheirCode } from './storage/sql/held-collections';
import { watched } from './local-changes/watched';
import { wakeUnblocked } from './engine/schedule/wake-unblocked';
import { containerOf } from './container';
import { mailIncidents } from './container/incidents';
import { observeMetrics } from './container/monitoring';
import { eventNames } from './services/announce';

export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const container = containerOf(strapi);
  const { sql, leases, scheduler, config, organizations, accounts, application, tableOf, hostTables, blocked, homes } = container;
  const { takeOverConnections, restorePauses, sealAnew, notices, wakes, runsWork } = container;
  if (homes.hasOfHost()) await (await import('./homes/check/assert-homes')).assertHomes(strapi, homes.given());
  await homes.open({ defaultLocale: await defaultLocaleOf(strapi) });
  hostTables(); // throws where the configuration names types or relations that the host does not have
  await registerPermissions(strapi, { userType: config.host.user });
  await registerConditions(strapi, { userType: config.host.user, owned: ownersInEntries(homes.all()), organizations });
  await arrangeForms(strapi);
  await keepTables(strapi);
  for (const event of eventNames) strapi.get('webhookStore').addAllowedEvent(event.toUpperCase().replace(/[^A-Z]/g, '_'), event);
  subscribeToChanges(strapi, { sql, leases, watched });
  subscribeToHomes(strapi, { sql, leases, homes: homes.all() });
  guardOwners({ strapi, userType: config.host.user, organizations }, watched);
  guardHostOwners({ strapi, userType: config.host.user, organizations }, homes.all());
  giveDefaultZone(strapi, {
    uid: 'plugin::microsoft-sync.calendar-event',
    userType: config.host.user,
    zoneOf: async (user) => (await accounts.status({ user })).mailbox?.timeZone ?? null,
    elsewhere: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const wakeWhoIsUnblocked = () => sql.afterCommit(() => wakeUnblocked(sql, blocked));
  strapi.db.lifecycles.subscribe({
    models: [config.host.user],
    afterUpdate: wakeWhoIsUnblocked,
    afterUpdateMany: wakeWhoIsUnblocked,
  });
  cleanUpAfterDeletions(strapi, { sql, host: config.host, tableOf });
  await sweep({ sql, host: config.host, tableOf, tables: hostTables });
  await giveHeldCollectionsTheirCode(sql);
  await giveAccountsTheirKeys(sql);
  await takeOverConnections(); // before anything runs
  await restorePauses();
  await sealAnew();
  await application.settle(); // what config/plugins gives may have changed
  await notices.open();
  mailIncidents(container);
  await observeMetrics(container);
  await wakes.open();
  if (runsWork) scheduler.start();
}

export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const { scheduler, notices } = containerOf(strapi);
  await notices.drain();
  await scheduler.stop();
}
