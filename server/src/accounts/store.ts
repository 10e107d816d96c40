import type { Presence } from '../host/presence';

/** One connection of a user to a mailbox. Instants are epoch milliseconds. */
export interface AccountRow {
  userId: string; // documentId of the host's user
  mode: 'delegated' | 'application';
  mailboxId: string | null;
  mailboxAddress: string | null;
  mailboxName: string | null;
  mailboxTimeZone: string | null; // IANA
  assignedAddress: string | null; // application mode: the assignment under which it was connected, in small letters
  tenantId: string | null;
  homeAccountId: string | null;
  scopes: string[]; // granted
  tokenCache: string | null; // sealed
  tokenVersion: number;
  connectedAt: number | null;
  lastSucceededAt: number | null;
  failureReason: string | null;
  failureMessage: string | null;
  failureAt: number | null;
  claims: string | null; // what the next sign-in has to prove
}

/** In place of the assigned address, of somebody whose mailbox has not answered so far. */
export const NEVER_REACHED = '-';

/** Where the rule reads mailboxes from. */
export interface RuleColumn {
  readonly table: string;
  readonly column: string;
}

/** People who are to be connected, and behind which row to look for the next ones; 0: from the beginning. */
export interface Waiting {
  readonly users: readonly string[];
  readonly after: number;
}

/** Of whoever is well. */
export const noFailure = { failureReason: null, failureMessage: null, failureAt: null, claims: null } as const;

/** What a status is derived from. Of the tokens it holds only the beginning, which names their key: a thousand of them would be megabytes. */
export type KnownAccount = Omit<
  AccountRow,
  'tokenVersion' | 'failureMessage' | 'claims' | 'mailboxId' | 'tenantId' | 'homeAccountId' | 'assignedAddress'
>;

/** What a state is derived from, as many accounts have it. */
export interface Variant {
  sealedWith: string | null; // null: no tokens
  scopes: string;
  failureReason: string | null; // null: none since the last success
}

export interface SignInRow {
  stateHash: string;
  userId: string;
  sealed: string;
  expiresAt: number;
}

type AccountPatch = Partial<Omit<AccountRow, 'userId' | 'tokenCache' | 'tokenVersion'>>;

/** Where accounts and sign-ins under way are kept. Each method is one atomic step. */
export interface AccountStore {
  find(userId: string): Promise<AccountRow | null>;
  /** Those of the users that have one. */
  findMany(userIds: readonly string[]): Promise<Map<string, KnownAccount>>;
  /** Every variant that there is: some dozens, however many accounts. */
  variants(): Promise<Variant[]>;
  /** Others who are connected to the same mailbox: by its id, or by one of its addresses. */
  othersAt(options: { userId: string; mailboxId: string; addresses: readonly string[] }): Promise<AccountRow[]>;
  /** Those of these addresses, in small letters, that are of a mailbox to which somebody is connected. */
  connectedAmong(addresses: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Signed-in people whose last success lies before `since`, the longest unused first: those who are well, and those of whom a failure that passes by
   * itself was noted before `failedBefore`.
   */
  unused(options: { since: number; failedBefore: number; limit: number }): Promise<string[]>;
  /**
   * People who have a mailbox, assigned by somebody or (`rule`) by the rule, and have not been connected so far; behind this row, and not tried since.
   * Not those who have disconnected. Of many it looks at some thousands at a time.
   */
  waiting(options: { rule: RuleColumn | null; after: number; triedBefore: number; limit: number }): Promise<Waiting>;
  /** Forgets whose mailbox has never answered, and who has none any more. */
  forgetNeverReached(rule: RuleColumn | null): Promise<void>;
  /** Of all accounts, oldest connection first. */
  userIds(): Promise<string[]>;
  /** Puts a whole account in the place of what was there; `tokenVersion` goes up by one whatever the row says. */
  put(row: AccountRow): Promise<void>;
  /** Changes fields of an account that exists; nothing happens where there is none. */
  update(userId: string, patch: AccountPatch): Promise<void>;
  updateMany(userIds: readonly string[], patch: AccountPatch): Promise<void>;
  /** False where another has saved since `expectedVersion`, or the account is gone. */
  saveTokens(options: { userId: string; expectedVersion: number; tokenCache: string; scopes: string[] }): Promise<boolean>;
  delete(userId: string): Promise<void>;
  /** Forgets failures of these reasons, for all accounts. */
  forgetFailures(reasons: readonly string[]): Promise<void>;

  /** True for exactly one owner until it releases, or `until` has passed. */
  takeLock(options: { userId: string; owner: string; now: number; until: number }): Promise<boolean>;
  releaseLock(options: { userId: string; owner: string }): Promise<void>;

  putSignIn(row: SignInRow): Promise<void>;
  /** Leaves it there; whoever began it. */
  findSignIn(stateHash: string): Promise<SignInRow | null>;
  signInsUnderWay(): Promise<SignInRow[]>;
  /** Where it is still sealed so. */
  replaceSignIn(options: { stateHash: string; from: string; to: string }): Promise<void>;
  /** Takes it out: for one caller only, and only for the user who began. */
  takeSignIn(options: { stateHash: string; userId: string }): Promise<SignInRow | null>;
  deleteSignIns(options: { userId: string } | { expiredAt: number }): Promise<void>;
}

/** Accounts and sign-ins, made only of who is there. All else that is written of them changes rows that exist. */
export const whileOwnerIsThere = (store: AccountStore, presence: Pick<Presence, 'whileUserIsThere'>): AccountStore => ({
  ...store,
  put: (row) => presence.whileUserIsThere(row.userId, () => store.put(row)),
  putSignIn: (row) => presence.whileUserIsThere(row.userId, () => store.putSignIn(row)),
});
