/** What people of Users & Permissions do with their own account over REST, below `/api/microsoft-sync`: docs/rest.md. Other shapes are those of `http.ts`. */
import type { Me } from './http';
import type {
  AsRead,
  Item,
  ItemData,
  ItemHome,
  ItemPage,
  OccurrenceAsked,
  Resource,
  RunReport,
  SettingsReading,
  SyncService,
  SyncStatusRow,
} from './index';

/** GET `/me` */
export interface MyMicrosoft extends Pick<Me, 'account' | 'application' | 'mailbox'> {
  resources: Omit<SyncStatusRow, 'user' | 'userName' | 'organization'>[];
  settings: SettingsReading;
}
/** POST `/me/connect` answers with `{ url }`; POST `/me/connect/finish` takes `ConnectFinish` and answers with `AccountStatus`. */
export interface ConnectMine {
  /** A page at one of the origins in `frontEnds` of the configuration. */
  returnTo: string;
  /** What is to be synchronized for the person, and nothing else; absent: as it is set. */
  resources?: Resource[];
}
/** POST `/me/sync`, and `/me/start` */
export interface BeginSync {
  resource?: Resource;
}
/** Its answer and that of POST `/me/runs/:id/approve`, with 202. `runs` are those that ended at once; the others are found by GET `/me/runs?since=`. */
export interface SyncBegun {
  since: string;
  runs: RunReport[];
}
/** POST `/me/preview` */
export type PreviewMine = Partial<Omit<Parameters<SyncService['preview']>[0], 'user'>>;

/** GET `/me/events` and `/me/tasks`; query: `filters`, `sort`, `pagination[page]`, `pagination[pageSize]`, of events `from` and `to`. */
export interface ItemsAnswer<R extends Resource> {
  data: Item<R>[];
  meta: { pagination: ItemPage<R>['pagination']; homes: ItemHome[] };
}
/** POST to the same. `home`: one of `meta.homes` that is for new entries. */
export interface CreateMine<R extends Resource = Resource> {
  data: ItemData<R>;
  home?: string;
}
/** PUT `/me/events/:id` and `/me/tasks/:id`. 409 where the entry is not as it was read any more. */
export interface UpdateMine<R extends Resource = Resource> extends AsRead {
  data: ItemData<R>;
}
/** PUT `/me/events/:id/occurrences/:originalStart`; DELETE of the same takes `?scope=`. */
export interface EditOccurrence {
  data: ItemData<'calendar'>;
  scope?: NonNullable<OccurrenceAsked['scope']>;
}
