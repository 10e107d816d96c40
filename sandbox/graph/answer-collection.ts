import { invalidParameter, invalidQuery } from './errors.js';
import { compileFilter } from './filter.js';
import type { Query } from './query.js';
import type { Json } from './render-event.js';
import type { GraphAnswer, GraphRequest } from './request.js';
import { context } from './request.js';

/** How one kind of thing is listed. */
export interface Collection<Item> {
  readonly contextPath: string;
  /** Where the client says nothing: who does not follow nextLink loses data (graph-facts §10.8). */
  readonly pageSize: number;
  /** Value of a property, for `$filter` and `$orderby`. */
  read(item: Item, path: string): unknown;
  show(item: Item): Json;
}

const largestPageSize = 1000;

/** Answers with `$filter`, `$orderby`, `$skip`, `$top` and `$count`. */
export function answerCollection<Item>(request: GraphRequest, items: readonly Item[], collection: Collection<Item>): GraphAnswer {
  const { query, preferences } = request;
  const found = sorted(filtered(items, query.get('$filter'), collection), query.get('$orderby'), collection);
  const skip = readCount(query, '$skip') ?? 0;
  const top = Math.min(readCount(query, '$top') ?? preferences.maxPageSize ?? collection.pageSize, largestPageSize);
  if (top === 0) throw invalidQuery("The value of '$top' must be greater than 0.");
  const next = skip + top;
  return {
    status: 200,
    body: {
      '@odata.context': context(request, collection.contextPath),
      ...(query.get('$count') === 'true' ? { '@odata.count': found.length } : {}),
      value: found.slice(skip, next).map((item) => collection.show(item)),
      ...(next < found.length ? { '@odata.nextLink': nextLink(request, next, top) } : {}),
    },
  };
}

function filtered<Item>(items: readonly Item[], filter: string | undefined, { read }: Collection<Item>): readonly Item[] {
  if (filter === undefined) return items;
  const matches = compileFilter(filter);
  return items.filter((item) => matches((path) => read(item, path)));
}

function sorted<Item>(items: readonly Item[], orderBy: string | undefined, { read }: Collection<Item>): readonly Item[] {
  if (orderBy === undefined) return items;
  const keys = orderBy.split(',').map((part) => {
    const match = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(part);
    if (!match) throw invalidQuery(`Invalid '$orderby': '${orderBy}'.`);
    return { path: match[1] as string, sign: match[2]?.toLowerCase() === 'desc' ? -1 : 1 };
  });
  return items
    .map((item) => ({ item, values: keys.map(({ path }) => String(read(item, path) ?? '')) }))
    .sort((one, other) => {
      for (const [index, { sign }] of keys.entries()) {
        const [left, right] = [one.values[index] as string, other.values[index] as string];
        if (left !== right) return left < right ? -sign : sign;
      }
      return 0;
    })
    .map(({ item }) => item);
}

export function readCount(query: Query, name: string): number | undefined {
  const text = query.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw invalidParameter(`The value '${text}' of '${name}' is no number.`);
  return Number(text);
}

function nextLink({ service, path, query }: GraphRequest, skip: number, top: number): string {
  const options = query.entries().filter(([name]) => name !== '$skip' && name !== '$top');
  const all = [...options, ['$top', String(top)], ['$skip', String(skip)]];
  return `${service.root()}${path}?${all.map(([name, value]) => `${name}=${encodeURIComponent(value as string)}`).join('&')}`;
}
