import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EVENT,
  graphTime,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  openOffice,
  refusal,
  remote,
  remoteIdOf,
  soon,
  table,
  type Office,
} from '../support';
import { containerOf } from '../support/container';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

describe('nothing is doubled', () => {
  it('when all links are lost, not even an event outside of the window', async () => {
    await office.createEvent(local('Far', 24 * 900));
    await office.sync();
    for (const name of ['links', 'cursors', 'marks']) await table(office, name).delete();
    await table(office, 'targets').update({ settings_key: null });
    await office.sync();
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Far']);
    expect(await inStrapi(office)).toEqual(['Far']);
  });

  it.each([
    ['an event', {}],
    [
      'a series with an exception',
      {
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: { type: 'numbered', numberOfOccurrences: 5, startDate: soon(24).slice(0, 10) },
        },
      },
    ],
  ])('when all links are lost, not even %s that was made in Outlook and lies outside of the window now', async (_, more) => {
    office.mailbox.addEvent(remote('Far', 24, more));
    await office.sync();
    await office.settings({ calendarPastDays: 0, calendarFutureDays: 0 });
    const times = { start: graphTime(24 * 900), end: graphTime(24 * 900 + 1) };
    const id = remoteIdOf(office, 'Far');
    office.mailbox.changeEvent(
      id,
      'recurrence' in more
        ? { ...times, recurrence: { ...more.recurrence, range: { ...more.recurrence.range, startDate: soon(24 * 900).slice(0, 10) } } }
        : times,
    );
    await office.sync();
    const before = await office.events();
    if ('recurrence' in more) {
      const [first] = await office.services.calendar.occurrences({ user: office.user, from: soon(24 * 899), to: soon(24 * 903) });
      await office.services.calendar.editOccurrence({
        series: String(before[0]?.['documentId']),
        originalStart: String(first?.start),
        data: { subject: 'Special' },
      });
      await office.sync();
    }
    const entries = (await office.events()).map(({ documentId }) => documentId);
    for (const name of ['links', 'cursors', 'marks']) await table(office, name).delete();
    await table(office, 'targets').update({ settings_key: null });
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Far']);
    expect((await office.events()).map(({ documentId }) => documentId)).toEqual(entries);
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
    await office.updateEvent(String(before[0]?.['documentId']), { location: 'Attic' });
    await office.sync();
    expect(office.mailbox.listEvents()).toMatchObject([{ id, location: { displayName: 'Attic' } }]);
  });

  it('when all links are lost, not even what lies outside of the window and is too large to be read by now', async () => {
    office.mailbox.addEvent(remote('Far', 24));
    await office.sync();
    await office.settings({ calendarPastDays: 0, calendarFutureDays: 0 });
    const [{ documentId } = {}] = await office.events();
    const id = remoteIdOf(office, 'Far');
    const body = (length: number) => ({ body: { contentType: 'text', content: 'x'.repeat(length) } });
    office.mailbox.changeEvent(id, { start: graphTime(24 * 900), end: graphTime(24 * 900 + 1) });
    await office.sync();
    office.mailbox.changeEvent(id, body(17_000_000));
    for (const name of ['links', 'cursors', 'marks']) await table(office, name).delete();
    await table(office, 'targets').update({ settings_key: null });
    expect(await office.sync()).toMatchObject({ microsoft: { created: 0 }, held: 1 });
    expect(await office.services.held.list({ user: office.user })).toMatchObject([{ documentId, code: 'too-large' }]);
    expect(inMicrosoft(office)).toEqual(['Far']);
    office.mailbox.changeEvent(id, body(10));
    await office.updateEvent(String(documentId), { location: 'Attic' });
    await office.sync();
    expect(office.mailbox.listEvents()).toMatchObject([{ id, location: { displayName: 'Attic' } }]);
  });

  it('when all links are lost and the look through the mailbox breaks off, not even what lies outside of the window', async () => {
    office.mailbox.addEvent(remote('Far', 24));
    await office.sync();
    await office.settings({ calendarPastDays: 0, calendarFutureDays: 0 });
    office.mailbox.changeEvent(remoteIdOf(office, 'Far'), { start: graphTime(24 * 900), end: graphTime(24 * 900 + 1) });
    await office.sync();
    for (const name of ['links', 'cursors', 'marks']) await table(office, name).delete();
    await table(office, 'targets').update({ settings_key: null });
    // Of all answers only the look through the mailbox, which asks for no one key.
    office.sandbox.faults.push({ method: 'GET', path: /\/me\/events\?\$expand/, answer: refusal(503, 'UnknownError'), times: 100 });
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', microsoft: { created: 0 } });
    office.sandbox.faults.clear();
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Far']);
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('but a copy that somebody makes of an entry is an event of its own', async () => {
    office.mailbox.addEvent(remote('Twice', 24));
    await office.sync();
    const [{ id: _id, documentId: _documentId, owner: _owner, ...copy }] = (await office.events()) as [Record<string, unknown>];
    await office.createEvent(copy);
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Twice', 'Twice']);
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('when a create is answered with what is no event', async () => {
    await office.createEvent(local('New', 24));
    const body = { id: 'x', '@odata.etag': 'W/"1"', type: 'singleInstance', subject: 'New' };
    office.sandbox.faults.push({ method: 'POST', path: '/events', when: 'after', answer: { status: 201, body } });
    await office.sync();
    await office.sync();
    await office.sync({ full: true });
    expect(await inStrapi(office)).toEqual(['New']);
    expect(inMicrosoft(office)).toEqual(['New']);
  });
});

describe('nothing is missed', () => {
  it('the name of the calendar, when the answer to a create was lost or the entry was there before', async () => {
    office.mailbox.addEvent(remote('Both', 48));
    await office.createEvent(local('Both', 48));
    await office.sync();
    await office.createEvent(local('New', 24));
    office.sandbox.faults.push({ method: 'POST', path: '$batch', when: 'after', drop: true, times: 1 });
    await office.sync();
    await office.sync();
    expect(await office.events()).toMatchObject([
      { subject: 'New', calendarName: 'Calendar' },
      { subject: 'Both', calendarName: 'Calendar' },
    ]);
  });

  it('an edit in Microsoft of a linked event outside of the window', async () => {
    await office.createEvent(local('Far', 24 * 900));
    await office.sync();
    await office.sync();
    office.mailbox.changeEvent(remoteIdOf(office, 'Far'), { subject: 'Far away' });
    await office.sync();
    await office.sync();
    expect(await inStrapi(office)).toEqual(['Far away']);
  });

  it('what a hook of the host writes during an import', async () => {
    office.strapi.db.lifecycles.subscribe({
      models: [EVENT],
      async afterCreate({ result }) {
        if (result.subject !== 'Lead') return;
        await office.strapi.documents(EVENT).create({ data: { ...local('Follow-up', 90), owner: office.user } as never });
      },
    });
    await office.sync();
    office.mailbox.addEvent(remote('Lead', 24));
    await office.sync();
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Follow-up', 'Lead']);
  });

  it("the time of an edit in Strapi, which is the person's and not the engine's", async () => {
    const editedAt = async () => Number((await table(office, 'marks').first('marked_at')).marked_at);
    await office.settings({ calendarConflictResolution: 'newest-wins' });
    office.mailbox.addEvent(remote('A', 24));
    await office.sync();
    await office.sync();
    await office.updateEvent(await idOf(office, 'A'), { subject: 'A here' });
    const before = await editedAt();
    advance(60_000);
    office.mailbox.changeEvent(remoteIdOf(office, 'A'), { location: { displayName: 'Attic' } });
    office.sandbox.faults.push({ method: 'PATCH', answer: refusal(503, 'serviceNotAvailable') });
    await office.sync();
    expect(await office.events()).toMatchObject([{ subject: 'A here', location: 'Attic' }]);
    expect(await editedAt()).toBe(before);
  });
});

/** Moves on the time of the database. */
function advance(milliseconds: number): void {
  const container = containerOf(office.strapi);
  container.clock.offsetMs += milliseconds;
}
