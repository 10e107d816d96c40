import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_FIELDS } from '../../src/contracts';
import { memberRoutes } from '../../server/src/routes/content-api';
import { openOffice, type Office } from '../support';

const load = createRequire(createRequire(import.meta.url).resolve('@strapi/strapi/package.json'));

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

/** What `strapi openapi generate` writes. */
describe('the description that Strapi makes of the REST routes', () => {
  let office: Office;
  let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  beforeAll(async () => {
    office = await openOffice({ isConnected: false });
    const { generate } = load('@strapi/openapi') as { generate(strapi: unknown, options: object): { document: { paths: typeof paths } } };
    ({ paths } = generate(office.strapi, { type: 'content-api' }).document);
  });
  afterAll(() => office.close());

  const operation = (method: string, path: string): Operation | undefined => {
    const found = Object.keys(paths).find((one) => one.endsWith(`/microsoft-sync${path.replace(/:(\w+)/g, '{$1}')}`));
    return found === undefined ? undefined : paths[found]?.[method.toLowerCase()];
  };
  const given = (method: string, path: string) => operation(method, path)?.responses['200']?.content?.['application/json']?.schema;
  const taken = (method: string, path: string) => operation(method, path)?.requestBody?.content['application/json']?.schema;

  it.each(memberRoutes.map(({ method, path }) => [method, path]))('names %s %s with its parameters', (method, path) => {
    const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    const named = (operation(method, path)?.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
    expect(named).toEqual(inPath);
  });

  it('says what an event holds, and what of it is written', () => {
    const item = given('GET', '/me/events')?.properties?.['data']?.items?.properties ?? {};
    expect(Object.keys(item)).toEqual(expect.arrayContaining([...EVENT_FIELDS, 'documentId', 'home']));
    const written = Object.keys(taken('POST', '/me/events')?.properties?.['data']?.properties ?? {});
    expect(written).toEqual(expect.arrayContaining(['subject', 'start', 'recurrence']));
    expect(written).not.toContain('webLink');
    expect(operation('GET', '/me/events')?.parameters?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['filters', 'sort', 'pagination[page]', 'from']),
    );
  });

  it('has a schema for whatever is answered', () => {
    const without = memberRoutes
      .filter(({ method, path }) => given(method, path) === undefined)
      .map(({ method, path }) => `${method} ${path}`);
    expect(without.sort()).toEqual(
      [
        ...['approve', 'retry', 'ignore', 'unlink'].map((verb) => `POST /me/held/:id/${verb}`),
        ...['resolve', 'restore'].map((verb) => `POST /me/conflicts/:id/${verb}`),
        ...['events/:id', 'tasks/:id', 'events/:id/occurrences/:originalStart'].map((path) => `DELETE /me/${path}`),
      ].sort(),
    ); // these answer with nothing
  });
});
