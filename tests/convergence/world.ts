import type { ConflictResolution, Direction, PlannedAction, Resource, RunReport, SettingValues, Side } from '../../src/contracts';
import { settingFields, settingNames } from '../../src/settings/fields';
import { settingsOfResource } from '../../src/settings/of-resource';
import { resolveConflict } from '../../server/src/review/resolve-conflict';
import type { Mailbox } from '../../server/src/microsoft/port';
import type { GraphResource } from '../../server/src/engine/resources/graph-resource';
import type { RunnerDeps } from '../../server/src/engine/dependencies';
import type { Leases } from '../../server/src/engine/lease/port';
import { previewTarget } from '../../server/src/preview/preview-target';
import { printChanges } from '../../server/src/preview/print-changes';
import { runAccount } from '../../server/src/engine/run-account';
import type { LocalItems, SyncStore } from '../../server/src/storage/port';
import { graphInProcess, type Microsoft, type MicrosoftInProcess } from './graph';
import type { Host } from './host';
import { Ledger } from './ledger';
import { mailboxOn } from './mailbox-on';
import { memoryLeases } from './memory-leases';
import { memoryStore } from './memory-store';
import { notesOf } from './notes-of';
import { ownTypes, rooms } from './own-types';
import { type People, pick } from './people';
import type { RunFault, World } from './play';
import { Process } from './process';
import { newState, ofTarget, rowsOf, type State } from './state';

const USER = 'ada';
const MINUTE = 60_000;
const FIRST_DAY = Date.parse('2026-03-24T00:00:00Z');

/** How a test breaks the engine, to see whether the histories notice (bites.ts). */
export interface Breakage {
  readonly places?: (places: GraphResource) => GraphResource;
  readonly store?: (store: SyncStore) => SyncStore;
  readonly fetch?: (fetch: typeof globalThis.fetch, holder: { state: State }) => typeof globalThis.fetch;
  /** Under which Microsoft 365 it shows; the real engine is played under the same. */
  readonly conditions?: (microsoft: Microsoft) => void;
  readonly resolution?: (right: ConflictResolution) => ConflictResolution;
}
export interface WorldOptions {
  readonly resources: readonly Resource[];
  readonly conflictResolution: ConflictResolution;
  readonly direction?: Direction;
  readonly isIfMatchIgnored?: boolean;
  readonly isVersionPerSeries?: boolean;
  readonly seed: number;
  readonly breakage?: Breakage;
  /** Absent: the plugin's own types. */
  readonly host?: (holder: { state: State }, now: () => number) => Host;
  /** Told what happens, for whoever looks for the cause of a failure. */
  readonly trace?: (text: string) => void;
}

/** Both sides in memory, people at work on them, and runs in between: what a history of the convergence test is played on. */
export class MemoryWorld implements World {
  state: State = newState();
  readonly microsoft: MicrosoftInProcess;
  readonly resources: readonly Resource[];
  readonly isIfMatchIgnored: boolean;
  readonly effectsAtOnce = 1;
  private time = Date.parse('2026-03-02T08:00:00Z');
  private readonly values: SettingValues;
  private readonly door: typeof fetch;
  private readonly staff: Record<Resource, { readonly people: People; readonly ledger: Ledger }>;
  private readonly host: Host;

