import type { Choice } from '../canonical/choice';
import type { ChecklistEntry } from './checklist/entry';

/** A task in canonical form: what both sides can hold, and the same from whichever side it was read. */
export interface TaskValues {
  readonly title: string;
  /** Plain text. */
  readonly body: string;
  /** The same with its formatting, as canonical HTML (`canonical/rich`); null: not asked for, or not held. */
  readonly html: string | null;
  readonly taskStatus: string;
  readonly importance: string;
  /** Dates, "2026-03-01": a task is due on a day, wherever it is read (graph-facts §2.3). */
  readonly dueDate: string | null;
  readonly startDate: string | null;
  /** Follows the status: Microsoft sets it. */
  readonly completedDate: string | null;
  readonly isReminderOn: boolean;
  /** An instant; null when the reminder is off: then neither side's time means anything. */
  readonly reminderAt: string | null;
  /** An RRULE without DTSTART; '' for a task that does not recur. */
  readonly recurrence: string;
  /** Sorted, each once. */
  readonly categories: readonly string[];
  /** In Strapi's order; Microsoft promises none. */
  readonly checklist: readonly ChecklistEntry[];
}

/** Graph's own values (graph-facts §2.1); `taskStatus` is Graph's `status`, a name that Strapi has taken. */
export const choices = {
  taskStatus: { values: ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'], fallback: 'notStarted' },
  importance: { values: ['low', 'normal', 'high'], fallback: 'normal' },
} as const satisfies Record<string, Choice>;
