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
    const numbers = [` ${bob.id}`, `${bob.id}.0`, `+${bob.id}`, String(bob.id).padStart(20, '0')]; // the same one to a database
    for (const named of numbers.flatMap((id) => [{ owner: id }, { owner: { id } }, { owner: { connect: [{ id }] } }]))
      expect([named, (await send('post', '', { ...local('Theirs', 24), ...named })).status]).toEqual([named, 400]);
    expect(await booted.strapi.db.query(EVENT).count()).toBe(count);
    const mine = made.answer.data?.documentId ?? '';
    expect((await send('put', `/${mine}`, owner(bob))).status).toBe(403);
    expect(await ownerOf(mine)).toBe(ada.documentId);
    const theirs = await entryOf(bob, 'Series of Bob');
    expect((await send('post', '', { ...local('In it', 24), series: { connect: [{ documentId: theirs }] } })).status).toBe(403);
    expect((await send('put', `/${mine}`, { exceptions: { connect: [{ documentId: theirs }] } })).status).toBe(403);
    // The form of Duplicate names every relation, also one that it leaves as it is.
    for (const named of [undefined, { connect: [], disconnect: [] }, {}, { documentId: '' }, { documentId: null }])
      expect([named, (await send('post', `/clone/${theirs}`, { owner: named })).status]).toEqual([named, 403]);
    const copy = await send('post', `/clone/${theirs}`, owner(ada));
    expect([copy.status, await ownerOf(copy.answer.data?.documentId ?? '')]).toEqual([200, ada.documentId]);
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

  it('no other door of the Content Manager shows somebody else’s entries, or names their owner', async () => {
    await allow('is-owner');
    const [mine, theirs] = [await entryOf(ada, 'Mine alone'), await entryOf(bob, 'Confidential')];
    const bearer = { Authorization: `Bearer ${await tokenOf(ada)}` };
    const ask = async (method: 'get' | 'post' | 'put' | 'delete', address: string, body?: object) => {
      const { status, text } = await booted.request[method](address).set(bearer).send(body);
      return `${status} ${text}`;
    };
    const types = `/content-manager/collection-types/${EVENT}`;
    const asked: Record<string, string> = {
      existing: await ask('get', `/content-manager/relations/${EVENT}/series?page=1&pageSize=10`),
      'existing, searched': await ask('get', `/content-manager/relations/${EVENT}/series?_q=Conf`),
      'of theirs': await ask('get', `/content-manager/relations/${EVENT}/${theirs}/owner`),
      recent: await ask('get', '/content-manager/homepage/recent-documents?action=update'),
      counts: await ask('get', '/content-manager/homepage/count-documents'),
      populated: await ask('get', `${types}?populate=*&filters[owner][documentId][$eq]=${bob.documentId}`),
      filtered: await ask('get', `${types}?filters[$or][0][subject][$contains]=Conf&filters[$or][1][id][$gt]=0`),
      'auto-clone': await ask('post', `${types}/auto-clone/${theirs}`, {}),
      clone: await ask('post', `${types}/clone/${theirs}`, {}),
      'clone as mine': await ask('post', `${types}/clone/${theirs}`, { ...owner(ada), subject: 'Copied' }),
      'taken over': await ask('put', `${types}/${theirs}`, { owner: { connect: [{ id: ada.id }], disconnect: [{ id: bob.id }] } }),
      'drafts of theirs': await ask('get', `${types}/${theirs}/actions/countDraftRelations`),
      publish: await ask('post', `${types}/${theirs}/actions/publish`, { subject: 'Taken' }),
      'publish new': await ask('post', `${types}/actions/publish`, { ...local('New', 24), ...owner(bob) }),
      unpublish: await ask('post', `${types}/${theirs}/actions/unpublish`, {}),
      discard: await ask('post', `${types}/${theirs}/actions/discard`, {}),
      'bulk publish': await ask('post', `${types}/actions/bulkPublish`, { documentIds: [theirs] }),
      locale: await ask('put', `${types}/${theirs}?locale=en`, { subject: 'Taken' }),
      'series of theirs': await ask('put', `${types}/${mine}`, { series: { connect: [{ documentId: theirs }] } }),
      history: await ask('get', `/content-manager/history-versions?contentType=${EVENT}&documentId=${theirs}`),
      preview: await ask('get', `/content-manager/preview/url/${EVENT}?documentId=${theirs}`),
      stage: await ask('get', `/review-workflows/content-manager/collection-types/${EVENT}/${theirs}/stages`),
      release: await ask('get', `/content-releases?hasEntryAttached=false&contentType=${EVENT}&entryDocumentId=${theirs}`),
      'in a release': await ask('post', '/content-releases/1/actions', { entryDocumentId: theirs, contentType: EVENT, type: 'publish' }),
      uid: await ask('post', '/content-manager/uid/check-availability', { contentTypeUID: EVENT, field: 'subject', value: 'Confidential' }),
    };
    for (const [door, answer] of Object.entries(asked))
      expect([door, answer]).toEqual([door, expect.not.stringMatching(/Confidential|Taken/) as string]);
    expect(await ownerOf(mine)).toBe(ada.documentId);
    const kept = await booted.strapi.db.query(EVENT).findOne({ where: { documentId: theirs }, populate: ['owner'] });
    expect(kept).toMatchObject({ subject: 'Confidential', owner: { documentId: bob.documentId } });
    expect(await booted.strapi.db.query(EVENT).count({ where: { owner: { documentId: bob.documentId }, subject: 'New' } })).toBe(0);
  });

  it('code without a request names whom it likes', async () => {
    expect(await ownerOf(await entryOf(cid, 'By code'))).toBe(cid.documentId);
  });
});
