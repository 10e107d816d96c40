/**
 * Public shapes, by which other plugins, pages, REST and outside tests hold us; exported as `strapi-plugin-microsoft-sync/contracts`.
 * Ids are Strapi documentIds unless a comment says otherwise; instants are ISO 8601 in UTC.
 */
import type { Core } from '@strapi/strapi';
import type { ApplicationService } from './application';
import type { AccountReason, AccountState } from './states';
import type { ResourcesService } from './homes';
import type { ItemsService } from './items';
import type { CalendarService } from './occurrences';
import type { Reason } from './reasons';
import type { Resource } from './resource';
import type { CollectionChoice, CollectionsReading } from './collections';

export * from './application';
export * from './collections';
export * from './homes';
export * from './items';
export * from './occurrences';
export * from './resource';
export * from './states';
export * from './wakes';

export type Level = 'system' | 'organization' | 'user';
export type Scope = { level: 'system' } | { level: 'organization' | 'user'; id: string };
export type Side = 'strapi' | 'microsoft';
export type Direction = 'strapi-to-microsoft' | 'microsoft-to-strapi' | 'bidirectional';
export type ConflictResolution = 'strapi-wins' | 'microsoft-wins' | 'newest-wins' | 'ask';

export interface SettingValues {
  syncIntervalMinutes: number; // 1…1440
  incidentMails: boolean; // whether the person is mailed when something needs them
  calendarEnabled: boolean;
  calendarDirection: Direction;
  calendarConflictResolution: ConflictResolution;
  calendarPastDays: number; // 0…730
  calendarFutureDays: number; // 0…730
  calendarInvitations: 'never' | 'ask' | 'always';
  calendarPrivateEvents: 'full' | 'busy-only' | 'skip';
  tasksEnabled: boolean;
  tasksDirection: Direction;
  tasksConflictResolution: ConflictResolution;
}
export interface SettingReading<V> {
  own: V | null; // null: inherits
  effective: V;
  source: 'default' | Level;
  lockedBy: 'system' | 'organization' | null; // a lock above: `own` is kept but does not count
  lock?: boolean; // only at system and organization: this level locks those below
  inherited?: { value: V; source: 'default' | Level }; // only while `own` counts: what would count without it
}
export type SettingsReading = { [F in keyof SettingValues]: SettingReading<SettingValues[F]> };
export type SettingsPatch = { [F in keyof SettingValues]?: SettingValues[F] | null } & { locks?: { [F in keyof SettingValues]?: boolean } };

export interface SettingsService {
  read(scope: Scope): Promise<{ fields: SettingsReading; integrations: { [R in Resource]: boolean } }>;
  write(scope: Scope, patch: SettingsPatch): Promise<void>; // ValidationError with details.errors[{ path, message }]
  writeIntegrations(on: { [R in Resource]?: boolean }): Promise<void>; // system level
  resolve(of: { user: string }): Promise<SettingValues>;
}

export interface AccountStatus {
  user: string;
  state: AccountState; // derived from evidence, never set
  reason: AccountReason | null;
  mailbox: { address: string; displayName: string; timeZone: string } | null; // IANA zone
  connectedAt: string | null;
  lastSucceededAt: string | null;
}
export interface CheckVerdict {
  step: 'application' | 'sign-in' | 'permissions' | 'mailbox' | 'calendar' | 'tasks' | 'notifications';
  ok: boolean | null; // null: not needed here, or not known
  code?: string;
  message: string; // what is so, and what to do
}
/** Which mailbox is a person's in application mode. It never follows from what the person can edit. */
export interface MailboxAssignment {
  address: string;
  how: 'person' | 'rule' | 'upgrade' | 'plugin'; // by whom: somebody with `accounts.manage`, their rule, the upgrade, or code
  by: string | null; // documentId of that somebody
  at: string | null; // null: by a rule, whenever its attribute was written
}
export interface AccountsService {
  status(of: { user: string }): Promise<AccountStatus>;
  beginConnect(of: { user: string; returnTo?: string }): Promise<{ url: string }>; // returnTo: a page at one of `frontEnds`, which ends it. State, nonce and PKCE verifier stay on the server, for one use, bound to this user
  finishConnect(of: { user: string; code: string; state: string; waitsForStart?: boolean }): Promise<AccountStatus>; // called in the session of the same user. waitsForStart: the first run reads, and writes nothing to the mailbox before `sync.start`
  check(of: { user: string }): Promise<CheckVerdict[]>;
  /** `homes`: what 'remove-imported' does with entries in the host's own content types; 'keep' unless it says otherwise. */
  disconnect(of: { user: string; items?: 'keep' | 'remove-imported' | 'remove-exported'; homes?: 'keep' | 'remove' }): Promise<void>;
  mailbox(of: { user: string }): Promise<MailboxAssignment | null>; // application mode: the assigned one
  assignMailbox(of: { user: string; address: string | null; by?: string }): Promise<MailboxAssignment | null>; // null takes it away; connects where application mode counts. Throws 'invalid-input', 'mailbox-taken'
  graph(of: { user: string }): Promise<import('@microsoft/microsoft-graph-client').Client>;
}

