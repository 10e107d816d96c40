import type { EventTime, ItemBody } from '../mailbox/event.js';
import type { Recurrence } from '../mailbox/recurrence.js';

/** A To Do list. Like events all of this is immutable: a change puts a new value. */
export interface StoredList {
  readonly key: string;
  readonly version: number;
  readonly displayName: string;
  readonly isOwner: boolean;
  readonly isShared: boolean;
  readonly wellknownListName: 'none' | 'defaultList' | 'flaggedEmails';
}

export interface ChecklistItem {
  readonly id: string;
  readonly displayName: string;
  readonly isChecked: boolean;
  readonly createdAt: number;
  readonly checkedAt?: number;
}

export interface LinkedResource {
  readonly id: string;
  readonly applicationName: string | null;
  readonly displayName: string | null;
  readonly externalId: string | null;
  readonly webUrl: string | null;
}

export const taskStatuses = ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'] as const;
export const importances = ['low', 'normal', 'high'] as const;

export interface TaskProperties {
  readonly title: string;
  readonly body: ItemBody;
  readonly status: (typeof taskStatuses)[number];
  readonly importance: (typeof importances)[number];
  /** Due, start: midnight of a day in the zone of whoever wrote it; who reads sees the instant alone (graph-facts §2.3). */
  readonly dueDateTime: EventTime | null;
  readonly startDateTime: EventTime | null;
  /** Midnight of the day in UTC, whatever the hour was (graph-facts §2.3). */
  readonly completedDateTime: EventTime | null;
  readonly reminderDateTime: EventTime | null;
  readonly isReminderOn: boolean;
  readonly recurrence: Recurrence | null;
  readonly categories: readonly string[];
  readonly hasAttachments: boolean;
}

export interface StoredTask {
  readonly key: string;
  readonly listKey: string;
  readonly version: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Absent while nobody has written a body. */
  readonly bodyModifiedAt?: number;
  readonly properties: TaskProperties;
  readonly checklistItems: readonly ChecklistItem[];
  readonly linkedResources: readonly LinkedResource[];
}
