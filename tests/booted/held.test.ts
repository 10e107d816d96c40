import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addRemote,
  attendees,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  openOffice,
  refusal,
  remote,
  remoteIdOf,
  table,
  type Office,
} from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const held = () => office.services.held.list({ user: office.user });
const heldId = async () => (await held())[0]?.id ?? '';
const mails = () => office.mailbox.counters().mails;

const refuseNext = () =>
  office.sandbox.faults.push({ method: 'POST', path: /\/events$/, times: 1, answer: refusal(400, 'ErrorInvalidRequest') });

/** Renamed in Strapi, which would mail. */
async function renamedMeeting(): Promise<void> {
  office.mailbox.addEvent(remote('Board', 24, { attendees }));
  await office.sync();
  await office.updateEvent(await idOf(office, 'Board'), { subject: 'Board meeting' });
  await office.sync();
  office.mailbox.resetCounters();
}

describe('approving what would send mail', () => {
  it('sends that very write, once', async () => {
    await renamedMeeting();
    expect(await held()).toMatchObject([
      {
        code: 'would-send-mail',
        title: 'Board meeting',
        documentId: await idOf(office, 'Board meeting'),
        microsoftId: remoteIdOf(office, 'Board'),
      },
    ]);
    await office.services.held.approve({ id: await heldId() });
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, updated: 1 }, mails: 1 });
    expect(inMicrosoft(office)).toEqual(['Board meeting']);
    expect(mails()).toBe(1);
    expect(await held()).toEqual([]);
    await office.updateEvent(await idOf(office, 'Board meeting'), { subject: 'Board meeting 2' });
    expect(await office.sync()).toMatchObject({ held: 1, mails: 0 });
    expect(mails()).toBe(1);
  });

  it('counts only while the entry says what was approved', async () => {
    await renamedMeeting();
    await office.services.held.approve({ id: await heldId() });
    await office.updateEvent(await idOf(office, 'Board meeting'), { subject: 'Something else' });
    await office.sync();
    await office.updateEvent(await idOf(office, 'Something else'), { subject: 'Board meeting' });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Board']);
    expect(mails()).toBe(0);
    expect(await held()).toMatchObject([{ code: 'would-send-mail', title: 'Board meeting' }]);
  });

  it('counts for the people it named, also where Microsoft changes something else meanwhile', async () => {
    await renamedMeeting();
    await office.services.held.approve({ id: await heldId() });
    office.mailbox.changeEvent(remoteIdOf(office, 'Board'), { location: { displayName: 'Attic' } });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Board meeting']);
    expect(mails()).toBe(1);

    await office.updateEvent(await idOf(office, 'Board meeting'), { subject: 'Board meeting 2' });
    await office.sync();
    await office.services.held.approve({ id: await heldId() });
    office.mailbox.changeEvent(remoteIdOf(office, 'Board meeting'), {
      attendees: [...attendees, { type: 'required', emailAddress: { name: 'Dan', address: 'dan@elsewhere.example' } }],
    });
    const before = mails();
    await office.sync();
    expect(mails()).toBe(before);
    expect(await held()).toHaveLength(1);
  });

  it('lets a deletion go on', async () => {
    office.mailbox.addEvent(remote('Board', 24, { attendees }));
    await office.sync();
    await office.deleteEvent(await idOf(office, 'Board'));
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Board']);
    office.mailbox.resetCounters();
    await office.services.held.approve({ id: await heldId() });
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, deleted: 1 } });
    expect(inMicrosoft(office)).toEqual([]);
    expect(mails()).toBe(1);
  });

  it('is refused under “never”, of anything else, and of what is not there', async () => {
    await renamedMeeting();
    const id = await heldId();
    await office.settings({ calendarInvitations: 'never' });
    await expect(office.services.held.approve({ id })).rejects.toMatchObject({ details: { code: 'invitations-off' } });
    for (const verb of ['approve', 'retry', 'ignore', 'unlink'] as const)
      for (const unknown of ['nothing', '4711', ''])
        await expect(office.services.held[verb]({ id: unknown })).rejects.toMatchObject({ details: { code: 'unknown-item' } });
    refuseNext();
    await office.createEvent(local('Refused', 30));
    await office.sync();
    const refused = (await held()).find(({ code }) => code === 'rejected-by-microsoft');
    await expect(office.services.held.approve({ id: refused?.id ?? '' })).rejects.toMatchObject({ details: { code: 'not-approvable' } });
  });
});

