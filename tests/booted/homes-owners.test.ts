import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY, DEAL, MEETING, openCrm, playgroundHomes, type Crm, type Person } from '../support';

describe('whoever decides whose an entry of the host is', () => {
  let crm: Crm;
  let eve: Person;
  let token: string;
  const times = { start: new Date(Date.now() + 86_400_000).toISOString(), end: new Date(Date.now() + 90_000_000).toISOString() };
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm, isConnected: false });
    const { strapi, booted } = crm.office;
    eve = await booted.createAdminUser({ permissions: [] });
    const roles = strapi.service('admin::role');
    const role = await roles.create({ name: 'Sales' });
    const ofStrapi = ['createdBy', 'updatedBy', 'createdAt', 'updatedAt', 'publishedAt', 'locale', 'localizations', 'documentId', 'id'];
    await roles.assignPermissions(
      role.id,
      [ACTIVITY, DEAL, MEETING].flatMap((subject) =>
        ['read', 'create', 'update'].map((name) => ({
          action: `plugin::content-manager.explorer.${name}`,
          subject,
          conditions: [],
          properties: {
            fields: Object.keys(strapi.contentType(subject as never).attributes).filter((field) => !ofStrapi.includes(field)),
            locales: ['en', 'de'],
          },
        })),
      ),
    );
    await strapi.service('admin::user').updateById(eve.id, { roles: [role.id] });
    token = await booted.adminToken(eve);
  });
  afterAll(() => crm.close());

  const send = async (method: 'post' | 'put', uid: string, address: string, body: object) =>
    crm.office.booted.request[method](`/content-manager/collection-types/${uid}${address}`)
      .set('Authorization', `Bearer ${token}`)
      .send(body);
  const to = ({ id, documentId }: { id: number; documentId: string }) => ({ connect: [{ id, documentId }], disconnect: [] });

  it('may name themselves, and nobody else without the permission', async () => {
    const named = (person: Person) => ({ kind: 'call', title: 'Ring', ...times, assignee: to(person) });
    expect((await send('post', ACTIVITY, '', named(eve))).status).toBe(201);
    expect((await send('post', ACTIVITY, '', named(crm.office.ada))).status).toBe(403);
  });

  it.each([
    ['is-owner', ['own']],
    ['owner-in-my-organization', ['own', 'adas']],
  ] as const)('under the condition %s reaches entries that name such an owner themselves, and no others', async (condition, reached) => {
    const { strapi, booted, ada } = crm.office;
    const fay = await booted.createAdminUser({ permissions: [] });
    const members = condition === 'is-owner' ? [fay.id] : [fay.id, ada.id];
    await strapi.documents('plugin::microsoft-sync.organization').create({ data: { name: condition, members } as never });
    const roles = strapi.service('admin::role');
    const role = await roles.create({ name: `Own ${condition}` });
    const allowed = [ACTIVITY, DEAL, MEETING].flatMap((subject) =>
      ['read', 'update', 'delete'].map((name) => ({
        action: `plugin::content-manager.explorer.${name}`,
        subject,
        conditions: [`plugin::microsoft-sync.${condition}`],
        ...(name === 'delete' ? {} : { properties: { fields: ['title', 'name', 'assignee'], locales: ['en', 'de'] } }),
      })),
    );
    await roles.assignPermissions(role.id, allowed);
    await strapi.service('admin::user').updateById(fay.id, { roles: [role.id] });
    const bearer = { Authorization: `Bearer ${await booted.adminToken(fay)}` };
    const ask = (method: 'get' | 'put' | 'delete', uid: string, address: string, body?: object) =>
      booted.request[method](`/content-manager/collection-types/${uid}${address}`).set(bearer).send(body);
    const entries = {
      own: await crm.createActivity('call', { assignee: fay.documentId }),
      adas: await crm.createActivity('call', { assignee: ada.documentId }),
      eves: await crm.createActivity('call', { assignee: eve.documentId }),
    };
    const list = await ask('get', ACTIVITY, '?page=1&pageSize=50');
    const listed = (list.body as { results: { documentId: string }[] }).results.map(({ documentId }) => documentId);
    expect(Object.entries(entries).flatMap(([name, one]) => (listed.includes(one.documentId) ? [name] : []))).toEqual(reached);
    for (const [name, { documentId }] of Object.entries(entries)) {
      const status = (reached as readonly string[]).includes(name) ? 200 : 403;
      expect([name, (await ask('get', ACTIVITY, `/${documentId}`)).status]).toEqual([name, status]);
      expect([name, (await ask('put', ACTIVITY, `/${documentId}`, { title: 'Mine' })).status]).toEqual([name, status]);
      expect([name, (await ask('delete', ACTIVITY, `/${documentId}`)).status]).toEqual([name, status]);
    }
    // Whose these are, something else says; and a deal is no event or task.
    const deal = await crm.createDeal({ name: 'Own', owner: fay.documentId });
    const meeting = await crm.createMeeting({ deal: deal.documentId }, 'draft');
    expect((await ask('get', DEAL, `/${deal.documentId}`)).status).toBe(403);
    expect((await ask('get', MEETING, `/${meeting.documentId}?locale=en`)).status).toBe(403);
  });

  it('may not make an entry somebody’s by the deal that it belongs to, nor by giving a deal away', async () => {
    const [own, adas] = [await crm.createDeal({ name: 'Own', owner: eve.documentId }), await crm.createDeal({ name: 'Ada’s' })];
    const about = (deal: { id: number; documentId: string }) => ({ title: 'Visit', ...times, deal: to(deal) });
    expect((await send('post', MEETING, '?locale=en', about(own))).status).toBe(201);
    expect((await send('post', MEETING, '?locale=en', about(adas))).status).toBe(403);
    expect((await send('put', DEAL, `/${own.documentId}`, { owner: to(crm.office.ada) })).status).toBe(403);
    expect((await send('put', DEAL, `/${adas.documentId}`, { name: 'Still Ada’s' })).status).toBe(200);
  });

  it('may not make a copy of somebody’s either, however the form of Duplicate names whose it is', async () => {
    const adas = await crm.createActivity('call', {});
    const untouched = { connect: [], disconnect: [] };
    for (const assignee of [undefined, untouched, {}])
      expect([assignee, (await send('post', ACTIVITY, `/clone/${adas.documentId}`, { assignee })).status]).toEqual([assignee, 403]);
    const meeting = await crm.createMeeting({}, 'draft');
    expect((await send('post', MEETING, `/clone/${meeting.documentId}?locale=en`, { deal: untouched })).status).toBe(403);
    const own = await send('post', ACTIVITY, `/clone/${adas.documentId}`, { assignee: to(eve) });
    expect(own.status).toBe(200);
  });

  it('may not make entries somebody’s from the other side of the relation either', async () => {
    const [own, adas] = [await crm.createDeal({ name: 'Own', owner: eve.documentId }), await crm.createDeal({ name: 'Ada’s' })];
    const meeting = await crm.createMeeting({ deal: own.documentId }, 'draft');
    const activity = await crm.createActivity('call', { assignee: eve.documentId });
    expect((await send('put', DEAL, `/${adas.documentId}`, { meetings: to(meeting) })).status).toBe(403);
    const made = { name: 'For Ada', owner: to(crm.office.ada), meetings: to(meeting) };
    expect((await send('post', DEAL, '', made)).status).toBe(403);
    expect(await crm.read(MEETING, { documentId: meeting.documentId, locale: 'en' })).toMatchObject({
      deal: { documentId: own.documentId },
    });
    // What is theirs already, what is one's own, and what decides about nobody.
    const theirs = await crm.createMeeting({ deal: adas.documentId }, 'draft');
    expect((await send('put', DEAL, `/${adas.documentId}`, { meetings: to(theirs) })).status).toBe(200);
    expect((await send('put', DEAL, `/${own.documentId}`, { meetings: to(meeting) })).status).toBe(200);
    expect((await send('put', DEAL, `/${adas.documentId}`, { activities: to(activity) })).status).toBe(200);
  });
});
