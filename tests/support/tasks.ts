import type { RunReport } from '../../src/contracts';
import { openOffice, type Office, type OfficeOptions } from './office';

export const TASK = 'plugin::microsoft-sync.task';

/** An office whose person synchronizes tasks. */
export interface TasksOffice {
  readonly office: Office;
  readonly todo: Office['mailbox']['tasks'];
  sync(of?: { full?: boolean }): Promise<RunReport>;
  tasks(): Promise<Record<string, unknown>[]>;
  create(data: Record<string, unknown>): Promise<{ documentId: string }>;
  update(documentId: string, data: Record<string, unknown>): Promise<void>;
  remove(documentId: string): Promise<void>;
  /** `documentId` of the entry, and Graph's id of the task, with this title. */
  idOf(title: string): Promise<string>;
  remoteIdOf(title: string): string;
  /** The sorted titles on both sides. */
  titles(): Promise<{ strapi: unknown[]; microsoft: unknown[] }>;
  close(): Promise<void>;
}

export async function openTasksOffice({
  withCalendar = false,
  ...options
}: OfficeOptions & { readonly withCalendar?: boolean } = {}): Promise<TasksOffice> {
  const office = await openOffice({ ...options, isConnected: false });
  const { services, user, strapi } = office;
  await services.settings.writeIntegrations({ calendar: withCalendar, tasks: true });
  await office.settings({ calendarEnabled: withCalendar, tasksEnabled: true });
  if (options.isConnected !== false) await office.connect();
  const documents = () => strapi.documents(TASK);
  const todo = office.mailbox.tasks;
  const tasks = async () =>
    (await documents().findMany({ sort: 'title', populate: ['owner'], limit: 1000 })) as unknown as Record<string, unknown>[];
  const everywhere = () => todo.lists().flatMap(({ id }) => todo.listTasks(String(id)));
  return {
    office,
    todo,
    async sync({ full } = {}) {
      const { runs } = await services.sync.run({ user, resource: 'tasks', ...(full ? { full } : {}) });
      const [report] = runs;
      if (!report) throw new Error('no run');
      return report;
    },
    tasks,
    create: async (data) => documents().create({ data: { owner: user, ...data } as never }),
    update: async (documentId, data) => void (await documents().update({ documentId, data: data as never })),
    remove: async (documentId) => void (await documents().delete({ documentId })),
    idOf: async (title) => String((await tasks()).find((task) => task['title'] === title)?.['documentId']),
    remoteIdOf: (title) => String(everywhere().find((task) => task['title'] === title)?.['id']),
    titles: async () => ({
      strapi: (await tasks()).map(({ title }) => title).sort(),
      microsoft: everywhere()
        .map(({ title }) => title)
        .sort(),
    }),
    close: () => office.close(),
  };
}
