import type { TextKey } from '../text/useText';

/** Fields of a form that belong together, in their order. */
interface Group {
  readonly title: TextKey;
  readonly fields: readonly string[];
}

export interface OwnType {
  /** What tells the type: the Content Manager says of a form and of a list only which fields there are. */
  readonly has: readonly string[];
  readonly groups: readonly Group[];
  readonly choices: readonly string[];
  /** What a field is called in the form, where that is not what it is called elsewhere. */
  readonly names: Readonly<Record<string, TextKey>>;
  readonly help: Readonly<Record<string, TextKey>>;
  /** Written by the engine, and shown folded away. */
  readonly ofEngine: readonly string[];
}

const events: OwnType = {
  has: ['iCalUId', 'originalStart', 'isAllDay', 'excludedDates'],
  groups: [
    { title: 'form.when', fields: ['subject', 'isAllDay', 'start', 'end', 'timeZone', 'location'] },
    { title: 'form.repetition', fields: ['recurrence', 'excludedDates'] },
    {
      title: 'form.details',
      fields: ['body', 'showAs', 'sensitivity', 'categories', 'importance', 'isReminderOn', 'reminderMinutesBeforeStart'],
    },
    { title: 'form.whose', fields: ['owner', 'calendarName'] },
  ],
  choices: ['showAs', 'sensitivity', 'importance'],
  names: { reminderMinutesBeforeStart: 'form.remind' },
  help: { owner: 'help.owner', calendarName: 'help.calendarName', sensitivity: 'help.sensitivity' },
  ofEngine: [
    ...['organizer', 'attendees', 'isOrganizer', 'isCancelled', 'onlineMeetingUrl', 'webLink'],
    ...['series', 'originalStart', 'exceptions', 'iCalUId'],
  ],
};

const tasks: OwnType = {
  has: ['listName', 'checklist', 'taskStatus', 'completedDate'],
  groups: [
    { title: 'form.task', fields: ['title', 'taskStatus', 'importance', 'dueDate', 'startDate', 'completedDate'] },
    { title: 'form.repetition', fields: ['recurrence'] },
    { title: 'form.task-details', fields: ['checklist', 'body', 'isReminderOn', 'reminderAt', 'categories'] },
    { title: 'form.whose', fields: ['owner'] },
  ],
  choices: ['taskStatus', 'importance'],
  names: {},
  help: { owner: 'help.owner', completedDate: 'help.completedDate' },
  ofEngine: ['listName'],
};

export const ownTypeOf = (names: ReadonlySet<string>): OwnType | undefined =>
  [events, tasks].find(({ has }) => has.every((name) => names.has(name)));
