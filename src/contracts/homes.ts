/**
 * How content types of the host hold events and tasks: given in `config.resources`, or to `service('resources').register()` from another plugin's
 * `register()`. Names of fields are the attribute names of the plugin's own `calendar-event` and `task`.
 */
import type { Reason } from './reasons';
import type { Resource } from './resource';

export const EVENT_FIELDS = [
  'subject', 'body', 'start', 'end', 'isAllDay', 'timeZone', 'location', 'showAs', 'sensitivity', 'importance', 'categories', 'isReminderOn',
  'reminderMinutesBeforeStart', 'recurrence', 'excludedDates', 'series', 'originalStart', 'attendees', 'organizer', 'isOrganizer', 'isCancelled',
  'onlineMeetingUrl', 'webLink', 'calendarName', 'iCalUId',
] as const; // prettier-ignore
export const TASK_FIELDS = [
  'title', 'body', 'taskStatus', 'importance', 'dueDate', 'startDate', 'completedDate', 'isReminderOn', 'reminderAt', 'recurrence', 'categories',
  'checklist', 'listName',
] as const; // prettier-ignore
export type EventField = (typeof EVENT_FIELDS)[number];
export type TaskField = (typeof TASK_FIELDS)[number];
export type CanonicalField<R extends Resource = Resource> = R extends 'calendar' ? EventField : TaskField;

export interface FieldMapping {
  /** 'notes', 'place.name' (of a single component), 'guests' (a repeatable component); of several, `read` and `write` take and give a record. */
  attribute: string | string[];
  /** Microsoft's value → the host's. Backwards the first that is named counts. */
  values?: Record<string, unknown>;
  /** For a value of Microsoft's that `values` does not name. */
  otherwise?: unknown;
  /** Of a body. @default 'text' */
  format?: 'text' | 'html' | 'markdown' | 'blocks';
  /** Of a component: canonical part (email, name, type, response; title, isChecked) → attribute. */
  fields?: Record<string, string>;
  /** @default 'both' */
  direction?: 'both' | 'to-strapi' | 'to-microsoft';
  /** The host's value → canonical; pure. */
  read?: (value: unknown, entry: Readonly<Record<string, unknown>>, context: { timeZone: string }) => unknown;
  /** Canonical → the host's value; pure. */
  write?: (value: unknown, item: Readonly<Record<string, unknown>>, context: { timeZone: string; current: unknown }) => unknown;
}

/** What is known of an item of Microsoft's that is new, for `accepts`. */
export interface ItemFacts {
  title: string;
  categories: readonly string[];
  /** Name of the calendar or list. */
  calendar: string;
  /** The person whose mailbox it is organizes it; of a task always. */
  isOrganizer: boolean;
  isAllDay: boolean;
  isRecurring: boolean;
  /** Addresses of those who are invited, and of the organizer. */
  people: readonly string[];
  /** Every field in canonical form. */
  item: Readonly<Record<string, unknown>>;
}

/** Of what is new in Microsoft; the conditions of an object all have to hold. */
export type Accepts =
  'all' | 'none' | { categories?: string[]; calendars?: string[]; organizer?: 'owner' | 'anybody' } | ((facts: ItemFacts) => boolean);

export interface HomeMapping<R extends Resource = Resource> {
  /** Part of the keys of links and marks, so it stays; no `|` in it. @default the uid */
  name?: string;
  uid: string;
  /** Path of to-one relations to a user of `host.user`: 'assignee', 'deal.owner'. */
  owner: string;
  fields: { [F in CanonicalField<R>]?: string | FieldMapping };
  /** Where `end` is not mapped. */
  durationMinutes?: number;
  /** Document Service filters: entries that are synchronized. @default all that have an owner */
  takesPart?: Record<string, unknown>;
  /** Which of Microsoft's new items become entries here. @default 'none' */
  accepts?: Accepts;
  /** Of entries that the engine makes. */
  create?: {
    data?: Record<string, unknown> | ((item: Readonly<Record<string, unknown>>, to: { owner: string }) => Record<string, unknown>);
    status?: 'draft' | 'published';
  };
  /** Of types with draft & publish: which version is the item. @default 'published' */
  version?: 'draft' | 'published';
  /** Of localized types: the one locale that takes part. @default Strapi's default locale */
  locale?: string;
  /** Only where `recurrence` is not mapped: whether each date of Microsoft's series has an entry. @default 'entry-per-occurrence' */
  series?: 'entry-per-occurrence' | 'leave';
  /** With `series: 'entry-per-occurrence'`: how far ahead dates have entries; at most `calendarFutureDays`. @default 60 */
  occurrenceDays?: number;
}

