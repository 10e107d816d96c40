import type { Clock } from '../clock.js';
import type { SandboxPerson } from '../options.js';
import { Todo } from '../todo/todo.js';
import type { EmailAddress, StoredEvent } from './event.js';
import { type EventBehaviour, usualEventBehaviour } from './event-behaviour.js';
import { Feed } from './feed.js';
import type { Mail } from './mail.js';
import type { SyncStateAnswer } from './sync-state-answers.js';

export interface StoredCalendar {
  readonly key: string;
  readonly name: string;
  readonly color: string;
  readonly hexColor: string;
  readonly isDefault: boolean;
  readonly canEdit: boolean;
  readonly isRemovable: boolean;
  /** Who shares it with the mailbox; null: its own. */
  readonly owner: EmailAddress | null;
  readonly idVersion: number;
  readonly version: number;
}

function withCutLines(event: StoredEvent, length: number): StoredEvent {
  const { subject, location } = event.properties;
  const cut = { subject: subject.slice(0, length), location: { ...location, displayName: location.displayName.slice(0, length) } };
  return { ...event, properties: { ...event.properties, ...cut } };
}

/** The state of one person's mailbox. What may be done with it is in the files beside this one, one verb each. */
export class Mailbox {
  readonly calendars = new Map<string, StoredCalendar>();
  readonly events = new Map<string, StoredEvent>();
  readonly mails: Mail[] = [];
  /** What calendarView/delta reads. */
  readonly feed = new Feed<StoredEvent>(({ calendarKey }) => calendarKey);
  /** Microsoft To Do of the same person. */
  readonly todo: Todo;
  /** Longer subjects and places are cut without a word; null: what there is stays whole. */
  longestLine: number | null = null;
  /** Raised to make every delta token of before unknown. */
  syncGeneration = 1;
  /** How such a token is refused. */
  syncStateAnswer: SyncStateAnswer = 'goneWithLocation';
  requestsInProgress = 0;
  eventBehaviour: EventBehaviour = usualEventBehaviour;
  timeZone: string;
  readonly defaultCalendarKey: string;
  /** How much was handed out so far. */
  readonly counts = { events: 0, calendars: 0, versions: 0, lists: 0, tasks: 0, parts: 0 };

  private readonly prefix: string;
  private readonly keysByTransaction = new Map<string, string>();

  constructor(
    readonly person: SandboxPerson & { readonly id: string },
    /** Begins the key of everything in this mailbox. */
    readonly number: number,
    readonly clock: Clock,
    private delayMilliseconds: number,
  ) {
    this.prefix = `m${String(number).padStart(3, '0')}`;
    this.timeZone = person.timeZone ?? 'UTC';
    this.defaultCalendarKey = this.addCalendar('Calendar', { isDefault: true }).key;
    this.todo = new Todo(this);
  }

  get replicationDelayMilliseconds(): number {
    return this.delayMilliseconds;
  }

  /** What could be seen until now stays so. */
  set replicationDelayMilliseconds(milliseconds: number) {
    this.replicate();
    this.delayMilliseconds = milliseconds;
  }

  nextVersion(): number {
    this.counts.versions += 1;
    return this.counts.versions;
  }

  nextEventKey(): string {
    this.counts.events += 1;
    return `${this.prefix}e${String(this.counts.events).padStart(8, '0')}`;
  }

  nextListKey(): string {
    this.counts.lists += 1;
    return `${this.prefix}l${String(this.counts.lists).padStart(4, '0')}`;
  }

  nextTaskKey(): string {
    this.counts.tasks += 1;
    return `${this.prefix}t${String(this.counts.tasks).padStart(8, '0')}`;
  }

  /** Of checklist items and linked resources, which are parts of a task. */
  nextPartKey(): string {
    this.counts.parts += 1;
    return `${this.prefix}p${String(this.counts.parts).padStart(8, '0')}`;
  }

  addCalendar(name: string, more: Partial<Omit<StoredCalendar, 'key' | 'name' | 'version' | 'idVersion'>> = {}): StoredCalendar {
    this.counts.calendars += 1;
    const key = `${this.prefix}c${String(this.counts.calendars).padStart(4, '0')}`;
    const calendar = {
      key,
      name,
      color: 'auto',
      hexColor: '',
      isDefault: false,
      canEdit: true,
      isRemovable: more.isDefault !== true,
      owner: null,
      ...more,
      idVersion: 0,
      version: this.nextVersion(),
    };
    this.calendars.set(key, calendar);
    return calendar;
  }

  /** undefined: there is none of this id, or not any more. */
  findCalendar({ key, idVersion }: { readonly key: string; readonly idVersion: number }): StoredCalendar | undefined {
    const calendar = this.calendars.get(key);
    return calendar?.idVersion === idVersion ? calendar : undefined;
  }

  /** Knows an event again, without telling delta. */
  adopt(event: StoredEvent): void {
    this.events.set(event.key, event);
    if (event.transactionId !== undefined) this.keysByTransaction.set(event.transactionId, event.key);
  }

  findByTransaction(transactionId: string): StoredEvent | undefined {
    return this.events.get(this.keysByTransaction.get(transactionId) ?? '');
  }

  put(given: StoredEvent): StoredEvent {
    const whole = this.longestLine === null ? given : withCutLines(given, this.longestLine);
    const event = this.eventBehaviour.versions === 'perSeries' ? inOneVersion(whole) : whole;
    this.adopt(event);
    this.feed.put(event, this.clock.now());
    return event;
  }

  /** Puts an event into another calendar, as it was. */
  putSilently(event: StoredEvent): StoredEvent {
    this.adopt(event);
    this.feed.moveSilently(event, this.nextVersion(), this.clock.now());
    return event;
  }

  remove(event: StoredEvent): void {
    if (this.events.delete(event.key)) this.feed.remove(event, this.nextVersion(), this.clock.now());
  }

  /** Brings what delta reads up to what is old enough to be seen (graph-facts §1.3). */
  replicate(): void {
    // Without a delay nothing is hidden by a clock that was ahead when it happened.
    const visibleUntil = this.delayMilliseconds === 0 ? Number.POSITIVE_INFINITY : this.clock.now() - this.delayMilliseconds;
    for (const feed of [this.feed, this.todo.lists.feed, this.todo.tasks.feed]) feed.replicate(visibleUntil);
  }
}

const inOneVersion = (event: StoredEvent): StoredEvent => ({
  ...event,
  exceptions: new Map([...event.exceptions].map(([date, exception]) => [date, { ...exception, version: event.version }])),
});
