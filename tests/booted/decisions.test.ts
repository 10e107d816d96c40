import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRemote, idOf, inMicrosoft, inStrapi, local, openOffice, remote, remoteIdOf, type Office } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const open = async () => (await office.services.conflicts.list({ user: office.user, decided: false }))[0];
const decided = () => office.services.conflicts.list({ user: office.user, decided: true });
const quiet = async () => expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });

/** The same field changed on both sides, and somebody is to decide. */
async function contested(): Promise<string> {
  await office.settings({ calendarConflictResolution: 'ask' });
  office.mailbox.addEvent(remote('A', 24));
  await office.sync();
  await office.updateEvent(await idOf(office, 'A'), { subject: 'here' });
  office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
  await office.sync();
  return (await open())?.id ?? '';
}

describe('resolving an open conflict', () => {
  it.each([
    ['strapi', 'here', 'there'],
    ['microsoft', 'there', 'here'],
  ] as const)('for %s brings its value to the other side and keeps the loser', async (winner, won, lost) => {
    const id = await contested();
    await office.services.conflicts.resolve({ id, winner });
    await office.sync();
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: [won], microsoft: [won] });
    expect(await open()).toBeUndefined();
    const [kept] = await decided();
    expect(kept).toMatchObject({ fields: ['subject'], decided: { by: 'person', winner } });
    expect((winner === 'strapi' ? kept?.microsoft : kept?.strapi)?.['subject']).toBe(lost);
    await quiet();
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('judges what both sides hold when the run comes: the newest loser is kept', async () => {
    const id = await contested();
    await office.services.conflicts.resolve({ id, winner: 'strapi' });
    office.mailbox.changeEvent(remoteIdOf(office, 'there'), { subject: 'there, later', location: { displayName: 'Attic' } });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['here']);
    expect(await office.events()).toMatchObject([{ subject: 'here', location: 'Attic' }]);
    expect((await decided())[0]?.microsoft).toMatchObject({ subject: 'there, later' });
  });

  it('is no question any more once the settings keep the event out', async () => {
    await contested();
    await office.settings({ calendarPrivateEvents: 'skip' });
    office.mailbox.changeEvent(remoteIdOf(office, 'there'), { sensitivity: 'private' });
    await office.sync();
    await office.sync();
    expect(await inStrapi(office)).toEqual([]);
    expect(await open()).toBeUndefined();
  });

  describe('field by field', () => {
    /** Two fields and a text that both sides have changed. */
    async function contestedFields(): Promise<string> {
      await office.settings({ calendarConflictResolution: 'ask' });
      office.mailbox.addEvent(remote('A', 24, { location: { displayName: 'Hall' }, body: { contentType: 'text', content: 'agenda' } }));
      await office.sync();
      await office.updateEvent(await idOf(office, 'A'), { subject: 'here', location: 'Here', body: 'from here' });
      office.mailbox.changeEvent(remoteIdOf(office, 'A'), {
        subject: 'there',
        location: { displayName: 'There' },
        body: { contentType: 'text', content: 'from there' },
      });
      await office.sync();
      return (await open())?.id ?? '';
    }

    it('takes what was chosen of each, of a text both, and keeps what was not', async () => {
      const id = await contestedFields();
      await office.services.conflicts.resolve({ id, fields: { subject: 'strapi', location: 'microsoft', body: 'both' } });
      await office.sync();
      await office.sync();
      expect(await office.events()).toMatchObject([{ subject: 'here', location: 'There', body: 'from here\n\nfrom there' }]);
      expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'here', location: { displayName: 'There' } }]);
      expect(JSON.stringify(office.mailbox.listEvents()[0]?.['body'])).toContain('from there');
      expect(await open()).toBeUndefined();
      const kept = (await decided()).map(({ fields, decided: how }) => [[...fields].sort(), how?.winner, how?.by]);
      expect(kept).toContainEqual([['location'], 'microsoft', 'person']);
      await quiet();
      expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
    });

    it('refuses half an answer, fields that are not in question, and both of what cannot be both', async () => {
      const id = await contestedFields();
      const { conflicts } = office.services;
      for (const fields of [
        { subject: 'strapi' },
        { subject: 'both', location: 'strapi', body: 'strapi' },
        { subject: 'strapi', location: 'strapi', body: 'nobody' },
        { subject: 'strapi', location: 'strapi', body: 'strapi', importance: 'strapi' },
        null,
        'strapi',
      ])
        await expect(conflicts.resolve({ id, fields } as never)).rejects.toMatchObject({ details: { code: 'invalid-input' } });
      expect(await open()).toMatchObject({ id, decided: null });
    });
  });

  it('starts a run at once', async () => {
    const id = await contested();
    const due = async () =>
      (await office.services.sync.status({ user: office.user })).find(({ resource }) => resource === 'calendar')?.nextSyncAt ?? '';
    expect(Date.parse(await due())).toBeGreaterThan(Date.now() + 60_000);
    await office.services.conflicts.resolve({ id, winner: 'strapi' });
    expect(Date.parse(await due())).toBeLessThan(Date.now() + 5_000);
  });

  it('says what is wrong with an id', async () => {
    const id = await contested();
    const { conflicts } = office.services;
    for (const of of [{ id: 'x' }, { id: '999999' }, { id: undefined as never }]) {
      await expect(conflicts.resolve({ ...of, winner: 'strapi' })).rejects.toMatchObject({ details: { code: 'unknown-conflict' } });
      await expect(conflicts.restore(of)).rejects.toMatchObject({ details: { code: 'unknown-conflict' } });
    }
    await expect(conflicts.resolve({ id, winner: 'both' as never })).rejects.toMatchObject({ details: { code: 'invalid-input' } });
    await expect(conflicts.restore({ id })).rejects.toMatchObject({ details: { code: 'not-decided' } });
    await conflicts.resolve({ id, winner: 'strapi' });
    await office.sync();
    const [kept] = await decided();
    await expect(conflicts.resolve({ id: kept?.id ?? '', winner: 'strapi' })).rejects.toMatchObject({
      details: { code: 'already-decided' },
    });
    await conflicts.restore({ id: kept?.id ?? '' });
    await expect(conflicts.restore({ id: kept?.id ?? '' })).rejects.toMatchObject({ details: { code: 'already-restored' } });
  });
});

