import type { ConflictResolution, Direction, RunReport, SettingValues } from '../../src/contracts';
import { calendar } from '../../src/calendar/definition';
import { settingFields, settingNames } from '../../src/settings/fields';
import type { Values } from '../../src/sync/resource';
import { createMailbox, createMailboxLimiter, resolveCloud } from '../../server/src/microsoft';
import { calendarPlaces } from '../../server/src/runner/calendar-places';
import type { Lease, Leases } from '../../server/src/runner/lease';
import { RunStopped } from '../../server/src/runner/run-context';
import { visit } from '../../server/src/runner/visit';
import { graphInProcess, type GraphInProcess } from './graph';
import { createRow, markDocument, memoryItems, memoryStore, updateRow } from './memory-store';
import { newState, Process, type State } from './state';

const USER = 'ada';
const TARGET = { user: USER, resource: 'calendar' } as const;
const MINUTE = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
export const editable = ['subject', 'body', 'location'] as const;
export type Editable = (typeof editable)[number];

export interface RunFault {
  /** The process dies before its n-th step. */
  readonly killAt?: number;
  /** Called before each request, with its number in the run. */
  readonly onRequest?: (request: number) => void;
}

/** Both sides, people at work on them, and runs in between: what a history of the convergence test is played on. */
export class World {
  state: State = newState();
  readonly graph: GraphInProcess;
  /** Every value a person wrote, and whether somebody who saw it replaced it. */
  readonly written: { value: string; field: Editable; isSuperseded: boolean }[] = [];
  readonly deletedByPeople = new Set<string>();
  readonly createdByPeople = new Set<string>();
  private time = Date.parse('2026-03-02T08:00:00Z');
  private count = 0;
  private readonly values: SettingValues;

  constructor(of: { conflictResolution: ConflictResolution; direction?: Direction; seed: number }) {
    this.graph = graphInProcess(() => this.time, of.seed);
    const values: Record<string, unknown> = {};
    for (const name of settingNames) values[name] = settingFields[name].default;
    this.values = { ...(values as unknown as SettingValues), calendarEnabled: true, calendarConflictResolution: of.conflictResolution, calendarDirection: of.direction ?? 'bidirectional' };
  }

  advance(minutes: number): void {
    this.time += minutes * MINUTE;
  }

  // People. An item keeps the key it was made with in `categories`, which nobody edits.
  createHere(): void {
    const key = this.nextKey();
    const documentId = createRow(this.state, USER, { ...this.newTimes(), subject: this.note('subject'), body: this.note('body'), location: this.note('location'), categories: [key] }, this.time);
    this.mark(documentId, false);
  }
  createThere(): void {
    const key = this.nextKey();
    const { start, end } = this.newTimes();
    const graphTime = (at: string) => ({ dateTime: at.replace('Z', ''), timeZone: 'UTC' });
    const text = (content: string) => ({ contentType: 'text', content });
    this.graph.person.addEvent({ subject: this.note('subject'), body: text(this.note('body')), location: { displayName: this.note('location') }, categories: [key], start: graphTime(start), end: graphTime(end), allowNewTimeProposals: false });
  }
  editHere(which: number, field: Editable): void {
    const row = pick([...this.state.rows.values()], which);
    if (!row) return;
    this.supersede([row.row[field]]);
    updateRow(this.state, row.documentId, { [field]: this.note(field) }, this.time);
    this.mark(row.documentId, false);
  }
  editThere(which: number, field: Editable): void {
    const event = pick(this.graph.person.listEvents(), which);
    if (!event) return;
    this.supersede([this.remoteValues(event)[field]]);
    const value = this.note(field);
    const patch = field === 'subject' ? { subject: value } : field === 'body' ? { body: { contentType: 'text', content: value } } : { location: { displayName: value } };
    this.graph.person.changeEvent(String(event['id']), patch);
  }
  deleteHere(which: number): void {
    const row = pick([...this.state.rows.values()], which);
    if (!row) return;
    this.supersede(editable.map((field) => row.row[field]));
    this.deletedByPeople.add(String((row.row['categories'] as string[])[0]));
    this.state.rows.delete(row.documentId);
    this.mark(row.documentId, true);
  }
  deleteThere(which: number): void {
    const event = pick(this.graph.person.listEvents(), which);
    if (!event) return;
    const values = this.remoteValues(event);
    this.supersede(editable.map((field) => values[field]));
    this.deletedByPeople.add(String((values['categories'] as string[])[0]));
    this.graph.person.deleteEvent(String(event['id']));
  }

  /** One run in a process of its own; `null`: it was killed. */
  async run(fault: RunFault = {}, of: { isFull?: boolean } = {}): Promise<RunReport | null> {
    this.advance(2); // a killed runner's lease runs out
    const process = new Process(this, fault.killAt ?? NEVER);
    const leases = this.leases(process);
    const lease = await leases.claim(TARGET);
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
        sleep: async (milliseconds) => void (this.time += milliseconds),
        fetch: this.fetchOf(process, fault),
      },
    });
    const running = visit(
      {
        store: memoryStore(this, process),
        leases,
        accounts: { open: async () => ({ mailbox, again: async () => mailbox, wellAt: this.time, account: { userId: USER, mailbox: 'm', address: '', timeZone: 'UTC', isDelegated: true } }), recordEvidence: async () => undefined },
        places: async () => calendarPlaces,
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
      const reading = calendar.readStrapi(row);
      if (reading.kind !== 'item') throw new Error(`a row that cannot be read: ${JSON.stringify(row)}`);
      add(here, reading.values);
    }
    for (const event of this.graph.person.listEvents()) add(there, this.remoteValues(event));
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
    const reading = calendar.readMicrosoft(event);
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
  private note(field: Editable): string {
    const value = `${field} ${(this.count += 1)}`;
    this.written.push({ value, field, isSuperseded: false });
    this.advance(1);
    return value;
  }
  private supersede(values: readonly unknown[]): void {
    for (const one of this.written) if (values.includes(one.value)) one.isSuperseded = true;
  }
  private newTimes(): { start: string; end: string } {
    const start = Date.parse('2026-03-10T08:00:00Z') + (this.count += 1) * 60 * MINUTE;
    return { start: new Date(start).toISOString(), end: new Date(start + 30 * MINUTE).toISOString() };
  }
}

const pick = <T>(all: readonly T[], which: number): T | undefined => (all.length === 0 ? undefined : all[which % all.length]);
