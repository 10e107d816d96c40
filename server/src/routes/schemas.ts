/**
 * What the routes of `/me` take and give, for whoever describes them (`strapi openapi generate`). Requests are judged elsewhere
 * (controllers/validation and the services), which say by name what is wrong.
 */
import { z } from '@strapi/utils';
import { EVENT_FIELDS, RESOURCES, TASK_FIELDS } from '../../../src/contracts';
import { kindOfField } from '../../../src/items/kinds';

type Schema = z.ZodType;
type Shape = Record<string, Schema>;
/** As Strapi's routes carry it. */
export interface Described {
  readonly request?: { readonly params?: Shape; readonly query?: Shape; readonly body?: { readonly 'application/json': Schema } };
  readonly response?: Schema;
}

const text = z.string();
const orNull = (schema: Schema): Schema => schema.nullable();
const count = z.number().int();
const resource = z.enum(RESOURCES);
const instant = text.describe('An instant, such as 2026-03-01T09:00:00.000Z');
const anything = z.record(text, z.unknown());
const listOf = (schema: Schema): Schema => z.array(schema);
const data = (schema: Schema): Schema => z.object({ data: schema });

const ofField = (name: string): Schema => {
  switch (kindOfField(name)) {
    case 'instant':
      return instant;
    case 'date':
      return text.describe('A date, such as 2026-03-01');
    case 'boolean':
      return z.boolean();
    case 'number':
      return count;
    case 'texts':
      return listOf(text);
    case 'json':
      return z.union([listOf(anything), anything]);
    case 'relation':
      return text.describe('documentId');
    case 'text':
      return text;
  }
};
const READ_ONLY = new Set<string>([
  ...['series', 'originalStart', 'attendees', 'organizer', 'isOrganizer', 'isCancelled', 'onlineMeetingUrl', 'webLink', 'calendarName'],
  ...['iCalUId', 'completedDate', 'listName'],
]);
const fields = (names: readonly string[]): Shape => Object.fromEntries([...names, 'html'].map((name) => [name, orNull(ofField(name))]));
const itemOf = (names: readonly string[]): Schema =>
  z.object({ documentId: text, home: text, uid: text, updatedAt: orNull(instant), version: text, ...fields(names) });
const dataOf = (names: readonly string[]): Schema => z.object(fields(names.filter((name) => !READ_ONLY.has(name)))).partial();

const account = z.object({
  user: text,
  state: z.enum(['not-connected', 'connected', 'delayed', 'action-required']),
  reason: orNull(text),
  mailbox: orNull(z.object({ address: text, displayName: text, timeZone: text })),
  connectedAt: orNull(instant),
  lastSucceededAt: orNull(instant),
});
const counts = z.object({ created: count, updated: count, deleted: count });
const run = z.object({
  ...{ run: text, user: text, resource, outcome: text, reason: orNull(text), strapi: counts, microsoft: counts, matched: count },
  ...{ conflicts: count, held: count, leftAlone: count, requests: count, mails: count, startedAt: instant, finishedAt: instant },
});
const settings = z.object({ fields: anything, integrations: z.record(text, z.boolean()), version: text });
const page = { page: count.optional(), pageSize: count.optional() };
const pageOf = (schema: Schema): Schema => data(z.object({ items: listOf(schema), page: count, pageSize: count, total: count }));
const begun = data(z.object({ since: instant, runs: listOf(run) }));
const collections = data(
  z.object({ choice: z.union([z.enum(['default', 'all']), listOf(text)]), canChoose: z.boolean(), collections: listOf(anything) }),
);
const pagination = z.object({ page: count, pageSize: count, pageCount: count, total: count });
const home = z.object({ name: text, uid: text, displayName: text, fields: listOf(text), isForNew: z.boolean() });
const scope = z.enum(['this', 'this-and-following']);
const body = (shape: Shape): NonNullable<Described['request']> => ({ body: { 'application/json': z.object(shape) } });
const byId = { id: text };