describe('an edit against a deletion, where somebody is to decide', () => {
  beforeEach(async () => {
    await office.settings({ calendarConflictResolution: 'ask' });
    addRemote(office, ['A', 'B', 'C', 'D']);
    await office.sync();
  });
  const deletedHere = async () => {
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'edited there' });
    await office.deleteEvent(await idOf(office, 'A'));
    await office.sync();
  };
  const deletedThere = async () => {
    await office.updateEvent(await idOf(office, 'A'), { subject: 'edited here' });
    office.mailbox.deleteEvent(remoteIdOf(office, 'A'));
    await office.sync();
  };
  const rest = ['B', 'C', 'D'];

  it.each([
    ['deleted in Strapi', deletedHere, { strapi: rest, microsoft: [...rest, 'edited there'] }],
    ['deleted in Microsoft', deletedThere, { strapi: [...rest, 'edited here'], microsoft: rest }],
  ])('%s: waits, and costs no request but the round of changes', async (_name, make, sides) => {
    await make();
    expect(await open()).toMatchObject({ fields: ['subject'] });
    for (let run = 0; run < 3; run += 1) expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', requests: 1 });
    expect(await office.sync({ full: true })).toMatchObject({ strapi: none, microsoft: none, held: 0 });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', requests: 1 });
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual(sides);
    expect(await office.services.held.list({ user: office.user })).toEqual([]);
  });

  it.each([
    ['deleted in Strapi, which wins', deletedHere, 'strapi', rest],
    ['deleted in Strapi, Microsoft wins', deletedHere, 'microsoft', [...rest, 'edited there']],
    ['deleted in Microsoft, which wins', deletedThere, 'microsoft', rest],
    ['deleted in Microsoft, Strapi wins', deletedThere, 'strapi', [...rest, 'edited here']],
  ] as const)('%s', async (_name, make, winner, both) => {
    await make();
    await office.services.conflicts.resolve({ id: (await open())?.id ?? '', winner });
    await office.sync();
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: both, microsoft: both });
    expect(await open()).toBeUndefined();
    expect(await decided()).toMatchObject([{ decided: { by: 'person', winner } }]);
    await quiet();
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: both, microsoft: both });
  });

  it('is none any more when both sides delete', async () => {
    await deletedThere();
    await office.deleteEvent(await idOf(office, 'edited here'));
    await office.sync();
    expect(await open()).toBeUndefined();
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: rest, microsoft: rest });
  });

  it('ends in a deletion when the edit is taken back', async () => {
    await deletedThere();
    await office.updateEvent(await idOf(office, 'edited here'), { subject: 'A' });
    await office.sync();
    await office.sync();
    expect(await inStrapi(office)).toEqual(rest);
    expect(await open()).toBeUndefined();
  });
});

