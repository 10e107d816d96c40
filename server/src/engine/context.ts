import type { RunReport, SettingValues } from '../../../src/contracts';
import type { ResourceSettings } from '../../../src/sync/situation';
import type { Narrowing, WindowDays } from '../../../src/sync/window';
import type { GraphAnswer, GraphFailure, Mailbox } from '../microsoft/port';
import type { CollectionChoice, Cursor, LocalItems, SyncStore, Target } from '../storage/port';
import type { Places } from './resources/graph-resource';

/** Everything one run works with. Effects are handed in; the runner holds none of its own. */
export interface RunContext {
  readonly id: string;
  readonly target: Target;
  readonly places: Places;
  readonly settings: ResourceSettings;
  readonly values: SettingValues;
  readonly window: WindowDays;
  /** Of the window, by which Microsoft could answer; what the run finds out replaces what was known. */
  readonly narrowing: { -readonly [K in keyof Narrowing]: Narrowing[K] };
  /** Runs in a row that came to nothing before this one. */
  readonly attempts: number;
  /** Names the settings that decide what is read; a cursor of other settings is not followed. */
  readonly settingsKey: string;
  /** Both sides were compared in full under these settings. */
  readonly hasCompared: boolean;
  /** No run of this target has ever got to its end: what comes in is written in bulk. */
  readonly isFirst: boolean;
  readonly mailbox: Mailbox;
  /** Every write through it ends at the fence (`fenced-store.ts`). */
  readonly store: SyncStore;
  readonly items: LocalItems;
  readonly tally: Tally;
  /** Links of what was made in Microsoft, or asked for by its id, and not named by the list of changes yet. */
  readonly unlisted: Set<number>;
  /** Whether lists keep silent about what items have, as far as this run has found out: items asked for by themselves, and whether one had more. */
  readonly lists: { asked: number; areSilent: boolean };
  /** Whether this mailbox takes bodies of HTML alone, as far as this run has found out. */
  readonly texts: { goAsHtml: boolean };
  /** Links of what this run has read in order to write it. */
  readonly readToWrite: Set<number>;
  /**
   * Microsoft's ids of items that have one version together with their parts, so that each write of one makes the versions of all others old ones:
   * whether this run has written one since it read them.
   */
  readonly sharesVersion: Map<string, 'read' | 'written'>;
  /** Ids of parts that people in Microsoft have edited, and that a write in a direction to Microsoft takes away: whether they are kept as losers. */
  readonly taken: Map<string, 'unread' | 'kept'>;
  /** Links of creates without an answer that this run has not looked for, or was not told about. */
  readonly notLookedFor: Set<number>;
  /** Links of creates of what was in Microsoft before, and may be there: not every item could be read. */
  readonly perhapsThere: Set<number>;
  /** Entries that were in Microsoft before, and that this run has looked for by their uid. Not stored: a look that breaks off is done again. */
  readonly soughtByUid: Set<string>;
  /** Entries of which this run has counted that Microsoft did not say what became of their write. */
  readonly failing: Set<string>;
  /** Entries that this run has judged because of their marks, with the versions of those. */
  readonly judged: Map<string, number>;
  /** Of what Microsoft did not say whether it is gone, by the ids of items or links. */
  readonly unproven: Set<string | number>;
  /** Ids of items that a list of this run has named, and that are asked for by themselves nevertheless: what is listed is not gone. */
  readonly listed: Set<string>;
  /** People to whom entries have gone that have now left this mailbox: theirs are next. */
  readonly newOwners: Set<string>;
  /** Epoch milliseconds of the database when the run began. */
  readonly startedAt: number;
  /** Fixed per account, 0…1. */
  readonly spread: number;
  /** Of the collections that are read, by their ids; what the run saves replaces what it found. */
  readonly cursors: Map<string, Cursor>;
  /** Which collections bring in what is new, beside the default one. */
  readonly choice: CollectionChoice;
  readonly isFull: boolean;
  /** A person let the mass deletion that stopped an earlier run go on: what that run counted, which began then (epoch milliseconds). */
  readonly approvedUntil: number | null;
  /** What Microsoft answered to this request before the run began; once. */
  answered(request: { readonly path?: string; readonly link?: string }): GraphAnswer | null;
  /** The next run reads everything: something new did not answer, and the list of changes will not name it again. */
  askForFull(): Promise<void>;
  /** Throws when the server is stopping or the resource was switched off. */
  checkpoint(): Promise<void>;
}

export type Tally = Pick<RunReport, 'strapi' | 'microsoft' | 'matched' | 'conflicts' | 'held' | 'leftAlone' | 'mails'> & {
  isStoppedByGuard: boolean;
  /** What the run has not come to the end of, although nobody is asked about it and nothing of it is held. */
  unfinished: number;
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
  unfinished: 0,
});

/** What a run finds out while it is under way, and nobody else needs to know. */
export const newFindings = (): Pick<
  RunContext,
  | 'unlisted'
  | 'lists'
  | 'texts'
  | 'readToWrite'
  | 'sharesVersion'
  | 'taken'
  | 'notLookedFor'
  | 'perhapsThere'
  | 'soughtByUid'
  | 'failing'
  | 'judged'
  | 'unproven'
  | 'listed'
> => ({
  unlisted: new Set(),
  lists: { asked: 0, areSilent: false },
  texts: { goAsHtml: false },
  readToWrite: new Set(),
  sharesVersion: new Map(),
  taken: new Map(),
  notLookedFor: new Set(),
  perhapsThere: new Set(),
  soughtByUid: new Set(),
  failing: new Set(),
  judged: new Map(),
  unproven: new Set(),
  listed: new Set(),
});

/** Ends a run before its work is done; what was committed stays, and the next run goes on from there. */
export class RunStopped extends Error {
  constructor(
    readonly stop:
      | { readonly kind: 'microsoft'; readonly failure: GraphFailure }
      | { readonly kind: 'unavailable'; readonly why: string }
      | { readonly kind: 'lease-lost' }
      | { readonly kind: 'shutting-down' }
      | { readonly kind: 'switched-off' }
      | { readonly kind: 'user-blocked' },
  ) {
    super(stop.kind === 'microsoft' ? `Microsoft: ${stop.failure.reason}` : stop.kind);
    this.name = 'RunStopped';
  }
}

export const stopFor = (failure: GraphFailure): RunStopped => new RunStopped({ kind: 'microsoft', failure });
