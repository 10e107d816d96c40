import type { Core } from '@strapi/types';
import type { MicrosoftSync, RunReport, SettingsPatch } from '../../src/contracts';
import { startSandbox, type Sandbox, type SandboxMailbox, type SandboxOptions } from '../../sandbox/index';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { bootStrapi, type BootedStrapi, type BootOptions, type Person } from './boot';
import { containerOf } from './container';

export const CLIENT_ID = '6c6f63a1-0000-4000-8000-00000000c1d0';
export const CLIENT_SECRET = 'office~test.secret-Value';
export const REDIRECT_URI = 'http://localhost:1337/api/microsoft-sync/oauth/callback';

/** A booted Strapi beside a local Microsoft 365, with one person who has a mailbox there. */
export interface Office {
  readonly booted: BootedStrapi;
  readonly strapi: Core.Strapi;
  readonly sandbox: Sandbox;
  readonly services: MicrosoftSync;
  readonly ada: Person;
  readonly user: string; // Ada's documentId
  readonly mailbox: SandboxMailbox;
  /** Signs in at the sandbox's own pages. */
  connect(person?: Person, address?: string): Promise<void>;
  settings(patch: SettingsPatch): Promise<void>;
  sync(of?: { full?: boolean }): Promise<RunReport>;
  events(): Promise<Record<string, unknown>[]>;
  createEvent(data: Record<string, unknown>): Promise<{ documentId: string }>;
  updateEvent(documentId: string, data: Record<string, unknown>): Promise<void>;
  deleteEvent(documentId: string): Promise<void>;
  close(): Promise<void>;
}
export interface OfficeOptions {
  readonly boot?: BootOptions;
  readonly sandbox?: Partial<SandboxOptions>;
  /** @default true */
  readonly isConnected?: boolean;
  /** `host.user`, and what Ada is. @default 'admin::user' */
  readonly hostUser?: 'admin::user' | 'plugin::users-permissions.user';
  /** Root of another Graph than the sandbox's; the sign-in stays there. */
  readonly graph?: string;
  /** What time it is for the engine, in UTC, for a test whose dates are written out: its window moves on with the days. @default now */
  readonly now?: string;
}

export const EVENT = 'plugin::microsoft-sync.calendar-event';

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const sandbox = await startSandbox({
    users: [
      { address: 'ada@sandbox.example', name: 'Ada Lovelace', timeZone: 'W. Europe Standard Time' },
      { address: 'ben@sandbox.example', name: 'Ben Babbage', timeZone: 'Pacific Standard Time' },
    ],
    applications: [
      {
        clientId: CLIENT_ID,
        name: 'CRM',
        redirectUris: [REDIRECT_URI],
        secrets: [CLIENT_SECRET],
        applicationPermissions: ['Calendars.ReadWrite', 'MailboxSettings.Read'],
      },
    ],
    ...options.sandbox,
  });
  const booted = await bootStrapi({
    ...options.boot,
    config: {
      microsoft: { cloud: { authority: sandbox.authority, graph: options.graph ?? sandbox.graph } },
      ...(options.hostUser ? { host: { user: options.hostUser } } : {}),
      ...options.boot?.config,
    },
  });
  const { strapi } = booted;
  if (options.now !== undefined) containerOf(strapi).clock.offsetMs = Date.parse(options.now) - Date.now();
  const service = <T>(name: string): T => strapi.plugin('microsoft-sync').service(name) as T;
  const services: MicrosoftSync = {
    settings: service('settings'),
    application: service('application'),
    accounts: service('accounts'),
    sync: service('sync'),
    conflicts: service('conflicts'),
    held: service('held'),
    calendar: service('calendar'),
    items: service('items'),
    resources: service('resources'),
  };
  await services.application.write({ clientId: CLIENT_ID, tenantId: sandbox.tenantId, clientSecret: CLIENT_SECRET, mode: 'delegated' });
  await services.settings.writeIntegrations({ calendar: true });
  await services.settings.write({ level: 'system' }, { calendarEnabled: true });
  const named = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@sandbox.example' };
  const ada = await (options.hostUser === 'plugin::users-permissions.user' ? booted.createMember(named) : booted.createAdminUser(named));
  const events = () => strapi.documents(EVENT);

  const office: Office = {
    booted,
    strapi,
    sandbox,
    services,
    ada,
    user: ada.documentId,
    mailbox: sandbox.mailbox('ada@sandbox.example'),
    async connect(person = ada, address = person.email) {
      const { url } = await services.accounts.beginConnect({ user: person.documentId });
      const back = (await completeSignIn(url, { address })).redirect?.searchParams ?? new URLSearchParams();
      await services.accounts.finishConnect({ user: person.documentId, code: back.get('code') ?? '', state: back.get('state') ?? '' });
    },
    settings: (patch) => services.settings.write({ level: 'system' }, patch),
    async sync({ full } = {}) {
      const { runs } = await services.sync.run({ user: ada.documentId, resource: 'calendar', ...(full ? { full } : {}) });
      const [report] = runs;
      if (!report) throw new Error('no run');
      return report;
    },
    events: async () =>
      (await events().findMany({ sort: 'start', populate: ['owner'], limit: 1000 })) as unknown as Record<string, unknown>[],
    createEvent: async (data) => events().create({ data: { owner: ada.documentId, ...data } as never }),
    updateEvent: async (documentId, data) => void (await events().update({ documentId, data: data as never })),
    deleteEvent: async (documentId) => void (await events().delete({ documentId })),
    async close() {
      await booted.close();
      await sandbox.close();
    },
  };
  try {
    if (options.isConnected !== false) await office.connect();
  } catch (error) {
    await office.close();
    throw error;
  }
  return office;
}
