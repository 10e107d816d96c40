import type { Resource } from '../../../../src/contracts';
import type { ResolvedConfig } from '../../config';
import { loadOnce } from '../../node/load-once';
import type { Described } from '../../../../src/sync/resource';
import type { Mailboxed, GraphResource, ResourceOf, Unavailable } from './graph-resource';

/**
 * Loaded at the first use: time zones and the reading of HTML are not paid for at Strapi's start. `isRich`: whether a home of the resource holds bodies
 * with their formatting.
 */
export const createResourceOf = (
  { cloud, adminUrl }: Pick<ResolvedConfig, 'cloud' | 'adminUrl'>,
  isRich: (resource: Resource) => boolean,
): ResourceOf => {
  const entryUrl = (uid: string, documentId: string) => `${adminUrl}/content-manager/collection-types/${uid}/${documentId}`;
  const [calendar, tasks] = [loadOnce(() => import('./calendar')), loadOnce(() => import('./tasks'))];
  const places: { readonly [R in Resource]: (options: Mailboxed) => Promise<GraphResource | Unavailable> } = {
    calendar: async () => (await calendar()).calendarResource({ isRich: isRich('calendar') }),
    tasks: async (options) =>
      cloud.hasTasks ? (await tasks()).tasksResource({ ...options, entryUrl, isRich: isRich('tasks') }) : { unavailable: noTasks },
  };
  return (resource, options) => places[resource](options);
};
const noTasks =
  'Microsoft To Do does not exist in this cloud. An administrator can switch tasks off under Settings → Microsoft 365 → System.';

/** What an entry of each resource is, also for those who have no mailbox. */
export const definitionsOf =
  (resourceOf: ResourceOf) =>
  async (resource: Resource): Promise<Described> => {
    const places = await resourceOf(resource, { timeZone: null });
    return 'unavailable' in places ? { uid: '', title: () => '', fields: {} } : places.definition;
  };
