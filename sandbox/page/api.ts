import { GraphError } from '../graph/errors.js';
import { readObject } from '../graph/read-value.js';
import { Query } from '../graph/query.js';
import { readWindow } from '../graph/window.js';
import type { Json } from '../graph/render-event.js';
import { formatWall, parseDateTime } from '../mailbox/dates.js';
import { instantToWall } from '../mailbox/zones.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { Incoming, Outgoing } from '../server/exchange.js';
import { json } from '../server/exchange.js';
import type { PageHost } from './serve-page.js';

/** `/sandbox/api/mailboxes/{address}/…`: the owner's side of a mailbox as JSON, for the page and for tests. */
export function answerApi(host: PageHost, incoming: Incoming, sideOf: (address: string) => SandboxMailbox): Outgoing {
  const [, , , collection, address, kind, id] = incoming.path.split('/');
  if (collection !== 'mailboxes') throw notFound();
  if (address === undefined || address === '') return json(200, { value: host.people.map(({ name, address: own }) => ({ name, address: own })) });
  refuseForeignSites(incoming);
  const side = sideOf(address);
  const route = `${incoming.method} ${kind ?? ''}${id === undefined ? '' : '/id'}`;
  switch (route) {
    case 'GET view':
      return json(200, view(side, new Query(incoming.search)));
    case 'GET events':
      return json(200, { value: side.listEvents() });
    case 'POST events':
      return json(201, side.addEvent(readBody(incoming)));
    case 'GET events/id':
      return json(200, placed(side.getEvent(decodeId(id)), side.timeZone));
    case 'PATCH events/id':
      return json(200, side.changeEvent(decodeId(id), readBody(incoming)));
    case 'DELETE events/id':
      side.deleteEvent(decodeId(id));
      return { status: 204 };
    case 'POST ics':
      return json(200, side.loadIcs(incoming.body));
    default:
      throw notFound();
  }
}

/** What the page shows: the events of a window, in the mailbox's own zone, and what applications did lately. */
function view(side: SandboxMailbox, query: Query): object {
  const events = side.listView(readWindow(query)).map((event) => placed(event, side.timeZone));
  const requests = side.requests.slice(-20).reverse().map(({ at, method, path, status }) => ({ at, method, path: path.slice(0, 160), status }));
  const mails = side.mails.slice(-10).reverse();
  return { timeZone: side.timeZone, events, requests, mails, counters: side.counters(), mailCount: side.mails.length };
}

function placed(event: Json, zone: string): Json {
  const place = (time: unknown): string => {
    const { dateTime } = time as { dateTime: string };
    const wall = parseDateTime(dateTime)?.wall ?? 0;
    return formatWall(event['isAllDay'] === true ? wall : instantToWall(wall, zone)).slice(0, 16);
  };
  return { ...event, localStart: place(event['start']), localEnd: place(event['end']) };
}

/** A page of another site must not write into the sandbox: browsers name the origin on every request that changes something. */
function refuseForeignSites({ method, headers }: Incoming): void {
  const { origin } = headers;
  if (method === 'GET' || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== headers['host']) throw new GraphError(403, 'Forbidden', 'Requests of other sites are refused.');
}

function readBody({ body }: Incoming): object {
  try {
    return readObject(JSON.parse(body), 'event');
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw new GraphError(400, 'BadRequest', 'The body is no JSON.');
  }
}

function notFound(): GraphError {
  return new GraphError(404, 'NotFound', 'Nothing here.');
}

function decodeId(id: string | undefined): string {
  try {
    return decodeURIComponent(id ?? '');
  } catch {
    throw notFound();
  }
}
