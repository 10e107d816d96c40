import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addRemote,
  attendees,
  EVENT,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  manySubjects,
  openOffice,
  remote,
  remoteIdOf,
  table,
  type Office,
} from '../support';

const BEN = 'ben@sandbox.example';
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const disconnect = (items?: 'remove-imported') => office.services.accounts.disconnect({ user: office.user, ...(items ? { items } : {}) });

describe('an account that is disconnected and connected again', () => {
  it('catches up with what was edited and deleted in Strapi meanwhile', async () => {
    addRemote(office, ['A', 'B', 'C', 'D']);
    await office.sync();
    await disconnect();
    await office.deleteEvent(await idOf(office, 'A'));
    await office.updateEvent(await idOf(office, 'B'), { subject: 'B here' });
    await office.connect();
    await office.sync();
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['B here', 'C', 'D']);
  });

  it('brings back what was removed from Strapi when it left', async () => {
    addRemote(office, ['Theirs']);
    await office.sync();
    await disconnect('remove-imported');
    expect(await inStrapi(office)).toEqual([]);
    await office.connect();
    await office.sync();
    await office.sync();
    expect(await inStrapi(office)).toEqual(['Theirs']);
    expect(inMicrosoft(office)).toEqual(['Theirs']);
  });

  it('takes away only what it brought, not what was typed in Strapi and found on both sides', async () => {
    await office.createEvent(local('Typed here', 24));
    office.mailbox.addEvent(remote('Typed here', 24));
    expect(await office.sync()).toMatchObject({ matched: 1 });
    await disconnect('remove-imported');
    expect(await inStrapi(office)).toEqual(['Typed here']);
  });
});

describe('another mailbox than before', () => {
  it('deletes nothing that is not in it', async () => {
    await office.createEvent(local('Mine 1', 24));
    await office.createEvent(local('Mine 2', 30));
    await office.sync();
    office.sandbox.mailbox(BEN).addEvent(remote('Bens', 40));
    await disconnect();
    await office.connect(office.ada, BEN);
    await office.sync();
    await office.sync();
    expect(await inStrapi(office)).toEqual(['Bens', 'Mine 1', 'Mine 2']);
    expect(inMicrosoft(office)).toEqual(['Mine 1', 'Mine 2']);
  });

  it("never gets a meeting of somebody else's", async () => {
    const organizer = attendees[0];
    office.mailbox.addEvent(remote('Theirs', 24, { attendees, organizer, isOrganizer: false }));
    await office.sync();
    await office.connect(office.ada, BEN);
    await office.sync();
    await office.sync();
    expect(office.sandbox.mailbox(BEN).listEvents()).toEqual([]);
  });
});

describe('entries that leave their owner', () => {
  it('all at once: nothing is deleted without approval', async () => {
    const subjects = manySubjects(15);
    for (const [at, subject] of subjects.entries()) await office.createEvent(local(subject, 24 + at));
    await office.sync();
    const ben = await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: BEN });
    for (const subject of subjects) await office.updateEvent(await idOf(office, subject), { owner: ben.documentId });
    expect(await office.sync()).toMatchObject({ outcome: 'stopped-by-guard', microsoft: { deleted: 0 } });
    expect(office.mailbox.listEvents()).toHaveLength(15);
  });

  it('without a mark: nothing is deleted, whatever changes in Microsoft', async () => {
    const subjects = manySubjects(3);
    addRemote(office, subjects);
    await office.sync();
    await table(office, 'calendar_events_owner_lnk').delete();
    for (const subject of subjects) office.mailbox.changeEvent(remoteIdOf(office, subject), { location: { displayName: 'Attic' } });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(subjects);
    expect(await inStrapi(office)).toEqual(subjects);
  });

  it('for nobody: the entry leaves the mailbox and stays in Strapi', async () => {
    addRemote(office, ['A', 'B']);
    await office.sync();
    const documentId = await idOf(office, 'A');
    await office.strapi.documents(EVENT).update({ documentId, data: { owner: null } as never });
    expect(await office.sync()).toMatchObject({ outcome: 'completed' });
    expect(inMicrosoft(office)).toEqual(['B']);
    expect(await inStrapi(office)).toEqual(['A', 'B']);
  });
});
