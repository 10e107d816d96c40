import type { Choice } from '../canonical/choice';

/** An event in canonical form: what both sides can hold, and the same from whichever side it was read. */
export interface EventValues {
  readonly subject: string;
  /** Plain text, see `canonical/text.ts`. */
  readonly body: string;
  /** The same with its formatting, as canonical HTML (`canonical/rich`); null: not asked for, or not held. */
  readonly html: string | null;
  /** Instants; all-day: midnight UTC of the dates, end exclusive. */
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
  /** IANA, or the text of a zone that only Microsoft knows; null for all-day events: their dates float. */
  readonly timeZone: string | null;
  /** RRULE without DTSTART, in the spelling of `recurrence.ts`; null for what is no series. */
  readonly recurrence: string | null;
  /** Sorted dates of cancelled occurrences, on the series' own clock (`series-clock.ts`); empty for what is no series. */
  readonly excludedDates: readonly string[];
  /** Of an exception: when the occurrence would have been that it stands for. */
  readonly originalStart: string | null;
  readonly location: string;
  readonly showAs: string;
  readonly sensitivity: string;
  readonly importance: string;
  /** Sorted, each once. */
  readonly categories: readonly string[];
  readonly isReminderOn: boolean;
  /** Null when the reminder is off: then neither side's number means anything. */
  readonly reminderMinutesBeforeStart: number | null;
  readonly attendees: readonly Attendee[];
  readonly organizer: Person | null;
  readonly isOrganizer: boolean;
  readonly isCancelled: boolean;
  readonly onlineMeetingUrl: string | null;
  readonly webLink: string | null;
  readonly iCalUId: string | null;
}

export interface Person {
  readonly email: string;
  readonly name: string;
}

export interface Attendee extends Person {
  readonly type: string;
  readonly response: string;
}

/** Graph's own enum values, and what an event has that says nothing else. */
export const choices = {
  showAs: { values: ['unknown', 'free', 'tentative', 'busy', 'oof', 'workingElsewhere'], fallback: 'busy' },
  sensitivity: { values: ['normal', 'personal', 'private', 'confidential'], fallback: 'normal' },
  importance: { values: ['low', 'normal', 'high'], fallback: 'normal' },
} as const satisfies Record<string, Choice>;

export type EventChoice = keyof typeof choices;

/** Graph's own defaults of a new event (graph-facts §1.9). */
export const DEFAULT_REMINDER_MINUTES = 15;
