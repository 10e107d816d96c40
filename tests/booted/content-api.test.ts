import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootStrapi, EVENT, local, type BootedStrapi } from '../support';

const load = createRequire(createRequire(import.meta.url).resolve('@strapi/strapi/package.json'));
const DEAL = 'api::deal.deal';
/** A content type of the host that is related to events, with the routes that Strapi makes of it. */
const files = {
  'src/api/deal/content-types/deal/schema.json': JSON.stringify({
    kind: 'collectionType',
    collectionName: 'deals',
    info: { singularName: 'deal', pluralName: 'deals', displayName: 'Deal' },
    options: { draftAndPublish: false },
    attributes: {
      name: { type: 'string' },
      meeting: { type: 'relation', relation: 'oneToOne', target: EVENT },
      about: { type: 'relation', relation: 'morphToOne' },
      topics: { type: 'relation', relation: 'morphToMany' },
    },
  }),
  ...Object.fromEntries(
    ['controllers', 'routes', 'services'].map((kind) => [
      `src/api/deal/${kind}/deal.js`,
      `module.exports = require(${JSON.stringify(load.resolve('@strapi/strapi'))}).factories.createCore${{ controllers: 'Controller', routes: 'Router', services: 'Service' }[kind]}('${DEAL}');`,
    ]),
  ),
};

describe.each([
  [false, 'closed'],
  [true, 'open'],
])('the content API, to a read-only API token, where the configuration says %s', (isOpen, name) => {
  let booted: BootedStrapi;
  let token: string;
  beforeAll(async () => {
    const graphql = { enabled: true, resolve: path.dirname(load.resolve('@strapi/plugin-graphql/package.json')) };
    booted = await bootStrapi({ plugins: { graphql }, files, config: isOpen ? { contentApi: { graphql: true, relations: true } } : {} });
    const tokens = booted.strapi.service('admin::api-token') as unknown as { create(of: object): Promise<{ accessKey: string }> };
    token = (await tokens.create({ name: 'reads', description: '', type: 'read-only', lifespan: null })).accessKey;
    const { id, documentId } = await booted.strapi.documents(EVENT).create({ data: local('Secret meeting', 24) as never });
    await booted.strapi
      .documents(DEAL as never)
      .create({ data: { name: 'Deal', meeting: documentId, about: { __type: EVENT, id }, topics: [{ __type: EVENT, id }] } as never });
  });
  afterAll(() => booted.close());

  const get = async (address: string) => JSON.stringify((await booted.request.get(address).set('Authorization', `Bearer ${token}`)).body);
  const ask = async (query: string) =>
    JSON.stringify((await booted.request.post('/graphql').set('Authorization', `Bearer ${token}`).send({ query })).body);

  it(`of GraphQL is ${name}`, async () => {
    expect((await ask('{ microsoftSyncCalendarEvents { subject } }')).includes('Secret meeting')).toBe(isOpen);
    expect((await ask('{ deals { name meeting { subject } } }')).includes('Secret meeting')).toBe(isOpen);
    expect(await ask('{ deals { name } }')).toContain('"Deal"');
    const types = await ask('{ __schema { types { name } } }');
    expect(types).not.toContain('MicrosoftSyncUserSetting');
    expect(types.includes('MicrosoftSyncTask')).toBe(isOpen);
  });

  it(`through relations of the host's types is ${name}`, async () => {
    expect((await get('/api/deals?populate=*')).includes('Secret meeting')).toBe(isOpen);
    expect((await get('/api/deals?populate[meeting][fields][0]=subject')).includes('Secret meeting')).toBe(isOpen);
    expect((await get('/api/deals?filters[meeting][subject][$startsWith]=Secret')).includes('"Deal"')).toBe(isOpen);
    for (const name of ['about', 'topics']) {
      expect([name, await get(`/api/deals?populate=${name}`)]).toEqual([
        name,
        isOpen ? (expect.stringContaining('Secret') as string) : (expect.not.stringContaining('Secret') as string),
      ]);
      expect([name, await get(`/api/deals?populate[${name}][on][${EVENT}][fields][0]=subject`)]).toEqual([
        name,
        isOpen ? (expect.stringContaining('Secret') as string) : (expect.not.stringContaining('Secret') as string),
      ]);
    }
    expect(await get('/api/deals')).toContain('"Deal"');
    expect(JSON.stringify(await booted.strapi.documents(DEAL as never).findMany({ populate: '*' } as never))).toContain('Secret meeting'); // code sees it
  });
});