describe('a held item', () => {
  async function refusedEntry(): Promise<void> {
    office.mailbox.addEvent(remote('There', 50));
    await office.sync();
    refuseNext();
    await office.createEvent(local('Refused', 30));
    expect(await office.sync()).toMatchObject({ held: 1 });
    expect(await held()).toMatchObject([{ code: 'rejected-by-microsoft', title: 'Refused' }]);
  }

  it('quotes Microsoft within a sentence that ends once', async () => {
    await refusedEntry();
    expect((await held())[0]?.message).toContain('Microsoft refuses it: ErrorInvalidRequest. Change the entry');
  });

  it('is tried again when somebody says so, and not before', async () => {
    await refusedEntry();
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', requests: 1 });
    await office.services.held.retry({ id: await heldId() });
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, created: 1 } });
    expect(await held()).toEqual([]);
  });

  it('is ignored until it changes', async () => {
    await renamedMeeting();
    await office.services.held.ignore({ id: await heldId() });
    await office.sync();
    await office.sync({ full: true });
    expect(await held()).toEqual([]);
    expect((await office.services.sync.status({ user: office.user })).map(({ held: count }) => count)).toEqual([0, 0]);
    await office.updateEvent(await idOf(office, 'Board meeting'), { subject: 'Board meeting, at last' });
    expect(await office.sync()).toMatchObject({ held: 1 });
    expect(await held()).toMatchObject([{ title: 'Board meeting, at last' }]);
  });

  it('is unlinked: both sides keep what they have, nothing is doubled or deleted later', async () => {
    await renamedMeeting();
    addRemote(office, ['B', 'C', 'D']);
    await office.sync();
    await office.services.held.unlink({ id: await heldId() });
    await office.sync();
    await office.sync({ full: true });
    expect(await held()).toEqual([]);
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({
      strapi: ['B', 'Board meeting', 'C', 'D'],
      microsoft: ['B', 'Board', 'C', 'D'],
    });
    await office.deleteEvent(await idOf(office, 'Board meeting'));
    await office.sync();
    await office.sync({ full: true });
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({
      strapi: ['B', 'C', 'D'],
      microsoft: ['B', 'Board', 'C', 'D'],
    });
  });

  it('that was never linked is not made on the other side once it is unlinked', async () => {
    await refusedEntry();
    await office.services.held.unlink({ id: await heldId() });
    await office.updateEvent(await idOf(office, 'Refused'), { subject: 'Only here' });
    await office.sync();
    await office.sync({ full: true });
    expect(inMicrosoft(office)).toEqual(['There']);
    expect(await inStrapi(office)).toEqual(['Only here', 'There']);
  });

  it('whose entry is missing is looked for again when it was put back, and let go when it is unlinked', async () => {
    addRemote(office, ['A', 'B', 'C', 'D']);
    await office.sync();
    await office.strapi.db.connection('microsoft_sync_calendar_events').where({ subject: 'A' }).delete();
    await office.sync({ full: true });
    expect(await held()).toMatchObject([{ code: 'missing-without-mark' }]);
    await office.services.held.retry({ id: await heldId() });
    await office.sync();
    expect(await held()).toMatchObject([{ code: 'missing-without-mark' }]);
    await office.services.held.unlink({ id: await heldId() });
    await office.sync({ full: true });
    expect(await held()).toEqual([]);
    expect(inMicrosoft(office)).toEqual(['A', 'B', 'C', 'D']);
    expect(await inStrapi(office)).toEqual(['B', 'C', 'D']);
  });

  it('of an earlier version of the plugin, which does not say what it is, can be tried again', async () => {
    await renamedMeeting();
    await table(office, 'held').update({ document_id: null, microsoft_id: null, write: null, print: null, is_ignored: null });
    const id = await heldId();
    await expect(office.services.held.approve({ id })).rejects.toMatchObject({ details: { code: 'not-approvable' } });
    await office.services.held.retry({ id });
    await office.sync();
    await office.services.held.approve({ id: await heldId() });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Board meeting']);
  });
});
