import { GraphError, invalidRequest, itemNotFound, malformedId } from '../graph/errors.js';
import { shapeEvent } from '../graph/expand-event.js';
import { readPreferences } from '../graph/preferences.js';
import { readEvent } from '../graph/read-event.js';
import type { Json } from '../graph/render-event.js';
import { renderCalendar } from '../graph/calendar-routes.js';
import { changeCalendar, deleteCalendar, refuseSameName, renewCalendarId } from './change-calendar.js';
import { changeEvent } from './change-event.js';
import { changeOccurrence } from './change-occurrence.js';
import type { Provenance } from './create-event.js';
import { createEvent } from './create-event.js';
import { formatInstant } from './dates.js';
import { deleteEvent, deleteOccurrence } from './delete-event.js';
import type { EventBehaviour } from './event-behaviour.js';
import type { EmailAddress, EventProperties, Instance } from './event.js';
import { decodeCalendarId, decodeItemId, encodeCalendarId } from './ids.js';
import type { Window } from './instances.js';
import { instanceOn, instancesIn, ownInstance, startInstant } from './instances.js';
import { invitees } from './mail.js';
import type { Mailbox, StoredCalendar } from './mailbox.js';
import { moveEvent } from './move-event.js';
import { noteResponse } from './meetings.js';
import type { Response } from './respond.js';
import { respond } from './respond.js';

/**
 * The owner of the mailbox at work in Outlook: what the sandbox's page and tests use. Bodies are Graph's, ids immutable,
 * times UTC; `organizer`, `iCalUId`, `isCancelled` and `responseStatus` count here, so that foreign meetings can be made.
 */
export interface PersonSide {
  calendars(): Json[];
  /** Adds a calendar and returns its id. `owner`: somebody else, who shares it with the mailbox. */
  addCalendar(
    name: string,
    options?: { readonly canEdit?: boolean; readonly isRemovable?: boolean; readonly owner?: EmailAddress },
  ): string;
  changeCalendar(id: string, changes: { readonly name?: string; readonly canEdit?: boolean }): Json;
  /** Of somebody else's: it is shared no longer. */
  deleteCalendar(id: string): void;
  /** The service gives it another id, which is returned. */
  renewCalendarId(id: string): string;
  listEvents(calendarId?: string): Json[];
  listView(window: Window, calendarId?: string): Json[];
  getEvent(id: string): Json;
  addEvent(graphBody: object, calendarId?: string): Json;
  changeEvent(id: string, patch: object): Json;
  deleteEvent(id: string): void;
  /** Into another calendar, a series as a whole. Returns it under the id that it has then. */
  moveEvent(id: string, calendarId: string): Json;
  /** The service touches an event that nobody edited: another ETag, another time of change, the same content (graph-facts §1.10). */
  touchEvent(id: string): void;
  /** The owner answers somebody else's meeting. */
  respond(id: string, response: Response): void;
  /** An attendee anywhere answers a meeting of the owner. */
  receiveResponse(id: string, attendee: string, response: Response): Json;
  /** How the service behaves with the events of this mailbox; what is not named stays. */
  behave(behaviour: Partial<EventBehaviour>): void;
}

const preferences = readPreferences('IdType="ImmutableId"');
const shape = { expand: [{ name: 'singleValueExtendedProperties' }] };

