import { eventEnums } from './enums';
import { line } from './line';
import { OURS } from './ours';

/** Default home of events. Fields below the line are set by the engine and read-only for people. */
export const calendarEvent = {
  schema: {
    kind: 'collectionType',
    collectionName: 'microsoft_sync_calendar_events',
    info: {
      singularName: 'calendar-event',
      pluralName: 'calendar-events',
      displayName: 'Calendar event',
      description: 'An event that is kept the same in Strapi and in Microsoft 365.',
    },
    options: { draftAndPublish: false },
    pluginOptions: { i18n: { localized: false } },
    attributes: {
      subject: line(),
      body: { type: 'text' },
      start: { type: 'datetime', required: true, customField: `${OURS}instant` },
      end: { type: 'datetime', required: true, customField: `${OURS}instant` },
      isAllDay: { type: 'boolean', default: false },
      timeZone: { type: 'string', customField: `${OURS}time-zone` }, // where none is given: of the owner's mailbox (local-changes/default-zone.ts)
      location: line(),
      showAs: { type: 'enumeration', enum: eventEnums.showAs, default: 'busy' },
      sensitivity: { type: 'enumeration', enum: eventEnums.sensitivity, default: 'normal' },
      importance: { type: 'enumeration', enum: eventEnums.importance, default: 'normal' },
      categories: { type: 'json', customField: `${OURS}categories` },
      isReminderOn: { type: 'boolean', default: true },
      reminderMinutesBeforeStart: { type: 'integer', default: 15, customField: `${OURS}reminder` },
      recurrence: { type: 'text', customField: `${OURS}recurrence` },
      excludedDates: { type: 'json', customField: `${OURS}excluded-dates` },
      series: { type: 'relation', relation: 'manyToOne', target: 'plugin::microsoft-sync.calendar-event', inversedBy: 'exceptions' },
      exceptions: { type: 'relation', relation: 'oneToMany', target: 'plugin::microsoft-sync.calendar-event', mappedBy: 'series' },
      originalStart: { type: 'datetime', customField: `${OURS}instant` },
      owner: { type: 'relation', relation: 'manyToOne', target: 'admin::user', useJoinTable: true },

      attendees: { type: 'json' },
      organizer: { type: 'json' },
      isOrganizer: { type: 'boolean', default: true },
      isCancelled: { type: 'boolean', default: false },
      onlineMeetingUrl: { type: 'text' },
      webLink: { type: 'text' },
      calendarName: line(),
      iCalUId: { type: 'text' },
    },
  },
};
