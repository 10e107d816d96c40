import type { Text, TextKey } from './useText';

const names: Record<string, TextKey> = {
  subject: 'field.subject',
  title: 'field.title',
  body: 'field.body',
  html: 'field.body',
  start: 'field.start',
  end: 'field.end',
  isAllDay: 'field.isAllDay',
  timeZone: 'field.timeZone',
  location: 'field.location',
  showAs: 'field.showAs',
  sensitivity: 'field.sensitivity',
  importance: 'field.importance',
  categories: 'field.categories',
  isReminderOn: 'field.isReminderOn',
  reminderMinutesBeforeStart: 'field.reminderMinutesBeforeStart',
  reminderAt: 'field.reminderAt',
  recurrence: 'field.recurrence',
  excludedDates: 'field.excludedDates',
  taskStatus: 'field.taskStatus',
  dueDate: 'field.dueDate',
  startDate: 'field.startDate',
  completedDate: 'field.completedDate',
  checklist: 'field.checklist',
};

/** What people call a field; a resource that came later is at least named by its column. */
export const fieldName = (t: Text, field: string): string => (Object.hasOwn(names, field) ? t(names[field] as TextKey) : field);