export interface Counts {
  created: number;
  updated: number;
  deleted: number;
}
export interface RunReport {
  run: string;
  user: string;
  resource: Resource;
  outcome: 'completed' | 'nothing-to-do' | 'stopped-by-guard' | 'off' | 'busy' | 'action-required' | 'delayed' | 'failed';
  reason: string | null;
  strapi: Counts; // items written into Strapi
  microsoft: Counts; // items written into Microsoft
  matched: number; // pairs found on both sides without writing
  conflicts: number;
  held: number;
  leftAlone: number; // items of a kind that is not synchronized (yet): read, counted, never touched
  requests: number; // HTTP round trips to Graph
  mails: number; // people mailed by Microsoft because of this run, as far as known
  startedAt: string;
  finishedAt: string;
}
export interface PlannedAction {
  side: Side; // where it writes
  kind: 'create' | 'update' | 'delete' | 'link' | 'unlink' | 'hold' | 'conflict';
  item: { title: string; uid: string | null; documentId: string | null; microsoftId: string | null; series?: NamedSeries }; // series: that it is, or is an occurrence of
  fields: string[];
  mails: string[]; // addresses that would get mail
  why: string;
  reason?: Reason | null; // `why` as a code, for texts in other languages; null: the words of Microsoft or the host
}
export interface Edited {
  at: string; // when it was changed, and by whom where a person signed in to Strapi has done it; Microsoft does not tell
  by: { type: 'admin::user' | 'plugin::users-permissions.user'; documentId: string } | null;
}
export interface NamedSeries {
  title: string;
  rule: string; // RRULE without DTSTART
  start: { wall: string; isAllDay: boolean; zone: string }; // gives what the rule leaves open
}
export interface SyncStatusRow {
  user: string;
  userName: string;
  organization: string | null;
  resource: Resource;
  enabled: boolean;
  inProgress: boolean;
  lastSyncAt: string | null;
  nextSyncAt: string | null;
  state: AccountState;
  reason: AccountReason | null;
  conflicts: number;
  held: number;
  waitingRun: string | null; // the run that stopped before a mass deletion, which waits for `approve`, or before it writes to a mailbox for the first time, which waits for `start`
  waitsFor: 'deletions' | 'start' | null;
  narrowedTo: { pastDays: number; futureDays: number } | null; // Microsoft cannot answer for as many days as are set; these are read for now
}
/** What is gone on one side and would be deleted on the other, once somebody lets it. */
export interface DeletionsPage {
  items: {
    resource: Resource;
    side: Side; // where it would be deleted
    title: string;
    uid: string | null; // of the entry, where it is to be deleted in Strapi
    documentId: string | null;
    microsoftId: string | null; // of the item, where it is to be deleted in Microsoft
  }[];
  page: number;
  pageSize: number;
  total: number; // at most 10,000 of each side and resource are counted
  sides: { [S in Side]: number };
}
export interface SyncService {
  collections(of: { user: string; resource: Resource }): Promise<CollectionsReading>; // asks Microsoft
  chooseCollections(of: { user: string; resource: Resource; choice: CollectionChoice }): Promise<void>; // counts from the next run, which follows at once
  run(of: { user: string; resource?: Resource; full?: boolean }): Promise<{ runs: RunReport[] }>; // waits until done; full: reads everything again
  preview(of: { user: string; resource: Resource; direction?: Direction }): Promise<{
    // direction: as if that one counted
    actions: PlannedAction[]; // the first 500
    total: number; // of all
    counts: { [K in PlannedAction['kind']]: number };
    sides: { [S in Side]: { [K in PlannedAction['kind']]: number } }; // the same by the side that is written
  }>;
  approve(of: { run: string }): Promise<{ runs: RunReport[] }>;
  deletions(of: { user: string; resource?: Resource; page?: number; pageSize?: number }): Promise<DeletionsPage>; // what runs would delete that wait for `approve`
  bringBack(of: { user: string; resource?: Resource }): Promise<{ runs: RunReport[] }>; // instead: makes anew, where it is gone, what they would delete elsewhere
  start(of: { user: string; resource?: Resource }): Promise<{ runs: RunReport[] }>; // lets first runs write to the mailbox; none, where nothing waits for it
  status(of?: { user?: string; organization?: string }): Promise<SyncStatusRow[]>;
  history(of: { user: string; resource?: Resource; limit?: number }): Promise<RunReport[]>;
  explain(of: { uid: string; documentId: string }): Promise<{
    link: {
      microsoftId: string;
      collection: string;
      base: Record<string, unknown>;
      agreedAt: string;
      origin: Side; // where the item was made first
    } | null;
    decisions: {
      at: string;
      what: string;
      why: string;
      reason: Reason | null;
      side: Side;
      kind: PlannedAction['kind'];
      fields: string[];
      edited: Edited | null; // what it carries over from the other side
    }[]; // the newest first
    held: HeldItem | null;
    conflict: Conflict | null;
    unsynchronized: {
      code: 'no-owner' | 'not-connected' | 'switched-off' | 'user-blocked' | 'not-taking-part';
      message: string;
      reason: Reason | null;
    } | null; // why the entry as a whole is left alone: what is so, and what to do
  }>;
}

