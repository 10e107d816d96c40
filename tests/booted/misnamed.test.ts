import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashKey } from '../../server/src/storage/sql/keys';
import { addRemote, idOf, inMicrosoft, inStrapi, openOffice, remoteIdOf, table, type Office } from '../support';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
  addRemote(office, ['A', 'B']);
  await office.sync();
});
afterEach(() => office.close());
const held = () => office.services.held.list({ user: office.user });
const idsOfLinks = async () => (await table(office, 'links').orderBy('microsoft_id').pluck('microsoft_id')).map(String);

/** As a copy of the database in other letters would have them; Graph answers 400 ErrorInvalidIdMalformed. */
async function misname(): Promise<void> {
  for (const { id, target_key, microsoft_id } of await table(office, 'links')) {
    const lower = String(microsoft_id).toLowerCase();
    await table(office, 'links')
      .where({ id })
      .update({ microsoft_id: lower, microsoft_key: hashKey(target_key, lower) });
  }
}

async function isWhole(subjects: string[]): Promise<void> {
  expect(await inStrapi(office)).toEqual(subjects);
  expect(inMicrosoft(office)).toEqual(subjects);
  expect(await held()).toEqual([]);
  expect(await idsOfLinks()).toEqual(subjects.map((subject) => remoteIdOf(office, subject)).sort());
}

it('an edit goes to the item that has the same uid', async () => {
  const documentId = await idOf(office, 'A');
  await misname();
  await office.updateEvent(documentId, { subject: 'A here' });
  await office.updateEvent(await idOf(office, 'B'), { subject: 'B here' });
  expect(await office.sync()).toMatchObject({ outcome: 'completed', held: 0 });
  await isWhole(['A here', 'B here']);
  expect(await idOf(office, 'A here')).toBe(documentId);
});

it('a deletion too', async () => {
  await misname();
  await office.deleteEvent(await idOf(office, 'A'));
  await office.updateEvent(await idOf(office, 'B'), { subject: 'B here' });
  await office.sync();
  await isWhole(['B here']);
});

it('a change there comes to the entry that stands for it, and nothing is there twice', async () => {
  const documentId = await idOf(office, 'A');
  await misname();
  for (const subject of ['A', 'B']) office.mailbox.changeEvent(remoteIdOf(office, subject), { subject: `${subject} there` });
  expect(await office.sync()).toMatchObject({ strapi: { created: 0, updated: 2, deleted: 0 } });
  await isWhole(['A there', 'B there']);
  expect(await idOf(office, 'A there')).toBe(documentId);
});

it('neither after everything was read', async () => {
  await misname();
  expect(await office.sync({ full: true })).toMatchObject({ strapi: { created: 0, deleted: 0 }, microsoft: { created: 0, deleted: 0 } });
  await isWhole(['A', 'B']);
});

it('one that cannot be found by its uid is held, and not deleted', async () => {
  await misname();
  await table(office, 'links').update({ shared_uid: 'another' });
  await office.updateEvent(await idOf(office, 'A'), { subject: 'A here' });
  await office.sync();
  expect(inMicrosoft(office)).toEqual(['A', 'B']);
  expect(await inStrapi(office)).toEqual(['A here', 'B']);
  expect(await held()).toMatchObject([{ code: 'rejected-by-microsoft', title: 'A' }]);
  office.sandbox.requests.clear();
  await office.sync();
  expect(office.sandbox.requests.entries.filter(({ method }) => method === 'PATCH')).toEqual([]);
});
