import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Strapi from '@strapi/strapi';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVENT, openOffice, type Office } from '../support';

const load = createRequire(__filename);
const { factories } = load('@strapi/strapi') as typeof Strapi; // its ES modules import what Node does not find

/** Every way in which an application of Strapi writes an entry. */
describe('a local change is seen whoever writes it', () => {
  let office: Office;
  let token: string;
  beforeAll(async () => {
    office = await openOffice();
    await office.connect();
    token = await office.booted.adminToken(office.ada);
  });
  afterAll(() => office.close());
  afterEach(async () => {
    await office.strapi.db.query(EVENT).deleteMany({});
    const stopped = await office.sync();
    if (stopped.outcome === 'stopped-by-guard') await office.services.sync.approve({ run: stopped.run });
    expect(subjects()).toEqual([]);
  });

  const subjects = () =>
    office.mailbox
      .listEvents()
      .map(({ subject }) => subject)
      .sort();
  const entry = (subject: string) => ({ subject, start: '2026-12-01T09:00:00.000Z', end: '2026-12-01T10:00:00.000Z', owner: office.user });
  const none = { created: 0, updated: 0, deleted: 0 };
  const contentManager = (method: 'post' | 'put' | 'delete', path: string, body: object = {}) =>
    office.booted.request[method](`/content-manager/collection-types/${EVENT}${path}`)
      .set('Authorization', `Bearer ${token}`)
      .send(body)
      .expect((answer) => expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300));
  const rest = () =>
    factories.createCoreService(EVENT as never)({ strapi: office.strapi }) as unknown as {
      create(of: object): Promise<{ documentId: string }>;
      update(documentId: string, of: object): Promise<unknown>;
      delete(documentId: string): Promise<unknown>;
    };
  const documents = () => office.strapi.documents(EVENT);
  const query = () => office.strapi.db.query(EVENT);
  /** documentIds of two entries that are on both sides. */
  const two = async () => {
    const ids = [(await office.createEvent(entry('One'))).documentId, (await office.createEvent(entry('Two'))).documentId];
    await office.sync();
    return ids as [string, string];
  };

  it.each<[string, () => Promise<unknown>]>([
    ['the Content Manager', () => contentManager('post', '', { ...entry('Made'), owner: undefined })],
    ['the service of REST', () => rest().create({ data: entry('Made') })],
    ['the Document Service', () => documents().create({ data: entry('Made') as never })],
    [
      'db.query.create',
      () => query().create({ data: { ...entry('Made'), documentId: 'made-by-query-1234567890', owner: Number(office.ada.id) } }),
    ],
  ])('%s makes an entry', async (_name, make) => {
    await make();
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, created: 1 } });
    expect(subjects()).toEqual(['Made']);
  });

  it.each<[string, (documentId: string) => Promise<unknown>]>([
    ['the Content Manager', (documentId) => contentManager('put', `/${documentId}`, { subject: 'Changed' })],
    ['the service of REST', (documentId) => rest().update(documentId, { data: { subject: 'Changed' } })],
    ['the Document Service', (documentId) => documents().update({ documentId, data: { subject: 'Changed' } as never })],
    ['db.query.update', (documentId) => query().update({ where: { documentId }, data: { subject: 'Changed' } })],
    ['db.query.updateMany', (documentId) => query().updateMany({ where: { documentId }, data: { subject: 'Changed' } })],
  ])('%s changes an entry', async (_name, change) => {
    const [one] = await two();
    await change(one);
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, updated: 1 } });
    expect(subjects()).toEqual(['Changed', 'Two']);
  });

  it.each<[string, (documentId: string) => Promise<unknown>]>([
    ['the Content Manager', (documentId) => contentManager('delete', `/${documentId}`)],
    [
      'the Content Manager, of what is selected',
      (documentId) => contentManager('post', '/actions/bulkDelete', { documentIds: [documentId] }),
    ],
    ['the service of REST', (documentId) => rest().delete(documentId)],
    ['the Document Service', (documentId) => documents().delete({ documentId })],
    ['db.query.delete', (documentId) => query().delete({ where: { documentId } })],
    ['db.query.deleteMany', (documentId) => query().deleteMany({ where: { documentId } })],
  ])('%s deletes an entry', async (_name, remove) => {
    const [one] = await two();
    await remove(one);
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, deleted: 1 } });
    expect(subjects()).toEqual(['Two']);
  });
});

