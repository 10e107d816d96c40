import type { AccountReason } from '../../../../src/contracts';
import type { WindowShrink } from '../../../../src/sync/window';
import type { CollectionChoice, Target } from '../../storage/port';
import type { Wake } from './wake-targets';

/** A target taken by one runner. The token fences: without it, neither a cursor nor a row is written. */
export interface Lease {
  readonly target: Target;
  readonly token: string;
  /** Epoch milliseconds of the database at the claim. */
  readonly claimedAt: number;
  /** Runs in a row that came to nothing, or whose process died. */
  readonly attempts: number;
  /** When a run got to its end last, epoch milliseconds of the database. */
  readonly lastEndedAt: number | null;
  readonly isFullRequested: boolean;
  readonly settingsKey: string | null;
  /** The mailbox that the links belong to; `null`: none was read yet. */
  readonly mailbox: string | null;
  readonly approvedRun: string | null;
  /** Nothing is written to the mailbox before the person has seen what, and started it. */
  readonly waitsForStart: boolean;
  readonly choice: CollectionChoice;
  /** Of the window that is read, see `window.ts`. */
  readonly windowShrink: WindowShrink;
  /** The days for which dates of series have entries, by their name; null: they were never completed. */
  readonly completedDays: string | null;
}
export interface Release {
  /** Milliseconds from now; `null`: asleep until something wakes it. */
  readonly nextInMs: number | null;
  /** The moment itself, epoch milliseconds of the database, in place of `nextInMs`. */
  readonly nextAtMs?: number;
  readonly attempts: number;
  /** No run has taken place: what it was woken for is still to be done. */
  readonly staysUrgent?: true;
  readonly settingsKey?: string;
  readonly mailbox?: string;
  readonly hasSucceeded: boolean;
  /** Absent: the window that is read stays as it was. */
  readonly windowShrink?: Partial<WindowShrink>;
  /** Absent: what waited goes on waiting. */
  readonly waitingRun?: string | null;
  readonly hasStarted?: true;
  /** What keeps this resource, and not the account, from being synchronized. Absent: what was known stays. */
  readonly problem?: AccountReason | null;
  readonly isFullDone: boolean;
  /** Absent: those that were completed last. */
  readonly completedDays?: string;
}
interface TargetState {
  readonly target: Target;
  readonly isLeased: boolean;
  readonly nextRunAt: string | null;
  readonly lastSyncAt: string | null;
  readonly waitingRun: string | null;
  readonly waitsForStart: boolean;
  readonly problem: AccountReason | null;
  readonly choice: CollectionChoice;
  readonly halvings: number;
}

/** A target whose moment has come. */
export interface Due {
  readonly target: Target;
  /** Somebody has changed something, here or there. */
  readonly isUrgent: boolean;
  /** Its last run went through, and nothing but the time has made it due: most of these find nothing to do. */
  readonly isSteady: boolean;
}

/** What is due lives in the database, so that any number of instances share the work and none doubles it. */
export interface Leases {
  /** So many targets at most that are due and free: those that are urgent first, then whoever waits longest. A range of an index for each priority. */
  due(limit: number): Promise<Due[]>;
  /** One conditional update decides who gets it; whoever serves the account's mailbox, for who asks does not. */
  claim(target: Target): Promise<Lease | null>;
  /** Those that are free (`onlyDue`: and due) of accounts that no other process serves: one process at a time talks to a mailbox. */
  claimAll(targets: readonly Target[], options: { onlyDue: boolean }): Promise<Lease[]>;
  /** Prolongs the lease and the turn at the mailbox, as long as a run waits for Microsoft; throws as `renew` does. */
  prolong(lease: Lease): Promise<void>;
  /** Prolongs the lease, and throws `RunStopped` when another runner has taken it over. */
  renew(lease: Lease): Promise<void>;
  release(lease: Lease, options: Release): Promise<void>;
  /** The same for several with one statement, all or none: throws `RunStopped` where one of them was taken over. */
  releaseAll(leases: readonly Lease[], options: Release): Promise<void>;
  /** Makes targets due, never later than they are already. Creates the ones that are not there, of people who are. */
  wake(targets: readonly Target[], wake: Wake): Promise<void>;
  /** Creates none, and returns those that are not there (any more). */
  wakeThoseThere(targets: readonly Target[], wake: Wake): Promise<Target[]>;
  /** Targets that exist, of these users or (`null`) of all: after a change of settings. Many are due one after the other, over minutes; the first when this returns, the others are made so in the background. */
  wakeExisting(users: readonly string[] | null): Promise<void>;
  /** What is left of that after a restart, in whichever process. */
  goOnWaking(isStopping: () => boolean): Promise<void>;
  /** At start: whoever Microsoft tells of changes is looked at soon, for what it told a process that has ended nobody knows. */
  lookSooner(isStopping: () => boolean): Promise<void>;
  /** Makes due what a clock that was ahead has put off into the far future; returns how many. */
  wakeFromFuture(): Promise<number>;
  requestFull(target: Target): Promise<void>;
  approve(target: Target, run: string): Promise<void>;
  /** Nothing is written to this mailbox before its person has started it; where it was read already, everything stays as it is. */
  letStartWait(targets: readonly Target[], mailbox: string): Promise<void>;
  /** Counts from the next run, which reads everything. */
  choose(target: Target, choice: CollectionChoice): Promise<void>;
  /** One that was chosen has another id by now. */
  chooseInstead(target: Target, before: string, now: string): Promise<void>;
  states(options: { users?: readonly string[] }): Promise<TargetState[]>;
  /** In a transaction: whether the target is there, which it then is until the transaction ends. */
  stands(target: Target): Promise<boolean>;
  /** Whoever has them leased writes no more. They sleep. */
  takeAway(targets: readonly Target[]): Promise<void>;
}
