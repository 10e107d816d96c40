/** Which kinds of attributes hold a field as it is, and what Microsoft's values of it can be. */
import { type EventField, type TaskField } from '../../../../src/contracts';
import { LONGEST_BODY } from '../../../../src/canonical/body-from-microsoft';
import { LONGEST_LINE } from '../../../../src/canonical/longest';
import { choices as eventChoices } from '../../../../src/calendar/values';
import { choices as taskChoices } from '../../../../src/tasks/values';

export type Field = EventField | TaskField;

const text = ['string', 'text', 'richtext'];
const instant = ['datetime', 'timestamp'];
const day = ['date', ...instant];
const choice = ['enumeration', 'boolean', 'integer', 'string', 'text'];
const flag = ['boolean', 'enumeration', 'integer', 'string'];
const list = ['json'];

/** 'component': with `fields`, see parts.ts. */
export const kindsOf: Readonly<Record<Field, readonly string[]>> = {
  subject: text,
  title: text,
  body: [...text, 'blocks'],
  start: instant,
  end: instant,
  originalStart: instant,
  reminderAt: instant,
  dueDate: day,
  startDate: day,
  completedDate: day,
  isAllDay: flag,
  isReminderOn: flag,
  isOrganizer: flag,
  isCancelled: flag,
  showAs: choice,
  sensitivity: choice,
  importance: choice,
  taskStatus: choice,
  reminderMinutesBeforeStart: ['integer', 'decimal', 'float'],
  timeZone: text,
  location: text,
  recurrence: text,
  calendarName: text,
  listName: text,
  onlineMeetingUrl: text,
  webLink: text,
  iCalUId: text,
  categories: list,
  excludedDates: list,
  series: ['relation'],
  attendees: [...list, 'component'],
  organizer: [...list, 'component'],
  checklist: [...list, 'component'],
};

/** Fields of which every value that Microsoft may have is known. */
export const valuesOf: Partial<Record<Field, readonly string[]>> = {
  showAs: eventChoices.showAs.values,
  sensitivity: eventChoices.sensitivity.values,
  importance: eventChoices.importance.values,
  taskStatus: taskChoices.taskStatus.values,
  isAllDay: ['true', 'false'],
  isReminderOn: ['true', 'false'],
  isOrganizer: ['true', 'false'],
  isCancelled: ['true', 'false'],
};

/** A field that is true or false rather than a word. */
export const isFlag = (field: Field): boolean => valuesOf[field]?.[0] === 'true';

/** How many characters Microsoft's values may have; of addresses and ids nothing is promised but that they are longer than a line. */
export const longestOf: Partial<Record<Field, number>> = {
  subject: LONGEST_LINE,
  title: LONGEST_LINE,
  location: LONGEST_LINE,
  calendarName: LONGEST_LINE,
  listName: LONGEST_LINE,
  recurrence: LONGEST_LINE,
  body: LONGEST_BODY,
  onlineMeetingUrl: 2_000,
  webLink: 2_000,
  iCalUId: 2_000,
};
