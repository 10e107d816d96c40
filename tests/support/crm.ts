import { createRequire } from 'node:module';
import path from 'node:path';
import type { ResourcesConfig, RunReport, Resource } from '../../src/contracts';
import { openOffice, type Office, type OfficeOptions } from './office';
import { repository } from './places';

export const MEETING = 'api::meeting.meeting';
export const ACTIVITY = 'api::activity.activity';
export const TODO = 'api::todo.todo';
export const DEAL = 'api::deal.deal';

type Entry = Record<string, unknown> & { id: number; documentId: string };
interface Of {
  readonly documentId: string;
  readonly locale?: string;
  readonly status?: 'draft' | 'published';
}

/** The Document Service of one type, without the types that Strapi would generate of the application. */
interface Documents {
  create(of: { data: object; locale?: string; status?: 'draft' | 'published' }): Promise<Entry>;
  update(of: Of & { data: object }): Promise<Entry | null>;
  findOne(of: Of & { populate?: unknown }): Promise<Entry | null>;
  findMany(of?: object): Promise<Entry[]>;
  publish(of: Of): Promise<unknown>;
  unpublish(of: Of): Promise<unknown>;
  discardDraft(of: Of): Promise<unknown>;
  clone(of: Of): Promise<unknown>;
  delete(of: Of): Promise<unknown>;
}

/** An office whose Strapi has the content types of the playground's CRM, in English and German. */
export interface Crm {
  readonly office: Office;
  documents(uid: string): Documents;
  /** A deal of Ada's, or of nobody's with `owner: null`. */
  createDeal(data?: object): Promise<Entry>;
  /** Tomorrow, of a deal of Ada's, in English. */
  createMeeting(data?: object, status?: 'draft' | 'published'): Promise<Entry>;
  /** Of Ada. */
  createActivity(kind: 'call' | 'meeting' | 'task', data?: object): Promise<Entry>;
  /** One version in one locale with everything in it; null where there is none. */
  read(uid: string, of: Of): Promise<Entry | null>;
  sync(resource: Resource, of?: { full?: boolean }): Promise<RunReport>;
  close(): Promise<void>;
}
export interface CrmOptions extends OfficeOptions {
  /** `config.resources`. @default none */
  readonly resources?: ResourcesConfig;
  /** Somebody has looked at the mappings. @default true */
  readonly isConfirmed?: boolean;
}

/** The homes of the playground: `crm`, and `members` where `hostUser` is the one of Users & Permissions. */
export function playgroundHomes(): { crm: ResourcesConfig; members: ResourcesConfig } {
  return createRequire(__filename)(path.join(repository, 'playground', 'config', 'homes'));
}

export async function openCrm({ resources, isConfirmed = true, boot, ...options }: CrmOptions = {}): Promise<Crm> {
  const config = { ...(resources ? { resources } : {}), ...boot?.config };
  const office = await openOffice({ ...options, isConnected: false, boot: { contentTypes: 'playground', ...boot, config } });
  const { services, strapi, user } = office;
  const documents = (uid: string) => strapi.documents(uid as never) as unknown as Documents;
  const createDeal = (data: object = {}) => documents(DEAL).create({ data: { name: 'Two lighthouses', owner: user, ...data } });
  try {
    if (isConfirmed) await services.resources.confirm();
    await strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German (de)' });
    await services.settings.writeIntegrations({ calendar: true, tasks: true });
    await office.settings({ calendarEnabled: true, tasksEnabled: true });
    if (options.isConnected !== false) await office.connect();
  } catch (error) {
    await office.close();
    throw error;
  }
  return {
    office,
    documents,
    createDeal,
    async createMeeting(data = {}, status = 'published') {
      const deal = 'deal' in data ? {} : { deal: (await createDeal()).documentId };
      const times = { start: tomorrow(9), end: tomorrow(10) };
      return documents(MEETING).create({ locale: 'en', status, data: { title: 'Visit', ...times, ...deal, ...data } });
    },
    createActivity(kind, data = {}) {
      const times = kind === 'task' ? {} : { start: tomorrow(11), end: tomorrow(12) };
      return documents(ACTIVITY).create({ data: { kind, title: 'Talk', assignee: user, ...times, ...data } });
    },
    read: (uid, of) => documents(uid).findOne({ ...of, populate: '*' }),
    async sync(resource, { full } = {}) {
      const { runs } = await services.sync.run({ user, resource, ...(full ? { full } : {}) });
      const [report] = runs;
      if (!report) throw new Error('no run');
      return report;
    },
    close: () => office.close(),
  };
}

function tomorrow(hour: number): string {
  return new Date(new Date().setUTCHours(24 + hour, 0, 0, 0)).toISOString();
}
