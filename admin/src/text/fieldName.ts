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
  attendees: 'field.attendees',
  organizer: 'field.organizer',
  isOrganizer: 'field.isOrganizer',
  isCancelled: 'field.isCancelled',
  onlineMeetingUrl: 'field.onlineMeetingUrl',
  webLink: 'field.webLink',
  calendarName: 'field.calendarName',
  listName: 'field.listName',
  iCalUId: 'field.iCalUId',
  series: 'field.series',
  originalStart: 'field.originalStart',
  exceptions: 'field.exceptions',
  owner: 'field.owner',
};

/** Undefined: a field of a resource that came later. */
export const nameOfField = (field: string): TextKey | undefined => (Object.hasOwn(names, field) ? names[field] : undefined);

/** What people call a field; one that nobody has named yet is at least named by its column. */
export function fieldName(t: Text, field: string): string {
  const name = nameOfField(field);
  return name ? t(name) : field;
}