describe('restoring the loser of a decided conflict', () => {
  it.each(['strapi-wins', 'microsoft-wins', 'newest-wins'] as const)(
    'brings it to both sides under %s, and keeps what it replaces',
    async (calendarConflictResolution) => {
      await office.settings({ calendarConflictResolution });
      office.mailbox.addEvent(remote('A', 24));
      await office.sync();
      await office.updateEvent(await idOf(office, 'A'), { subject: 'here' });
      office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
      await office.sync();
      const won = String((await inStrapi(office))[0]);
      const lost = won === 'here' ? 'there' : 'here';
      await office.services.conflicts.restore({ id: (await decided())[0]?.id ?? '' });
      office.mailbox.changeEvent(remoteIdOf(office, won), { location: { displayName: 'Attic' } }); // somebody is at it there, too
      await office.sync();
      expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: [lost], microsoft: [lost] });
      await quiet();
      const [replaced] = await decided();
      expect(replaced).toMatchObject({ decided: { by: 'person', winner: 'strapi' }, microsoft: { subject: won } });
      await office.services.conflicts.restore({ id: replaced?.id ?? '' });
      await office.sync();
      expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: [won], microsoft: [won] });
    },
  );

  it('wins over an edit in Microsoft that came in between, which is kept', async () => {
    await office.settings({ calendarConflictResolution: 'microsoft-wins' });
    office.mailbox.addEvent(remote('A', 24));
    await office.sync();
    await office.updateEvent(await idOf(office, 'A'), { subject: 'here' });
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'there' });
    await office.sync();
    await office.services.conflicts.restore({ id: (await decided())[0]?.id ?? '' });
    office.mailbox.changeEvent(remoteIdOf(office, 'there'), { subject: 'there again' });
    await office.sync();
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: ['here'], microsoft: ['here'] });
    expect((await decided()).map(({ microsoft }) => microsoft?.['subject'])).toContain('there again');
  });

  it('makes an entry again that was deleted, on both sides', async () => {
    addRemote(office, ['A', 'B', 'C', 'D']);
    await office.sync();
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'edited there' });
    await office.deleteEvent(await idOf(office, 'A'));
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['B', 'C', 'D']);
    await office.services.conflicts.restore({ id: (await decided())[0]?.id ?? '' });
    await office.sync();
    const all = ['B', 'C', 'D', 'edited there'];
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({ strapi: all, microsoft: all });
    await quiet();
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('deletes again what an edit in Microsoft has brought back', async () => {
    await office.settings({ calendarConflictResolution: 'microsoft-wins' });
    addRemote(office, ['A', 'B', 'C', 'D']);
    await office.sync();
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { subject: 'edited there' });
    await office.deleteEvent(await idOf(office, 'A'));
    await office.sync();
    expect(await inStrapi(office)).toEqual(['B', 'C', 'D', 'edited there']);
    await office.services.conflicts.restore({ id: (await decided())[0]?.id ?? '' });
    await office.sync();
    expect({ strapi: await inStrapi(office), microsoft: inMicrosoft(office) }).toEqual({
      strapi: ['B', 'C', 'D'],
      microsoft: ['B', 'C', 'D'],
    });
    await quiet();
  });

  it('is refused where the run would take it back at once', async () => {
    office.mailbox.addEvent(
      remote('Theirs', 24, { organizer: { emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }, isOrganizer: false }),
    );
    await office.sync();
    await office.updateEvent(await idOf(office, 'Theirs'), { subject: 'Mine now' });
    await office.sync();
    await expect(office.services.conflicts.restore({ id: (await decided())[0]?.id ?? '' })).rejects.toMatchObject({
      details: { code: 'not-restorable' },
    });
    await office.createEvent(local('Mine', 30));
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, created: 1 } });
  });
});
