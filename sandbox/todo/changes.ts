import type { ChecklistItem, LinkedResource, TaskProperties } from './task.js';

/** A checked request to change a task. */
export interface TaskChanges {
  readonly named: ReadonlySet<string>;
  readonly properties: Partial<TaskProperties>;
  /** Parts that come along with a new task. */
  readonly checklistItems?: readonly ChecklistChanges[];
  readonly linkedResources?: readonly Partial<Omit<LinkedResource, 'id'>>[];
}

export type ChecklistChanges = Partial<Omit<ChecklistItem, 'id'>>;
