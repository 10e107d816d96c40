import type { AccountReason, CheckVerdict } from '../../../src/contracts/index';
import type { Application } from '../application/index';
import type { Cloud, Effects, MailboxLimiter, Pauses } from '../microsoft/index';
import type { SecretBox } from '../secrets/index';
import type { Mailboxes } from '../mailboxes';
import type { Integrations } from './sign-in/permissions';
import type { AccountStore } from './store';

export interface HostUser {
  id: number | string;
  documentId: string;
  email: string;
  displayName: string;
}

/** The people of the host application, by documentId. */
interface HostUsers {
  find(documentId: string): Promise<HostUser | null>;
}

export type ItemsOnDisconnect = 'keep' | 'remove-imported' | 'remove-exported';
/** Of entries in content types of the host, which may say more than Microsoft does. */
export type HomesOnDisconnect = 'keep' | 'remove';

export interface AccountsDependencies {
  store: AccountStore;
  users: HostUsers;
  /** Application mode: whose mailbox is whose. */
  mailboxes: Pick<Mailboxes, 'of' | 'assign' | 'ruleColumn' | 'disconnected'>;
  secrets: SecretBox;
  application: Pick<
    Application,
    'read' | 'credentials' | 'mode' | 'facts' | 'overview' | 'problemOf' | 'refused' | 'unreadable' | 'accepted' | 'troubled'
  >;
  /** The organization whose Azure application counts for a user. @default none: the system's */
  organizationOf?(user: string): Promise<string | null>;
  /** The same for many; who is in none is left out. */
  organizationsOf?(users: readonly string[]): Promise<Map<string, string>>;
  /** Of these people those who are deactivated or blocked in the host. @default nobody */
  blockedAmong?(users: readonly string[]): Promise<ReadonlySet<string>>;
  cloud: Cloud;
  redirectUri: string;
  /** Exact origins to which a sign-in may lead back. @default none */
  frontEnds?: readonly string[];
  /** One for the whole process: it counts the requests of everybody who talks to a mailbox. */
  limiter: MailboxLimiter;
  pauses: Pauses;
  /** The database's clock, epoch milliseconds. */
  now(): Promise<number>;
  enabledResources(): Promise<Integrations>;
  /** The IANA name of a Windows or IANA time zone; null where it is unknown. */
  toIana(zone: string): Promise<string | null>;
  /** @default the real ones */
  effects?: Effects;
  log: { warn(message: string): void };

  /** The mailbox became reachable, or reachable again: what waits for it may run. */
  /** `startsIn`: the mailbox to which nothing is to be written before its person has started it. */
  onConnected?(options: { user: string; startsIn?: string }): Promise<void>;
  /** Another mailbox than before is about to take its place: what links items to the former one must go. Runs before anything is saved. */
  onMailboxChanged(options: { user: string }): Promise<void>;
  /** Runs while the account is still there. Whatever it throws, the account is deleted. */
  onDisconnect(options: { user: string; items: ItemsOnDisconnect; homes: HomesOnDisconnect }): Promise<void>;
  /** What Microsoft tells of by itself, or why it does not: the last step of *Check Connection*. @default nothing is asked */
  notices?(user: string): Promise<Pick<CheckVerdict, 'ok' | 'code' | 'message'>>;
  /** The same of everybody, for the Azure application alone. @default nothing is asked */
  noticesOfAll?(): Promise<Pick<CheckVerdict, 'ok' | 'code' | 'message'>>;
  /** Runs while the account can still be reached: Microsoft is to tell no more. Whatever it throws, the account is deleted. */
  onLeaving?(options: { user: string }): Promise<void>;
  /** The account is gone: a run that has begun with it is to write no more. */
  onDisconnected?(options: { user: string }): Promise<void>;
  /** An account that worked now waits for a person. */
  onActionRequired?(options: { user: string; reason: AccountReason }): Promise<void>;
}
