import type { Core } from '@strapi/types';
import { subscribeToChanges } from './changes/subscribe';
import { keepTables } from './host/keep-tables';
import { registerPermissions } from './permissions';
import { watched } from './register';
import { runtimeOf } from './runtime';
import { eventNames } from './services/announce';

export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const { sql, leases, scheduler, config } = runtimeOf(strapi);
  await registerPermissions(strapi);
  await keepTables(strapi);
  for (const event of eventNames) strapi.get('webhookStore').addAllowedEvent(event.toUpperCase().replace(/[^A-Z]/g, '_'), event);
  subscribeToChanges(strapi, { sql, leases, watched });
  if (config.scheduler.enabled && config.scheduler.role === 'all') scheduler.start();
}

export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await runtimeOf(strapi).scheduler.stop();
}
