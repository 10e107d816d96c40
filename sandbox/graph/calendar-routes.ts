import { changeKey, decodeCalendarId, encodeCalendarId } from '../mailbox/ids.js';
import type { Mailbox, StoredCalendar } from '../mailbox/mailbox.js';
import { readCount } from './answer-collection.js';
import { GraphError, invalidRequest, itemNotFound, malformedId } from './errors.js';
import { readEnum, readProperties, readString } from './read-value.js';
import type { Json } from './render-event.js';
import type { GraphAnswer, GraphRequest } from './request.js';
import { context } from './request.js';
import { selected } from './select.js';

const colors = [
  'auto',
  'lightBlue',
  'lightGreen',
  'lightOrange',
  'lightGray',
  'lightYellow',
  'lightTeal',
  'lightPink',
  'lightBrown',
  'lightRed',
  'maxColor',
] as const;
const readOnlyNames = [
  'id',
  'changeKey',
  'hexColor',
  'canEdit',
  'canShare',
  'canViewPrivateItems',
  'isDefaultCalendar',
  'isRemovable',
  'isTallyingResponses',
  'owner',
  'allowedOnlineMeetingProviders',
  'defaultOnlineMeetingProvider',
  'calendarPermissions',
  'calendarView',
  'events',
  'multiValueExtendedProperties',
  'singleValueExtendedProperties',
];

export function listCalendars(request: GraphRequest): GraphAnswer {
  const all = [...request.mailbox.calendars.values()];
  const skip = readCount(request.query, '$skip') ?? 0;
  // Ten calendars a page by default too (graph-facts §10.8).
  const top = readCount(request.query, '$top') ?? 10;
  const next = skip + top;
  return {
    status: 200,
    body: {
      '@odata.context': context(request, 'calendars'),
      value: all.slice(skip, next).map((calendar) => selected(renderCalendar(request.mailbox, calendar), request.query)),
      ...(next < all.length ? { '@odata.nextLink': `${request.service.root()}${request.path}?$top=${top}&$skip=${next}` } : {}),
    },
  };
}

export function getCalendar(request: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  return oneCalendar(request, calendar, 200);
}

export function postCalendar(request: GraphRequest): GraphAnswer {
  const { name, color } = readCalendar(request.body);
  if (name === undefined || name.trim() === '') throw invalidRequest("The property 'name' is missing.");
  refuseSameName(request.mailbox, name);
  const calendar = { ...request.mailbox.addCalendar(name), ...(color === undefined ? {} : { color }) };
  request.mailbox.calendars.set(calendar.key, calendar);
  return oneCalendar(request, calendar, 201);
}

export function patchCalendar(request: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  const changes = readCalendar(request.body);
  if (changes.name !== undefined && changes.name !== calendar.name) refuseSameName(request.mailbox, changes.name);
  const changed = { ...calendar, ...changes, version: request.mailbox.nextVersion() };
  request.mailbox.calendars.set(calendar.key, changed);
  return oneCalendar(request, changed, 200);
}

export function removeCalendar(request: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  const { mailbox } = request;
  if (calendar.isDefault) throw new GraphError(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  mailbox.calendars.delete(calendar.key);
  for (const event of [...mailbox.events.values()]) if (event.calendarKey === calendar.key) mailbox.remove(event);
  return { status: 204 };
}

export function calendarOf({ mailbox }: GraphRequest, id: string): StoredCalendar {
  const key = decodeCalendarId(id);
  if (key === undefined) throw malformedId();
  const calendar = mailbox.calendars.get(key);
  if (!calendar) throw itemNotFound();
  return calendar;
}

export function defaultCalendarOf({ mailbox }: GraphRequest): StoredCalendar {
  return mailbox.calendars.get(mailbox.defaultCalendarKey) as StoredCalendar;
}

export function renderCalendar({ person }: Mailbox, calendar: StoredCalendar): Json {
  return {
    id: encodeCalendarId(calendar.key),
    name: calendar.name,
    color: calendar.color,
    hexColor: calendar.hexColor,
    isDefaultCalendar: calendar.isDefault,
    changeKey: changeKey(calendar.key, calendar.version),
    canShare: calendar.canEdit,
    canViewPrivateItems: true,
    canEdit: calendar.canEdit,
    allowedOnlineMeetingProviders: ['teamsForBusiness'],
    defaultOnlineMeetingProvider: 'teamsForBusiness',
    isTallyingResponses: calendar.isDefault,
    isRemovable: !calendar.isDefault,
    owner: { name: person.name, address: person.address },
  };
}

function readCalendar(body: unknown): { name?: string; color?: string } {
  const given = readProperties(body, ['name', 'color', ...readOnlyNames], 'microsoft.graph.calendar');
  return {
    ...(given['name'] === undefined || given['name'] === null ? {} : { name: readString(given['name'], 'name') }),
    ...(given['color'] === undefined || given['color'] === null ? {} : { color: readEnum(given['color'], colors, 'color') }),
  };
}

function refuseSameName({ calendars }: Mailbox, name: string): void {
  for (const calendar of calendars.values()) {
    if (calendar.name.toLowerCase() === name.toLowerCase()) {
      throw new GraphError(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
    }
  }
}

function oneCalendar(request: GraphRequest, calendar: StoredCalendar, status: number): GraphAnswer {
  const body = selected(renderCalendar(request.mailbox, calendar), request.query);
  return { status, body: { '@odata.context': context(request, 'calendars/$entity'), ...body } };
}
