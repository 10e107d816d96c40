/** A row of the Content Manager's form: fields with the twelfths that each takes. */
type Row = readonly (readonly [name: string, size: number])[];

export interface Arrangement {
  readonly mainField: string;
  readonly sortBy: string;
  readonly list: readonly string[];
  readonly edit: readonly Row[];
  /** What the Content Manager makes of the type by itself; whoever still has it has not changed it. */
  readonly unchanged: { readonly list: readonly string[]; readonly edit: readonly Row[] };
  /** Written by the engine: in no form, and where a host puts it into one, nobody can edit it. */
  readonly ofEngine: readonly string[];
}

const ofEvents: Arrangement = {
  mainField: 'subject',
  sortBy: 'start',
  list: ['subject', 'start', 'owner', 'calendarName'],
  edit: [
    [['subject', 12]],
    [['isAllDay', 12]],
    [
      ['start', 6],
      ['end', 6],
    ],
    [
      ['timeZone', 6],
      ['location', 6],
    ],
    [['recurrence', 12]],
    [['excludedDates', 12]],
    [['body', 12]],
    [
      ['showAs', 6],
      ['sensitivity', 6],
    ],
    [
      ['categories', 6],
      ['importance', 6],
    ],
    [
      ['isReminderOn', 6],
      ['reminderMinutesBeforeStart', 6],
    ],
    [
      ['owner', 6],
      ['calendarName', 6],
    ],
  ],
  unchanged: {
    list: ['id', 'subject', 'body', 'start'],
    edit: [
      [
        ['subject', 6],
        ['body', 6],
      ],
      [
        ['start', 6],
        ['end', 6],
      ],
      [
        ['isAllDay', 4],
        ['timeZone', 6],
      ],
      [
        ['location', 6],
        ['showAs', 6],
      ],
      [
        ['sensitivity', 6],
        ['importance', 6],
      ],
      [['categories', 12]],
      [
        ['isReminderOn', 4],
        ['reminderMinutesBeforeStart', 4],
      ],
      [['recurrence', 6]],
      [['excludedDates', 12]],
      [
        ['series', 6],
        ['exceptions', 6],
      ],
      [
        ['originalStart', 6],
        ['owner', 6],
      ],
      [['attendees', 12]],
      [['organizer', 12]],
      [
        ['isOrganizer', 4],
        ['isCancelled', 4],
      ],
      [
        ['onlineMeetingUrl', 6],
        ['webLink', 6],
      ],
      [
        ['calendarName', 6],
        ['iCalUId', 6],
      ],
    ],
  },
  ofEngine: [
    ...['series', 'exceptions', 'originalStart', 'attendees', 'organizer', 'isOrganizer', 'isCancelled'],
    ...['onlineMeetingUrl', 'webLink', 'iCalUId'],
  ],
};

const ofTasks: Arrangement = {
  mainField: 'title',
  sortBy: 'dueDate',
  list: ['title', 'dueDate', 'taskStatus', 'owner', 'listName'],
  edit: [
    [['title', 12]],
    [
      ['taskStatus', 6],
      ['importance', 6],
    ],
    [
      ['dueDate', 4],
      ['startDate', 4],
      ['completedDate', 4],
    ],
    [['recurrence', 12]],
    [['checklist', 12]],
    [['body', 12]],
    [
      ['isReminderOn', 6],
      ['reminderAt', 6],
    ],
    [['categories', 6]],
    [['owner', 6]],
  ],
  unchanged: {
    list: ['id', 'title', 'body', 'taskStatus'],
    edit: [
      [
        ['title', 6],
        ['body', 6],
      ],
      [
        ['taskStatus', 6],
        ['importance', 6],
      ],
      [
        ['dueDate', 4],
        ['startDate', 4],
        ['completedDate', 4],
      ],
      [
        ['isReminderOn', 4],
        ['reminderAt', 6],
      ],
      [['recurrence', 6]],
      [['categories', 12]],
      [['checklist', 12]],
      [
        ['listName', 6],
        ['owner', 6],
      ],
    ],
  },
  ofEngine: ['listName'],
};

export const arrangements: Readonly<Record<string, Arrangement>> = {
  'plugin::microsoft-sync.calendar-event': ofEvents,
  'plugin::microsoft-sync.task': ofTasks,
};
