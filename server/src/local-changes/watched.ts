import type { Resource } from '../../../src/contracts';

export interface Watched {
  readonly uid: string;
  readonly resource: Resource;
  /** Columns that only the engine writes, with what Microsoft knows. */
  readonly ofMicrosoft: readonly string[];
  readonly parts?: PartColumns;
}

/** Columns by which a content type knows entries that are part of another one. */
export interface PartColumns {
  /** Of a part: what it belongs to. */
  readonly relation: string;
  /** The same from the other side: what parts it has. */
  readonly inverse: string;
  /** Which part it is. */
  readonly place: string;
  /** The list of parts that were removed. */
  readonly removed: string;
  /** Without it an entry has no parts. */
  readonly rule: string;
  /** What says which places there are. */
  readonly dates: readonly string[];
}

export const watched: readonly Watched[] = [
  {
    uid: 'plugin::microsoft-sync.calendar-event',
    resource: 'calendar',
    ofMicrosoft: ['attendees', 'organizer', 'isOrganizer', 'isCancelled', 'onlineMeetingUrl', 'webLink', 'calendarName', 'iCalUId'],
    parts: {
      relation: 'series',
      inverse: 'exceptions',
      place: 'originalStart',
      removed: 'excludedDates',
      rule: 'recurrence',
      dates: ['start', 'isAllDay', 'timeZone', 'recurrence'],
    },
  },
  { uid: 'plugin::microsoft-sync.task', resource: 'tasks', ofMicrosoft: ['listName'] },
];
