/** What the page *Calendar* and the server say to each other; see `http.ts`. "People" are host users; who asks need be none of them. */
import type { AccountReason, AccountState, HeldItem, OccurrenceAsked, Resource } from './index';
import type { EventData, Item, ItemHome, TaskData, TaskItem } from './items';
import type { Reason } from './reasons';

/** GET `/calendar/people`; filters `organization` and `search`, pages as every list. `others`: those of whom one may see the calendar. */
export interface CalendarPeople {
  me: CalendarPerson | null;
  others: CalendarPerson[];
  /** Of others, whether they are on this page of the list or not. */
  total: number;
  /** IANA, of one's own mailbox; null: nobody knows one. */
  timeZone: string | null;
  /** Types that hold events and tasks, and what can be written there. */
  homes: { [R in Resource]: ItemHome[] };
}
export interface CalendarPerson {
  id: string;
  name: string;
  organization: { id: string; name: string } | null;
  /** Whether one may write into their calendar and lists. */
  canWrite: boolean;
  state: AccountState;
  reason: AccountReason | null;
}

/** How an entry stands with Microsoft 365. 'here': it is in Strapi alone, and nothing waits for it to be sent. */
export type Standing =
  | { kind: 'same' | 'waiting' | 'here' }
  | { kind: 'held'; code: HeldItem['code']; message: string; reason: HeldItem['reason'] }
  | { kind: 'conflict'; fields: string[] };

/** GET `/standings?uid=&ids=` and `/me/standings?uid=&ids=`: by documentId, of at most 100 entries of one content type. */
export type Standings = Record<string, Standing>;

/** GET `/calendar/entries?users=&from=&to=`: what happens when; series as their occurrences. `users`: ids with commas between them, at most 20. */
export interface CalendarEntry {
  user: string;
  uid: string;
  documentId: string;
  series: string | null;
  originalStart: string | null;
  start: string;
  end: string;
  isAllDay: boolean;
  /** Null: it is somebody else's and private, so that only its time is told. */
  subject: string | null;
  location: string | null;
  showAs: string | null;
  isPrivate: boolean;
  /** One of others' meetings, which only its organizer changes. */
  isOfOthers: boolean;
  /** Of the entry; null: nothing but its time is told. */
  version: string | null;
  /** Of the series to which it belongs. */
  seriesVersion: string | null;
  standing: Standing;
}
/** GET `/calendar/tasks?users=`: what is open, and what was completed within the last week. */
export type CalendarTask = TaskItem & { user: string; standing: Standing };

/**
 * GET `/categories?uid=&documentId=`: Outlook's list in the mailbox of whose the entry is; without one, in one's own. Null: it is not connected, or
 * somebody else's whose calendar one may not see.
 */
export type MailboxCategories = MailboxCategory[] | null;
export interface MailboxCategory {
  name: string;
  /** Graph's: "preset0" to "preset24"; null: none. */
  colour: string | null;
}

/**
 * GET `/calendar/item?user=&resource=&documentId=`. With `originalStart` it is what stands for that occurrence of the series: its exception, or the
 * series with the times of the occurrence.
 */
export type CalendarItem = Item;
export interface ReadCalendarItem {
  user: string;
  resource: Resource;
  documentId: string;
  originalStart?: string;
}
/**
 * POST `/calendar/item` makes one, PUT changes it; both answer with `WrittenItem`. Whatever is changed or removed is named with the version that was
 * shown: where that is another one by now, nothing is done, and the answer is 409 with `already-changed`.
 */
export interface WrittenItem {
  documentId: string;
  version: string;
}
export interface MakeItem {
  user: string;
  resource: Resource;
  data: EventData | TaskData;
}
export interface ChangeItem extends MakeItem {
  documentId: string;
  version?: string;
}
/** POST `/calendar/item/remove` */
export type RemoveItem = Pick<ChangeItem, 'user' | 'resource' | 'documentId' | 'version'>;
/**
 * POST `/calendar/occurrence` answers with `WrittenItem`: the exception, or the series that begins there. POST `/calendar/occurrence/cancel` answers
 * with nothing. `version`: of what stands for the occurrence; with the scope 'this-and-following', of the series.
 */
export interface CancelOccurrence extends OccurrenceAsked {
  version?: string;
}
export interface ChangeOccurrence extends CancelOccurrence {
  data: EventData;
}

/**
 * POST `/saving-means` (for forms) and `/calendar/saving-means` answer with `SavingMeans`: what a run would hold of an entry if it were saved like this, and what else goes with that. Nothing is
 * written. `documentId` null: it is to be made. `originalStart`: the entry is a series, and this occurrence of it is meant, or all from it on (`scope`).
 */
export interface AboutToSave extends Pick<OccurrenceAsked, 'scope'> {
  uid: string;
  documentId: string | null;
  originalStart?: string;
  /** What somebody has changed; of what is to be made, all of it. */
  data: Record<string, unknown>;
}
export interface SavingMeans {
  /** Where there is more than one reason, several may name the same field. */
  held: { fields: string[]; message: string; reason: Reason | null }[];
  /** Original starts of occurrences that somebody has changed by themselves, which they would not be any more. */
  dropped: string[];
}
