import type { Recurrence } from './recurrence.js';

/** What a mailbox holds. All of it is immutable: a change puts a new value, so that a delta round can keep the old one. */
export interface EventTime {
  /** Wall-clock milliseconds, as if UTC. */
  readonly wall: number;
  /** Zone as it was given, Windows or IANA. */
  readonly zone: string;
}

export interface ItemBody {
  readonly contentType: 'text' | 'html';
  readonly content: string;
}

export interface EmailAddress {
  readonly name: string;
  readonly address: string;
}

export interface ResponseStatus {
  readonly response: 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';
  readonly time: string;
}

export interface Attendee {
  readonly type: 'required' | 'optional' | 'resource';
  readonly status: ResponseStatus;
  readonly emailAddress: EmailAddress;
}

export type Location = Readonly<Record<string, unknown>> & { readonly displayName: string };

export interface ExtendedProperty<Value> {
  readonly id: string;
  readonly value: Value;
}

export interface EventProperties {
  readonly subject: string;
  readonly body: ItemBody;
  readonly start: EventTime;
  readonly end: EventTime;
  readonly isAllDay: boolean;
  readonly location: Location;
  readonly locations: readonly Location[];
  readonly showAs: string;
  readonly sensitivity: string;
  readonly importance: string;
  readonly categories: readonly string[];
  readonly isReminderOn: boolean;
  readonly reminderMinutesBeforeStart: number;
  readonly attendees: readonly Attendee[];
  readonly allowNewTimeProposals: boolean;
  readonly hideAttendees: boolean;
  readonly responseRequested: boolean;
  readonly isOnlineMeeting: boolean;
  readonly onlineMeetingProvider: string;
  readonly isCancelled: boolean;
  readonly responseStatus: ResponseStatus;
  readonly singleValueExtendedProperties: readonly ExtendedProperty<string>[];
  readonly multiValueExtendedProperties: readonly ExtendedProperty<readonly string[]>[];
}

export interface EventException {
  /** Date at which the pattern puts it: its identity in the series. */
  readonly date: string;
  readonly changes: Partial<EventProperties>;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly version: number;
}

/** A single event, or a series with its exceptions and the dates that were deleted from it. */
export interface StoredEvent {
  readonly key: string;
  readonly calendarKey: string;
  readonly iCalUId: string;
  readonly transactionId?: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Source of changeKey and ETag. */
  readonly version: number;
  readonly originalStartTimeZone: string;
  readonly originalEndTimeZone: string;
  readonly organizer: EmailAddress;
  readonly isOrganizer: boolean;
  readonly properties: EventProperties;
  readonly recurrence: Recurrence | null;
  readonly exceptions: ReadonlyMap<string, EventException>;
  readonly cancelledDates: ReadonlySet<string>;
}

/** One thing that stands in the calendar, or the master of a series. */
export interface Instance {
  readonly type: 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';
  readonly event: StoredEvent;
  /** Date in the series, for occurrences and exceptions. */
  readonly date?: string;
  readonly properties: EventProperties;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly version: number;
}

export const noTime = '0001-01-01T00:00:00Z';