export function createPersonSide(mailbox: Mailbox): PersonSide {
  const show = (instance: Instance): Json => ({
    ...shapeEvent(instance, preferences, shape),
    // The page tells all-day events by dates and draws times itself, in the mailbox's zone.
    ...(instance.type === 'seriesMaster' ? { cancelledOccurrences: [...instance.event.cancelledDates] } : {}),
  });
  const findCalendar = (id: string): StoredCalendar => {
    const reference = decodeCalendarId(id);
    const calendar = reference && mailbox.findCalendar(reference);
    if (!calendar) throw itemNotFound();
    return calendar;
  };
  const inCalendar = (calendarId: string | undefined) =>
    calendarId === undefined ? mailbox.defaultCalendarKey : findCalendar(calendarId).key;
  const showCalendar = (calendar: StoredCalendar): Json => renderCalendar(mailbox, calendar, 'immutable');
  const events = (calendarId: string | undefined) => {
    const key = inCalendar(calendarId);
    return [...mailbox.events.values()].filter((event) => event.calendarKey === key);
  };
  const find = (id: string): Instance => {
    const reference = decodeItemId(id);
    if (!reference) throw malformedId();
    const event = mailbox.events.get(reference.key);
    const instance = event && (reference.date === undefined ? ownInstance(event) : instanceOn(event, reference.date));
    if (!instance) throw itemNotFound();
    return instance;
  };
  return {
    calendars: () => [...mailbox.calendars.values()].map(showCalendar),
    addCalendar: (name, options = {}) => {
      if (!options.owner) refuseSameName(mailbox, name);
      return encodeCalendarId(mailbox.addCalendar(name, options), 'immutable');
    },
    changeCalendar: (id, changes) => showCalendar(changeCalendar(mailbox, findCalendar(id), changes)),
    deleteCalendar: (id) => deleteCalendar(mailbox, findCalendar(id)),
    renewCalendarId: (id) => encodeCalendarId(renewCalendarId(mailbox, findCalendar(id)), 'immutable'),
    listEvents: (calendarId) => events(calendarId).map((event) => show(ownInstance(event))),
    listView: (window, calendarId) =>
      events(calendarId)
        .flatMap((event) => instancesIn(event, window))
        .sort((one, other) => startInstant(one.properties) - startInstant(other.properties))
        .map(show),
    getEvent: (id) => show(find(id)),
    addEvent: (graphBody, calendarId) =>
      show(ownInstance(createEvent(mailbox, inCalendar(calendarId), readEvent(graphBody), 'person', readProvenance(graphBody)))),
    changeEvent: (id, patch) => {
      const { event, date } = find(id);
      const changes = readEvent(patch);
      const { isCancelled } = readProvenance(patch);
      const withState = isCancelled === undefined ? changes : { ...changes, properties: { ...changes.properties, isCancelled } };
      if (date !== undefined) return show(changeOccurrence(mailbox, event, date, withState, 'person'));
      return show(ownInstance(changeEvent(mailbox, event, withState, 'person')));
    },
    deleteEvent: (id) => {
      const { event, date } = find(id);
      if (date === undefined) deleteEvent(mailbox, event, 'person');
      else deleteOccurrence(mailbox, event, date, 'person');
    },
    moveEvent: (id, calendarId) => {
      const { event, date } = find(id);
      if (date !== undefined) throw invalidRequest('A series moves as a whole.');
      return show(ownInstance(moveEvent(mailbox, event, findCalendar(calendarId))));
    },
    touchEvent: (id) => {
      const { event } = find(id);
      mailbox.put({ ...event, version: mailbox.nextVersion(), modifiedAt: mailbox.clock.now() });
    },
    respond: (id, response) => {
      const instance = find(id);
      if (instance.event.isOrganizer) throw invalidRequest('The organizer does not answer.');
      respond(mailbox, instance, response, true, 'person');
    },
    receiveResponse: (id, attendee, response) => {
      const { event } = find(id);
      if (!event.isOrganizer || !invitees(mailbox, event).some((address) => address.toLowerCase() === attendee.toLowerCase())) {
        throw invalidRequest(`${attendee} is not invited by the owner of this mailbox.`);
      }
      return show(ownInstance(noteResponse(mailbox, event, attendee, { response, time: formatInstant(mailbox.clock.now()) })));
    },
    behave: (behaviour) => void (mailbox.eventBehaviour = { ...mailbox.eventBehaviour, ...behaviour }),
  };
}

function readProvenance(body: object): Provenance {
  const given = body as {
    organizer?: { emailAddress?: Partial<EmailAddress> };
    iCalUId?: unknown;
    isCancelled?: unknown;
    responseStatus?: unknown;
  };
  const address = given.organizer?.emailAddress?.address;
  if (address !== undefined && typeof address !== 'string') throw new GraphError(400, 'RequestBodyRead', 'organizer');
  const status = given.responseStatus as EventProperties['responseStatus'] | undefined;
  return {
    ...(address === undefined ? {} : { organizer: { name: given.organizer?.emailAddress?.name ?? address, address } }),
    ...(typeof given.iCalUId === 'string' ? { iCalUId: given.iCalUId } : {}),
    ...(typeof given.isCancelled === 'boolean' ? { isCancelled: given.isCancelled } : {}),
    ...(status && typeof status === 'object' ? { responseStatus: status } : {}),
  };
}
