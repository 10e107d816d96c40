import type { Core } from '@strapi/types';
import type { MicrosoftSync, RunReport } from '../../src/contracts';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { bootStrapi, EVENT, type BootedStrapi, type BootOptions } from '../support';
import { chosenDatabase } from './chosen-database';
import { APPLICATION, personAt } from './people';
import { startRemoteSandbox, type RemoteSandbox } from './remote-sandbox';

/** A booted Strapi with connected people, and their mailboxes in another process. */
export interface Site {
  readonly strapi: Core.Strapi;
  readonly booted: BootedStrapi;
  readonly sandbox: RemoteSandbox;
  /** documentIds, in the order of the sandbox's people. */
  readonly users: readonly string[];
  readonly services: MicrosoftSync;
  sync(user?: string): Promise<RunReport[]>;
  events(): Promise<{ documentId: string }[]>;
  close(): Promise<void>;
}

/** `connected`: how many of the people sign in; the others only have a mailbox. */
export async function openSite({
  people = 1,
  connected = people,
  config = {},
  boot = {},
}: {
  people?: number;
  connected?: number;
  config?: Record<string, unknown>;
  boot?: Pick<BootOptions, 'contentTypes' | 'files' | 'database'>;
} = {}): Promise<Site> {
  const sandbox = await startRemoteSandbox(people);
  const booted = await bootStrapi({
    database: chosenDatabase(),
    ...boot,
    config: { microsoft: { cloud: { authority: sandbox.origin, graph: sandbox.origin } }, ...config },
  });
  const { strapi } = booted;
  const service = <T>(name: string): T => strapi.plugin('microsoft-sync').service(name) as T;
  const services = Object.fromEntries(
    ['settings', 'application', 'accounts', 'sync', 'conflicts', 'held', 'calendar', 'resources'].map((name) => [name, service(name)]),
  ) as unknown as MicrosoftSync;
  await services.application.write({ ...APPLICATION, tenantId: sandbox.tenantId, mode: 'delegated' });
  await services.settings.writeIntegrations({ calendar: true, tasks: true });
  await services.settings.write({ level: 'system' }, { calendarEnabled: true, tasksEnabled: true });
  const users: string[] = [];
  for (let at = 0; at < connected; at += 1) {
    const { address, name } = personAt(at);
    const [firstname = '', lastname = ''] = name.split(' ');
    const { documentId } = await booted.createAdminUser({ firstname, lastname, email: address });
    const { url } = await services.accounts.beginConnect({ user: documentId });
    const back = (await completeSignIn(url, { address })).redirect?.searchParams ?? new URLSearchParams();
    await services.accounts.finishConnect({ user: documentId, code: back.get('code') ?? '', state: back.get('state') ?? '' });
    users.push(documentId);
  }
  return {
    strapi,
    booted,
    sandbox,
    users,
    services,
    sync: async (user = users[0] ?? '') => (await services.sync.run({ user })).runs,
    events: async () => (await strapi.db.query(EVENT).findMany({ select: ['documentId'], orderBy: 'id' })) as { documentId: string }[],
    async close() {
      await booted.close();
      await sandbox.close();
    },
  };
}
