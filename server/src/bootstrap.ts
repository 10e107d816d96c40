import type { Core } from '@strapi/types';
import { subscribeToChanges } from './changes/subscribe';
import { isCommandLine } from './cli/process';
import { keepTables } from './host/keep-tables';
import { cleanUpAfterDeletions } from './people/clean-up';
import { registerConditions } from './people/conditions';
import { registerPermissions } from './permissions';
import { watched } from './register';
import { runtimeOf } from './runtime';
import { eventNames } from './services/announce';

export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const { sql, leases, scheduler, config, organizations, tableOf, checkHost, takeOverConnections, restorePauses, sealAnew } =
    runtimeOf(strapi);
  checkHost();
  await registerPermissions(strapi);
  await registerConditions(strapi, { userType: config.host.user, organizations });
  await keepTables(strapi);
  for (const event of eventNames) strapi.get('webhookStore').addAllowedEvent(event.toUpperCase().replace(/[^A-Z]/g, '_'), event);
  subscribeToChanges(strapi, { sql, leases, watched });
  cleanUpAfterDeletions(strapi, { sql, host: config.host, tableOf });
  await takeOverConnections(); // before anything runs
  await restorePauses();
  await sealAnew();
  if (config.scheduler.enabled && config.scheduler.role === 'all' && !isCommandLine()) scheduler.start();
}

export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await runtimeOf(strapi).scheduler.stop();
}
