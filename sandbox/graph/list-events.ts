import type { Instance } from '../mailbox/event.js';
import { invalidParameter, invalidQuery } from './errors.js';
import { readShape, shapeEvent } from './expand-event.js';
import { compileFilter, readPath } from './filter.js';
import { readPreferences } from './preferences.js';
import type { Query } from './query.js';
import { renderEvent } from './render-event.js';
import type { GraphAnswer, GraphRequest } from './request.js';
import { context } from './request.js';

/** Ten by default: who does not follow nextLink loses data (graph-facts §10.8). */
const defaultPageSize = 10;
const largestPageSize = 1000;
const utc = readPreferences(undefined);

/** Answers a collection of events with `$filter`, `$orderby`, `$skip`, `$top`, `$select`, `$expand`, `$count`. */
export function listEvents(request: GraphRequest, instances: readonly Instance[], contextPath: string): GraphAnswer {
  const { query, preferences } = request;
  const shape = readShape(query.get('$select'), query.get('$expand'));
  const found = sorted(filtered(instances, query.get('$filter')), query.get('$orderby'));
  const skip = readCount(query, '$skip') ?? 0;
  const top = Math.min(readCount(query, '$top') ?? preferences.maxPageSize ?? defaultPageSize, largestPageSize);
  if (top === 0) throw invalidQuery("The value of '$top' must be greater than 0.");
  const next = skip + top;
  return {
    status: 200,
    body: {
      '@odata.context': context(request, contextPath),
      ...(query.get('$count') === 'true' ? { '@odata.count': found.length } : {}),
      value: found.slice(skip, next).map((instance) => shapeEvent(instance, preferences, shape)),
      ...(next < found.length ? { '@odata.nextLink': nextLink(request, next, top) } : {}),
    },
  };
}

function filtered(instances: readonly Instance[], filter: string | undefined): Instance[] {
  if (filter === undefined) return [...instances];
  const matches = compileFilter(filter);
  return instances.filter((instance) => matches((path) => readInstance(instance, path)));
}

/** What is looked up most is read without rendering the whole event. */
function readInstance(instance: Instance, path: string): unknown {
  switch (path.toLowerCase()) {
    case 'singlevalueextendedproperties':
      return instance.properties.singleValueExtendedProperties;
    case 'multivalueextendedproperties':
      return instance.properties.multiValueExtendedProperties;
    case 'subject':
      return instance.properties.subject;
    default:
      return readPath(renderEvent(instance, utc), path);
  }
}

function sorted(instances: readonly Instance[], orderBy: string | undefined): Instance[] {
  if (orderBy === undefined) return [...instances];
  const keys = orderBy.split(',').map((part) => {
    const match = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(part);
    if (!match) throw invalidQuery(`Invalid '$orderby': '${orderBy}'.`);
    return { path: match[1] as string, sign: match[2]?.toLowerCase() === 'desc' ? -1 : 1 };
  });
  return instances
    .map((instance) => ({ instance, values: keys.map(({ path }) => String(readInstance(instance, path) ?? '')) }))
    .sort((one, other) => {
      for (const [index, { sign }] of keys.entries()) {
        const [left, right] = [one.values[index] as string, other.values[index] as string];
        if (left !== right) return left < right ? -sign : sign;
      }
      return 0;
    })
    .map(({ instance }) => instance);
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
