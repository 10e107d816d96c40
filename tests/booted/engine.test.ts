import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENT, openOffice, type Office } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
const soon = (hours: number): string => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });
const remote = (subject: string, hours: number, more: object = {}) => ({
  subject,
  start: graphTime(hours),
  end: graphTime(hours + 1),
  ...more,
});
const local = (subject: string, hours: number, more: object = {}) => ({ subject, start: soon(hours), end: soon(hours + 1), ...more });

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const subjects = async () => ({
  strapi: (await office.events()).map(({ subject }) => subject).sort(),
  microsoft: office.mailbox
    .listEvents()
    .map(({ subject }) => subject)
    .sort(),
});
const idOf = async (subject: string) => String((await office.events()).find((event) => event['subject'] === subject)?.['documentId']);
const remoteId = (subject: string) => String(office.mailbox.listEvents().find((event) => event['subject'] === subject)?.['id']);

describe('one way', () => {
  it('Microsoft to Strapi never writes to Microsoft', async () => {
    await office.settings({ calendarDirection: 'microsoft-to-strapi' });
    office.mailbox.addEvent(remote('A', 24));
    await office.createEvent(local('Only here', 30));
    await office.sync();
    office.mailbox.resetCounters();
    await office.updateEvent(await idOf('A'), { subject: 'A edited', location: 'Attic' });
    await office.sync();
    office.mailbox.changeEvent(remoteId('A'), { subject: 'A again' });
    await office.sync();
    expect(await subjects()).toEqual({ strapi: ['A again', 'Only here'], microsoft: ['A again'] });
    expect(await office.events()).toMatchObject([{ location: 'Attic' }, {}]);
    await office.deleteEvent(await idOf('A again'));
    office.mailbox.changeEvent(remoteId('A again'), { subject: 'A once more' });
    await office.sync();
    await office.sync({ full: true });
    expect(await subjects()).toEqual({ strapi: ['Only here'], microsoft: ['A once more'] });
    expect(office.mailbox.counters().writes).toBe(0);
  });

  it('Strapi to Microsoft never writes to Strapi', async () => {
    await office.settings({ calendarDirection: 'strapi-to-microsoft' });
    office.mailbox.addEvent(remote('Only there', 24));
    await office.createEvent(local('B', 30));
    await office.sync();
    office.mailbox.changeEvent(remoteId('B'), { location: { displayName: 'Attic' } });
    await office.sync();
    await office.updateEvent(await idOf('B'), { subject: 'B edited' });
    expect(await office.sync()).toMatchObject({ strapi: none, microsoft: { ...none, updated: 1 } });
    expect(await office.events()).toMatchObject([{ subject: 'B edited', location: null, webLink: null }]);
    expect(office.mailbox.listEvents().find(({ subject }) => subject === 'B edited')).toMatchObject({ location: { displayName: 'Attic' } });
    office.mailbox.deleteEvent(remoteId('B edited'));
    await office.sync();
    expect(await office.sync({ full: true })).toMatchObject({ strapi: none, microsoft: none });
    expect(await subjects()).toEqual({ strapi: ['B edited'], microsoft: ['Only there'] });
  });
});

