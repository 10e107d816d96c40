/** What a field of an item holds. By itself, for whoever describes items without reading any. */
export type Kind = 'text' | 'instant' | 'date' | 'boolean' | 'number' | 'texts' | 'json' | 'relation';

const kinds: Readonly<Record<string, Kind>> = {
  start: 'instant',
  end: 'instant',
  originalStart: 'instant',
  reminderAt: 'instant',
  updatedAt: 'instant',
  dueDate: 'date',
  startDate: 'date',
  completedDate: 'date',
  isAllDay: 'boolean',
  isReminderOn: 'boolean',
  isOrganizer: 'boolean',
  isCancelled: 'boolean',
  reminderMinutesBeforeStart: 'number',
  categories: 'texts',
  excludedDates: 'texts',
  attendees: 'json',
  organizer: 'json',
  checklist: 'json',
  series: 'relation',
};

export const kindOfField = (name: string): Kind => kinds[name] ?? 'text';
