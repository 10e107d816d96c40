import type { MicrosoftSync } from '../../src/contracts';
import type { Container } from '../../server/src/container';
import { type Sandbox, type SandboxMailbox, type SandboxOptions, startSandbox } from '../../sandbox/index';
import { type BootedStrapi, bootStrapi, type BootOptions } from './boot';
import { containerOf } from './container';
import { crmApplication } from './crm-application';

const APPLICATION = { clientId: '6c6f63a1-0000-4000-8000-00000000c1d0', clientSecret: 'site~test.secret-Value' };
const addressOf = (person: number): string => `person${person}@sandbox.example`;

/** Somebody of the host who has a mailbox. */
export interface Connected {
  readonly user: string;
  readonly mailbox: SandboxMailbox;
}

/** A booted Strapi beside a local Microsoft 365 with many people, whose mailboxes the Azure application reaches by itself. */
export interface ApplicationSite {
  readonly booted: BootedStrapi;
  readonly sandbox: Sandbox;
  readonly services: Pick<MicrosoftSync, 'accounts' | 'conflicts' | 'settings' | 'sync'>;
  readonly container: Pick<Container, 'clock' | 'effects' | 'leases'>;
  /** What a boot on the same folder needs too. */
  readonly config: Record<string, unknown>;
  /** The next of the people, connected. */
  connectNext(): Promise<Connected>;
  close(): Promise<void>;
}
export interface ApplicationSiteOptions {
  readonly people: number;
  readonly boot?: Omit<BootOptions, 'config'>;
  /** More of the plugin's. */
  readonly config?: Record<string, unknown>;
  readonly sandbox?: Partial<SandboxOptions>;
}

export async function openApplicationSite({
  people,
  boot = {},
  config: more = {},
  sandbox: sandboxOptions = {},
}: ApplicationSiteOptions): Promise<ApplicationSite> {
  const sandbox = await startSandbox({
    users: Array.from({ length: people }, (_, at) => ({
      address: addressOf(at),
      name: `Person ${at}`,
      timeZone: 'W. Europe Standard Time',
    })),
    applications: [crmApplication(APPLICATION)],
    ...sandboxOptions,
  });
  const config = { ...more, microsoft: { cloud: { authority: sandbox.authority, graph: sandbox.graph } } };
  const booted = await bootStrapi({ ...boot, config });
  const { strapi } = booted;
  const service = <T>(name: string): T => strapi.plugin('microsoft-sync').service(name) as T;
  const services = {
    accounts: service<MicrosoftSync['accounts']>('accounts'),
    conflicts: service<MicrosoftSync['conflicts']>('conflicts'),
    settings: service<MicrosoftSync['settings']>('settings'),
    sync: service<MicrosoftSync['sync']>('sync'),
  };
  await service<MicrosoftSync['application']>('application').write({ ...APPLICATION, tenantId: sandbox.tenantId, mode: 'application' });
  await services.settings.writeIntegrations({ calendar: true, tasks: true });
  await services.settings.write({ level: 'system' }, { calendarEnabled: true, tasksEnabled: true });
  let met = 0;
  return {
    booted,
    sandbox,
    services,
    container: containerOf(strapi),
    config,
    async connectNext() {
      if (met === people) throw new Error(`all ${people} mailboxes are used up`);
      const address = addressOf(met);
      met += 1;
      // Past the service of the host, which spends its time on a password that nobody needs.
      const { documentId: user } = (await strapi.db
        .query('admin::user')
        .create({ data: { email: address, firstname: 'Person', lastname: String(met), isActive: true } })) as { documentId: string };
      await services.accounts.assignMailbox({ user, address });
      const bad = (await services.accounts.check({ user })).filter(({ ok }) => ok === false);
      if (bad.length > 0) throw new Error(`no connection: ${JSON.stringify(bad)}`);
      return { user, mailbox: sandbox.mailbox(address) };
    },
    async close() {
      await booted.close();
      await sandbox.close();
    },
  };
}
