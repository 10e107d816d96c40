/**
 * One's own events and tasks as values, whichever content type holds them. Fields have the names and forms of the plugin's own `calendar-event` and
 * `task`; null: the entry says nothing of it, or its type has no place for it.
 */
import type { Resource } from './resource';

export interface ItemBase {
  documentId: string;
  home: string; // name of the home: the plugin's own type by its uid
  uid: string; // of the content type that holds it
  updatedAt: string | null; // the last write, whoever made it: a run notes here what Microsoft says
  version: string; // another one where something that people can write was changed
}
export interface EventItem extends ItemBase {
  subject: string | null;
  body: string | null; // text
  html: string | null; // the same with its formatting, where the type holds that
  start: string | null; // instants; all-day: midnight UTC of the dates, end exclusive
  end: string | null;
  isAllDay: boolean;
  timeZone: string | null; // IANA
  location: string | null;
  showAs: string | null;
  sensitivity: string | null;
  importance: string | null;
  categories: string[] | null;
  isReminderOn: boolean | null;
  reminderMinutesBeforeStart: number | null;
  recurrence: string | null; // RRULE without DTSTART
  excludedDates: string[] | null;
  series: string | null; // of an exception: documentId of its series
  originalStart: string | null; // of an exception: the start of the occurrence for which it stands
  attendees: { email: string; name: string; type: string; response: string }[] | null;
  organizer: { email: string; name: string } | null;
  isOrganizer: boolean | null;
  isCancelled: boolean | null;
  onlineMeetingUrl: string | null;
  webLink: string | null;
  calendarName: string | null;
  iCalUId: string | null;
}
export interface TaskItem extends ItemBase {
  title: string | null;
  body: string | null;
  html: string | null;
  taskStatus: string | null;
  importance: string | null;
  dueDate: string | null; // dates, "2026-03-01"
  startDate: string | null;
  completedDate: string | null;
  isReminderOn: boolean | null;
  reminderAt: string | null;
  recurrence: string | null;
  categories: string[] | null;
  checklist: { id?: string; title: string; isChecked: boolean }[] | null;
  listName: string | null;
}
export type Item<R extends Resource = Resource> = R extends 'calendar' ? EventItem : TaskItem;

/** What people write. The rest comes from Microsoft, or follows from what they write. */
export type EventData = Partial<
  Omit<
    EventItem,
    | keyof ItemBase
    | 'series'
    | 'originalStart'
    | 'attendees'
    | 'organizer'
    | 'isOrganizer'
    | 'isCancelled'
    | 'onlineMeetingUrl'
    | 'webLink'
    | 'calendarName'
    | 'iCalUId'
  >
>;
export type TaskData = Partial<Omit<TaskItem, keyof ItemBase | 'completedDate' | 'listName'>>;
export type ItemData<R extends Resource = Resource> = R extends 'calendar' ? EventData : TaskData;

/** Of the fields of items, as Strapi's own: `{ subject: { $containsi: 'visit' } }`, `$and`, `$or`, `$not`. Texts, numbers and dates only. */
export type ItemFilters = Record<string, unknown>;
/** 'start', 'start:desc', or several. */
export type ItemSort = string | readonly string[];
export interface ItemsAsked {
  filters?: ItemFilters;
  sort?: ItemSort; // default: 'start', or 'dueDate'; then by documentId
  page?: number; // from 1
  pageSize?: number; // 1…100, default 25
}
export interface ItemPage<R extends Resource = Resource> {
  items: Item<R>[];
  pagination: { page: number; pageSize: number; pageCount: number; total: number };
}
/** A type that holds items, for whoever lets people choose or hides what cannot be written. */
export interface ItemHome {
  name: string;
  uid: string;
  displayName: string;
  fields: string[]; // that people can write there
  isForNew: boolean; // whether they can make entries there; the first such is taken where none is named
}
/** One occurrence of a series, named as `calendar.occurrences` gives it. */
export interface OccurrenceAsked {
  user: string;
  series: string;
  originalStart: string;
  scope?: 'this' | 'this-and-following'; // default 'this'
}
interface ItemAsked<R extends Resource> {
  user: string;
  resource: R;
  documentId: string;
}

/** What a save says of the entry that it goes out from. */
export interface AsRead {
  /** Another one where something that people can write was changed. */
  version?: string;
  /** Another one after every write, those of a run too. */
  updatedAt?: string;
}

/**
 * Items of one person: `user` is whose they are, and of nobody else's is anything read or written ('unknown-item'). Bad input is 'invalid-input' with
 * the names of fields; what a rule or hook of the host refuses 'refused-by-host'.
 */
export interface ItemsService {
  homes(of: { resource: Resource }): Promise<ItemHome[]>;
  /** `from` and `to` (calendar): events that happen in that span of at most 1830 days, series by their occurrences. */
  list<R extends Resource>(of: { user: string; resource: R; from?: string; to?: string } & ItemsAsked): Promise<ItemPage<R>>;
  read<R extends Resource>(of: ItemAsked<R>): Promise<Item<R>>;
  create<R extends Resource>(of: { user: string; resource: R; data: ItemData<R>; home?: string }): Promise<Item<R>>;
  /** 'already-changed' where it is not as it was read any more. */
  update<R extends Resource>(of: ItemAsked<R> & AsRead & { data: ItemData<R> }): Promise<Item<R>>;
  /** A series goes with its exceptions; an exception with the occurrence for which it stands. 'already-changed' as with `update`. */
  remove(of: ItemAsked<Resource> & AsRead): Promise<void>;
  /** What stands for the occurrence: its exception, or the series with the times of the occurrence. */
  readOccurrence(of: Omit<OccurrenceAsked, 'scope'>): Promise<EventItem>;
  /**
   * Returns the exception that stands for the occurrence now, or the series that begins with it. 'already-changed' where `version` is another one
   * than that of what stands for the occurrence; with the scope 'this-and-following', than that of the series.
   */
  editOccurrence(of: OccurrenceAsked & Pick<AsRead, 'version'> & { data: EventData }): Promise<EventItem>;
  cancelOccurrence(of: OccurrenceAsked & Pick<AsRead, 'version'>): Promise<void>;
}
