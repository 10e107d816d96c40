import { createMicrosoftSync, type EventItem, MicrosoftSyncError } from 'strapi-plugin-microsoft-sync/client';

/** As the author of a front end writes it, in TypeScript. A line that must not compile says so: where the types were lost, all would. */
export async function month(url: string, token: string): Promise<string[]> {
  const microsoft = createMicrosoftSync({ url, token: () => Promise.resolve(token) });
  try {
    const { account, resources } = await microsoft.me();
    const state: 'not-connected' | 'connected' | 'delayed' | 'action-required' = account.state;
    if (state === 'not-connected') await microsoft.connectInPopup({ resources: resources.map(({ resource }) => resource) });
    const { data, meta } = await microsoft.events.list({ filters: { subject: { $containsi: 'visit' } }, sort: 'start', pageSize: 10 });
    const first: EventItem | undefined = data[0];
    const total: number = meta.pagination.total;
    if (first && total > 0) await microsoft.events.update(first.documentId, { location: 'Harbour' });
    await microsoft.tasks.create({ title: 'Write', dueDate: '2026-03-01' });
    // @ts-expect-error no field of a task
    await microsoft.tasks.create({ subject: 'Write' });
    // @ts-expect-error read-only
    await microsoft.events.update('id', { webLink: 'https://example.org' });
    // @ts-expect-error no such side
    await microsoft.conflicts.resolve('1', 'google');
    return (await microsoft.occurrences({ from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' })).map(({ subject }) => subject);
  } catch (error) {
    if (!(error instanceof MicrosoftSyncError)) throw error;
    switch (error.code) {
      case 'not-connected':
      case 'popup-closed':
        return [];
      // @ts-expect-error no such code
      case 'sideways':
      default:
        throw error;
    }
  }
}
