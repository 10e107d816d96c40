import type { StoredCalendar } from '../mailbox/mailbox.js';
import {
  calendarOf,
  defaultCalendarOf,
  getCalendar,
  listCalendars,
  patchCalendar,
  postCalendar,
  removeCalendar,
} from './calendar-routes.js';
import { calendarViewDelta } from './delta.js';
import { GraphError, invalidRequest } from './errors.js';
import { cancelEvent, dismissReminder, forwardEvent, permanentlyDelete, respondWith } from './event-actions.js';
import {
  getCalendarOfEvent,
  getEvent,
  listCalendarEvents,
  listCalendarView,
  listInstances,
  patchEvent,
  postEvent,
  removeEvent,
} from './event-routes.js';
import { listCategories } from './category-routes.js';
import { getMailboxSetting, getMailboxSettings, getPerson, listTimeZones, patchMailboxSettings } from './person-routes.js';
import type { GraphAnswer, GraphRequest } from './request.js';
import type { Need, Route } from './route.js';
import { route } from './route.js';
import { todoRoutes } from './todo/routes.js';

type CalendarHandler = (request: GraphRequest, calendar: StoredCalendar) => GraphAnswer;

const named = (handler: CalendarHandler) => (request: GraphRequest) => handler(request, calendarOf(request, request.parameters[0] ?? ''));
const byDefault = (handler: CalendarHandler) => (request: GraphRequest) => handler(request, defaultCalendarOf(request));

/** calendar/events/{id} has one id, calendars/{id}/events/{id} two: findInstance() reads both. */
const eventRoots = ['events', 'calendar/events', 'calendars/*/events'];

const routes: readonly Route[] = [
  route('GET', '', 'person', getPerson),
  route('GET', 'mailboxSettings', 'settings', getMailboxSettings),
  route('PATCH', 'mailboxSettings', 'settingsWrite', patchMailboxSettings),
  route('GET', 'mailboxSettings/*', 'settings', getMailboxSetting),
  route('GET', 'outlook/masterCategories', 'settings', listCategories),
  route('GET', 'outlook/supportedTimeZones', 'zones', listTimeZones),
  route('GET', 'outlook/supportedTimeZones/*', 'zones', listTimeZones),

  route('GET', 'calendars', 'calendar', listCalendars),
  route('POST', 'calendars', 'calendarWrite', postCalendar),
  route('GET', 'calendar', 'calendar', byDefault(getCalendar)),
  route('PATCH', 'calendar', 'calendarWrite', byDefault(patchCalendar)),
  route('GET', 'calendars/*', 'calendar', named(getCalendar)),
  route('PATCH', 'calendars/*', 'calendarWrite', named(patchCalendar)),
  route('DELETE', 'calendars/*', 'calendarWrite', named(removeCalendar)),

  ...collection('events', listCalendarEvents, 'GET', 'calendar'),
  ...collection('events', postEvent, 'POST', 'calendarWrite'),
  ...collection('calendarView', listCalendarView, 'GET', 'calendar'),
  ...collection('calendarView/delta', calendarViewDelta, 'GET', 'calendar'),
  ...collection('events/delta', refuseEventsDelta, 'GET', 'calendar'),

  ...eventRoots.flatMap((root) => [
    route('GET', `${root}/*`, 'calendar', getEvent),
    route('PATCH', `${root}/*`, 'calendarWrite', patchEvent),
    route('DELETE', `${root}/*`, 'calendarWrite', removeEvent),
    route('GET', `${root}/*/instances`, 'calendar', listInstances),
    route('GET', `${root}/*/calendar`, 'calendar', getCalendarOfEvent),
    route('POST', `${root}/*/cancel`, 'calendarWrite', cancelEvent),
    route('POST', `${root}/*/accept`, 'calendarWrite', respondWith('accepted')),
    route('POST', `${root}/*/tentativelyAccept`, 'calendarWrite', respondWith('tentativelyAccepted')),
    route('POST', `${root}/*/decline`, 'calendarWrite', respondWith('declined')),
    route('POST', `${root}/*/forward`, 'calendarWrite', forwardEvent),
    route('POST', `${root}/*/dismissReminder`, 'calendarWrite', dismissReminder),
    route('POST', `${root}/*/permanentDelete`, 'calendarWrite', permanentlyDelete),
  ]),

  ...todoRoutes,
];

/** Segments of a path in the form routes are written: `events('id')` is `events/id`, `delta()` is `delta`. */
export function splitPath(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((raw) => {
      const segment = decode(raw);
      const call = /^([A-Za-z]+)\((.*)\)$/.exec(segment);
      if (!call) return [segment];
      const inner = (call[2] as string).replace(/^'(.*)'$/, '$1');
      return inner === '' ? [call[1] as string] : [call[1] as string, inner];
    });
}

export function matchRoute(method: string, segments: readonly string[]): { readonly route: Route; readonly parameters: string[] } {
  const sameAddress = routes.filter((candidate) => isMatch(candidate.segments, segments));
  if (sameAddress.length === 0) {
    throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${segments.at(-1) ?? ''}'.`);
  }
  const literal = (candidate: Route): number => candidate.segments.filter((segment) => segment !== '*').length;
  const found = sameAddress.filter((candidate) => candidate.method === method).sort((one, other) => literal(other) - literal(one))[0];
  if (!found) throw new GraphError(405, 'ErrorInvalidRequest', 'Request not applicable to target resource.');
  return { route: found, parameters: segments.filter((_segment, index) => found.segments[index] === '*') };
}

function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, index) => part === '*' || part.toLowerCase() === segments[index]?.toLowerCase());
}

function collection(path: string, handler: CalendarHandler, method: string, need: Need): Route[] {
  return [
    route(method, path, need, byDefault(handler)),
    route(method, `calendar/${path}`, need, byDefault(handler)),
    route(method, `calendars/*/${path}`, need, named(handler)),
  ];
}

/** As reported of the real service (graph-facts §10.6). */
function refuseEventsDelta(): GraphAnswer {
  throw invalidRequest("Change tracking is not supported against 'microsoft.graph.event'.");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
