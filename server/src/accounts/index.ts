import type {
  AccountReason,
  AccountsService,
  AccountState,
  AccountStatus,
  ApplicationVerdict,
  MailboxAssignment,
} from '../../../src/contracts/index';
import { assignMailbox, mailboxOf, type AssignMailboxOf } from './assign-mailbox';
import { beginConnect } from './sign-in/begin-connect';
import { check } from './health/check';
import { createConnecting } from './connect-assigned';
import { checkApplication } from './health/doctor';
import { createContext } from './context';
import type { AccountsDependencies } from './dependencies';
import { disconnect } from './disconnect';
import { recordEvidence, type Evidence } from './health/evidence';
import { failConnect, type FailedSignIn } from './sign-in/fail-connect';
import { finishConnect } from './sign-in/finish-connect';
import { frontEndOf } from './sign-in/return-to';
import { graph, open, type OpenedAccount, type OpenOf } from './open';
import { keepAlive } from './tokens/keep-alive';
import { tryRefused } from './health/try-refused';
import { stateFilter, type StateFilter } from './health/state-filter';
import { status } from './health/status';
import { statuses } from './health/statuses';

export { AccountFailure } from './health/account-failure';
export { refusalOf } from './context';
export { renderCallbackPage } from './sign-in/callback';
export type { AccountsDependencies } from './dependencies';
import { sealAccountsAnew } from './seal-anew';
export type { OpenedAccount } from './open';
export { whileOwnerIsThere } from './store';
export type { StateFilter } from './health/state-filter';
export { giveAccountsTheirKeys } from './mailbox-keys';
export { accountModel, signInModel } from './models';
export { createAccountStore } from './strapi-store';

/** The service of the contract, and what the rest of the server needs of accounts. */
export interface Accounts extends AccountsService {
  assignMailbox(options: AssignMailboxOf): Promise<MailboxAssignment | null>;
  /** Microsoft sent the person back with an error: always throws, what to do. */
  failConnect(options: FailedSignIn): Promise<never>;
  /** Where an answer of Microsoft's leads that a front end waits for; null: no front end does. */
  frontEndOf(query: Readonly<Record<string, unknown>>): Promise<string | null>;
  /** For a run. Throws AccountFailure, and has noted it then. */
  open(options: OpenOf): Promise<OpenedAccount>;
  /** Deactivated or blocked in the host: nothing is synchronized for them. */
  isBlocked(options: { user: string }): Promise<boolean>;
  /** Those of these addresses (in small letters) that are of mailboxes to which somebody is connected. */
  connectedAmong(options: { addresses: readonly string[] }): Promise<ReadonlySet<string>>;
  /** How a run fared, for the account's state. */
  recordEvidence(options: Evidence): Promise<void>;
  /** `status` of many people at once. */
  statuses(options: { users: readonly string[] }): Promise<Map<string, AccountStatus>>;
  /** For lists of people in one state. */
  stateFilter(state: AccountState): Promise<StateFilter>;
  /** documentIds of all users with an account. */
  connectedUsers(): Promise<string[]>;
  /** To be called after the Azure application was changed: what was wrong with the former one counts no longer. */
  applicationChanged(): Promise<void>;
  /** Why an application as a whole can be refused. */
  readonly reasonsOfApplication: readonly AccountReason[];
  /** *Check Connection* for an Azure application alone. */
  checkApplication(of?: { organization?: string }): Promise<ApplicationVerdict[]>;
  /** Tries anew the applications that Microsoft has refused. */
  tryRefused(): Promise<void>;
  /** Application mode: connects those who were assigned a mailbox, some of them at a time. */
  connectAssigned(): Promise<void>;
  /** Renews sign-ins that nobody has used for long, some of them at a time. */
  keepAlive(): Promise<void>;
  /** Puts the current key in the place of older ones. */
  sealAnew(): Promise<void>;
}

const reasonsOfApplication: readonly AccountReason[] = [
  'application-missing',
  'application-secret-invalid',
  'application-secret-expired',
  'application-unknown',
];
/** In application mode a token is everybody's. */
const reasonsOfToken: readonly AccountReason[] = ['sign-in-expired', 'consent-missing', 'claims-required', 'encryption-key-changed'];

export function createAccounts(deps: AccountsDependencies): Accounts {
  const context = createContext(deps);
  return {
    status: (options) => status(context, options),
    beginConnect: (options) => beginConnect(context, options),
    async finishConnect(options): Promise<AccountStatus> {
      await finishConnect(context, options);
      return status(context, options);
    },
    failConnect: (options) => failConnect(context, options),
    frontEndOf: (query) => frontEndOf(context, query),
    check: (options) => check(context, options),
    disconnect: (options) => disconnect(context, options),
    mailbox: (options) => mailboxOf(context, options),
    assignMailbox: (options) => assignMailbox(context, options),
    graph: (options) => graph(context, options),
    open: (options) => open(context, options),
    connectedAmong: ({ addresses }) => context.store.connectedAmong(addresses),
    isBlocked: async ({ user }) => (await context.blockedAmong([user])).has(user),
    recordEvidence: (options) => recordEvidence(context, options),
    statuses: ({ users }) => statuses(context, users),
    stateFilter: (state) => stateFilter(context, state),
    connectedUsers: () => deps.store.userIds(),
    sealAnew: () => sealAccountsAnew(context),
    reasonsOfApplication: [...reasonsOfApplication, ...reasonsOfToken],
    checkApplication: (of) => checkApplication(context, of),
    tryRefused: () => tryRefused(context),
    keepAlive: () => keepAlive(context),
    connectAssigned: createConnecting(context),
    applicationChanged: () => deps.store.forgetFailures(reasonsOfApplication),
  };
}
