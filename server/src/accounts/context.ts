import { errors } from '@strapi/utils';

import type { ErrorCode } from '../../../src/contracts/errors';
import { refusal } from '../application/index';
import type { ApplicationCredentials } from '../microsoft/credentials';
import {
  createMailbox,
  createSharedBatch,
  systemEffects,
  type AccessTokens,
  type Effects,
  type Mailbox,
  type MailboxPrefix,
} from '../microsoft/index';
import { SecretFailure } from '../secrets/index';
import { AccountFailure } from './health/account-failure';
import type { AccountsDependencies, HostUser } from './dependencies';
import type { Tokens } from './tokens/cached-token';
import { createTokens } from './tokens/tokens';

/** For whom requests are made: `signal` gives them up, `mayWrite` is asked before each that writes. */
export interface Asking {
  signal?: AbortSignal;
  mayWrite?: () => Promise<void>;
}

/** What the verbs of this room share. */
export interface AccountsContext extends Omit<AccountsDependencies, 'effects' | 'organizationsOf' | 'blockedAmong'> {
  effects: Effects;
  tokens: Tokens;
  /** Throws NotFoundError 'unknown-user'. */
  hostUser(documentId: string): Promise<HostUser>;
  blockedAmong(users: readonly string[]): Promise<ReadonlySet<string>>;
  /** Throws AccountFailure 'user-blocked'. */
  mustBeActive(user: string): Promise<void>;
  organization(user: string): Promise<{ organization: string | null }>;
  organizationsOf(users: readonly string[]): Promise<Map<string, string>>;
  /** The Azure application that counts for a user; `known`: their organization, where that was asked for already. Throws AccountFailure. */
  credentials(user: string, known?: string | null): Promise<ApplicationCredentials>;
  /** Throws AccountFailure where Microsoft is known to refuse the application: nothing is asked then. */
  mustBeAccepted(application: ApplicationCredentials): Promise<void>;
  mailbox(options: { key: string; tokens: AccessTokens; prefix: MailboxPrefix } & Asking): Promise<Mailbox>;
}

export function createContext(given: AccountsDependencies): AccountsContext {
  const effects = given.effects ?? systemEffects;
  const { store, secrets, cloud, limiter, pauses } = given;
  const sharedBatch = createSharedBatch(effects);
  const organization = async (user: string) => ({ organization: (await given.organizationOf?.(user)) ?? null });
  const blockedAmong: AccountsContext['blockedAmong'] = async (users) => (await given.blockedAmong?.(users)) ?? new Set();
  return {
    ...given,
    blockedAmong,
    async mustBeActive(user) {
      if ((await blockedAmong([user])).has(user)) throw new AccountFailure('user-blocked');
    },
    effects,
    tokens: createTokens({ store, secrets, cloud, effects, pauses, application: given.application, now: () => given.now() }),
    organization,
    organizationsOf: async (users) => (await given.organizationsOf?.(users)) ?? new Map(),
    async hostUser(documentId) {
      const user = typeof documentId === 'string' && documentId !== '' ? await given.users.find(documentId) : null;
      if (user === null) throw new errors.NotFoundError('There is no such user.', { code: 'unknown-user' satisfies ErrorCode });
      return user;
    },
    async credentials(user, known) {
      try {
        const verdict = await given.application.credentials(known === undefined ? await organization(user) : { organization: known });
        if (verdict.ok) return verdict.credentials;
        throw new AccountFailure('application-missing', { message: verdict.message });
      } catch (error) {
        if (!(error instanceof SecretFailure)) throw error;
        await given.application.unreadable(known === undefined ? await organization(user) : { organization: known }, error.message);
        throw new AccountFailure('encryption-key-changed', { message: error.message, isOfApplication: true });
      }
    },
    async mustBeAccepted(application) {
      const problem = await given.application.problemOf(application);
      if (problem !== null) throw new AccountFailure(problem.reason, { message: problem.message, isOfApplication: true });
    },
    mailbox: ({ key, ...of }) => createMailbox({ cloud, limiter, effects, sharedBatch, mailboxKey: key, ...of }),
  };
}

/** For callers of services and routes: the same message, with a code of the contract. */
export function refusalOf(failure: AccountFailure) {
  const { reason, message } = failure;
  switch (reason) {
    case 'application-missing':
    case 'encryption-key-changed':
    case 'not-connected':
    case 'user-blocked':
    case 'mailbox-not-assigned':
    case 'mailbox-taken':
      return refusal(reason, message);
    case 'throttled':
    case 'microsoft-unavailable':
      return refusal('microsoft-unavailable', message, { reason });
    default:
      return refusal('sign-in-failed', message, { reason });
  }
}