  constructor(private readonly options: WorldOptions) {
    const { resources, direction = 'bidirectional', seed, breakage } = options;
    const conflictResolution = breakage?.resolution?.(options.conflictResolution) ?? options.conflictResolution;
    this.resources = resources;
    this.isIfMatchIgnored = options.isIfMatchIgnored ?? false;
    this.microsoft = graphInProcess(() => this.time, seed);
    breakage?.conditions?.(this.microsoft);
    this.door = breakage?.fetch?.(this.microsoft.fetch, this) ?? this.microsoft.fetch;
    const ifMatch = this.isIfMatchIgnored ? 'ignored' : 'honoured';
    this.microsoft.tasks.behave({ ifMatch });
    this.microsoft.person.behave({ ifMatch, versions: options.isVersionPerSeries ? 'perSeries' : 'perItem' });
    const values: Record<string, unknown> = {};
    for (const name of settingNames) values[name] = settingFields[name].default;
    for (const resource of ['calendar', 'tasks'])
      Object.assign(values, {
        [`${resource}Enabled`]: true,
        [`${resource}ConflictResolution`]: conflictResolution,
        [`${resource}Direction`]: direction,
      });
    this.values = values as unknown as SettingValues;
    const now = () => this.time;
    this.host = options.host?.(this, now) ?? ownTypes(this, now, USER);
    const staffOf = (resource: Resource) => {
      const stage = {
        microsoft: this.microsoft,
        ledger: new Ledger(),
        from: FIRST_DAY,
        isLinked: async (id: string) =>
          [...ofTarget(this.state, { user: USER, resource }).links.values()].some(({ microsoftId }) => microsoftId === id),
      };
      return { people: this.host.people(stage, resource), ledger: stage.ledger };
    };
    this.staff = { calendar: staffOf('calendar'), tasks: staffOf('tasks') };
  }

  of(resource: Resource): ReturnType<World['of']> {
    const { conflicts, held, links, marks, refused } = ofTarget(this.state, { user: USER, resource });
    const marked = [...marks.values()]
      .filter(({ documentId, version }) => refused.get(documentId) !== version)
      .map(({ documentId }) => documentId); // what is refused is held
    return {
      ...this.staff[resource],
      notes: async () => notesOf({ conflicts: conflicts.values(), held: held.values(), links: links.values(), marked }, this.host.keyOf),
    };
  }

  now(): number {
    return this.time;
  }

  advance(minutes: number): void {
    this.time += minutes * MINUTE;
  }

  /** Somebody sets another direction; the next run goes by it. */
  turn(resource: Resource, direction: Direction): void {
    Object.assign(this.values, { [`${resource}Direction`]: direction });
  }

  async run(which: Resource | 'all', fault: RunFault = {}, { isFull = false }: { isFull?: boolean } = {}): Promise<RunReport | null> {
    this.runs += 1;
    this.advance(2); // a killed runner's lease runs out
    const { options } = this;
    const resources = which === 'all' ? this.resources : [which];
    const targets = resources.map((resource) => ({ user: USER, resource }));
    const process = new Process(this, fault.killAt ?? null);
    const now = () => this.time;
    const leases = memoryLeases(this, process, now);
    const manager = memoryLeases(this, new Process(this, null), now); // what is not part of the run
    await manager.wake(targets, { priority: 'interval' });
    const claimed = await manager.claimAll(targets, { onlyDue: false });
    if (claimed.length < targets.length) throw new Error('the lease is taken');
    const memory = memoryStore(this, process, now);
    const store = this.heard(options.breakage?.store?.(memory) ?? memory);
    const mailbox = await this.mailbox(process, fault);
    const reports = await runAccount(this.engineOn(store, leases, mailbox, process), claimed, { isFull });
    for (const report of reports)
      options.trace?.(`${report.resource} ${JSON.stringify(fault)}: ${process.isDead ? 'killed' : JSON.stringify(report)}`);
    if (process.isDead) return null;
    for (const { outcome, run, resource } of reports)
      if (outcome === 'stopped-by-guard') await manager.approve({ user: USER, resource }, run);
    return reports.find(({ outcome }) => outcome !== 'nothing-to-do') ?? reports[0] ?? null;
  }

