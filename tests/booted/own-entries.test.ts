import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootStrapi, EVENT, local, type BootedStrapi, type Person } from '../support';

const CONDITION = 'plugin::microsoft-sync.';
const actions = ['read', 'create', 'update', 'delete'] as const;

describe('who may do what to whose events', () => {
  let booted: BootedStrapi;
  let ada: Person;
  let bob: Person;
  let cid: Person;
  let tokenOf: (person: Person) => Promise<string>;
  beforeAll(async () => {
    booted = await bootStrapi();
    const { strapi } = booted;
    [ada, bob, cid] = [await booted.createAdminUser({ permissions: [] }), await booted.createAdminUser(), await booted.createAdminUser()];
    await strapi.documents('plugin::microsoft-sync.organization').create({ data: { name: 'Acme', members: [ada.id, bob.id] } as never });
    tokenOf = (person) => booted.adminToken(person);
  });
  afterAll(() => booted.close());

  /** Gives Ada a role with the four permissions under a condition, and further ones. */
  async function allow(condition: string | null, ...more: { action: string; conditions?: string[] }[]): Promise<void> {
    const roles = booted.strapi.service('admin::role');
    const role = await roles.create({ name: `Role ${Math.random()}` });
    const { attributes } = booted.strapi.contentType(EVENT);
    const fields = Object.keys(attributes).filter(
      (name) =>
        !['createdBy', 'updatedBy', 'createdAt', 'updatedAt', 'publishedAt', 'locale', 'localizations', 'documentId', 'id'].includes(name),
    );
    await roles.assignPermissions(role.id, [
      ...actions.map((name) => ({
        action: `plugin::content-manager.explorer.${name}`,
        subject: EVENT,
        conditions: condition === null ? [] : [CONDITION + condition],
        ...(name === 'delete' ? {} : { properties: { fields } }),
      })),
      ...more,
    ]);
    await booted.strapi.service('admin::user').updateById(ada.id, { roles: [role.id] });
  }
  const entryOf = async (person: Person, subject: string) =>
    (await booted.strapi.documents(EVENT).create({ data: { ...local(subject, 24), owner: person.id } as never })).documentId;
  async function send(method: 'get' | 'post' | 'put' | 'delete', address: string, body?: object) {
    const { status, body: answer } = await booted.request[method](`/content-manager/collection-types/${EVENT}${address}`)
      .set('Authorization', `Bearer ${await tokenOf(ada)}`)
      .send(body);
    return { status, text: JSON.stringify(answer), answer: answer as { data?: { documentId: string }; results?: { subject: string }[] } };
  }
  const ownerOf = async (documentId: string) =>
    ((await booted.strapi.db.query(EVENT).findOne({ where: { documentId }, populate: ['owner'] })) as { owner: Person | null } | null)
      ?.owner?.documentId ?? null;
  const owner = (person: Person) => ({ owner: { connect: [{ id: person.id, documentId: person.documentId }] } });

  it.each([
    ['is-owner', ['ada']],
    ['owner-in-my-organization', ['ada', 'bob']],
    [null, ['ada', 'bob', 'cid']],
  ] as const)('under the condition %s entries of %s are seen, changed and deleted, and no others', async (condition, reached) => {
    await booted.strapi.db.query(EVENT).deleteMany({ where: {} });
    await allow(condition);
    const people = { ada, bob, cid };
    const entries = Object.fromEntries(
      await Promise.all(Object.entries(people).map(async ([name, person]) => [name, await entryOf(person, `of ${name}`)])),
    ) as Record<keyof typeof people, string>;
    const list = await send('get', '?page=1&pageSize=10');
    expect(list.answer.results?.map(({ subject }) => subject).sort()).toEqual(reached.map((name) => `of ${name}`));
    expect((await send('get', '?_q=of')).answer.results).toHaveLength(reached.length);
    for (const [name, id] of Object.entries(entries)) {
      const isReached = (reached as readonly string[]).includes(name);
      expect([name, (await send('get', `/${id}`)).status]).toEqual([name, isReached ? 200 : 403]);
      expect([name, (await send('put', `/${id}`, { location: 'Here' })).status]).toEqual([name, isReached ? 200 : 403]);
      expect([name, (await send('put', `/${id}`, { location: 'Here', locale: 'xx' })).status < 300]).toEqual([name, isReached]);
      if (!isReached) expect((await send('post', `/clone/${id}`, {})).text).not.toContain(`of ${name}`);
    }
    const others = Object.entries(entries).filter(([name]) => !(reached as readonly string[]).includes(name));
    if (others.length > 0)
      expect((await send('post', '/actions/bulkDelete', { documentIds: others.map(([, id]) => id) })).status).not.toBe(200);
    for (const [name, id] of Object.entries(entries)) {
      await send('delete', `/${id}`);
      expect([name, await booted.strapi.db.query(EVENT).count({ where: { documentId: id } })]).toEqual([
        name,
        (reached as readonly string[]).includes(name) ? 0 : 1,
      ]);
    }
  });

  it('whoever makes an entry owns it, and may name nobody else', async () => {
    await allow(null);
    const made = await send('post', '', local('Mine', 24));
    expect([made.status, await ownerOf(made.answer.data?.documentId ?? '')]).toEqual([201, ada.documentId]);
    expect((await send('post', '', { ...local('Mine too', 24), ...owner(ada) })).status).toBe(201);
    const count = await booted.strapi.db.query(EVENT).count();
    for (const named of [
      owner(bob),
      { owner: bob.id },
      { owner: bob.documentId },
      { owner: [bob.id] },
      { owner: { set: [{ documentId: bob.documentId }] } },
    ]) {
      const refused = await send('post', '', { ...local('Theirs', 24), ...named });
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('out-of-reach') as string]);
    }
    expect(await booted.strapi.db.query(EVENT).count()).toBe(count);
    const mine = made.answer.data?.documentId ?? '';
    expect((await send('put', `/${mine}`, owner(bob))).status).toBe(403);
    expect(await ownerOf(mine)).toBe(ada.documentId);
    const theirs = await entryOf(bob, 'Series of Bob');
    expect((await send('post', '', { ...local('In it', 24), series: { connect: [{ documentId: theirs }] } })).status).toBe(403);
    expect((await send('put', `/${mine}`, { exceptions: { connect: [{ documentId: theirs }] } })).status).toBe(403);
    expect((await send('post', `/clone/${theirs}`, {})).status).toBe(403);
    expect((await send('put', `/${theirs}`, { subject: 'Edited by Ada' })).status).toBe(200); // whoever may edit it may
  });

  it('another owner may be named by whoever has the permission for that, as far as its condition goes', async () => {
    await allow(null, { action: `${CONDITION}owners.assign`, conditions: [`${CONDITION}in-my-organization`] });
    const made = await send('post', '', { ...local('For Bob', 24), ...owner(bob) });
    expect([made.status, await ownerOf(made.answer.data?.documentId ?? '')]).toEqual([201, bob.documentId]);
    expect((await send('post', '', { ...local('For Cid', 24), ...owner(cid) })).status).toBe(403);
    await allow('is-owner', { action: `${CONDITION}owners.assign` });
    expect((await send('post', '', { ...local('For Bob', 24), ...owner(bob) })).status).toBe(403); // a condition of the creation holds as well
  });

  it('code without a request names whom it likes', async () => {
    expect(await ownerOf(await entryOf(cid, 'By code'))).toBe(cid.documentId);
  });
});
