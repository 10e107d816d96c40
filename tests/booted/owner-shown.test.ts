import { afterAll, beforeAll, expect, it } from 'vitest';
import { bootStrapi, EVENT, local, type BootedStrapi } from '../support';

const TASK = 'plugin::microsoft-sync.task';
let booted: BootedStrapi;
beforeAll(async () => {
  booted = await bootStrapi();
});
afterAll(() => booted.close());

it('the Content Manager shows an owner by the address', async () => {
  const { strapi, request } = booted;
  const ada = await booted.createAdminUser({ firstname: 'Ada', email: 'ada@sandbox.example' });
  const authorization = `Bearer ${await booted.adminToken(ada)}`;
  const get = async (address: string) =>
    (await request.get(`/content-manager/${address}`).set('Authorization', authorization)).body as unknown;
  const { documentId } = await strapi.documents(EVENT).create({ data: { ...local('Hers', 24), owner: ada.id } as never });
  expect(await get(`relations/${EVENT}/${documentId}/owner`)).toMatchObject({ results: [{ email: 'ada@sandbox.example' }] });
  expect(await get(`collection-types/${EVENT}`)).toMatchObject({ results: [{ owner: { email: 'ada@sandbox.example' } }] });
  for (const uid of [EVENT, TASK])
    expect(await get(`content-types/${uid}/configuration`)).toMatchObject({
      data: { contentType: { metadatas: { owner: { edit: { mainField: 'email' } } } } },
    });
});