export interface Conflict {
  id: string;
  user: string;
  resource: Resource;
  fields: string[];
  base: Record<string, unknown> | null;
  strapi: Record<string, unknown> | null; // null: deleted there
  microsoft: Record<string, unknown> | null;
  at: string;
  decided: null | { by: ConflictResolution | 'person'; winner: Side; at: string }; // decided ones stay 30 days, with the loser
}
/** One side as a whole, or for each field of the conflict the one, the other, or (of texts) both. Fields that belong together go with one side. */
export type Resolution = { winner: Side; fields?: undefined } | { winner?: undefined; fields: { [field: string]: Side | 'both' } };
export interface HeldItem {
  id: string;
  user: string;
  resource: Resource;
  side: Side;
  code:
    | 'would-send-mail'
    | 'rule-not-expressible'
    | 'foreign-meeting'
    | 'rejected-by-microsoft'
    | 'invalid-value'
    | 'read-only-collection'
    | 'collection-not-shown' // Microsoft refuses to show what is in a calendar or list
    | 'missing-without-mark'
    | 'recurring-task-date'
    | 'too-large'
    | 'refused-by-host' // a rule or hook of the host's own content type
    | 'no-owner' // made in Strapi it would be nobody's
    | 'unpublished-changes'; // what came in waits until somebody publishes the draft
  message: string;
  reason: Reason | null; // `message` as a code, for texts in other languages; null: kept by an earlier version
  title: string;
  since: string;
  nextTryAt: string | null;
}
export interface ConflictsService {
  list(of?: { user?: string; resource?: Resource; decided?: boolean }): Promise<Conflict[]>;
  resolve(of: { id: string } & Resolution): Promise<void>;
  restore(of: { id: string }): Promise<void>; // puts the loser of a decided conflict back
}
export interface HeldService {
  list(of?: { user?: string; resource?: Resource }): Promise<HeldItem[]>;
  approve(of: { id: string }): Promise<void>; // would-send-mail only
  retry(of: { id: string }): Promise<void>;
  ignore(of: { id: string }): Promise<void>; // until the item changes
  unlink(of: { id: string }): Promise<void>; // both sides keep what they have, no longer the same
}

export interface MicrosoftSync {
  settings: SettingsService;
  application: ApplicationService;
  accounts: AccountsService;
  sync: SyncService;
  conflicts: ConflictsService;
  held: HeldService;
  calendar: CalendarService;
  items: ItemsService;
  resources: ResourcesService;
}
/** The plugin's id: prefix of its uids, routes and configuration. */
export const PLUGIN_ID = 'microsoft-sync';

/** Typed access: `microsoftSync(strapi).sync.run({ user })`; the same objects as `strapi.plugin('microsoft-sync').service(name)`. */
export function microsoftSync(strapi: Core.Strapi): MicrosoftSync {
  const plugin = strapi.plugin(PLUGIN_ID);
  return {
    settings: plugin.service('settings'),
    application: plugin.service('application'),
    accounts: plugin.service('accounts'),
    sync: plugin.service('sync'),
    conflicts: plugin.service('conflicts'),
    held: plugin.service('held'),
    calendar: plugin.service('calendar'),
    items: plugin.service('items'),
    resources: plugin.service('resources'),
  };
}

type CoreAction = 'find' | 'findOne' | 'create' | 'update' | 'delete';
/** For `config` of `createCoreRouter`: every route of the type reaches what is the signed-in person's, and nothing else. */
export function ownRoutes(
  options: { uid?: string; owner?: string } = {},
): Record<CoreAction, { policies: { name: string; config: object }[] }> {
  const only = { policies: [{ name: `plugin::${PLUGIN_ID}.is-owner`, config: options }] };
  return { find: only, findOne: only, create: only, update: only, delete: only };
}
