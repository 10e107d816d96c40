import { createRequire } from 'node:module';
import type * as Strapi from '@strapi/strapi';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVENT, openOffice, type Office } from '../support';

const { factories } = createRequire(__filename)('@strapi/strapi') as typeof Strapi; // its ES modules import what Node does not find

/** Every way in which an application of Strapi writes an entry; GraphQL's resolvers are calls of the Document Service. */
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

  const subjects = () => office.mailbox.listEvents().map(({ subject }) => subject).sort();
  const entry = (subject: string) => ({ subject, start: '2026-12-01T09:00:00.000Z', end: '2026-12-01T10:00:00.000Z', owner: office.user });
  const none = { created: 0, updated: 0, deleted: 0 };
  const contentManager = (method: 'post' | 'put' | 'delete', path: string, body: object = {}) =>
    office.booted.request[method](`/content-manager/collection-types/${EVENT}${path}`).set('Authorization', `Bearer ${token}`).send(body).expect((answer) => expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300));
  const rest = () => factories.createCoreService(EVENT as never)({ strapi: office.strapi }) as unknown as {
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
    ['db.query.create', () => query().create({ data: { ...entry('Made'), documentId: 'made-by-query-1234567890', owner: Number(office.ada.id) } })],
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
    ['the Content Manager, of what is selected', (documentId) => contentManager('post', '/actions/bulkDelete', { documentIds: [documentId] })],
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
