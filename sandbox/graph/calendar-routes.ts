import { changeCalendar, deleteCalendar, refuseSameName } from '../mailbox/change-calendar.js';
import type { IdFormat } from '../mailbox/ids.js';
import { changeKey, decodeCalendarId, encodeCalendarId } from '../mailbox/ids.js';
import type { Mailbox, StoredCalendar } from '../mailbox/mailbox.js';
import { readCount } from './answer-collection.js';
import { accessDenied, invalidRequest, itemNotFound, malformedId } from './errors.js';
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
      value: all
        .slice(skip, next)
        .map((calendar) => selected(renderCalendar(request.mailbox, calendar, request.preferences.idFormat), request.query)),
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
  if (!calendar.canEdit) throw accessDenied();
  return oneCalendar(request, changeCalendar(request.mailbox, calendar, readCalendar(request.body)), 200);
}

export function removeCalendar({ mailbox }: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  deleteCalendar(mailbox, calendar);
  return { status: 204 };
}

export function calendarOf({ mailbox }: GraphRequest, id: string): StoredCalendar {
  const reference = decodeCalendarId(id);
  if (reference === undefined) throw malformedId();
  const calendar = mailbox.findCalendar(reference);
  if (!calendar) throw itemNotFound();
  return calendar;
}

export function defaultCalendarOf({ mailbox }: GraphRequest): StoredCalendar {
  return mailbox.calendars.get(mailbox.defaultCalendarKey) as StoredCalendar;
}

export function renderCalendar({ person }: Mailbox, calendar: StoredCalendar, format: IdFormat): Json {
  return {
    id: encodeCalendarId(calendar, format),
    name: calendar.name,
    color: calendar.color,
    hexColor: calendar.hexColor,
    isDefaultCalendar: calendar.isDefault,
    changeKey: changeKey(calendar.key, calendar.version),
    canShare: calendar.owner === null && calendar.canEdit,
    canViewPrivateItems: true,
    canEdit: calendar.canEdit,
    allowedOnlineMeetingProviders: ['teamsForBusiness'],
    defaultOnlineMeetingProvider: 'teamsForBusiness',
    isTallyingResponses: calendar.isDefault,
    isRemovable: calendar.isRemovable,
    owner: calendar.owner ?? { name: person.name, address: person.address },
  };
}

function readCalendar(body: unknown): { name?: string; color?: string } {
  const given = readProperties(body, ['name', 'color', ...readOnlyNames], 'microsoft.graph.calendar');
  return {
    ...(given['name'] === undefined || given['name'] === null ? {} : { name: readString(given['name'], 'name') }),
    ...(given['color'] === undefined || given['color'] === null ? {} : { color: readEnum(given['color'], colors, 'color') }),
  };
}

function oneCalendar(request: GraphRequest, calendar: StoredCalendar, status: number): GraphAnswer {
  const body = selected(renderCalendar(request.mailbox, calendar, request.preferences.idFormat), request.query);
  return { status, body: { '@odata.context': context(request, 'calendars/$entity'), ...body } };
}
