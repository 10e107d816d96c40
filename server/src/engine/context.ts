import type { RunReport, SettingValues } from '../../../src/contracts';
import type { RunReason } from '../../../src/contracts/run-reasons';
import type { HomesOfResource } from '../../../src/homes/of-resource';
import type { ResourceSettings } from '../../../src/sync/situation';
import type { WindowShrink, WindowDays } from '../../../src/sync/window';
import type { GraphAnswer, GraphFailure, Mailbox } from '../microsoft/port';
import type { CollectionChoice, Cursor, LocalItems, SyncStore, Target } from '../storage/port';
import type { GraphResource } from './resources/graph-resource';

/** Everything one run works with. Effects are handed in; what a phase finds out it returns (`phases.ts`). */
export interface RunContext {
  readonly target: Target;
  readonly resource: GraphResource;
  readonly settings: RunSettings;
  readonly start: RunStart;
  readonly reading: Reading;
  readonly mailbox: Mailbox;
  /** Every write through it ends at the fence (`fenced-store.ts`). */
  readonly store: SyncStore;
  readonly items: ItemsOfRun;
  readonly tally: Tally;
  readonly guard: RunGuard;
}

interface ItemsOfRun extends LocalItems {
  /** Which content types of the host, and the plugin's own, hold these entries. */
  readonly homes: HomesOfResource;
}

interface RunSettings extends ResourceSettings {
  readonly values: SettingValues;
  readonly window: WindowDays;
  /** Names the settings that decide what is read; a cursor of other settings is not followed. */
  readonly key: string;
}

/** What was so when the run began. */
interface RunStart {
  /** Epoch milliseconds of the database. */
  readonly at: number;
  /** Runs in a row that came to nothing before this one. */
  readonly attempts: number;
  /** When a run got to its end last, epoch milliseconds of the database. */
  readonly lastEndedAt: number | null;
  /** Everything is read. */
  readonly isFull: boolean;
  /** No run of this target has ever got to its end: what comes in is written in bulk. */
  readonly isFirst: boolean;
  /** Both sides were compared in full under these settings. */
  readonly hasCompared: boolean;
  /** A person let the mass deletion that stopped an earlier run go on: what that run counted, which began then (epoch milliseconds). */
  readonly approvedUntil: number | null;
  /** The mailbox may be written to: its person has started it, or nobody was to be asked. */
  readonly isStarted: boolean;
  /** The days for which dates of series had entries when they were last completed (`nameOfDays`). */
  readonly completedDays: string | null;
  /** Fixed per account, 0…1. */
  readonly jitter: number;
}

/** Where reading stands. */
export interface Reading {
  /** Of the collections that are read, by their ids: as they are saved. Put by `commit.ts`, and put back where a transaction is rolled back. */
  cursors: ReadonlyMap<string, Cursor>;
  /** Which collections bring in what is new, beside the default one. */
  choice: CollectionChoice;
  /** Of the window, by which Microsoft could answer. Only `pull` changes it; it is kept however the run ends. */
  readonly windowShrink: { -readonly [K in keyof WindowShrink]: WindowShrink[K] };
}

/** What asking Microsoft for lists and items takes. */
export type Asking = Pick<RunContext, 'mailbox' | 'resource'> & { readonly guard: Pick<RunGuard, 'answered' | 'checkpoint'> };

/** What a run asks for beside its stores and its mailbox. */
export interface RunGuard {
  /** What Microsoft answered to this request before the run began; once. */
  answered(request: { readonly path?: string; readonly link?: string }): GraphAnswer | null;
  /** The next run reads everything: something new did not answer, and the list of changes will not name it again. */
  askForFull(): Promise<void>;
  /** A collection that a person chose has another id by now. */
  chooseInstead(before: string, now: string): Promise<void>;
  /** Throws when the server is stopping or the resource was switched off. Lets what is urgent go first. */
  checkpoint(): Promise<void>;
  /** Others have waited long enough: reading goes on when it is this target's turn again. */
  isTurnOver(): boolean;
  /** Those of these addresses (in small letters) whose mailboxes are somebody's who is connected. */
  connectedAmong(addresses: readonly string[]): Promise<ReadonlySet<string>>;
  /** Dates of series have entries for these days now. */
  daysCompleted(days: string): void;
  /** People to whom entries have gone that have now left this mailbox: theirs are next, however the run ends. */
  handOver(owners: readonly string[]): void;
}

export type Tally = Pick<RunReport, 'strapi' | 'microsoft' | 'matched' | 'conflicts' | 'held' | 'leftAlone' | 'mails'> & {
  isStoppedByGuard: boolean;
  /** There is something to write to the mailbox, and its person has not started it yet. */
  waitsForStart: boolean;
  /** What the run has not come to the end of, although nobody is asked about it and nothing of it is held. */
  unfinished: number;
  /** Collections from which something new was brought in. */
  readonly changedIn: Set<string>;
};

export const newTally = (): Tally => ({
  strapi: { created: 0, updated: 0, deleted: 0 },
  microsoft: { created: 0, updated: 0, deleted: 0 },
  matched: 0,
  conflicts: 0,
  held: 0,
  leftAlone: 0,
  mails: 0,
  isStoppedByGuard: false,
  waitsForStart: false,
  unfinished: 0,
  changedIn: new Set(),
});

/** A run among others, in its process. */
export interface Turn {
  isOver(): boolean;
  /** Resolves once nothing urgent is under way here, and soon anyway. */
  afterUrgent(): Promise<void>;
}
export const ownTurn: Turn = { isOver: () => false, afterUrgent: async () => undefined };

/** What the report of a run says that has read a mailbox for the first time, and waits for its person before it writes there. */
export const WAITS_FOR_START = 'waits-for-start' satisfies RunReason;

/** What the report of a run says that has ended since others were waiting. */
export const TURN_OVER = 'turn-over' satisfies RunReason;

/** Ends a run before its work is done; what was committed stays, and the next run goes on from there. */
export class RunStopped extends Error {
  constructor(
    readonly stop:
      | { readonly kind: 'microsoft'; readonly failure: GraphFailure }
      | { readonly kind: 'unavailable'; readonly why: string }
      | { readonly kind: 'lease-lost' }
      | { readonly kind: 'shutting-down' }
      | { readonly kind: 'turn-over' }
      | { readonly kind: 'switched-off' }
      | { readonly kind: 'user-blocked' },
  ) {
    super(stop.kind === 'microsoft' ? `Microsoft: ${stop.failure.reason}` : stop.kind);
    this.name = 'RunStopped';
  }
}

export const stopFor = (failure: GraphFailure): RunStopped => new RunStopped({ kind: 'microsoft', failure });
