import { formatInstant } from '../mailbox/dates.js';
import type { StoredEvent } from '../mailbox/event.js';
import { encodeItemId } from '../mailbox/ids.js';
import type { Window } from '../mailbox/instances.js';
import { instanceOn, instancesIn, isInside, ownInstance } from '../mailbox/instances.js';
import type { Mailbox, StoredCalendar } from '../mailbox/mailbox.js';
import type { Entry, RoundPages } from './delta-rounds.js';
import { addRound, roundsOf } from './delta-rounds.js';
import { accessDenied, GraphError, invalidQuery, invalidRequest } from './errors.js';
import type { Preferences } from './preferences.js';
import type { Query } from './query.js';
import type { Json } from './render-event.js';
import { renderEvent, renderStub } from './render-event.js';
import type { GraphAnswer, GraphRequest } from './request.js';
import { syncStateLost } from './sync-state.js';
import { readWindow } from './window.js';

interface Token {
  readonly generation: number;
  readonly round: number;
  /** Blocks already sent; -1 in a token that begins the next round. */
  readonly offset: number;
}

interface OpenRound {
  readonly number: number;
  readonly pages: RoundPages;
}

const defaultPageSize = 10;

export function calendarViewDelta(request: GraphRequest, calendar: StoredCalendar): GraphAnswer {
  const { mailbox, query } = request;
  refuseOptions(query);
  mailbox.replicate();
  const token = query.get('$skiptoken') ?? query.get('$deltatoken');
  const { namedChanges, sharedChanges } = mailbox.eventBehaviour;
  if (namedChanges === 'refused' && request.parameters.length > 0)
    throw invalidRequest("Change tracking is not supported against 'microsoft.graph.event'.");
  if (token && calendar.owner && sharedChanges === 'firstPage') throw accessDenied();
  if (!token) return page(request, beginRound(request, calendar.key, readWindow(query), undefined), 0);
  const { generation, round: number, offset } = readToken(token);
  const round = roundsOf(mailbox).get(number);
  if (generation !== mailbox.syncGeneration || !round) throw syncStateNotFound(request, generation, round?.window);
  if (round.calendarKey !== calendar.key) throw badToken();
  if (offset < 0) return page(request, beginRound(request, calendar.key, round.window, round.until), 0);
  // Of a round of before a restart only the end is kept, not its pages.
  if (!round.pages) throw syncStateNotFound(request, generation, round.window);
  return page(request, { number, pages: round.pages }, offset);
}

function beginRound({ mailbox, service }: GraphRequest, calendarKey: string, window: Window, since: number | undefined): OpenRound {
  const blocks = since === undefined ? fullRound(mailbox, calendarKey, window) : changesSince(mailbox, calendarKey, window, since);
  // A page may be empty and go on (graph-facts §1.3); a round without changes is one page.
  const hasEmptyPage = service.random() < 0.2 && blocks.length > 0;
  const pages = { blocks, hasEmptyPage };
  return { number: addRound(mailbox, { window, calendarKey, until: mailbox.feed.version, pages }), pages };
}

function fullRound(mailbox: Mailbox, calendarKey: string, window: Window): Entry[][] {
  return [...mailbox.feed.changes(calendarKey, 0)]
    .map((entry) => (entry.kind === 'item' ? block(entry.item, window) : []))
    .filter((entries) => entries.length > 0);
}

/** Changed items in the window; `@removed` for what is gone, and for what changed outside of it (graph-facts §1.2). */
function changesSince(mailbox: Mailbox, calendarKey: string, window: Window, since: number): Entry[][] {
  return [...mailbox.feed.changes(calendarKey, since)].map((entry) =>
    entry.kind === 'removed' ? [entry] : [...block(entry.item, window), ...leftWindow(entry.item, window, since)],
  );
}

