import type { ConflictResolution, Direction, RunReport, SettingValues } from '../../src/contracts';
import { settingFields, settingNames } from '../../src/settings/fields';
import type { Values } from '../../src/sync/resource';
import { createMailbox, createMailboxLimiter, resolveCloud } from '../../server/src/microsoft';
import type { Lease, Leases } from '../../server/src/runner/lease';
import { RunStopped } from '../../server/src/runner/run-context';
import { visit } from '../../server/src/runner/visit';
import type { GraphInProcess } from './graph';
import { createRow, markDocument, memoryItems, memoryStore, updateRow } from './memory-store';
import type { Played } from './played';
import { newState, Process, type State } from './state';

const USER = 'ada';
const MINUTE = 60_000;
const NEVER = Number.POSITIVE_INFINITY;

export interface RunFault {
  /** The process dies before its n-th step. */
  readonly killAt?: number;
  /** Called before each request, with its number in the run. */
  readonly onRequest?: (request: number) => void;
}

/** The one clock of all that happens in a history. */
export interface Clock {
  now: number;
}

/** Both sides of one resource, people at work on them, and runs in between: what a history of the convergence test is played on. */
export class World {
  state: State = newState();
  readonly graph: GraphInProcess;
  /** Every value a person wrote, and whether somebody who saw it replaced it. */
  readonly written: { value: string; field: string; isSuperseded: boolean }[] = [];
  readonly deletedByPeople = new Set<string>();
  readonly createdByPeople = new Set<string>();
  private count = 0;
  private readonly values: SettingValues;
  readonly played: Played;
  private readonly clock: Clock;

  constructor(of: { played: Played; graph: GraphInProcess; clock: Clock; conflictResolution: ConflictResolution; direction?: Direction }) {
    this.played = of.played;
    this.graph = of.graph;
    this.clock = of.clock;
    const values: Record<string, unknown> = {};
    for (const name of settingNames) values[name] = settingFields[name].default;
    this.values = { ...(values as unknown as SettingValues), [`${of.played.resource}ConflictResolution`]: of.conflictResolution, [`${of.played.resource}Direction`]: of.direction ?? 'bidirectional' };
  }

  advance(minutes: number): void {
    this.clock.now += minutes * MINUTE;
  }

  // People. An item keeps the key it was made with in `categories`, which nobody edits.
  createHere(): void {
    const key = this.nextKey();
    const documentId = createRow(this.state, USER, { ...this.played.extras((this.count += 1)).row, ...this.newTexts(), categories: [key] }, this.time);
    this.mark(documentId, false);
  }
  createThere(): void {
    const key = this.nextKey();
    const { graph } = this.played.extras((this.count += 1));
    const texts = Object.entries(this.newTexts()).map(([field, value]) => this.played.graphOf(field, value));
    this.played.add(this.graph, Object.assign({}, ...texts, graph, { categories: [key] }) as object);
  }
  editHere(which: number, field: string): void {
    const row = pick([...this.state.rows.values()], which);
    if (!row) return;
    this.supersede([row.row[field]]);
    updateRow(this.state, row.documentId, { [field]: this.note(field) }, this.time);
    this.mark(row.documentId, false);
  }
  editThere(which: number, field: string): void {
    const item = pick(this.played.list(this.graph), which);
    if (!item) return;
    this.supersede([this.remoteValues(item)[field]]);
    this.played.change(this.graph, String(item['id']), this.played.graphOf(field, this.note(field)));
  }
  deleteHere(which: number): void {
    const row = pick([...this.state.rows.values()], which);
    if (!row) return;
    this.supersede(this.played.editable.map((field) => row.row[field]));
    this.deletedByPeople.add(String((row.row['categories'] as string[])[0]));
    this.state.rows.delete(row.documentId);
    this.mark(row.documentId, true);
  }
  deleteThere(which: number): void {
    const item = pick(this.played.list(this.graph), which);
    if (!item) return;
    const values = this.remoteValues(item);
    this.supersede(this.played.editable.map((field) => values[field]));
    this.deletedByPeople.add(String((values['categories'] as string[])[0]));
    this.played.remove(this.graph, String(item['id']));
  }