/** An integration with an API token, which gives entries to people of the host: of administrators GraphQL knows nothing. */
describe('GraphQL', () => {
  let office: Office;
  let person: { documentId: string; email: string };
  let token: string;
  beforeAll(async () => {
    const graphql = {
      enabled: true,
      resolve: path.dirname(load.resolve('@strapi/plugin-graphql/package.json')),
      config: { defaultLimit: 25, maxLimit: 100, depthLimit: 10 },
    };
    office = await openOffice({
      isConnected: false,
      boot: { plugins: { graphql }, config: { host: { user: 'plugin::users-permissions.user' }, contentApi: { graphql: true } } },
    });
    const tokens = office.strapi.service('admin::api-token') as unknown as { create(of: object): Promise<{ accessKey: string }> };
    token = (await tokens.create({ name: 'everything', description: '', type: 'full-access', lifespan: null })).accessKey;
    person = await office.strapi
      .plugin('users-permissions')
      .service('user')
      .add({ username: 'ada', email: office.mailbox.address, password: 'Test-password-1', confirmed: true, provider: 'local' });
    await office.connect({ ...office.ada, ...person });
  });
  afterAll(() => office.close());

  const ask = async (query: string) => {
    const { status, body } = await office.booted.request.post('/graphql').set('Authorization', `Bearer ${token}`).send({ query });
    return { status, ...(body as { data?: unknown; errors?: { message: string }[] }) };
  };
  const run = async () => (await office.services.sync.run({ user: person.documentId, resource: 'calendar' })).runs[0];
  const subjects = () => office.mailbox.listEvents().map(({ subject }) => subject);
  const none = { created: 0, updated: 0, deleted: 0 };

  it('makes, changes and deletes an entry, and each reaches Microsoft', async () => {
    const made = await ask(
      `mutation { made: createMicrosoftSyncCalendarEvent(data: { subject: "Made", start: "2026-12-01T09:00:00.000Z", end: "2026-12-01T10:00:00.000Z", owner: "${person.documentId}" }) { documentId subject } }`,
    );
    expect(made, JSON.stringify(made)).toMatchObject({ status: 200, data: { made: { subject: 'Made' } } });
    expect(await run()).toMatchObject({ microsoft: { ...none, created: 1 } });
    expect(subjects()).toEqual(['Made']);
    const { documentId } = (made.data as { made: { documentId: string } }).made;

    expect(
      await ask(`mutation { updateMicrosoftSyncCalendarEvent(documentId: "${documentId}", data: { subject: "Changed" }) { subject } }`),
    ).not.toHaveProperty('errors');
    expect(await run()).toMatchObject({ microsoft: { ...none, updated: 1 } });
    expect(subjects()).toEqual(['Changed']);

    expect(await ask(`mutation { deleteMicrosoftSyncCalendarEvent(documentId: "${documentId}") { documentId } }`)).not.toHaveProperty(
      'errors',
    );
    expect(await run()).toMatchObject({ microsoft: { ...none, deleted: 1 } });
    expect(subjects()).toEqual([]);
  });

  it('knows events, tasks and organizations, and nothing else of ours, though the token may do everything', async () => {
    const { data, errors } = await ask(
      '{ __schema { queryType { fields { name } } mutationType { fields { name } } types { name fields { name } inputFields { name } } } }',
    );
    expect(errors).toBeUndefined();
    type Named = readonly { name: string }[];
    const { queryType, mutationType, types } = (
      data as {
        __schema: {
          queryType: { fields: Named };
          mutationType: { fields: Named };
          types: readonly { name: string; fields: Named | null; inputFields: Named | null }[];
        };
      }
    ).__schema;
    const ours = (names: Named) =>
      names
        .map(({ name }) => name)
        .filter((name) => /microsoft/i.test(name) && !name.endsWith('_connection'))
        .sort();
    expect(ours(queryType.fields)).toEqual(
      ['CalendarEvent', 'CalendarEvents', 'Organization', 'Organizations', 'Task', 'Tasks'].map((name) => `microsoftSync${name}`),
    );
    expect(ours(mutationType.fields)).toEqual(
      ['create', 'delete', 'update'].flatMap((verb) =>
        ['CalendarEvent', 'Organization', 'Task'].map((name) => `${verb}MicrosoftSync${name}`),
      ),
    );
    const columns = types
      .filter(({ name }) => /microsoft/i.test(name))
      .flatMap(({ fields, inputFields }) => [...(fields ?? []), ...(inputFields ?? [])].map(({ name }) => name));
    expect(columns).toContain('subject');
    expect(columns.filter((name) => /secret|token|sealed|certificate|lease|cursor|base|etag|locks|revision/i.test(name))).toEqual([]);
    expect(await ask('{ microsoftSyncSystemSetting { documentId } }')).toMatchObject({ status: 400 });
    expect(await ask('mutation { updateMicrosoftSyncSystemSetting(data: { calendarEnabled: false }) { documentId } }')).toMatchObject({
      status: 400,
    });
  });
});