describe('an absence is not a deletion', () => {
  it('an event that leaves the window is followed, not deleted', async () => {
    office.mailbox.addEvent(remote('Far', 24));
    await office.sync();
    office.mailbox.changeEvent(remoteId('Far'), { start: graphTime(24 * 900), end: graphTime(24 * 900 + 1) });
    expect(await office.sync()).toMatchObject({ strapi: { ...none, updated: 1 } });
    expect(await office.events()).toMatchObject([{ subject: 'Far', start: soon(24 * 900) }]);
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('a row that vanishes without a mark is held, and Microsoft keeps the event', async () => {
    for (const [at, subject] of ['A', 'B', 'C', 'D'].entries()) office.mailbox.addEvent(remote(subject, 24 + at));
    await office.sync();
    await office.strapi.db.connection('microsoft_sync_calendar_events').where({ subject: 'A' }).delete();
    expect(await office.sync({ full: true })).toMatchObject({ microsoft: none, held: 1 });
    expect(await office.services.held.list({ user: office.user })).toMatchObject([{ code: 'missing-without-mark', title: 'A' }]);
    expect((await subjects()).microsoft).toEqual(['A', 'B', 'C', 'D']);
  });

  it('stops before it deletes everything, and goes on when approved', async () => {
    for (const [at, subject] of ['A', 'B', 'C'].entries()) office.mailbox.addEvent(remote(subject, 24 + at));
    await office.sync();
    for (const subject of ['A', 'B', 'C']) office.mailbox.deleteEvent(remoteId(subject));
    const stopped = await office.sync();
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', strapi: none });
    expect((await subjects()).strapi).toEqual(['A', 'B', 'C']);
    const { runs } = await office.services.sync.approve({ run: stopped.run });
    expect(runs).toMatchObject([{ outcome: 'completed', strapi: { ...none, deleted: 3 } }]);
    expect((await subjects()).strapi).toEqual([]);
  });

  it('stops before it empties the mailbox, and goes on when approved', async () => {
    for (const [at, subject] of ['A', 'B', 'C'].entries()) await office.createEvent(local(subject, 24 + at));
    await office.sync();
    await office.strapi.db.query(EVENT).deleteMany({ where: {} });
    const stopped = await office.sync();
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', microsoft: none });
    const { runs } = await office.services.sync.approve({ run: stopped.run });
    expect(runs).toMatchObject([{ outcome: 'completed', microsoft: { ...none, deleted: 3 } }]);
    expect(await subjects()).toEqual({ strapi: [], microsoft: [] });
  });
});

describe('a local change (whoever-writes.test.ts has the ways to make one)', () => {
  it('raw SQL is found by the slow comparison', async () => {
    await office.createEvent(local('Before', 24));
    await office.sync();
    await office.sync(); // takes our own write from the feed
    await office.strapi.db.connection('microsoft_sync_calendar_events').update({ subject: 'Changed' });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ microsoft: { ...none, updated: 1 } });
  });

  it('an entry that left no mark, such as one of a restored backup, is found by the slow comparison too', async () => {
    await office.sync();
    await office.createEvent(local('Restored', 24));
    await office.strapi.db.connection('microsoft_sync_marks').delete();
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ microsoft: { ...none, created: 1 } });
  });

  it('a transaction that rolls back is none', async () => {
    await office.createEvent(local('Before', 24));
    await office.sync();
    const documentId = await idOf('Before');
    const rolledBack = office.strapi.db.transaction(async () => {
      await office.updateEvent(documentId, { subject: 'Never' });
      throw new Error('on purpose');
    });
    await expect(rolledBack).rejects.toThrow('on purpose');
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('an entry that changes hands leaves the one mailbox and comes into the other', async () => {
    const ben = await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@sandbox.example' });
    await office.connect(ben);
    await office.createEvent(local('Handed over', 24));
    await office.sync();
    await office.updateEvent(await idOf('Handed over'), { owner: ben.documentId });
    await office.sync();
    await office.services.sync.run({ user: ben.documentId });
    expect(office.mailbox.listEvents()).toEqual([]);
    expect(office.sandbox.mailbox('ben@sandbox.example').listEvents()).toMatchObject([{ subject: 'Handed over' }]);
    expect(await office.events()).toHaveLength(1);
  });
});

describe('quiet', () => {
  const attendees = [{ type: 'required', emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }];
  it('mails nobody for a first sync, a rebuild or a personal field, and holds what would mail', async () => {
    office.mailbox.addEvent(remote('Board', 24, { attendees }));
    office.mailbox.resetCounters();
    await office.sync();
    await office.sync({ full: true });
    await office.updateEvent(await idOf('Board'), { categories: ['Red category'], showAs: 'free', subject: 'Board meeting' });
    expect(await office.sync()).toMatchObject({ held: 1, mails: 0, microsoft: { ...none, updated: 1 } });
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'Board', showAs: 'free', categories: ['Red category'] }]);
    expect(office.mailbox.counters().mails).toBe(0);
    await office.settings({ calendarInvitations: 'always' });
    await office.updateEvent(await idOf('Board meeting'), { location: 'Attic' });
    expect(await office.sync()).toMatchObject({ mails: 1 });
    expect(office.mailbox.counters().mails).toBe(1);
    expect((await subjects()).microsoft).toEqual(['Board meeting']);
  });

  it("takes back an edit of somebody else's meeting and keeps the loser", async () => {
    office.mailbox.addEvent(
      remote('Theirs', 24, {
        attendees,
        organizer: { emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } },
        isOrganizer: false,
      }),
    );
    await office.sync();
    await office.updateEvent(await idOf('Theirs'), { subject: 'Mine now' });
    expect(await office.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: none, conflicts: 1 });
    expect(await subjects()).toEqual({ strapi: ['Theirs'], microsoft: ['Theirs'] });
    await office.deleteEvent(await idOf('Theirs'));
    await office.sync();
    await office.sync({ full: true });
    expect(await subjects()).toEqual({ strapi: [], microsoft: ['Theirs'] });
  });

  it('shows only that a private event is busy, and never writes the mask back', async () => {
    office.mailbox.addEvent(remote('Doctor', 24, { sensitivity: 'private', body: { contentType: 'text', content: 'secret' } }));
    await office.sync();
    const [event] = await office.events();
    expect(event).toMatchObject({ subject: 'Private', showAs: 'busy' });
    expect(JSON.stringify(event)).not.toContain('Doctor');
    await office.updateEvent(String(event?.['documentId']), { subject: 'Dentist', showAs: 'free' });
    await office.sync();
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'Doctor', showAs: 'free' }]);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });
});