/** The item, or the master of a series with everything of it that stands in the window. */
function block(event: StoredEvent, window: Window): Entry[] {
  const instances = instancesIn(event, window);
  if (instances.length === 0) return [];
  const all = event.recurrence ? [ownInstance(event), ...instances] : instances;
  return all.map((instance) => ({ kind: 'item', instance }));
}

function leftWindow(event: StoredEvent, window: Window, since: number): Entry[] {
  if (instancesIn(event, window).length === 0) return [{ kind: 'removed', key: event.key }];
  return [...event.exceptions.values()]
    .filter(({ version, date }) => {
      const instance = version > since ? instanceOn(event, date) : undefined;
      return instance !== undefined && !isInside(instance.properties, window);
    })
    .map(({ date }): Entry => ({ kind: 'removed', key: event.key, date }));
}

function page(request: GraphRequest, { number, pages: round }: OpenRound, offset: number): GraphAnswer {
  const { mailbox, preferences, service, path } = request;
  const size = preferences.maxPageSize ?? defaultPageSize;
  const isEmptyPage = round.hasEmptyPage && offset === 0;
  const first = round.hasEmptyPage ? Math.max(0, offset - 1) : offset;
  const entries: Entry[] = [];
  let next = first;
  while (!isEmptyPage && next < round.blocks.length && (entries.length === 0 || entries.length + round.blocks[next]!.length <= size)) {
    entries.push(...round.blocks[next]!);
    next += 1;
  }
  const isLast = !isEmptyPage && next >= round.blocks.length;
  const following: Token = isLast
    ? { generation: mailbox.syncGeneration, round: number, offset: -1 }
    : { generation: mailbox.syncGeneration, round: number, offset: round.hasEmptyPage ? next + 1 : next };
  const link = `${service.root()}${path}?${isLast ? '$deltatoken' : '$skiptoken'}=${writeToken(following)}`;
  return {
    status: 200,
    body: {
      '@odata.context': `${service.root()}/v1.0/$metadata#Collection(event)`,
      value: entries.map((entry) => renderEntry(entry, preferences)),
      [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
    },
  };
}

function renderEntry(entry: Entry, preferences: Preferences): Json {
  if (entry.kind === 'item') {
    const { instance } = entry;
    if (instance.type === 'occurrence') return renderStub(instance, preferences);
    return { '@odata.type': '#microsoft.graph.event', ...renderEvent(instance, preferences) };
  }
  const { key, date } = entry;
  return {
    '@odata.type': '#microsoft.graph.event',
    id: encodeItemId(date === undefined ? { key } : { key, date }, preferences.idFormat),
    '@removed': { reason: 'deleted' },
  };
}

/** calendarView/delta takes none of these, `$top` neither (graph-facts §1.4, §10.3). */
function refuseOptions(query: Query): void {
  const refused = query.names().find((name) => /^\$(select|filter|expand|orderby|search|top|skip|count)$/.test(name));
  if (refused !== undefined)
    throw invalidQuery(`The following parameters are not supported with change tracking over the 'CalendarView' resource: '${refused}'.`);
}

/** The address of a fresh round has an empty token, and the window where it is still known (graph-facts §1.5). */
function syncStateNotFound(request: GraphRequest, generation: number, window: Window | undefined): GraphError {
  const dates = window ? `startDateTime=${formatInstant(window.from)}&endDateTime=${formatInstant(window.to)}&` : '';
  return syncStateLost(request, generation, dates);
}

/** Long on purpose: a client that stores links in 255 characters shall find out (graph-facts §1.5). */
function writeToken({ generation, round, offset }: Token): string {
  return Buffer.from(`${generation}:${round}:${offset}:`.padEnd(240, 'R0usmci39OQxqJrxK4')).toString('base64url');
}

function readToken(text: string): Token {
  const match = /^(\d+):(\d+):(-?\d+):/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (!match) throw badToken();
  return { generation: Number(match[1]), round: Number(match[2]), offset: Number(match[3]) };
}

function badToken(): GraphError {
  return new GraphError(400, 'BadRequest', 'Badly formed token.');
}
