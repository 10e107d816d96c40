import type { Core } from '@strapi/strapi';
import { type AccountsService, microsoftSync, type RunReport, type SettingValues } from 'strapi-plugin-microsoft-sync/contracts';

/** As the author of another plugin writes it, in TypeScript. A line that must not compile says so: where the types were lost, all would. */
export async function synchronize(strapi: Core.Strapi, user: string): Promise<RunReport[]> {
  const { accounts, settings, sync } = microsoftSync(strapi);
  const service: AccountsService = accounts;
  const { url }: { url: string } = await service.beginConnect({ user });
  const values: SettingValues = await settings.resolve({ user });
  const minutes: number = values.syncIntervalMinutes;
  if (url && minutes > 0) await settings.write({ level: 'user', id: user }, { calendarDirection: 'bidirectional' });
  // @ts-expect-error no such direction
  await settings.write({ level: 'user', id: user }, { calendarDirection: 'sideways' });
  // @ts-expect-error not a Strapi
  microsoftSync('strapi');
  return (await sync.run({ user, resource: 'calendar' })).runs;
}
