/** What the admin pages and the server say to each other. Paths are below `/microsoft-sync` of Strapi's admin API. */
import type {
  AccountReason,
  AccountState,
  AccountStatus,
  ApplicationPatch,
  ApplicationReading,
  CheckVerdict,
  Conflict,
  HeldItem,
  MailboxAssignment,
  Resolution,
  Resource,
  RunReport,
  SettingsPatch,
  SettingsReading,
  SyncService,
  SyncStatusRow,
} from './index';

/** GET `/settings/system`, `/organizations/:id/settings`, `/users/:id/settings`, `/me/settings` */
export interface LevelSettings {
  fields: SettingsReading;
  integrations: { [R in Resource]: boolean };
  /** Names what was read: a save that gives it back is refused (`already-changed`, 409) where somebody else has saved since. */
  version: string;
}
/** PUT to the same. `integrations` only at system level. */
export interface LevelSettingsPatch {
  fields?: SettingsPatch;
  integrations?: { [R in Resource]?: boolean };
  version?: string;
}
export type SystemSettings = LevelSettings;
export type SystemSettingsPatch = LevelSettingsPatch;

/** POST `…/settings/impact` with a patch: what saving it would change, and for how many people. Nothing is stored. */
export interface SettingsImpact {
  /** People for whom at least one value that counts would change. */
  people: number;
  /** Of those with an account: synchronization of a resource would begin or end. */
  begins: number;
  ends: number;
  /** Open conflicts of people for whom another direction or conflict resolution would count, or synchronization would end. They stay open. Absent: none. */
  conflicts?: number;
  /** Of those with an account: a resource would be written in both directions, and was not before. Absent: of nobody. */
  becomesBidirectional?: number;
}

/** A page of a list; `page` counts from 1. Query: `page`, `pageSize` (1…100, default 25), `search`, and the filters of the list. */
export interface ListPage<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}
/** GET `/organizations`; filter `overrides` (true or false: with or without settings or locks of its own). */
export interface OrganizationItem {
  id: string;
  name: string;
  /** Names of the settings that it overrides or locks. */
  overrides: string[];
  hasApplication: boolean;
}
/** GET `/organization-type`: uid of the content type of organizations. */
export type OrganizationType = string;
/** GET `/organizations/:id` */
export interface OrganizationHead {
  id: string;
  name: string;
  members: number;
}
/** GET `/users`; filters `organization` (id: people for whom it counts), `state` and `overrides` (true or false). */
export interface UserItem {
  id: string;
  name: string;
  email: string;
  organization: { id: string; name: string } | null;
  overrides: string[];
  state: AccountState;
  reason: AccountReason | null;
}
/** GET `/users/:id` */
export interface UserHead extends UserItem {
  /** Whether they have *My Microsoft 365* in this panel; people of Users & Permissions connect where the application offers it. */
  hasOwnPage: boolean;
  /** Origins of the front ends where those without such a page may connect. */
  frontEnds: string[];
  account: AccountStatus;
  /** Other organizations the user is in; the oldest counts. */
  otherOrganizations: { id: string; name: string }[];
  /** In application mode: which mailbox is theirs, and what there was before. */
  mailbox: (AssignedMailbox & { changes: MailboxChange[] }) | null;
  sync: SyncStatusRow[];
  lastRuns: RunReport[];
}
/** What an assignment says, with the name of who made it. */
export interface AssignedMailbox {
  assignment: (MailboxAssignment & { byName: string | null }) | null;
  /** Why there is none that counts, where there is more to say than that nobody has assigned one. */
  problem: { code: 'mailbox-taken' | 'rule-suspended'; message: string } | null;
}
/** One line of a person's past assignments, the newest first; `address` null: it was taken away. 'stopped': by the upgrade, until somebody assigns it. */
export interface MailboxChange {
  address: string | null;
  how: MailboxAssignment['how'] | 'stopped' | 'disconnected';
  byName: string | null;
  at: string;
}
/** GET `/mailboxes`; filters `organization` and `show` ('assigned', 'unassigned': of themselves, whatever a rule says; 'stopped': connections that wait). */
export interface MailboxPage extends ListPage<MailboxItem> {
  /** False: everybody signs in, so nothing of this counts. */
  applies: boolean;
}
export interface MailboxItem extends AssignedMailbox {
  id: string;
  name: string;
  /** What the profile says, which its holder can edit: a proposal, nothing more. */
  profile: string;
  organization: { id: string; name: string } | null;
  state: AccountState;
  reason: AccountReason | null;
}
/** POST `/mailboxes/preview` says what POST `/mailboxes` with the same body would do, and does nothing. At most 100 of each. */
export interface AssignMailboxes {
  assignments: { user: string; address: string }[];
}
/** 'same': it is theirs already, and is confirmed. The last three are refused. */
export interface MailboxVerdict {
  user: string;
  name: string;
  address: string;
  before: string | null;
  verdict: 'new' | 'changes' | 'same' | 'taken' | 'invalid' | 'out-of-reach';
  message: string;
  /** After the assignment: how the connection is; null where it was refused, or nothing was done. */
  state: AccountState | null;
}
/** PUT `/users/:id/mailbox`; null takes it away. Answers with the reading of `UserHead`. */
export interface AssignMailbox {
  address: string | null;
}
/** GET and PUT `/mailboxes/rule`: mailboxes by an attribute of the host's users that its holder cannot write. PUT takes `{ attribute }`. */
export interface MailboxRule {
  attribute: string | null;
  byName: string | null;
  at: string | null;
  /** Why the rule counts for nobody at the moment. */
  problem: string | null;
  candidates: { attribute: string; problem: string | null }[];
}

