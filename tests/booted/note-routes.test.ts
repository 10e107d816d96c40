import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { containerOf } from '../support/container';
import { attendees, EVENT, idOf, inMicrosoft, openOffice, remote, remoteIdOf, type Office, type Person } from '../support';

const action = (name: string) => `plugin::microsoft-sync.${name}`;

describe('the routes of conflicts, held items, previews and explanations', () => {
  let office: Office;
  let ben: { person: Person; token: string };
  let ada: string;
  const ids = { conflict: '', held: '', documentId: '' };

  async function personWith(names: readonly string[], condition?: string): Promise<{ person: Person; token: string }> {
    const roles = office.strapi.service('admin::role');
    const role = await roles.create({ name: `Role ${randomUUID()}` });
    await roles.assignPermissions(
      role.id,
      names.map((name) => ({ action: action(name), conditions: condition ? [action(condition)] : [] })),
    );
    const person = await office.booted.createAdminUser({ permissions: [] });
    await office.strapi.service('admin::user').updateById(person.id, { roles: [role.id] });
    return { person, token: await office.booted.adminToken(person) };
  }
  const get = (token: string, path: string) => office.booted.request.get(`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`);
  const post = (token: string, path: string, body: object = {}) =>
    office.booted.request.post(`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`).send(body);
  const explanation = (of = '') => `${of}/explain?uid=${EVENT}&documentId=${ids.documentId}`;

  beforeAll(async () => {
    office = await openOffice();
    ada = await office.booted.adminToken(office.ada);
    ben = await personWith(['me.read', 'me.update']);
    await office.settings({ calendarConflictResolution: 'ask' });
    office.mailbox.addEvent(remote('A', 24));
    office.mailbox.addEvent(remote('Board', 30, { attendees, body: { contentType: 'text', content: 'minutes' } }));
    await office.sync();
    ids.documentId = await idOf(office, 'A');
    await office.updateEvent(ids.documentId, { subject: 'here' });
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
    await office.updateEvent(await idOf(office, 'Board'), { subject: 'Board meeting' });
    await office.sync();
    ids.conflict = (await office.services.conflicts.list())[0]?.id ?? '';
    ids.held = (await office.services.held.list())[0]?.id ?? '';
  });
  afterAll(() => office.close());

  it('a page of many asks the database no more often than a page of one', async () => {
    const statements = async (path: string): Promise<number> => {
      let count = 0;
      const counted = () => void (count += 1);
      office.strapi.db.connection.on('query', counted);
      await get(ada, path).expect(200);
      office.strapi.db.connection.removeListener('query', counted);
      return count;
    };
    const [one] = await office.services.conflicts.list();
    if (!one) throw new Error('There is no conflict.');
    const list = vi.spyOn(containerOf(office.strapi).conflicts, 'list');
    const counts = [];
    for (const many of [1, 20]) {
      list.mockResolvedValue(
        Array.from({ length: many }, (_, at) => ({
          ...one,
          id: `${one.id}-${at}`,
          documentId: `d${at}`,
        })) as never,
      );
      counts.push(await statements('/me/conflicts?resource=calendar'));
    }
    list.mockRestore();
    expect(counts[1]).toBeLessThanOrEqual((counts[0] ?? 0) + 1);
  });

  it('list with whose it is, what it is called and where the entry is, and no more than the fields in question', async () => {
    const { token } = await personWith(['sync.read']);
    for (const [who, path] of [
      [token, '/conflicts?decided=false'],
      [ada, '/me/conflicts?resource=calendar'],
    ] as const) {
      const { body } = await get(who, path).expect(200);
      expect(body.data).toMatchObject({ page: 1, pageSize: 25, total: 1 });
      expect(body.data.items).toEqual([
        {
          id: ids.conflict,
          user: office.user,
          userName: 'Ada Lovelace',
          resource: 'calendar',
          title: 'here',
          fields: ['subject'],
          base: { subject: 'A' },
          strapi: { subject: 'here' },
          microsoft: { subject: 'there' },
          at: expect.any(String),
          decided: null,
          uid: EVENT,
          documentId: ids.documentId,
          restoredAt: null,
          both: [],
          units: [['subject']],
          edited: { strapi: { at: expect.any(String), byName: null }, microsoft: { at: expect.any(String) } },
        },
      ]);
    }
    for (const [who, path] of [
      [token, `/held?user=${office.user}`],
      [ada, '/me/held'],
    ] as const) {
      const { body } = await get(who, path).expect(200);
      expect(body.data.items).toMatchObject([
        {
          id: ids.held,
          userName: 'Ada Lovelace',
          code: 'would-send-mail',
          write: { kind: 'update', values: { subject: 'Board meeting' }, mails: ['cid@elsewhere.example'] },
          isIgnored: false,
        },
      ]);
    }
    expect((await get(token, '/conflicts?decided=true')).body.data).toMatchObject({ total: 0, items: [] });
    expect((await get(token, '/held?ignored=true&page=2&pageSize=1')).body.data).toMatchObject({ total: 0, page: 2, pageSize: 1 });
    for (const path of ['/conflicts?decided=maybe', '/held?nope=1', '/me/conflicts?user=somebody', '/me/preview?resource=email'])
      expect((await get(ada, path)).body.error.details).toMatchObject({ code: 'invalid-input' });
  });

  it('show one person nothing of another, and let nothing be decided for them', async () => {
    const { token } = ben;
    for (const path of ['/me/conflicts', '/me/held'])
      expect((await get(token, path).expect(200)).body.data).toMatchObject({ total: 0, items: [] });
    expect((await get(token, explanation('/me')).expect(403)).body.error.details).toEqual({ code: 'out-of-reach' });
    for (const verb of ['resolve', 'restore'])
      expect(
        (await post(token, `/me/conflicts/${ids.conflict}/${verb}`, verb === 'resolve' ? { winner: 'strapi' } : {}).expect(404)).body.error
          .details,
      ).toEqual({ code: 'unknown-conflict' });
    for (const verb of ['approve', 'retry', 'ignore', 'unlink'])
      expect((await post(token, `/me/held/${ids.held}/${verb}`).expect(404)).body.error.details).toEqual({ code: 'unknown-item' });
  });

  it('go by the conditions of a role', async () => {
    const onlyMe = await personWith(['sync.read', 'sync.run'], 'is-me');
    for (const path of ['/conflicts', '/held']) expect((await get(onlyMe.token, path).expect(200)).body.data.total).toBe(0);
    const refused = [
      get(onlyMe.token, explanation()),
      get(onlyMe.token, `/users/${office.user}/preview`),
      post(onlyMe.token, `/users/${office.user}/approve`, { run: 'x' }),
      post(onlyMe.token, `/conflicts/${ids.conflict}/resolve`, { winner: 'strapi' }),
      post(onlyMe.token, `/conflicts/${ids.conflict}/restore`),
      post(onlyMe.token, `/held/${ids.held}/approve`),
    ];
    for (const answer of await Promise.all(refused))
      expect([answer.status, answer.body.error.details]).toEqual([403, { code: 'out-of-reach' }]);

    const acme = await office.strapi
      .documents('plugin::microsoft-sync.organization')
      .create({ data: { name: 'Acme', members: [office.ada.id] } as never });
    const ours = await personWith(['sync.read', 'sync.run'], 'in-my-organization');
    await office.strapi
      .documents('plugin::microsoft-sync.organization')
      .update({ documentId: acme.documentId, data: { members: { connect: [ours.person.id] } } as never });
    for (const path of ['/conflicts', '/held']) expect((await get(ours.token, path).expect(200)).body.data.total).toBe(1);
    await get(ours.token, explanation()).expect(200);
  });

  it('preview and explain', async () => {
    const { token } = await personWith(['sync.read', 'sync.run']);
    for (const [who, path] of [
      [token, `/users/${office.user}/preview?resource=calendar`],
      [ada, '/me/preview'],
    ] as const)
      expect((await get(who, path).expect(200)).body.data).toEqual({
        actions: [],
        total: 0,
        counts: expect.any(Object) as object,
        sides: { strapi: expect.any(Object) as object, microsoft: expect.any(Object) as object },
        waiting: { conflicts: 1, held: 1 },
      });
    for (const [who, path] of [
      [token, explanation()],
      [ada, explanation('/me')],
    ] as const)
      expect((await get(who, path).expect(200)).body.data).toMatchObject({
        link: { origin: 'microsoft' },
        conflict: { fields: ['subject'] },
        held: null,
        owner: { name: 'Ada Lovelace' },
        hasOwnPage: true,
      });
    // How an entry stands says nothing of what is in it.
    const board = await get(token, `/explain?uid=${EVENT}&documentId=${await idOf(office, 'Board meeting')}`).expect(200);
    expect(JSON.stringify(board.body)).not.toMatch(/minutes|"base"/);
    expect((await get(token, '/explain?uid=admin::user&documentId=x').expect(400)).body.error.details.code).toBe('invalid-input');
    expect((await post(token, `/users/${office.user}/approve`, { run: 'no run' }).expect(404)).body.error.details).toEqual({
      code: 'unknown-run',
    });
  });

  it('decide for others with the permission, and for oneself', async () => {
    const { token } = await personWith(['sync.run']);
    expect((await post(token, `/conflicts/${ids.conflict}/resolve`, {}).expect(400)).body.error.details.code).toBe('invalid-input');
    expect((await post(token, `/conflicts/${ids.conflict}/resolve`, { winner: 'microsoft' }).expect(200)).body).toEqual({ data: null });
    await post(ada, `/me/held/${ids.held}/ignore`).expect(200);
    await post(ada, `/me/held/${ids.held}/approve`).expect(200);
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Board meeting', 'there']);
    const [decided] = (await get(ada, '/me/conflicts?decided=true')).body.data.items;
    expect(decided).toMatchObject({ decided: { by: 'person', winner: 'microsoft' }, strapi: { subject: 'here' } });
    await post(ada, `/me/conflicts/${decided.id}/restore`).expect(200);
    expect((await post(token, `/conflicts/${decided.id}/restore`).expect(400)).body.error.details).toEqual({ code: 'already-restored' });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Board meeting', 'here']);
  });
});