/** Where the items of one resource live. */
export interface ResourceHomes<R extends Resource = Resource> {
  /** The first that accepts an item gets it. */
  homes?: HomeMapping<R>[];
  /** False hides the plugin's own type from new items and from the menu. @default true */
  builtIn?: boolean;
}
export type ResourcesConfig = { [R in Resource]?: ResourceHomes<R> };

/** What is so of a content type, or a part of one, whose entries are events or tasks. */
export interface HomeReading {
  /** By which it is called; of the plugin's own type its uid. */
  name: string;
  uid: string;
  displayName: string;
  resource: Resource;
  isBuiltIn: boolean;
  owner: string;
  fields: {
    field: CanonicalField;
    attributes: string[];
    direction: NonNullable<FieldMapping['direction']>;
    /** Microsoft's value → the host's. */
    values: Record<string, unknown> | null;
    /** `read` or `write` of the mapping decides. */
    hasFunction: boolean;
  }[];
  takesPart: Record<string, unknown> | null;
  /** 'function': that decides. */
  accepts: 'all' | 'none' | 'function' | { categories?: string[]; calendars?: string[]; organizer?: 'owner' | 'anybody' };
  durationMinutes: number | null;
  version: 'draft' | 'published' | null;
  locale: string | null;
  mapsSeries: boolean;
  counts: {
    /** Entries that the mapping lets take part, of everybody. */
    takePart: number;
    /** Those with an item in Microsoft. */
    linked: number;
    /** Entries of the type that are none of this home. */
    leftAlone: number;
    /** Held because the host's rules or hooks refuse what comes in. */
    refusedByHost: number;
    /** Held because a draft has changes that nobody has published. */
    unpublished: number;
    /** Held for any other reason. */
    heldOtherwise: number;
  };
  /** 'new' and 'changed': nothing of this resource is synchronized before somebody confirms. */
  confirmation: { state: 'confirmed' | 'new' | 'changed'; at: string | null; by: string | null };
}

export interface AdoptOptions {
  /** Homes by their names; the plugin's own type by its uid. */
  from: string;
  to: string;
  /** documentId or e-mail address; absent: of everybody. */
  user?: string;
  /** Nothing is written; hooks of the host are not asked. */
  dryRun?: boolean;
  /** Back from `to` to `from`, only what has come from there. */
  undo?: boolean;
}
export interface StayedEntry {
  user: string;
  documentId: string;
  title: string;
  /** What is so, and what to do. */
  why: string;
  /** `why` as a code, for texts in other languages; null: words of a database. */
  reason: Reason | null;
}
export interface AdoptReport {
  /** Entries that there were when it began. */
  total: number;
  moved: number;
  /** They stay where they are. */
  stayed: StayedEntry[];
  /** Stopped by the signal, it can be gone on with. */
  isDone: boolean;
}

export interface ResourcesService {
  /** To be called in another plugin's `register()`. Throws once Strapi has been bootstrapped. */
  register<R extends Resource>(resource: R, mapping: HomeMapping<R>): void;
  list(): Promise<HomeReading[]>;
  /** Lets mappings count that are new or have changed. `by`: documentId of an administrator. Returns the names of the homes. */
  confirm(of?: { resource?: Resource; by?: string }): Promise<string[]>;
  /** Moves linked entries to another home, with their documentIds and without a write to Microsoft. */
  adopt(of: AdoptOptions & { signal?: AbortSignal; onProgress?: (report: Readonly<AdoptReport>) => void }): Promise<AdoptReport>;
}