describe('ask', () => {
  it('leaves both sides as they are until they are the same again, lists the conflict, and lets other fields go on', async () => {
    await office.settings({ calendarConflictResolution: 'ask' });
    office.mailbox.addEvent(remote('A', 24));
    await office.sync();
    await office.updateEvent(await idOf('A'), { subject: 'A here', location: 'Attic' });
    office.mailbox.changeEvent(remoteId('A'), { subject: 'A there' });
    expect(await office.sync()).toMatchObject({ conflicts: 1 });
    await office.sync();
    await office.sync({ full: true });
    expect(await subjects()).toEqual({ strapi: ['A here'], microsoft: ['A there'] });
    expect(office.mailbox.listEvents()).toMatchObject([{ location: { displayName: 'Attic' } }]);
    expect(await office.services.conflicts.list({ user: office.user, decided: false })).toMatchObject([
      { fields: ['subject'], strapi: { subject: 'A here' }, microsoft: { subject: 'A there' } },
    ]);
    office.mailbox.changeEvent(remoteId('A there'), { subject: 'A here' });
    await office.sync();
    expect(await office.services.conflicts.list({ user: office.user, decided: false })).toEqual([]);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });
});

describe('a lost answer', () => {
  const drop = (method: string, when: 'before' | 'after') =>
    office.sandbox.faults.push({ method, path: method === 'POST' ? '$batch' : /events/, when, drop: true, times: 1 });
  it.each(['before', 'after'] as const)('of a create, lost %s it took effect, is found again: no double', async (when) => {
    office.mailbox.addEvent(remote('There', 50));
    await office.sync();
    await office.createEvent(local('New', 24));
    drop('POST', when);
    expect(await office.sync()).toMatchObject({ outcome: 'delayed' });
    await office.updateEvent(await idOf('New'), { location: 'Attic' });
    await office.sync();
    expect(await subjects()).toEqual({ strapi: ['New', 'There'], microsoft: ['New', 'There'] });
    expect(office.mailbox.listEvents().find(({ subject }) => subject === 'New')).toMatchObject({ location: { displayName: 'Attic' } });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it.each(['before', 'after'] as const)('of an update and a deletion, lost %s they took effect', async (when) => {
    for (const [at, subject] of ['A', 'B', 'C', 'D'].entries()) office.mailbox.addEvent(remote(subject, 24 + at));
    await office.sync();
    await office.updateEvent(await idOf('A'), { subject: 'A2' });
    await office.deleteEvent(await idOf('B'));
    drop('POST', when);
    await office.sync();
    await office.sync();
    expect(await subjects()).toEqual({ strapi: ['A2', 'C', 'D'], microsoft: ['A2', 'C', 'D'] });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('an edit in Microsoft between our read and our write is merged, not overwritten', async () => {
    office.mailbox.addEvent(remote('A', 24));
    await office.sync();
    await office.updateEvent(await idOf('A'), { subject: 'A here' });
    office.mailbox.setReplicationDelay(60_000); // the feed has not caught up, the item has
    office.mailbox.changeEvent(remoteId('A'), { location: { displayName: 'Attic' } });
    await office.sync();
    office.mailbox.setReplicationDelay(0);
    await office.sync();
    expect(await office.events()).toMatchObject([{ subject: 'A here', location: 'Attic' }]);
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'A here', location: { displayName: 'Attic' } }]);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });
});
