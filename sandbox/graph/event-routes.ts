import { changeEvent } from '../mailbox/change-event.js';
import { changeOccurrence } from '../mailbox/change-occurrence.js';
import { createEvent } from '../mailbox/create-event.js';
import { deleteEvent, deleteOccurrence } from '../mailbox/delete-event.js';
import type { Instance, StoredEvent } from '../mailbox/event.js';
import { decodeItemId } from '../mailbox/ids.js';
import { instanceOn, instancesIn, ownInstance, startInstant } from '../mailbox/instances.js';
import type { Mailbox, StoredCalendar } from '../mailbox/mailbox.js';
import { calendarOf, getCalendar } from './calendar-routes.js';
import { checkVersion } from './check-version.js';
import { accessDenied, itemNotFound, malformedId } from './errors.js';
import { readShape, shapeEvent } from './expand-event.js';
import { listEvents } from './list-events.js';
import { readEvent } from './read-event.js';
import { etagOf } from './render-event.js';
import type { GraphAnswer, GraphRequest } from './request.js';
import { context } from './request.js';
import { readWindow } from './window.js';

/** Singles and series masters of a calendar, no occurrences (graph-facts §1.7). */
export function listCalendarEvents(request: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  return listEvents(request, eventsOf(request.mailbox, calendar).map(ownInstance), 'events');
}

export function listCalendarView(request: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  const window = readWindow(request.query);
  const instances = eventsOf(request.mailbox, calendar).flatMap((event) => instancesIn(event, window));
  instances.sort((one, other) => startInstant(one.properties) - startInstant(other.properties));
  return listEvents(request, instances, 'calendarView');
}

export function postEvent(request: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  if (!calendar.canEdit) throw accessDenied();
  const event = createEvent(request.mailbox, calendar.key, readEvent(request.body), 'application');
  const answer = oneEvent(request, ownInstance(event));
  const location = `${request.service.root()}/v1.0/users('${request.mailbox.person.id}')/events('${String((answer.body as { id: string }).id)}')`;
  return { ...answer, status: 201, headers: { ...answer.headers, location } };
}

export function getEvent(request: GraphRequest): GraphAnswer {
  return oneEvent(request, findInstance(request));
}

export function patchEvent(request: GraphRequest): GraphAnswer {
  const instance = findInstance(request);
  refuseReadOnly(request, instance);
  const changes = readEvent(request.body);
  if (request.mailbox.eventBehaviour.ifMatch === 'honoured') checkVersion(request, etagOf(instance));
  const { mailbox } = request;
  const { event, date } = instance;
  const changed =
    date === undefined
      ? ownInstance(changeEvent(mailbox, event, changes, 'application'))
      : changeOccurrence(mailbox, event, date, changes, 'application');
  return oneEvent(request, changed);
}

export function removeEvent(request: GraphRequest): GraphAnswer {
  const instance = findInstance(request);
  refuseReadOnly(request, instance);
  if (request.mailbox.eventBehaviour.ifMatch === 'honoured') checkVersion(request, etagOf(instance));
  const { event, date } = instance;
  if (date === undefined) deleteEvent(request.mailbox, event, 'application');
  else deleteOccurrence(request.mailbox, event, date, 'application');
  return { status: 204 };
}

/** Where it is: the only way to know of an event that was moved (graph-facts §11.4). */
export function getCalendarOfEvent(request: GraphRequest): GraphAnswer {
  const { event } = findInstance(request);
  return getCalendar(request, request.mailbox.calendars.get(event.calendarKey) as StoredCalendar);
}

export function listInstances(request: GraphRequest): GraphAnswer {
  const { event, type } = findInstance(request);
  const window = readWindow(request.query);
  return listEvents(request, type === 'seriesMaster' ? instancesIn(event, window) : [], 'events/instances');
}

/** The instance of the id in the address, in the calendar of the address if that names one. */
export function findInstance(request: GraphRequest): Instance {
  const [calendarId, id] = request.parameters.length > 1 ? request.parameters : [undefined, request.parameters[0]];
  const calendar = calendarId === undefined ? undefined : calendarOf(request, calendarId);
  const reference = decodeItemId(id ?? '');
  if (!reference) throw malformedId();
  const event = request.mailbox.events.get(reference.key);
  const instance = event && (reference.date === undefined ? ownInstance(event) : instanceOn(event, reference.date));
  if (!instance) throw itemNotFound();
  // What somebody shares lies in their mailbox, and is known by the calendar that names it alone (graph-facts §11.3).
  if (!calendar && request.mailbox.calendars.get(event.calendarKey)?.owner) throw itemNotFound();
  return instance;
}

function oneEvent(request: GraphRequest, instance: Instance): GraphAnswer {
  const shape = readShape(request.query.get('$select'), request.query.get('$expand'));
  const body = { '@odata.context': context(request, 'events/$entity'), ...shapeEvent(instance, request.preferences, shape) };
  return { status: 200, headers: { etag: etagOf(instance) }, body };
}

function refuseReadOnly({ mailbox }: GraphRequest, { event }: Instance): void {
  if (!mailbox.calendars.get(event.calendarKey)?.canEdit) throw accessDenied();
}

function eventsOf(mailbox: Mailbox, calendar: StoredCalendar): StoredEvent[] {
  return [...mailbox.events.values()].filter((event) => event.calendarKey === calendar.key);
}
