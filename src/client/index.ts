/** One's own Microsoft 365 from a front end: the routes of docs/rest.md as calls. Everything is about whoever the token is of. */
import type {
  AsRead,
  Conflict,
  DeletionsPage,
  EventItem,
  HeldItem,
  Item,
  ItemData,
  ItemsAsked,
  Occurrence,
  OccurrenceAsked,
  Resource,
  RunReport,
  SettingsPatch,
  Side,
} from '../contracts';
import type {
  AccountStatus,
  Answer,
  CheckVerdict,
  Collections,
  ConflictItem,
  Disconnect,
  HeldEntry,
  LevelSettings,
  ListPage,
  Preview,
} from '../contracts/http';
import type { BeginSync, ItemsAnswer, MyMicrosoft, PreviewMine, SyncBegun } from '../contracts/rest';
import { type Options, type Request, requestTo } from './request';
import { signInWith } from './sign-in';

export { type FieldProblem, MicrosoftSyncError, type MicrosoftSyncErrorCode } from './error';
export type { ErrorCode, FrontEndProblem } from '../contracts/errors';
export type { ConnectOptions } from './sign-in';
export type { Options } from './request';
export type {
  AccountStatus,
  CheckVerdict,
  Collections,
  Conflict,
  ConflictItem,
  EventItem,
  HeldEntry,
  HeldItem,
  Item,
  ItemData,
  LevelSettings,
  MyMicrosoft,
  Occurrence,
  Preview,
  Resource,
  RunReport,
};

interface Pages {
  page?: number;
  pageSize?: number;
}
type Scope = Pick<OccurrenceAsked, 'scope'>;
type ListAsked = ItemsAsked & { from?: string; to?: string };

export function createMicrosoftSync(options: Options) {
  const request = requestTo(options);
  /** What an answer holds. */
  const ask = async <T>(...of: Parameters<Request>): Promise<T> => (await request<Answer<T>>(...of)).data;
  const act = (path: string, body?: object): Promise<void> => request<void>('POST', path, body ? { body } : {});
  const id = encodeURIComponent;

  const itemsAt = <R extends Resource>(path: string) => ({
    list: ({ page, pageSize, ...query }: ListAsked = {}) =>
      request<ItemsAnswer<R>>('GET', path, { query: { ...query, pagination: { page, pageSize } } }),
    read: (documentId: string) => ask<Item<R>>('GET', `${path}/${id(documentId)}`),
    create: (data: ItemData<R>, where: { home?: string } = {}) => ask<Item<R>>('POST', path, { body: { data, ...where } }),
    /** `as`: as it was read; 'already-changed' where it is not so any more. */
    update: (documentId: string, data: ItemData<R>, as: AsRead = {}) =>
      ask<Item<R>>('PUT', `${path}/${id(documentId)}`, { body: { data, ...as } }),
    remove: (documentId: string) => request<void>('DELETE', `${path}/${id(documentId)}`),
  });
  /** As `occurrences` names it. */
  const occurrence = ({ series, originalStart }: { series: string; originalStart: string }) =>
    `/events/${id(series)}/occurrences/${id(originalStart)}`;

  return {
    ...signInWith(request),
    me: () => ask<MyMicrosoft>('GET', ''),
    check: () => ask<CheckVerdict[]>('POST', '/check'),
    sync: (of: BeginSync = {}) => ask<SyncBegun>('POST', '/sync', { body: of }),
    /** What such a run would delete, and where. */
    deletions: (query: Pages & { resource?: Resource } = {}) => ask<DeletionsPage>('GET', '/deletions', { query }),
    /** Instead of letting it: makes anew, where it is gone, what the run would delete elsewhere. */
    bringBack: (of: BeginSync = {}) => ask<SyncBegun>('POST', '/deletions/bring-back', { body: of }),
    /** Lets first runs write to the mailbox: `preview` says what. Those of `me().resources` that say `waitsFor: 'start'`. */
    start: (of: BeginSync = {}) => ask<SyncBegun>('POST', '/start', { body: of }),
    runs: (query: { resource?: Resource; limit?: number; since?: string } = {}) => ask<RunReport[]>('GET', '/runs', { query }),
    /** Lets a run go on that stopped before a mass deletion. */
    approveRun: (run: string) => ask<SyncBegun>('POST', `/runs/${id(run)}/approve`),
    preview: (of: PreviewMine = {}) => ask<Preview>('POST', '/preview', { body: of }),
    disconnect: (query: Disconnect = {}) => ask<AccountStatus>('DELETE', '', { query }),
    settings: {
      read: () => ask<LevelSettings>('GET', '/settings'),
      write: (fields: SettingsPatch, as: { version?: string } = {}) => ask<LevelSettings>('PUT', '/settings', { body: { fields, ...as } }),
    },
    collections: {
      read: (resource: Resource) => ask<Collections>('GET', `/collections/${id(resource)}`),
      choose: (resource: Resource, choice: Collections['choice']) =>
        ask<Collections>('PUT', `/collections/${id(resource)}`, { body: { choice } }),
    },
    held: {
      list: (query: Pages & { resource?: Resource; ignored?: boolean } = {}) => ask<ListPage<HeldEntry>>('GET', '/held', { query }),
      approve: (item: string) => act(`/held/${id(item)}/approve`),
      retry: (item: string) => act(`/held/${id(item)}/retry`),
      ignore: (item: string) => act(`/held/${id(item)}/ignore`),
      unlink: (item: string) => act(`/held/${id(item)}/unlink`),
    },
    conflicts: {
      list: (query: Pages & { resource?: Resource; decided?: boolean } = {}) => ask<ListPage<ConflictItem>>('GET', '/conflicts', { query }),
      resolve: (conflict: string, winner: Side) => act(`/conflicts/${id(conflict)}/resolve`, { winner }),
      restore: (conflict: string) => act(`/conflicts/${id(conflict)}/restore`),
    },
    /** In order of time, series expanded. */
    occurrences: (query: { from: string; to: string }) => ask<Occurrence[]>('GET', '/occurrences', { query }),
    events: {
      ...itemsAt<'calendar'>('/events'),
      editOccurrence: (of: { series: string; originalStart: string } & Scope, data: ItemData<'calendar'>) =>
        ask<EventItem>('PUT', occurrence(of), { body: { data, ...(of.scope ? { scope: of.scope } : {}) } }),
      cancelOccurrence: (of: { series: string; originalStart: string } & Scope) =>
        request<void>('DELETE', occurrence(of), { query: { scope: of.scope } }),
    },
    tasks: itemsAt<'tasks'>('/tasks'),
  };
}

export type MicrosoftSyncClient = ReturnType<typeof createMicrosoftSync>;