const itemRoutes = (path: string, names: readonly string[]): Record<string, Described> => {
  const [item, written] = [itemOf(names), dataOf(names)];
  const span: Shape = path === '/me/events' ? { from: instant.optional(), to: instant.optional() } : {};
  return {
    [`GET ${path}`]: {
      request: {
        query: {
          ...{ filters: anything.optional(), sort: z.union([text, listOf(text)]).optional() },
          ...{ pagination: z.object(page).optional(), ...span },
        },
      },
      response: z.object({ data: listOf(item), meta: z.object({ pagination, homes: listOf(home) }) }),
    },
    [`POST ${path}`]: { request: body({ data: written, home: text.optional() }), response: data(item) },
    [`GET ${path}/:id`]: { request: { params: byId }, response: data(item) },
    [`PUT ${path}/:id`]: { request: { params: byId, ...body({ data: written, version: text.optional() }) }, response: data(item) },
    [`DELETE ${path}/:id`]: { request: { params: byId } },
  };
};
const verbs = (path: string, names: readonly string[]): Record<string, Described> =>
  Object.fromEntries(names.map((name) => [`POST ${path}/:id/${name}`, { request: { params: byId } }]));
const occurrence = { id: text, originalStart: instant };

/** By method and path. */
export const described: Readonly<Record<string, Described>> = {
  'GET /me': {
    response: data(
      z.object({ account, application: anything, mailbox: orNull(anything), resources: listOf(anything), settings: anything }),
    ),
  },
  'DELETE /me': {
    request: {
      query: {
        items: z.enum(['keep', 'remove-imported', 'remove-exported']).optional(),
        homes: z.enum(['keep', 'remove']).optional(),
      },
    },
    response: data(account),
  },
  'POST /me/connect': {
    request: body({ returnTo: text, resources: listOf(resource).optional() }),
    response: data(z.object({ url: text })),
  },
  'POST /me/connect/finish': { request: body({ code: text, state: text }), response: data(account) },
  'POST /me/check': {
    response: data(listOf(z.object({ step: text, ok: orNull(z.boolean()), code: text.optional(), message: text }))),
  },
  'POST /me/sync': { request: body({ resource: resource.optional() }), response: begun },
  'POST /me/start': { request: body({ resource: resource.optional() }), response: begun },
  'GET /me/runs': {
    request: { query: { resource: resource.optional(), limit: count.optional(), since: instant.optional() } },
    response: data(listOf(run)),
  },
  'POST /me/runs/:id/approve': { request: { params: byId }, response: begun },
  'GET /me/deletions': {
    request: { query: { resource: resource.optional(), ...page } },
    response: data(
      z.object({
        ...{ page: count, pageSize: count, total: count, sides: z.object({ strapi: count, microsoft: count }) },
        items: listOf(
          z.object({
            ...{ resource, side: z.enum(['strapi', 'microsoft']), title: text, uid: orNull(text), documentId: orNull(text) },
            microsoftId: orNull(text),
          }),
        ),
      }),
    ),
  },
  'POST /me/deletions/bring-back': { request: body({ resource: resource.optional() }), response: begun },
  'POST /me/preview': { request: body({ resource: resource.optional(), direction: text.optional() }), response: data(anything) },
  'GET /me/occurrences': {
    request: { query: { from: instant, to: instant } },
    response: data(
      listOf(
        z.object({
          ...{ uid: text, event: text, series: orNull(text), originalStart: orNull(instant), start: instant, end: instant },
          ...{ isAllDay: z.boolean(), subject: text },
        }),
      ),
    ),
  },
  'GET /me/settings': { response: data(settings) },
  'PUT /me/settings': { request: body({ fields: anything, version: text.optional() }), response: data(settings) },
  'GET /me/collections/:resource': { request: { params: { resource } }, response: collections },
  'PUT /me/collections/:resource': {
    request: { params: { resource }, ...body({ choice: z.union([z.enum(['default', 'all']), listOf(text)]) }) },
    response: collections,
  },
  'GET /me/held': {
    request: { query: { resource: resource.optional(), ignored: z.boolean().optional(), ...page } },
    response: pageOf(anything),
  },
  ...verbs('/me/held', ['approve', 'retry', 'ignore', 'unlink']),
  'GET /me/conflicts': {
    request: { query: { resource: resource.optional(), decided: z.boolean().optional(), ...page } },
    response: pageOf(anything),
  },
  ...verbs('/me/conflicts', ['restore']),
  'POST /me/conflicts/:id/resolve': { request: { params: byId, ...body({ winner: z.enum(['strapi', 'microsoft']) }) } },
  ...itemRoutes('/me/events', EVENT_FIELDS),
  ...itemRoutes('/me/tasks', TASK_FIELDS),
  'PUT /me/events/:id/occurrences/:originalStart': {
    request: { params: occurrence, ...body({ data: dataOf(EVENT_FIELDS), scope: scope.optional() }) },
    response: data(itemOf(EVENT_FIELDS)),
  },
  'DELETE /me/events/:id/occurrences/:originalStart': { request: { params: occurrence, query: { scope: scope.optional() } } },
};
