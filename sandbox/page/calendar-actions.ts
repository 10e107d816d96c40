import { Query } from '../graph/query.js';
import { readString } from '../graph/read-value.js';
import type { Json } from '../graph/render-event.js';
import { readWindow } from '../graph/window.js';
import { formatWall, parseDateTime } from '../mailbox/dates.js';
import { responses } from '../mailbox/respond.js';
import { instantToWall } from '../mailbox/zones.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { Actions } from './actions.js';
import { oneOf } from './actions.js';

export const calendarActions: Actions<SandboxMailbox> = {
  'GET view': (side, { incoming }) => ({
    timeZone: side.timeZone,
    events: side.listView(readWindow(new Query(incoming.search))).map((event) => placed(event, side.timeZone)),
  }),
  'GET events': (side) => ({ value: side.listEvents() }),
  'POST events': (side, { body }) => side.addEvent(body()),
  'GET events/*': (side, { ids: [id = ''] }) => placed(side.getEvent(id), side.timeZone),
  'PATCH events/*': (side, { ids: [id = ''], body }) => side.changeEvent(id, body()),
  'DELETE events/*': (side, { ids: [id = ''] }) => side.deleteEvent(id),
  'POST events/*/touch': (side, { ids: [id = ''] }) => side.touchEvent(id),
  // With `attendee` somebody else's answer arrives; without, the owner gives one.
  'POST events/*/responses': (side, { ids: [id = ''], body }) => {
    const { attendee, response: given } = body();
    const response = oneOf(given, responses, 'response');
    return attendee === undefined ? side.respond(id, response) : side.receiveResponse(id, readString(attendee, 'attendee'), response);
  },
  'POST ics': (side, { incoming }) => side.loadIcs(incoming.body),
};

function placed(event: Json, zone: string): Json {
  const place = (time: unknown): string => {
    const { dateTime } = time as { dateTime: string };
    const wall = parseDateTime(dateTime)?.wall ?? 0;
    return formatWall(event['isAllDay'] === true ? wall : instantToWall(wall, zone)).slice(0, 16);
  };
  return { ...event, localStart: place(event['start']), localEnd: place(event['end']) };
}
