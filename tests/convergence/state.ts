import type { AccountReason, RunReport } from '../../src/contracts';
import type { WindowShrink } from '../../src/sync/window';
import type {
  CollectionChoice,
  Cursor,
  LocalRow,
  LogEntry,
  Mark,
  StoredConflict,
  StoredHeld,
  StoredLink,
  Target,
} from '../../server/src/storage/port';

/** What a database would hold of one target. Every value in it is frozen: a change puts a new one. */
export interface TargetState {
  readonly links: Map<number, StoredLink & { readonly seenRound: number }>;
  readonly marks: Map<string, Mark>;
  readonly refused: Map<string, number>;
  readonly held: Map<string, StoredHeld & { readonly print: string | null }>;
  readonly conflicts: Map<string, StoredConflict>;
  readonly runs: Map<string, RunReport>;
  readonly log: Map<string, { readonly at: string; readonly entry: LogEntry }>;
  /** By the id of the collection. */
  readonly cursors: Map<string, Cursor>;
  /** Null: nobody has asked for this target yet. */
  schedule: Schedule | null;
}

/** When a target is due and who has it. Epoch milliseconds. */
export interface Schedule {
  readonly nextRunAt: number | null;
  readonly scheduledAt: number | null;
  readonly isWoken: boolean;
  readonly priority: number;
  readonly token: string | null;
  readonly until: number | null;
  readonly attempts: number;
  readonly isFullRequested: boolean;
  readonly settingsKey: string | null;
  readonly mailbox: string | null;
  readonly approvedRun: string | null;
  readonly waitingRun: string | null;
  readonly waitsForStart: boolean;
  readonly lastSyncAt: number | null;
  readonly problem: AccountReason | null;
  readonly choice: CollectionChoice;
  readonly windowShrink: WindowShrink;
  readonly completedDays: string | null;
}

/** All that a database would hold. Copying it copies maps, not values. */
export interface State {
  nextId: number;
  readonly targets: Map<string, TargetState>;
  /** By content type and documentId. */
  readonly rows: Map<string, Map<string, LocalRow>>;
  /** Of content types of the host, by their row ids: each version in each locale is one. */
  readonly entries: Map<string, Map<number, HostRow>>;
}
export type HostRow = Readonly<Record<string, unknown>> & { readonly id: number; readonly documentId: string };

export const newState = (): State => ({ nextId: 1, targets: new Map(), rows: new Map(), entries: new Map() });

export function ofTarget(state: State, { user, resource }: Target): TargetState {
  const key = `${user}|${resource}`;
  const known = state.targets.get(key);
  if (known) return known;
  const made = newTarget();
  state.targets.set(key, made);
  return made;
}

export function rowsOf(state: State, uid: string): Map<string, LocalRow> {
  const known = state.rows.get(uid) ?? new Map<string, LocalRow>();
  state.rows.set(uid, known);
  return known;
}

export function entriesOf(state: State, uid: string): Map<number, HostRow> {
  const known = state.entries.get(uid) ?? new Map<number, HostRow>();
  state.entries.set(uid, known);
  return known;
}

export function copyOf({ nextId, targets, rows, entries }: State): State {
  return {
    nextId,
    targets: new Map([...targets].map(([key, of]) => [key, copyOfTarget(of)])),
    rows: new Map([...rows].map(([uid, all]) => [uid, new Map(all)])),
    entries: new Map([...entries].map(([uid, all]) => [uid, new Map(all)])),
  };
}

/** A value of its own that nobody changes: what is written and what is read may then be the same. */
export function frozen<T>(value: T): T {
  return copied(value) as T;
}

/** `structuredClone` takes several times as long, and histories copy all the time. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(copied));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) copy[name] = copied(one);
  return Object.freeze(copy);
}

const newTarget = (): TargetState => ({
  links: new Map(),
  marks: new Map(),
  refused: new Map(),
  held: new Map(),
  conflicts: new Map(),
  runs: new Map(),
  log: new Map(),
  cursors: new Map(),
  schedule: null,
});

const copyOfTarget = (of: TargetState): TargetState => ({
  ...of,
  links: new Map(of.links),
  marks: new Map(of.marks),
  refused: new Map(of.refused),
  held: new Map(of.held),
  conflicts: new Map(of.conflicts),
  runs: new Map(of.runs),
  log: new Map(of.log),
  cursors: new Map(of.cursors),
});
