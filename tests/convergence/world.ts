import type { ConflictResolution, Direction, PlannedAction, Resource, RunReport, SettingValues, Side } from '../../src/contracts';
import { settingFields, settingNames } from '../../src/settings/fields';
import { settingsOfResource } from '../../src/settings/of-resource';
import { calendarEvent } from '../../server/src/content-types/calendar-event';
import { task } from '../../server/src/content-types/task';
import { resolveConflict } from '../../server/src/review/resolve-conflict';
import { createMailbox, createMailboxLimiter, createPauses, resolveCloud } from '../../server/src/microsoft';
import type { Mailbox } from '../../server/src/microsoft/port';
import { calendarResource } from '../../server/src/engine/resources/calendar';
import type { GraphResource } from '../../server/src/engine/resources/graph-resource';
import type { RunnerDeps } from '../../server/src/engine/dependencies';
import type { Leases } from '../../server/src/engine/lease/port';
import { previewTarget } from '../../server/src/preview/preview-target';
import { printChanges } from '../../server/src/preview/print-changes';
import { runAccount } from '../../server/src/engine/run-account';
import { tasksResource } from '../../server/src/engine/resources/tasks';
import type { LocalItems, SyncStore } from '../../server/src/storage/port';
import { calendarPeople } from './calendar-people';
import { graphInProcess, isWrite, type Microsoft, type MicrosoftInProcess } from './graph';
import { memoryHere } from './here';
import { Ledger } from './ledger';
import { ownHomes } from '../support/homes';
import { type ContentType, memoryItems } from './memory-items';
import { memoryLeases } from './memory-leases';
import { memoryStore } from './memory-store';
import { notesOf } from './notes-of';
import { type People, pick, type Stage } from './people';
import type { RunFault, World } from './play';
import { requestNames } from './point';
import { Process } from './process';
import { newState, ofTarget, rowsOf, type State } from './state';
import { tasksPeople } from './tasks-people';

const USER = 'ada';
const MINUTE = 60_000;
const FIRST_DAY = Date.parse('2026-03-24T00:00:00Z');
const rooms: Record<Resource, { readonly places: GraphResource; readonly type: ContentType }> = {
  calendar: roomOf(calendarResource({ isRich: false }), calendarEvent.schema.attributes),
  tasks: roomOf(
    tasksResource({ timeZone: 'Europe/Berlin', isRich: false, entryUrl: (uid, documentId) => `http://strapi/${uid}/${documentId}` }),
    task.schema.attributes,
  ),
};

export const contentTypes: Record<Resource, ContentType> = { calendar: rooms.calendar.type, tasks: rooms.tasks.type };

/** The content types that a history is played on, and who is at work on them. */
export interface Host {
  people(of: Omit<Stage, 'here'>, resource: Resource): People;
  items(resource: GraphResource, process: Process): LocalItems;
  homes: RunnerDeps['homes'];
  /** What people go by, of the values of an item. Absent: the first category. */
  keyOf?(values: Readonly<Record<string, unknown>> | null): string | undefined;
}
type Holder = { state: State };

/** The plugin's own types. */
const ownTypes = (holder: Holder, now: () => number): Host => ({
  people(of, resource) {
    const stage = { ...of, here: memoryHere(holder, { user: USER, resource }, rooms[resource].type, now) };
    return resource === 'calendar' ? calendarPeople(stage) : tasksPeople(stage, rooms.tasks.places.definition);
  },
  items: ({ definition }, process) => memoryItems(holder, process, rooms[definition.resource].type, now),
  homes: ownHomes,
});

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
  readonly host?: (holder: Holder, now: () => number) => Host;
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
    this.host = (options.host ?? ownTypes)(this, () => this.time);
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

  private mailbox(process: Process, fault: RunFault): ReturnType<typeof createMailbox> {
    const door = this.door;
    return createMailbox({
      cloud: resolveCloud({ authority: 'http://127.0.0.1:1', graph: 'http://127.0.0.1:1' }),
      limiter: createMailboxLimiter({ pauses: createPauses({ now: () => this.time }) }),
      mailboxKey: 'm',
      prefix: '/me',
      tokens: { get: async () => 'token', renew: async () => 'token' },
      effects: {
        now: () => this.time,
        random: () => 0.5,
        newId: () => 'id',
        timeOut: () => new AbortController().signal,
        sleep: async (milliseconds) => void (this.time += process.isDead ? 0 : milliseconds),
        fetch: async (input, init) => {
          const names = requestNames(init?.method ?? 'GET', String(input), init?.body);
          process.pass({ when: 'before', names });
          await fault.onRequest?.({ when: 'before', names }, isWrite(init));
          this.options.trace?.(`→ ${init?.method ?? 'GET'} ${String(input)} ${String(init?.body ?? '')}`);
          const answer = await door(input, init);
          if (this.options.trace) this.options.trace(`← ${answer.status} ${await answer.clone().text()}`);
          process.pass({ when: 'after', names });
          return answer;
        },
      },
    });
  }
}

function roomOf(places: GraphResource, attributes: object): { places: GraphResource; type: ContentType } {
  return { places, type: typeOf(places, attributes) };
}

function typeOf({ definition: { uid }, parts }: GraphResource, attributes: object): ContentType {
  return {
    uid,
    partColumn: parts?.column ?? null,
    columns: Object.keys(attributes).filter((name) => name !== 'owner' && name !== 'exceptions'),
  };
}
