import { GraphError } from '../graph/errors.js';
import { Query } from '../graph/query.js';
import { readString } from '../graph/read-value.js';
import type { Json } from '../graph/render-event.js';
import { readWindow } from '../graph/window.js';
import { formatWall, parseDateTime } from '../mailbox/dates.js';
import { type EventBehaviour, eventBehaviourChoices } from '../mailbox/event-behaviour.js';
import { responses } from '../mailbox/respond.js';
import { instantToWall } from '../mailbox/zones.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { Actions } from './actions.js';
import { oneOf } from './actions.js';

export const calendarActions: Actions<SandboxMailbox> = {
  'GET calendars': (side) => ({ value: side.calendars() }),
  'POST calendars': (side, { body }) => {
    const { name, canEdit, isRemovable, owner } = body();
    const id = side.addCalendar(readString(name, 'name'), {
      canEdit: canEdit !== false,
      isRemovable: isRemovable !== false,
      ...(owner === undefined ? {} : { owner: { name: readString(owner, 'owner'), address: readString(owner, 'owner') } }),
    });
    return side.calendars().find((one) => one['id'] === id);
  },
  'PATCH calendars/*': (side, { ids: [id = ''], body }) => {
    const { name, canEdit } = body();
    return side.changeCalendar(id, {
      ...(name === undefined ? {} : { name: readString(name, 'name') }),
      ...(canEdit === undefined ? {} : { canEdit: canEdit === true }),
    });
  },
  'DELETE calendars/*': (side, { ids: [id = ''] }) => side.deleteCalendar(id),
  /** Its id changes, as was seen of the service. */
  'POST calendars/*/id': (side, { ids: [id = ''] }) => ({ id: side.renewCalendarId(id) }),
  'PATCH eventBehaviour': (side, { body }) => side.behave(readBehaviour(body())),
  'GET view': (side, { incoming }) => ({
    timeZone: side.timeZone,
    events: side.listView(readWindow(new Query(incoming.search)), calendarOf(incoming.search)).map((event) => placed(event, side.timeZone)),
  }),
  'GET events': (side, { incoming }) => ({ value: side.listEvents(calendarOf(incoming.search)) }),
  'POST events': (side, { body, incoming }) => side.addEvent(body(), calendarOf(incoming.search)),
  'GET events/*': (side, { ids: [id = ''] }) => placed(side.getEvent(id), side.timeZone),
  'PATCH events/*': (side, { ids: [id = ''], body }) => side.changeEvent(id, body()),
  'DELETE events/*': (side, { ids: [id = ''] }) => side.deleteEvent(id),
  'POST events/*/move': (side, { ids: [id = ''], body }) => side.moveEvent(id, readString(body()['calendarId'], 'calendarId')),
  'POST events/*/touch': (side, { ids: [id = ''] }) => side.touchEvent(id),
  // With `attendee` somebody else's answer arrives; without, the owner gives one.
  'POST events/*/responses': (side, { ids: [id = ''], body }) => {
    const { attendee, response: given } = body();
    const response = oneOf(given, responses, 'response');
    return attendee === undefined ? side.respond(id, response) : side.receiveResponse(id, readString(attendee, 'attendee'), response);
  },
  'POST ics': (side, { incoming }) => side.loadIcs(incoming.body),
};

const calendarOf = (search: string): string | undefined => new URLSearchParams(search).get('calendar') ?? undefined;

function readBehaviour(given: object): Partial<EventBehaviour> {
  const pairs = Object.entries(given).map(([name, value]) => {
    if (!(name in eventBehaviourChoices)) throw new GraphError(400, 'BadRequest', `There is no behaviour '${name}'.`);
    return [name, oneOf<string>(value, eventBehaviourChoices[name as keyof EventBehaviour], name)];
  });
  return Object.fromEntries(pairs) as Partial<EventBehaviour>;
}

function placed(event: Json, zone: string): Json {
  const place = (time: unknown): string => {
    const { dateTime } = time as { dateTime: string };
    const wall = parseDateTime(dateTime)?.wall ?? 0;
    return formatWall(event['isAllDay'] === true ? wall : instantToWall(wall, zone)).slice(0, 16);
  };
  return { ...event, localStart: place(event['start']), localEnd: place(event['end']) };
}