/** GET `/status`; filters `organization`, `state`, `resource`. People with an account; those without only under `state=not-connected`. */
export type StatusPage = ListPage<StatusItem>;
export interface StatusItem extends SyncStatusRow {
  organizationName: string | null;
}

/** GET and PUT `/application` and `/organizations/:id/application`; DELETE of the latter gives it back to the system. */
export type { ApplicationPatch, ApplicationReading };

/** GET `/me`: all that the page *My Microsoft 365* shows. */
export interface Me {
  account: AccountStatus;
  application: { isConfigured: boolean; mode: ApplicationReading['mode'] };
  waitsForApplication: boolean; // one's account stands still for want of an application that works, which is no matter of one's own
  /** In application mode: the mailbox that was assigned. */
  mailbox: { address: string | null } | null;
  /** Whose settings count between the system's and one's own. */
  organization: { name: string } | null;
  sync: SyncStatusRow[];
  lastRuns: RunReport[]; // newest first
  held: HeldItem[]; // newest first
}

/** POST `/me/approve` and `/users/:id/approve` answer `{ runs }`: lets a run of one's own that stopped before a mass deletion go on. */
export interface ApproveRun {
  run: string;
}

/** GET `/conflicts` and `/me/conflicts`; filters `resource`, `decided` (true or false) and, not of one's own, `user`, `search` (a person's name or address), `organization`. The newest first. */
export interface ConflictItem extends Conflict {
  userName: string;
  title: string;
  /** The entry, where there is one. */
  uid: string;
  documentId: string | null;
  /** When the loser of a decided one was put back. */
  restoredAt: string | null;
  /** Fields of which both can be taken. */
  both: string[];
  /** Fields that go together with one side. */
  units: string[][];
  /** Who changed the entry last, and when each side was changed last; null: not known. */
  edited: { strapi: { at: string; byName: string | null } | null; microsoft: { at: string } | null };
}
/** POST `/conflicts/:id/resolve` and `/me/conflicts/:id/resolve`; `…/restore` takes nothing. Both answer with nothing, and a run follows. */
export type ResolveConflict = Resolution;
/** GET `/held` and `/me/held`; filters `resource`, `ignored` (true: those that are ignored) and, not of one's own, `user`, `search`, `organization`. POST `…/:id/approve`, `retry`, `ignore`, `unlink`. */
export interface HeldEntry extends HeldItem {
  userName: string;
  uid: string;
  documentId: string | null;
  isIgnored: boolean;
  /** When it was last found to be so: later than a decision about it, the decision has not helped. */
  judgedAt: string;
  /** What approving it would write, and whom Microsoft would mail. */
  write: { kind: 'update' | 'delete'; values: Record<string, unknown>; mails: string[] } | null;
}
/** GET `/users/:id/preview?resource=&direction=` and `/me/preview?…`; `direction`: as if that one counted, which nothing saves. */
export type Preview = Awaited<ReturnType<SyncService['preview']>> & {
  /** What waits for somebody already, and so is no step of the next run. */
  waiting: { conflicts: number; held: number };
};
/** GET `/me/collections?resource=` and `/users/:id/collections?resource=`; PUT to the same takes `ChooseCollections` and answers with the reading. */
export type Collections = Awaited<ReturnType<SyncService['collections']>>;
export interface ChooseCollections {
  resource: Resource;
  choice: Collections['choice'];
}
export type { ExplainedTypes, Explanation } from './http-explain';

/** POST `/me/connect` begins, POST `/me/connect/finish` ends a sign-in (both answer to the same person). */
export interface ConnectBegun {
  url: string;
}
export interface ConnectFinish {
  code: string;
  state: string;
}
/** POST `/me/connect/failed`: Microsoft sent the person back with an error instead of a code; the answer says what to do. */
export interface ConnectFailed {
  state: string;
  error: string;
  errorDescription?: string;
}
/** POST `/me/check` answers `CheckVerdict[]`; POST `/me/disconnect` and `/me/connect/finish` answer `AccountStatus`. */
export interface Disconnect {
  items?: 'keep' | 'remove-imported' | 'remove-exported';
  homes?: 'keep' | 'remove';
}
/** POST `/me/sync` answers `{ runs }`, as does POST `/me/start` with `{ resource? }`: lets first runs write to the mailbox. */
export interface SyncNow {
  resource?: Resource;
  full?: boolean;
}
export type { AccountStatus, CheckVerdict, RunReport, SyncStatusRow };

/**
 * What the page behind `GET /api/microsoft-sync/oauth/callback` posts on the BroadcastChannel of this name to the page that began,
 * which answers `{ received: state }`; without an answer the callback page goes to My Microsoft 365 with the same fields in the
 * fragment (`#code=…&state=…`, or `#error=…&state=…`).
 */
export const SIGN_IN_CHANNEL = 'microsoft-sync.sign-in';
export interface SignInMessage {
  state: string;
  code?: string;
  error?: string;
  errorDescription?: string;
}

/** Every answer is `{ data }`; every failure is Strapi's error body with `error.details.code`. */
export interface Answer<T> {
  data: T;
}
