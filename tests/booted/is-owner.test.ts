import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownRoutes } from '../../src/contracts';
import { giveRole, letPublicIn, memberToken, openCrm, playgroundHomes, TODO, type Crm, type Person } from '../support';

const load = createRequire(createRequire(import.meta.url).resolve('@strapi/strapi/package.json'));
const factories = `require(${JSON.stringify(load.resolve('@strapi/strapi'))}).factories`;
const routesOf = (name: string, config: object) => ({
  [`src/api/${name}/controllers/${name}.js`]: `module.exports = ${factories}.createCoreController('api::${name}.${name}');`,
  [`src/api/${name}/services/${name}.js`]: `module.exports = ${factories}.createCoreService('api::${name}.${name}');`,
  [`src/api/${name}/routes/${name}.js`]: `module.exports = ${factories}.createCoreRouter('api::${name}.${name}', { config: ${JSON.stringify(config)} });`,
});
/** Types that lead to to-dos: by a relation of their own, and to any type. */
const board = {
  kind: 'collectionType',
  collectionName: 'boards',
  info: { singularName: 'board', pluralName: 'boards', displayName: 'Board' },
  options: { draftAndPublish: false },
  attributes: {
    name: { type: 'string' },
    todos: { type: 'relation', relation: 'oneToMany', target: TODO },
    about: { type: 'relation', relation: 'morphToOne' },
  },
};
const files = {
  'src/api/board/content-types/board/schema.json': JSON.stringify(board),
  ...routesOf('board', {}),
  ...routesOf('todo', ownRoutes()),
  ...routesOf('company', { find: ownRoutes({ owner: 'nobody' })['find'] }),
};

type Method = 'get' | 'post' | 'put' | 'delete';

