import type { EventProperties, EventTime, ExtendedProperty } from '../mailbox/event.js';
import type { EventChanges } from '../mailbox/changes.js';
import { failedProperty, invalidBody } from './errors.js';
import { readAttendees } from './read-attendees.js';
import { limited, readBody, readTime } from './read-item.js';
import { readLocation } from './read-location.js';
import { readRecurrence } from './read-recurrence.js';
import { readArray, readBoolean, readEnum, readInteger, readObject, readProperties, readString } from './read-value.js';

/** Read-only properties: a request may carry them, they change nothing (graph-facts §1.8). */
const readOnlyNames = [
  'id',
  'changeKey',
  'createdDateTime',
  'lastModifiedDateTime',
  'bodyPreview',
  'cancelledOccurrences',
  'hasAttachments',
  'iCalUId',
  'isCancelled',
  'isDraft',
  'isOrganizer',
  'onlineMeeting',
  'onlineMeetingUrl',
  'organizer',
  'originalStart',
  'originalStartTimeZone',
  'originalEndTimeZone',
  'responseStatus',
  'seriesMasterId',
  'type',
  'webLink',
  'attachments',
  'calendar',
  'instances',
  'exceptionOccurrences',
  'extensions',
  'occurrenceId',
  'uid',
];

type Draft = { -readonly [Name in keyof EventProperties]?: EventProperties[Name] };

/** How each writable property is read. What is absent here and above does not exist. */
const readers: Readonly<Record<string, (value: unknown, changes: MutableChanges) => void>> = {
  subject: (value, { properties }) =>
    void (properties.subject = value === null ? '' : limited(readString(value, 'subject'), 255, 'subject')),
  body: (value, { properties }) => void (properties.body = readBody(value)),
  start: (value, changes) => void (changes.start = readTime(value, 'start')),
  end: (value, changes) => void (changes.end = readTime(value, 'end')),
  isAllDay: (value, changes) => void (changes.isAllDay = value === null ? false : readBoolean(value, 'isAllDay')),
  location: (value, { properties }) => {
    properties.location = readLocation(value, 'location');
    // Setting `location` replaces `locations` (graph-facts §1.8); a `locations` in the same body is read afterwards and wins.
    properties.locations = properties.location.displayName === '' ? [] : [properties.location];
  },
  locations: (value, { properties }) => {
    properties.locations = readArray(value ?? [], 'locations').map((one) => readLocation(one, 'locations'));
    const names = properties.locations.map(({ displayName }) => displayName).join('; ');
    properties.location = properties.locations.length === 1 ? properties.locations[0]! : readLocation({ displayName: names }, 'location');
  },
  showAs: (value, { properties }) =>
    void (properties.showAs = readEnum(value ?? 'busy', ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'], 'showAs')),
  sensitivity: (value, { properties }) =>
    void (properties.sensitivity = readEnum(value ?? 'normal', ['normal', 'personal', 'private', 'confidential'], 'sensitivity')),
  importance: (value, { properties }) =>
    void (properties.importance = readEnum(value ?? 'normal', ['low', 'normal', 'high'], 'importance')),
  categories: (value, { properties }) =>
    void (properties.categories = [
      ...new Set(readArray(value ?? [], 'categories').map((one) => limited(readString(one, 'categories'), 255, 'categories'))),
    ]),
  isReminderOn: (value, { properties }) => void (properties.isReminderOn = value === null ? false : readBoolean(value, 'isReminderOn')),
  reminderMinutesBeforeStart: (value, { properties }) => {
    const minutes = value === null ? 0 : readInteger(value, 'reminderMinutesBeforeStart');
    if (minutes < 0) throw failedProperty("'reminderMinutesBeforeStart' must not be negative.");
    properties.reminderMinutesBeforeStart = minutes;
  },
  attendees: (value, { properties }) => void (properties.attendees = readAttendees(value ?? [])),
  allowNewTimeProposals: (value, { properties }) =>
    void (properties.allowNewTimeProposals = value === null ? true : readBoolean(value, 'allowNewTimeProposals')),
  hideAttendees: (value, { properties }) => void (properties.hideAttendees = value === null ? false : readBoolean(value, 'hideAttendees')),
  responseRequested: (value, { properties }) =>
    void (properties.responseRequested = value === null ? true : readBoolean(value, 'responseRequested')),
  isOnlineMeeting: (value, { properties }) =>
    void (properties.isOnlineMeeting = value === null ? false : readBoolean(value, 'isOnlineMeeting')),
  onlineMeetingProvider: (value, { properties }) =>
    void (properties.onlineMeetingProvider = readEnum(
      value ?? 'unknown',
      ['unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness'],
      'onlineMeetingProvider',
    )),
  recurrence: (value, changes) => void (changes.recurrence = value === null ? null : readRecurrence(value)),
  transactionId: (value, changes) => {
    if (value !== null) changes.transactionId = limited(readString(value, 'transactionId'), 255, 'transactionId');
  },
  singleValueExtendedProperties: (value, { properties }) =>
    void (properties.singleValueExtendedProperties = readArray(value ?? [], 'singleValueExtendedProperties').map((one) =>
      readExtended(one, readString),
    )),
  multiValueExtendedProperties: (value, { properties }) =>
    void (properties.multiValueExtendedProperties = readArray(value ?? [], 'multiValueExtendedProperties').map((one) =>
      readExtended(one, (list, path) => readArray(list, path).map((entry) => readString(entry, path))),
    )),
};

interface MutableChanges extends EventChanges {
  properties: Draft;
  start?: EventTime;
  end?: EventTime;
  isAllDay?: boolean;
  recurrence?: EventChanges['recurrence'];
  transactionId?: string;
}

/** Reads the body of POST or PATCH. Throws the 400 the service would answer. */
export function readEvent(body: unknown): EventChanges {
  const given = readProperties(body, [...Object.keys(readers), ...readOnlyNames], 'microsoft.graph.event');
  const named = Object.keys(readers).filter((name) => name in given);
  const changes: MutableChanges = { named: new Set(named), properties: {} };
  for (const name of named) readers[name]!(given[name], changes);
  return changes;
}

function readExtended<Value>(value: unknown, readContent: (content: unknown, path: string) => Value): ExtendedProperty<Value> {
  readObject(value, 'extended property');
  const given = readProperties(value, ['id', 'value'], 'extended property');
  const id = readString(given['id'], 'extended property/id');
  if (!/^\w+ (\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\} (Name .+|Id 0x[0-9a-f]+)|0x[0-9a-f]+)$/i.test(id)) {
    throw invalidBody(`The extended property id '${id}' is not of the form '{type} {guid} Name {name}'.`);
  }
  return { id, value: readContent(given['value'], 'extended property/value') };
}