  /** One run in a process of its own; `null`: it was killed. */
  async run(fault: RunFault = {}, of: { isFull?: boolean } = {}): Promise<RunReport | null> {
    this.advance(2); // a killed runner's lease runs out
    const process = new Process(this, fault.killAt ?? NEVER);
    const leases = this.leases(process);
    const lease = await leases.claim({ user: USER, resource: this.played.resource });
    if (!lease) throw new Error('the lease is taken');
    const mailbox = await createMailbox({
      cloud: resolveCloud({ authority: 'http://127.0.0.1:1', graph: 'http://127.0.0.1:1' }),
      limiter: createMailboxLimiter({ now: () => this.time }),
      mailboxKey: 'm',
      prefix: '/me',
      tokens: { get: async () => 'token', renew: async () => 'token' },
      effects: {
        now: () => this.time,
        random: () => 0.5,
        newId: () => 'id',
        sleep: async (milliseconds) => void (this.clock.now += milliseconds),
        fetch: this.fetchOf(process, fault),
      },
    });
    const running = visit(
      {
        store: memoryStore(this, process),
        leases,
        accounts: { open: async () => ({ mailbox, again: async () => mailbox, wellAt: this.time, account: { userId: USER, mailbox: 'm', address: '', timeZone: 'UTC', isDelegated: true } }), recordEvidence: async () => undefined },
        places: async () => this.played.places,
        items: () => memoryItems(this, process, () => this.time),
        settings: async () => ({ values: this.values, organization: null, isOn: () => true }),
        isStopping: () => false,
        log: { warn: () => undefined, error: (message) => { throw new Error(`the engine failed: ${message}`); } },
      },
      [lease],
      { isFull: of.isFull === true },
    );
    const reports = await Promise.race([running, process.death]);
    const [report] = reports === 'killed' ? [] : reports;
    if (!report) return null;
    if (report.outcome === 'stopped-by-guard') this.state.approvedRun = report.run;
    return report;
  }

  /** key → values of each side's items with it. */
  sides(): { here: Map<string, Values[]>; there: Map<string, Values[]> } {
    const here = new Map<string, Values[]>();
    const there = new Map<string, Values[]>();
    const add = (side: Map<string, Values[]>, values: Values) => {
      const key = String((values['categories'] as string[])[0]);
      side.set(key, [...(side.get(key) ?? []), values]);
    };
    for (const { row } of this.state.rows.values()) {
      const reading = this.played.places.definition.readStrapi(row);
      if (reading.kind !== 'item') throw new Error(`a row that cannot be read: ${JSON.stringify(row)}`);
      add(here, reading.values);
    }
    for (const item of this.played.list(this.graph)) add(there, this.remoteValues(item));
    return { here, there };
  }

  private fetchOf(process: Process, fault: RunFault): typeof fetch {
    let requests = 0;
    return async (input, init) => {
      await process.step();
      requests += 1;
      fault.onRequest?.(requests);
      const answer = await this.graph.fetch(input, init);
      await process.step();
      return answer;
    };
  }

  private leases(process: Process): Leases {
    const mustHold = ({ token }: Lease) => {
      if (this.state.lease?.token !== token) throw new RunStopped({ kind: 'lease-lost' });
    };
    return {
      claim: async (target) => {
        if (this.state.lease && this.state.lease.until > this.time) return null;
        const token = `lease-${(this.count += 1)}`;
        this.state.lease = { token, until: this.time + MINUTE };
        const { settingsKey, approvedRun, isFullRequested } = this.state;
        return { target, token, claimedAt: this.time, attempts: 0, isFullRequested, settingsKey, mailbox: 'm', approvedRun };
      },
      renew: async (lease) => {
        await process.step();
        mustHold(lease);
        this.state.lease = { token: lease.token, until: this.time + MINUTE };
      },
      release: async (lease, of) => {
        await process.step();
        mustHold(lease);
        this.state.lease = null;
        this.state.approvedRun = null;
        if (of.settingsKey !== undefined) this.state.settingsKey = of.settingsKey;
        if (of.isFullDone) this.state.isFullRequested = false;
      },
      async releaseAll(all, of) {
        for (const lease of all) await this.release(lease, of);
      },
      async claimAll([target]) {
        const lease = target ? await this.claim(target) : null;
        return lease ? [lease] : [];
      },
      due: async () => [],
      wake: async () => undefined,
      wakeExisting: async () => undefined,
      requestFull: async () => void (this.state.isFullRequested = true),
      approve: async () => undefined,
      states: async () => [],
      remove: async () => undefined,
    };
  }

  private remoteValues(event: Record<string, unknown>): Values {
    const reading = this.played.places.definition.readMicrosoft(event);
    if (reading.kind !== 'item') throw new Error(`an event that cannot be read: ${JSON.stringify(event)}`);
    return reading.values;
  }
  private mark(documentId: string, sawDelete: boolean): void {
    markDocument(this.state, documentId, sawDelete, new Date(this.time).toISOString());
    this.advance(1);
  }
  private nextKey(): string {
    const key = `item ${(this.count += 1)}`;
    this.createdByPeople.add(key);
    return key;
  }
  private note(field: string): string {
    const value = this.played.valueOf(field, (this.count += 1));
    this.written.push({ value, field, isSuperseded: false });
    this.advance(1);
    return value;
  }
  private supersede(values: readonly unknown[]): void {
    for (const one of this.written) if (values.includes(one.value)) one.isSuperseded = true;
  }
  private newTexts(): Record<string, string> {
    return Object.fromEntries(this.played.editable.map((field) => [field, this.note(field)]));
  }
  private get time(): number {
    return this.clock.now;
  }
}

const pick = <T>(all: readonly T[], which: number): T | undefined => (all.length === 0 ? undefined : all[which % all.length]);