describe('routes of a type of the host, with the policy is-owner', () => {
  let crm: Crm;
  let ada: string;
  let ben: Person;
  const ids = { ada: '', ben: '', nobody: '' };

  beforeAll(async () => {
    crm = await openCrm({
      hostUser: 'plugin::users-permissions.user',
      isConnected: false,
      resources: playgroundHomes().members,
      boot: {
        files,
        config: { contentApi: { ownersOnly: [TODO] } },
        plugins: { graphql: { enabled: true, resolve: path.dirname(load.resolve('@strapi/plugin-graphql/package.json')) } },
      },
    });
    const { office } = crm;
    ben = await office.booted.createMember({ firstname: 'Ben', lastname: 'B', email: 'ben@elsewhere.example' });
    const actions = ['todo', 'board', 'company'].flatMap((name) =>
      ['find', 'findOne', 'create', 'update', 'delete'].map((action) => `api::${name}.${name}.${action}`),
    );
    await giveRole(office.strapi, office.ada, [...actions, 'plugin::users-permissions.user.find']);
    ada = await memberToken(office.strapi, office.ada);
    const make = async (title: string, assignee: string | null) =>
      (await crm.documents(TODO).create({ data: { title, notes: `${title} notes`, assignee } })).documentId;
    ids.ada = await make('Own', office.user);
    ids.ben = await make('Secret', ben.documentId);
    ids.nobody = await make('Orphan', null);
    const row = await crm.documents(TODO).findOne({ documentId: ids.ben });
    const data = { name: 'Wall', todos: Object.values(ids), about: { __type: TODO, id: row?.id } };
    await crm.documents('api::board.board').create({ data });
  });
  afterAll(() => crm.close());

  const request = (method: Method, address: string, body?: object, token = ada) => {
    const asked = crm.office.booted.request[method](address);
    if (token !== '') void asked.set('Authorization', `Bearer ${token}`);
    return body === undefined ? asked : asked.send(body);
  };
  const ask = (method: Method, address: string, { body, token }: { body?: object; token?: string } = {}) =>
    request(method, `/api${address}`, body, token);
  const titles = async () => (await crm.documents(TODO).findMany()).map(({ title }) => String(title)).sort(); // prettier-ignore

  it('give their owner’s entries, and nothing of anybody else’s', async () => {
    const { body } = await ask('get', '/todos?pagination[withCount]=true').expect(200);
    expect(body).toMatchObject({ data: [{ title: 'Own' }], meta: { pagination: { total: 1 } } });
    expect(body.data).toHaveLength(1);
    expect((await ask('get', `/todos/${ids.ada}`).expect(200)).body.data).toMatchObject({ title: 'Own' });
    for (const id of [ids.ben, ids.nobody, 'nothing']) await ask('get', `/todos/${id}`).expect(404);
  });

  it.each([
    'filters[title]=Secret',
    'filters[$or][0][title]=Secret&filters[$or][1][id][$gt]=0',
    'filters[assignee][email][$contains]=ben',
    'filters[assignee][$notNull]=true',
    'filters[assignee][password][$startsWith]=$2',
    'filters[documentId][$ne]=x',
    'sort=title:desc',
    'sort=assignee.email',
    'populate=*',
    'populate[assignee][populate]=*',
    'populate[contact][populate]=*',
    '_q=Secret',
    '_q=notes',
    'status=draft',
    'publicationState=preview',
    'pagination[page]=1&pagination[pageSize]=100',
    'pagination[start]=0&pagination[limit]=-1',
    'locale=*',
  ])('answer %s without them', async (query) => {
    const { status, text } = await ask('get', `/todos?${query}`);
    expect([200, 400]).toContain(status);
    expect(text).not.toMatch(/Secret|Orphan|ben@|\$2[aby]\$/);
    const one = await ask('get', `/todos/${ids.ben}?${query}`);
    expect([400, 404]).toContain(one.status);
  });

  it.each([
    'populate=*',
    'populate=todos',
    'populate[todos][fields][0]=title',
    `populate[about][on][${TODO}][populate]=*`,
    'populate=about',
  ])('are not gone around by another type that leads there: %s', async (query) => {
    const { status, text } = await ask('get', `/boards?${query}`);
    expect([200, 400]).toContain(status);
    expect(text).not.toMatch(/Secret|Orphan/);
  });

  it.each([
    '{ todos { title } }',
    '{ todos_connection { nodes { title } } }',
    '{ boards { name todos { title } } }',
    '{ boards { name about { ... on Todo { title } } } }',
    'mutation { createTodo(data: { title: "Secret too" }) { title } }',
  ])('are not gone around by GraphQL, which knows no policies: %s', async (query) => {
    const { text } = await request('post', '/graphql', { query });
    expect(text).not.toMatch(/"title":"(Secret|Orphan)/);
    expect((await request('post', '/graphql', { query: '{ boards { name } }' })).text).toContain('Wall');
  });

  it.each(['filters[todos][title][$startsWith]=Sec', 'filters[todos][notes][$notNull]=true', 'sort=todos.title'])(
    'are not guessed through another type: %s',
    async (query) => expect((await ask('get', `/boards?${query}`)).text).not.toContain('Wall'),
  );

  it('let nobody write what is somebody else’s, nor give away their own', async () => {
    const data = { title: 'Changed' };
    for (const id of [ids.ben, ids.nobody, 'nothing']) {
      await ask('put', `/todos/${id}`, { body: { data } }).expect(404);
      await ask('delete', `/todos/${id}`).expect(404);
    }
    for (const assignee of [ben.documentId, null, { connect: [ben.documentId] }, { set: [] }, ben.id])
      expect([assignee, (await ask('put', `/todos/${ids.ada}`, { body: { data: { assignee } } })).status]).toEqual([assignee, 400]);
    expect((await ask('post', '/todos', { body: { data: { title: 'For Ben', assignee: ben.documentId } } })).status).toBe(400);
    expect(await titles()).toEqual(['Orphan', 'Own', 'Secret']);
  });

  it('make entries that are the maker’s', async () => {
    const { body } = await ask('post', '/todos', { body: { data: { title: 'New' } } }).expect(201);
    expect(await crm.read(TODO, { documentId: body.data.documentId })).toMatchObject({ assignee: { documentId: crm.office.user } });
    await ask('put', `/todos/${body.data.documentId}`, { body: { data: { title: 'Newer' } } }).expect(200);
    await ask('delete', `/todos/${body.data.documentId}`).expect(204);
    expect(await titles()).toEqual(['Orphan', 'Own', 'Secret']);
  });

  it('are closed to who is nobody, and to API tokens', async () => {
    const tokens = crm.office.strapi.service('admin::api-token') as unknown as { create(of: object): Promise<{ accessKey: string }> };
    const { accessKey } = await tokens.create({ name: 'all', description: '', type: 'full-access', lifespan: null });
    const takeAway = await letPublicIn(crm.office.strapi, ['api::todo.todo.find']);
    for (const token of ['', accessKey]) expect((await ask('get', '/todos', { token })).status).toBe(403);
    await takeAway();
  });

  it('are closed where the configuration does not name the type', async () => {
    await ask('get', '/companies').expect(403);
  });

  it('hold nobody back in code', async () => expect(await titles()).toHaveLength(3));
});
