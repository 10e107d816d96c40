/** The fields of a task: who writes them, and when two values of one are the same. None mails anybody. */
import { same, sameJson, sameSecond } from '../canonical/same';
import type { FieldRule } from '../sync/resource';
import type { TaskValues } from './values';

export const fields: Readonly<Record<keyof TaskValues, FieldRule>> = {
  title: shared(same),
  body: shared(same),
  taskStatus: shared(same),
  importance: shared(same),
  dueDate: shared(same),
  startDate: shared(same),
  completedDate: { ...shared(same), writtenBy: 'microsoft' },
  isReminderOn: shared(same, 'reminder'),
  reminderAt: shared(sameSecond, 'reminder'),
  categories: shared(sameJson),
};

function shared(isEqual: FieldRule['isEqual'], unit?: string): FieldRule {
  return { writtenBy: 'both', isPersonal: false, isEqual, ...(unit === undefined ? {} : { unit }) };
}
