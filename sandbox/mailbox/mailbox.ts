import type { Clock } from '../clock.js';
import type { SandboxPerson } from '../options.js';
import type { StoredEvent } from './event.js';
import type { Mail } from './mail.js';

export interface StoredCalendar {
  readonly key: string;
  readonly name: string;
  readonly color: string;
  readonly hexColor: string;
  readonly isDefault: boolean;
  readonly canEdit: boolean;
  readonly version: number;
}

/** A change that delta does not show yet: it becomes visible after the replication delay (graph-facts §1.3). */
export interface PendingChange {
  readonly at: number;
  readonly key: string;
  readonly event: StoredEvent | undefined;
  readonly calendarKey: string;
  readonly version: number;
}

export interface Tombstone {
  readonly key: string;
  readonly calendarKey: string;
  readonly version: number;
}

/** The state of one person's mailbox. What may be done with it is in the files beside this one, one verb each. */
export class Mailbox {
  readonly calendars = new Map<string, StoredCalendar>();
  readonly events = new Map<string, StoredEvent>();
  readonly mails: Mail[] = [];
  /** What delta reads: `events` as they were `replicationDelay` ago. */
  readonly replica = new Map<string, StoredEvent>();
  readonly tombstones = new Map<string, Tombstone>();
  replicaVersion = 0;
  replicationDelayMilliseconds: number;
  /** Raised to make every delta token of before unknown. */
  syncGeneration = 1;
  requestsInProgress = 0;
  timeZone: string;
  readonly defaultCalendarKey: string;
  readonly pending: PendingChange[] = [];
  /** How much was handed out so far. */
  readonly counts = { events: 0, calendars: 0, versions: 0 };

  private readonly prefix: string;

  constructor(
    readonly person: SandboxPerson & { readonly id: string },
    /** Begins the key of everything in this mailbox. */
    readonly number: number,
    readonly clock: Clock,
    replicationDelayMilliseconds: number,
  ) {
    this.prefix = `m${String(number).padStart(3, '0')}`;
    this.timeZone = person.timeZone ?? 'UTC';
    this.replicationDelayMilliseconds = replicationDelayMilliseconds;
    this.defaultCalendarKey = this.addCalendar('Calendar', true).key;
  }

  nextVersion(): number {
    this.counts.versions += 1;
    return this.counts.versions;
  }

  nextEventKey(): string {
    this.counts.events += 1;
    return `${this.prefix}e${String(this.counts.events).padStart(8, '0')}`;
  }

  addCalendar(name: string, isDefault = false, canEdit = true): StoredCalendar {
    this.counts.calendars += 1;
    const key = `${this.prefix}c${String(this.counts.calendars).padStart(4, '0')}`;
    const calendar = { key, name, color: 'auto', hexColor: '', isDefault, canEdit, version: this.nextVersion() };
    this.calendars.set(key, calendar);
    return calendar;
  }

  put(event: StoredEvent): StoredEvent {
    this.events.set(event.key, event);
    this.pending.push({ at: this.clock.now(), key: event.key, event, calendarKey: event.calendarKey, version: event.version });
    return event;
  }

  remove(event: StoredEvent): void {
    if (!this.events.delete(event.key)) return;
    const version = this.nextVersion();
    this.pending.push({ at: this.clock.now(), key: event.key, event: undefined, calendarKey: event.calendarKey, version });
  }

  /** Brings the replica up to what is old enough to be seen. */
  replicate(): void {
    const visibleUntil = this.clock.now() - this.replicationDelayMilliseconds;
    while (this.pending[0] !== undefined && this.pending[0].at <= visibleUntil) {
      const { key, event, calendarKey, version } = this.pending.shift() as PendingChange;
      this.replicaVersion = version;
      if (event) {
        this.replica.set(key, event);
      } else if (this.replica.delete(key)) {
        this.tombstones.set(key, { key, calendarKey, version });
      }
    }
  }
}
