import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConflictItem, Explanation } from '../../src/contracts/http';
import { EVENT, idOf, local, openOffice, remoteIdOf, type Office, type Person } from '../support';

describe('who has changed something', () => {
  let office: Office;
  let ben: Person;
  beforeAll(async () => {
    office = await openOffice({ boot: { files: {} } });
    await office.settings({ calendarConflictResolution: 'ask' });
    ben = await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage' });
  });
  afterAll(() => office.close());

  const asked = async (person: Person, path: string) => {
    const token = await office.booted.adminToken(person);
    return (await office.booted.request.get(`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`).expect(200)).body.data;
  };
  const explained = (documentId: string, person = office.ada): Promise<Explanation> =>
    asked(person, `/explain?uid=${EVENT}&documentId=${documentId}`);
  const inContentManager = async (person: Person, method: 'put' | 'delete', documentId: string, body: object = {}) => {
    const token = await office.booted.adminToken(person);
    const request = office.booted.request[method](`/content-manager/collection-types/${EVENT}/${documentId}`);
    expect((await request.set('Authorization', `Bearer ${token}`).send(body)).status).toBe(200);
  };
  const made = async (subject: string): Promise<string> => {
    const { documentId } = await office.createEvent(local(subject, 24));
    await office.sync();
    return documentId;
  };
  const age = (at = '') => Date.now() - Date.parse(at);

  it('is told of each edit that was written, by the name of whoever is signed in', async () => {
    const documentId = await made('Told');
    await inContentManager(ben, 'put', documentId, { subject: 'By Ben' });
    await office.sync();
    await inContentManager(office.ada, 'put', documentId, { subject: 'By Ada' });
    await office.sync();
    await office.updateEvent(documentId, { subject: 'By a script' });
    await office.sync();
    const { decisions, mailbox } = await explained(documentId);
    expect(mailbox).toBe('ada@sandbox.example');
    expect(decisions.map(({ kind, edited }) => [kind, edited?.byName])).toEqual([
      ['update', null],
      ['update', `${office.ada.firstname} ${office.ada.lastname}`],
      ['update', 'Ben Babbage'],
      ['create', null],
    ]);
    for (const { edited } of decisions) expect(age(edited?.at)).toBeLessThan(60_000);
    const { decisions: ofService } = await office.services.sync.explain({ uid: EVENT, documentId });
    expect(ofService[2]?.edited?.by).toEqual({ type: 'admin::user', documentId: ben.documentId });
  });

  it('is nobody in Microsoft, which tells only when', async () => {
    const documentId = await made('There');
    office.mailbox.changeEvent(remoteIdOf(office, 'There'), { subject: 'Changed there' });
    await office.sync();
    const [last] = (await explained(documentId)).decisions;
    expect(last).toMatchObject({ side: 'strapi', edited: { byName: null } });
    expect(age(last?.edited?.at)).toBeLessThan(60_000);
  });

  it('is told of a conflict: of an edit, and of a deletion that left no entry to ask', async () => {
    const [edited, deleted] = [await made('Edited'), await made('Deleted')];
    office.mailbox.changeEvent(remoteIdOf(office, 'Edited'), { subject: 'Edited there' });
    office.mailbox.changeEvent(remoteIdOf(office, 'Deleted'), { subject: 'Deleted, edited there' });
    await inContentManager(ben, 'put', edited, { subject: 'Edited here' });
    await inContentManager(ben, 'delete', deleted);
    await office.sync();
    await office.sync();
    const items: ConflictItem[] = (await asked(office.ada, '/conflicts?decided=false')).items;
    expect(items.map(({ edited: of }) => of.strapi?.byName)).toEqual(['Ben Babbage', 'Ben Babbage']);
    for (const { edited: of } of items) expect([age(of.strapi?.at) < 60_000, age(of.microsoft?.at) < 60_000]).toEqual([true, true]);
  });

  it('is forgotten with the person, and never told by an address', async () => {
    const documentId = await made('Left');
    const cleo = await office.booted.createAdminUser({ firstname: 'Cleo', lastname: 'Cray' });
    await inContentManager(cleo, 'put', documentId, { subject: 'By Cleo' });
    await office.sync();
    const name = async () => (await explained(await idOf(office, 'By Cleo'))).decisions[0]?.edited?.byName;
    expect(await name()).toBe('Cleo Cray');
    await office.strapi.db.query('admin::user').update({ where: { id: cleo.id }, data: { firstname: '', lastname: '' } });
    expect(await name()).toBe(null);
    await office.strapi.db.query('admin::user').delete({ where: { id: cleo.id } });
    expect(await name()).toBe(null);
  });

  it('of Users & Permissions is told by name to whoever may read those people, and to others without one', async () => {
    const member = await office.booted.createMember({ firstname: 'Mia', lastname: 'Member', email: 'mia@test.example' });
    const { documentId } = await office.createEvent(local('Shared', 24));
    await office.sync();
    await office.strapi.requestContext.run({ state: { user: member, auth: { strategy: { name: 'users-permissions' } } } } as never, () =>
      office.updateEvent(documentId, { subject: 'Hers' }),
    );
    await office.sync();
    const editor = await office.booted.createAdminUser({ permissions: ['plugin::microsoft-sync.sync.read'] });
    const seenBy = async (person: Person) => {
      const token = await office.booted.adminToken(person);
      const path = `/microsoft-sync/explain?uid=${EVENT}&documentId=${documentId}`;
      const { body } = await office.booted.request.get(path).set('Authorization', `Bearer ${token}`).expect(200);
      return (body.data as Explanation).decisions[0]?.edited;
    };
    expect(await seenBy(editor)).toMatchObject({ at: expect.any(String), byName: null });
    expect(await seenBy(office.ada)).toMatchObject({ byName: 'Mia Member' });
  });
});
