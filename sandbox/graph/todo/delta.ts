import type { FeedEntry } from '../../mailbox/feed.js';
import { encodeListId } from '../../mailbox/ids.js';
import type { Shelf } from '../../todo/shelf.js';
import type { StoredList, StoredTask } from '../../todo/task.js';
import { readCount } from '../answer-collection.js';
import { invalidQuery } from '../errors.js';
import { Query } from '../query.js';
import type { Json } from '../render-event.js';
import type { GraphAnswer, GraphRequest } from '../request.js';
import { selected } from '../select.js';
import { syncStateLost } from '../sync-state.js';
import type { DeltaToken } from './delta-token.js';
import { readToken, writeToken } from './delta-token.js';
import { listOf } from './find.js';
import { renderList, taskId } from './render-task.js';
import { readTaskShape, shapeTask } from './shape-task.js';

const defaultPageSize = 50;

/** One feed for the set of lists, and one for each list's tasks; none across lists (graph-facts §2.1). */
export function listsDelta(request: GraphRequest): GraphAnswer {
  return deltaPage(request, '', request.mailbox.todo.lists, 'todoTaskList', (entry, options) =>
    entry.kind === 'item' ? selected(renderList(entry.item), options) : { id: encodeListId(entry.key) },
  );
}

export function tasksDelta(request: GraphRequest): GraphAnswer {
  const list = listOf(request);
  const { behaviour, tasks } = request.mailbox.todo;
  return deltaPage(request, list.key, tasks, 'todoTask', (entry, options) => {
    if (entry.kind === 'removed') return { id: taskId(entry.key, behaviour, request.preferences.idFormat) };
    return shapeTask(request, entry.item, {
      ...readTaskShape(options),
      showsRecurrence: behaviour.recurrenceInDelta === 'always',
      showsParts: false,
    });
  });
}

/**
 * A page of a round. The token says all there is to know: since when and until when the round tells, and how far it was read. An item
 * that changes while its round is read moves out of it, into the next.
 */
function deltaPage<Item extends StoredList | StoredTask>(
  request: GraphRequest,
  place: string,
  { feed }: Shelf<Item>,
  type: string,
  render: (entry: FeedEntry<Item>, options: Query) => Json,
): GraphAnswer {
  const { mailbox, service, path, preferences } = request;
  mailbox.replicate();
  const token = readDelta(request, place, feed.version);
  const options = new Query(token.options);
  const size = readCount(options, '$top') ?? preferences.maxPageSize ?? defaultPageSize;
  const entries: FeedEntry<Item>[] = [];
  let isLast = true;
  for (const entry of feed.changes(place, token.position, token.until)) {
    // A first round has nothing to say about what is gone.
    if (token.since === 0 && entry.kind === 'removed') continue;
    isLast = entries.length < size;
    if (!isLast) break;
    entries.push(entry);
  }
  // A page may be empty and go on (graph-facts §1.3); a round without changes is one page.
  const isEmptyPage = token.position === token.since && !token.hadEmptyPage && entries.length > 0 && service.random() < 0.1;
  const shown = isEmptyPage ? [] : entries;
  const next: DeltaToken = isEmptyPage
    ? { ...token, hadEmptyPage: true }
    : isLast
      ? { ...token, since: token.until, position: token.until, hadEmptyPage: false }
      : { ...token, position: entries.at(-1)?.version ?? token.position };
  const isEnd = isLast && !isEmptyPage;
  // The documentation's own deltaLink of lists carries a $skiptoken: links are for following, not for reading.
  const name = isEnd && type === 'todoTask' ? '$deltatoken' : '$skiptoken';
  const link = `${service.root()}${path}?${name}=${writeToken({ ...next, isEnd })}`;
  return {
    status: 200,
    body: {
      '@odata.context': `${service.root()}/v1.0/$metadata#Collection(microsoft.graph.${type})`,
      value: shown.map((entry) => ({
        '@odata.type': `#microsoft.graph.${type}`,
        ...render(entry, options),
        ...(entry.kind === 'removed' ? { '@removed': { reason: 'deleted' } } : {}),
      })),
      [isEnd ? '@odata.deltaLink' : '@odata.nextLink']: link,
    },
  };
}

/** Where a round begins, goes on or begins again. Options count in its first request alone (graph-facts §1.2). */
function readDelta(request: GraphRequest, place: string, version: number): DeltaToken {
  const { mailbox, query } = request;
  const text = query.get('$skiptoken') || query.get('$deltatoken');
  const generation = mailbox.syncGeneration;
  if (!text) {
    const refused = query.names().find((name) => /^\$(filter|orderby|search|skip|count)$/.test(name));
    if (refused !== undefined) throw invalidQuery(`The query parameter '${refused}' is not supported with change tracking.`);
    const options = query.entries().filter(([name]) => /^\$(select|expand|top)$/.test(name));
    // What is wrong is refused at once, not when the first task comes.
    if (place !== '') readTaskShape(query);
    return {
      generation,
      place,
      since: 0,
      position: 0,
      until: version,
      hadEmptyPage: false,
      isEnd: false,
      options: options.map((pair) => pair.map(encodeURIComponent).join('=')).join('&'),
    };
  }
  const token = readToken(text, place);
  if (token.generation !== generation) throw syncStateLost(request, token.generation, '');
  return token.isEnd ? { ...token, until: version, isEnd: false } : token;
}
