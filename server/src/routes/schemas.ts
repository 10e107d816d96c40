/**
 * What the routes of `/me` take and give, for whoever describes them (`strapi openapi generate`). What they take is what judges their requests
 * (server/src/validation); what a schema there leaves to a service, the service judges, and says by name what is wrong.
 */
import { z } from '@strapi/utils';
import { type Resource, RESOURCES } from '../../../src/contracts';
import { describedItem } from '../../../src/items/described';
import * as bodies from '../validation/bodies';
import * as queries from '../validation/queries';

type Schema = z.ZodType;
interface Described {
  readonly query?: { readonly shape: Readonly<Record<string, Schema>> };
  readonly body?: Schema;
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
const itemOf = (of: Resource): Schema => z.unknown().meta(describedItem(of));

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
const pageOf = (schema: Schema): Schema => data(z.object({ items: listOf(schema), page: count, pageSize: count, total: count }));
const begun = data(z.object({ since: instant, runs: listOf(run) }));
const collections = data(
  z.object({ choice: z.union([z.enum(['default', 'all']), listOf(text)]), canChoose: z.boolean(), collections: listOf(anything) }),
);
const pagination = z.object({ page: count, pageSize: count, pageCount: count, total: count });
const home = z.object({ name: text, uid: text, displayName: text, fields: listOf(text), isForNew: z.boolean() });

const itemRoutes = (path: string, of: Resource): Record<string, Described> => {
  const item = itemOf(of);
  return {
    [`GET ${path}`]: {
      query: queries.itemsQuery,
      response: z.object({ data: listOf(item), meta: z.object({ pagination, homes: listOf(home) }) }),
    },
    [`POST ${path}`]: { body: bodies.mine[of].create, response: data(item) },
    [`GET ${path}/:id`]: { response: data(item) },
    [`PUT ${path}/:id`]: { body: bodies.mine[of].update, response: data(item) },
  };
};

/** By method and path. */
const described: Readonly<Record<string, Described>> = {
  'GET /me': {
    response: data(
      z.object({ account, application: anything, mailbox: orNull(anything), resources: listOf(anything), settings: anything }),
    ),
  },
  'DELETE /me': { query: queries.disconnectQuery, response: data(account) },
  'POST /me/connect': { body: bodies.connectMine, response: data(z.object({ url: text })) },
  'POST /me/connect/finish': { body: bodies.connectFinish, response: data(account) },
  'POST /me/check': {
    response: data(listOf(z.object({ step: text, ok: orNull(z.boolean()), code: text.optional(), message: text }))),
  },
  'POST /me/sync': { body: bodies.beginSync, response: begun },
  'POST /me/start': { body: bodies.beginSync, response: begun },
  'GET /me/runs': { query: queries.runsQuery, response: data(listOf(run)) },
  'POST /me/runs/:id/approve': { response: begun },
  'GET /me/deletions': {
    query: queries.deletionsQuery,
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
  'POST /me/deletions/bring-back': { body: bodies.beginSync, response: begun },
  'POST /me/preview': { body: bodies.previewMine, response: data(anything) },
  'GET /me/occurrences': {
    query: queries.occurrencesQuery,
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
  'PUT /me/settings': { body: bodies.settingsPatch('user'), response: data(settings) },
  'GET /me/collections/:resource': { response: collections },
  'PUT /me/collections/:resource': { body: bodies.chooseMyCollections, response: collections },
  'GET /me/held': { query: queries.ownHeldQuery, response: pageOf(anything) },
  'GET /me/conflicts': { query: queries.ownConflictsQuery, response: pageOf(anything) },
  'POST /me/conflicts/:id/resolve': { body: bodies.resolveConflict },
  ...itemRoutes('/me/events', 'calendar'),
  ...itemRoutes('/me/tasks', 'tasks'),
  'PUT /me/events/:id/occurrences/:originalStart': { body: bodies.editMine, response: data(itemOf('calendar')) },
  'DELETE /me/events/:id/occurrences/:originalStart': { query: queries.cancelQuery },
};

const inPath: Readonly<Record<string, Schema>> = { id: text, resource, originalStart: instant };

/** As Strapi's routes carry it. */
export function descriptionOf(method: string, path: string): { readonly request: object; readonly response?: object } {
  const { query, body, response } = described[`${method} ${path}`] ?? {};
  const params = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, inPath[name]]));
  return {
    request: { params, ...(query && { query: query.shape }), ...(body && { body: { 'application/json': body } }) },
    ...(response && { response }),
  };
}