  /** What the engine works with in this world. */
  private engineOn(store: SyncStore, leases: Leases, mailbox: Mailbox, process: Process): RunnerDeps {
    return {
      store,
      leases,
      accounts: {
        open: async () => ({
          mailbox,
          again: async () => mailbox,
          wellAt: this.time,
          account: { userId: USER, mailbox: 'm', address: '', timeZone: 'Europe/Berlin', isDelegated: true },
        }),
        recordEvidence: async () => undefined,
        isBlocked: async () => false,
        connectedAmong: async () => new Set<string>(),
      },
      resourceOf: async (resource) => this.options.breakage?.places?.(rooms[resource].places) ?? rooms[resource].places,
      homes: this.host.homes,
      items: (resource) => this.counted(this.host.items(resource, process)),
      settings: async () => ({
        values: this.values,
        organization: null,
        isBlocked: false,
        isOn: (resource) => settingsOfResource(resource, this.values).isEnabled,
      }),
      waiting: async () => [],
      isStopping: () => process.isDead,
      log: { warn: () => undefined, error: (message) => void (process.isDead || this.failures.push(message)) },
    };
  }

  /** What the next run would do. */
  async preview(resource: Resource): Promise<readonly PlannedAction[]> {
    const never = new Process(this, null);
    const store = memoryStore(this, never, () => this.time);
    const leases = memoryLeases(this, never, () => this.time);
    await leases.wake([{ user: USER, resource }], { priority: 'interval' });
    const deps = { ...this.engineOn(store, leases, await this.mailbox(never, {}), never), now: async () => this.time };
    const previewed = await previewTarget(deps, { user: USER, resource });
    if (!previewed?.report.outcome.match(/completed|nothing-to-do/)) throw new Error(`no preview: ${JSON.stringify(previewed?.report)}`);
    return previewed.plan.actions;
  }

  /** Of entries that are exceptions, those that they are exceptions of. */
  seriesOf(resource: Resource): ReadonlyMap<string, string> {
    const { uid, partColumn } = rooms[resource].type;
    const rows = partColumn === null ? [] : [...rowsOf(this.state, uid).values()];
    return new Map(
      rows.flatMap(({ documentId, row }) => (row[partColumn ?? ''] ? [[documentId, String(row[partColumn ?? ''])] as const] : [])),
    );
  }

  /** What runs have done since, in the words of the preview. */
  readonly done: PlannedAction[] = [];

  private heard(store: SyncStore): SyncStore {
    return {
      ...store,
      commit: async (target, changes) => {
        const news = await store.commit(target, changes);
        const { definition } = rooms[target.resource].places;
        this.done.push(...(await printChanges(store, target, changes, (values) => (values ? definition.title(values) : ''))));
        return news;
      },
    };
  }

  async decide(resource: Resource, which: number, winner: Side): Promise<void> {
    this.advance(2); // a killed runner's lease runs out
    const never = new Process(this, null);
    const store = memoryStore(this, never, () => this.time);
    const undecided = (await store.conflicts({ user: USER, resource, decided: false })).sort((a, b) => Number(a.id) - Number(b.id));
    const chosen = pick(undecided, which);
    const open = () => Promise.reject(new Error('only an answer field by field looks at the entry'));
    if (chosen) await resolveConflict({ store, leases: memoryLeases(this, never, () => this.time), open }, { id: chosen.id, winner });
  }

  runs = 0;
  /** How often the engine has written an entry in Strapi. */
  entryWrites = 0;
  /** What the engine itself calls a failure of its own. */
  readonly failures: string[] = [];

  private counted(items: LocalItems): LocalItems {
    const counting =
      <T extends unknown[], R>(write: (...of: T) => R) =>
      (...of: T): R => {
        this.entryWrites += 1;
        return write(...of);
      };
    return {
      ...items,
      create: counting(items.create),
      createMany: counting(items.createMany),
      update: counting(items.update),
      remove: counting(items.remove),
    };
  }

  private mailbox(process: Process, fault: RunFault): Promise<Mailbox> {
    const { door, options } = this;
    const line = { door, now: () => this.time, sleep: (milliseconds: number) => void (this.time += milliseconds), trace: options.trace };
    return mailboxOn(line, process, fault);
  }
}
