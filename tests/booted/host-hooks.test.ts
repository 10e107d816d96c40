import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRemote, databases, EVENT, idOf, openOffice, remoteIdOf, type Office } from '../support';

describe.each(databases)('hooks of the host, on %s', (database) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice({ boot: { database } });
  });
  afterEach(() => office.close());

  const moveThere = (to: string) => office.mailbox.changeEvent(remoteIdOf(office, 'Stand-up'), { location: { displayName: to } });

  it('an update from Microsoft passes the host’s middlewares and lifecycles, and is announced as the Document Service announces it', async () => {
    addRemote(office, ['Stand-up', 'Other']);
    await office.sync();
    const seen: string[] = [];
    const payloads: Record<string, unknown>[] = [];
    const { strapi } = office;
    strapi.documents.use((context, next) => {
      if (context.uid === EVENT && context.action === 'update') seen.push('middleware');
      return next();
    });
    strapi.db.lifecycles.subscribe({
      models: [EVENT],
      beforeUpdate: () => void seen.push('before'),
      afterUpdate: () => void seen.push('after'),
    });
    strapi.eventHub.on('entry.update', async (payload: Record<string, unknown>) => void payloads.push(payload));
    const announced = () => expect.poll(() => payloads.splice(0)[0], { timeout: 10_000 });

    moveThere('Attic');
    expect(await office.sync()).toMatchObject({ strapi: { updated: 1 } });
    expect(seen.splice(0)).toEqual(['middleware', 'before', 'after']);
    let ofEngine: Record<string, unknown> = {};
    await announced().toSatisfy((payload: Record<string, unknown> | undefined) => ((ofEngine = payload ?? {}), payload !== undefined));
    await office.updateEvent(await idOf(office, 'Stand-up'), { location: 'Cellar' });
    let ofPerson: Record<string, unknown> = {};
    await announced().toSatisfy((payload: Record<string, unknown> | undefined) => ((ofPerson = payload ?? {}), payload !== undefined));
    const plain = ({ entry, ...of }: Record<string, unknown>) => ({
      ...of,
      entry: { ...(entry as object), location: null, updatedAt: null, publishedAt: null },
    });
    expect(plain(ofEngine)).toEqual(plain(ofPerson));
    expect(ofEngine['entry']).toMatchObject({ location: 'Attic', owner: { documentId: office.user } });
  });

  it('what a middleware of the host adds to an update of the engine is kept, and is an edit of the engine’s', async () => {
    addRemote(office, ['Stand-up']);
    await office.sync();
    office.strapi.documents.use((context, next) => {
      if (context.uid === EVENT && context.action === 'update')
        (context.params as { data: Record<string, unknown> }).data['categories'] = ['From a hook'];
      return next();
    });
    moveThere('Attic');
    await office.sync();
    expect(await office.events()).toMatchObject([{ location: 'Attic', categories: ['From a hook'] }]);
  });

  it('an update that a middleware of the host refuses holds that item only', async () => {
    addRemote(office, ['Stand-up', 'Other']);
    await office.sync();
    office.strapi.documents.use((context, next) => {
      const { data } = context.params as { data?: Record<string, unknown> };
      if (context.uid === EVENT && context.action === 'update' && data?.['location'] === 'Attic') throw new Error('not there');
      return next();
    });
    moveThere('Attic');
    office.mailbox.changeEvent(remoteIdOf(office, 'Other'), { location: { displayName: 'Cellar' } });
    await office.sync();
    expect(await office.services.held.list({ user: office.user })).toHaveLength(1);
    expect((await office.events()).map((event) => event['location']).sort()).toEqual(['', 'Cellar']);
  });
});
