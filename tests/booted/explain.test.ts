import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRemote, attendees, EVENT, idOf, local, openOffice, remote, remoteIdOf, table, type Office } from '../support';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const explain = (documentId: string) => office.services.sync.explain({ uid: EVENT, documentId });

describe('explain', () => {
  it('tells of the link, what was done and why, the newest first', async () => {
    office.mailbox.addEvent(remote('There', 24));
    await office.sync();
    const documentId = await idOf(office, 'There');
    expect(await explain(documentId)).toMatchObject({
      link: { microsoftId: remoteIdOf(office, 'There'), base: { subject: 'There' }, origin: 'microsoft' },
      decisions: [],
      held: null,
      conflict: null,
    });
    await office.updateEvent(documentId, { subject: 'Here' });
    await office.sync();
    office.mailbox.changeEvent(remoteIdOf(office, 'Here'), { location: { displayName: 'Attic' } });
    await office.sync();
    const { link, decisions } = await explain(documentId);
    expect(Date.parse(link?.agreedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(decisions).toMatchObject([
      { what: 'update in Strapi: location', why: 'changed in Microsoft', reason: { code: 'changed-in-microsoft', values: {} } },
      { what: 'update in Microsoft: subject', why: 'changed in Strapi' },
    ]);
  });

  it('tells of what is held and of an open conflict', async () => {
    await office.settings({ calendarConflictResolution: 'ask' });
    office.mailbox.addEvent(remote('Board', 24, { attendees }));
    addRemote(office, ['A']);
    await office.sync();
    await office.updateEvent(await idOf(office, 'Board'), { subject: 'Board meeting' });
    await office.updateEvent(await idOf(office, 'A'), { subject: 'here' });
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
    await office.sync();
    expect(await explain(await idOf(office, 'Board meeting'))).toMatchObject({
      held: { code: 'would-send-mail' },
      conflict: null,
      decisions: [{ kind: 'hold', fields: ['subject'] }],
    });
    expect(await explain(await idOf(office, 'here'))).toMatchObject({ held: null, conflict: { fields: ['subject'], decided: null } });
  });

  it('costs an idle run nothing, and a first import no row per entry', async () => {
    addRemote(office, ['A', 'B', 'C']);
    await office.sync();
    await office.sync();
    expect(await table(office, 'decisions').select('*')).toEqual([]);
  });

  it('knows entries that nobody synchronizes, and refuses what is not synchronized', async () => {
    const { documentId } = await office.createEvent(local('Ownerless', 24, { owner: null }));
    const nothing = { link: null, decisions: [], held: null, conflict: null, unsynchronized: null };
    expect(await explain(documentId)).toEqual({
      ...nothing,
      unsynchronized: { code: 'no-owner', message: expect.stringContaining('owner') as string, reason: null },
    });
    expect(await explain('nothing')).toEqual(nothing);
    await expect(office.services.sync.explain({ uid: 'admin::user', documentId })).rejects.toMatchObject({
      details: { code: 'invalid-input' },
    });
  });

  it('forgets after 30 days', async () => {
    await office.createEvent(local('Here', 24));
    await office.sync();
    const old = Date.now() - 31 * 86_400_000;
    await table(office, 'decisions').update({ noted_at: old });
    await office.createEvent(local('Another', 25));
    await office.sync();
    expect(await explain(await idOf(office, 'Here'))).toMatchObject({ decisions: [] });
    expect(await explain(await idOf(office, 'Another'))).toMatchObject({
      decisions: [{ what: 'create in Microsoft', why: 'new in Strapi' }],
    });
  });
});
