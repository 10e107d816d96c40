import type { TodoBehaviour } from './todo/behaviour.js';

/** A person of the sandbox's organization, with a mailbox. */
export interface SandboxPerson {
  /** User principal name and mail address. */
  readonly address: string;
  readonly name: string;
  /** Object id; default: derived from the address, the same at every start. */
  readonly id?: string;
  /** @default the sandbox's tenant. Another id makes a person of a foreign organization. */
  readonly tenantId?: string;
  /** Time zone of the mailbox, as Windows or IANA name. @default 'UTC' */
  readonly timeZone?: string;
  /** @default 'en-US' */
  readonly locale?: string;
  /** @default true; false answers 404 MailboxNotEnabledForRESTAPI */
  readonly hasMailbox?: boolean;
  /** @default true; false answers 404 MailboxNotEnabledForRESTAPI to what concerns To Do alone */
  readonly hasTodo?: boolean;
  /** Delegated permissions this person's tokens never get, whatever was asked for. */
  readonly withheldScopes?: readonly string[];
}

export interface SandboxSecret {
  readonly value: string;
  /** Milliseconds since 1970; absent: never. */
  readonly expiresAt?: number;
}

export interface SandboxCertificate {
  /** SHA-256 thumbprint in hexadecimal, with or without colons. */
  readonly thumbprintSha256: string;
  /** PEM of the certificate or of its public key. */
  readonly publicKey: string;
}

/** An application registered in the sandbox's tenant. */
export interface SandboxApplication {
  readonly clientId: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly secrets?: readonly (string | SandboxSecret)[];
  readonly certificates?: readonly SandboxCertificate[];
  /** Application permissions an administrator granted, such as 'Calendars.ReadWrite'. */
  readonly applicationPermissions?: readonly string[];
  /** Those that RBAC for Applications grants in Exchange: they count in every mailbox of the sandbox, and no token shows them (graph-facts §3.1). */
  readonly permissionsOfExchange?: readonly string[];
}

export interface SandboxTenant {
  readonly id: string;
  readonly domain: string;
  readonly name: string;
}

export interface SandboxOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Clock in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  readonly users: readonly SandboxPerson[];
  readonly applications: readonly SandboxApplication[];
  readonly tenant?: SandboxTenant;
  /** Seed of everything random that can be seen (order of batch answers, empty pages). @default 1 */
  readonly seed?: number;
  /** Called with one line per request. Never with secrets. */
  readonly log?: (line: string) => void;
  /** @default 3600 */
  readonly accessTokenSeconds?: number;
  /** Inactivity after which a refresh token ends. @default 90 days */
  readonly refreshTokenSeconds?: number;
  /** true: a refresh token dies when it is used (Entra lets it live on, graph-facts §3.2). @default false */
  readonly isRefreshRotationStrict?: boolean;
  /** 'managed': Microsoft's policy of 2025 and 2026, by which only administrators consent to calendars, tasks and mailbox settings. @default 'all' */
  readonly userConsent?: 'all' | 'managed';
  /** Time until a change shows in delta answers. @default 0 */
  readonly replicationDelayMilliseconds?: number;
  /** Refuse a fifth request at a time to one mailbox with 429. @default true */
  readonly isConcurrencyLimited?: boolean;
  /** Time each Graph request takes. @default 0 */
  readonly latencyMilliseconds?: number;
  /** What To Do does where sources leave it open, in every mailbox; `availability: 'notInCloud'` makes a cloud without To Do. */
  readonly todo?: Partial<TodoBehaviour>;
  /** Put copies of meetings into the mailboxes of invited people of the sandbox. @default true */
  readonly deliversInvitations?: boolean;
  /** File that keeps mailboxes, sign-ins and the signing key from one start to the next. @default nothing is kept */
  readonly stateFile?: string;
  /** Called with one line where somebody should know, as of a state file that cannot be read. @default standard error */
  readonly warn?: (line: string) => void;
}

export const defaultTenant: SandboxTenant = {
  id: '5a0db0c5-0000-4000-8000-000000000365',
  domain: 'sandbox.example',
  name: 'Sandbox',
};
