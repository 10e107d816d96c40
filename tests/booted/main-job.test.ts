import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databases, openOffice, type Office } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
const soon = (hours: number): string => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });

describe.each(databases)('an account and a calendar that stays the same on both sides, on %s', (database) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice({ boot: { database } });
  });
  afterEach(() => office.close());

  it('is connected after the sign-in', async () => {
    const status = await office.services.accounts.status({ user: office.user });
    expect(status).toMatchObject({ state: 'connected', mailbox: { address: 'ada@sandbox.example', timeZone: 'Europe/Berlin' } });
  });

  it('brings an event from Microsoft, and the next run writes nothing', async () => {
    office.mailbox.addEvent({ subject: 'Stand-up', start: graphTime(24), end: graphTime(25), location: { displayName: 'Room 1' } });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: { ...none, created: 1 }, microsoft: none });
    const [event] = await office.events();
    expect(event).toMatchObject({
      subject: 'Stand-up',
      start: soon(24),
      end: soon(25),
      location: 'Room 1',
      owner: { documentId: office.user },
    });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  });

  it('brings an entry to Microsoft, and the next run writes nothing', async () => {
    await office.createEvent({ subject: 'Visit', start: soon(30), end: soon(31), timeZone: 'Europe/Berlin', body: 'By train' });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', strapi: none, microsoft: { ...none, created: 1 } });
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'Visit' }]);
    const [event] = await office.events();
    expect(event).toMatchObject({ webLink: expect.any(String), iCalUId: expect.any(String), calendarName: 'Calendar' });
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('carries changes of different fields both ways', async () => {
    office.mailbox.addEvent({ subject: 'Review', start: graphTime(24), end: graphTime(25) });
    await office.sync();
    const [event] = await office.events();
    const [remote] = office.mailbox.listEvents();
    await office.updateEvent(String(event?.['documentId']), { subject: 'Design review' });
    office.mailbox.changeEvent(String(remote?.['id']), { location: { displayName: 'Attic' } });
    expect(await office.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: { ...none, updated: 1 }, conflicts: 0 });
    expect(await office.events()).toMatchObject([{ subject: 'Design review', location: 'Attic' }]);
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'Design review', location: { displayName: 'Attic' } }]);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('lets the fixed winner decide on the same field, and keeps the loser', async () => {
    office.mailbox.addEvent({ subject: 'Lunch', start: graphTime(24), end: graphTime(25) });
    await office.sync();
    const edit = async (here: string, there: string) => {
      const [event] = await office.events();
      const [remote] = office.mailbox.listEvents();
      await office.updateEvent(String(event?.['documentId']), { subject: here });
      office.mailbox.changeEvent(String(remote?.['id']), { subject: there });
      return office.sync();
    };
    expect(await edit('Strapi lunch', 'Microsoft lunch')).toMatchObject({ conflicts: 1 });
    expect(office.mailbox.listEvents()).toMatchObject([{ subject: 'Strapi lunch' }]);
    await office.settings({ calendarConflictResolution: 'microsoft-wins' });
    expect(await edit('Strapi again', 'Microsoft again')).toMatchObject({ conflicts: 1 });
    expect(await office.events()).toMatchObject([{ subject: 'Microsoft again' }]);
    const kept = await office.services.conflicts.list({ user: office.user });
    expect(kept.map(({ microsoft, strapi, decided }) => [strapi?.['subject'], microsoft?.['subject'], decided?.winner])).toEqual([
      ['Strapi again', 'Microsoft again', 'microsoft'],
      ['Strapi lunch', 'Microsoft lunch', 'strapi'],
    ]);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('carries deletions both ways', async () => {
    office.mailbox.addEvent({ subject: 'One', start: graphTime(24), end: graphTime(25) });
    office.mailbox.addEvent({ subject: 'Two', start: graphTime(26), end: graphTime(27) });
    office.mailbox.addEvent({ subject: 'Three', start: graphTime(28), end: graphTime(29) });
    office.mailbox.addEvent({ subject: 'Four', start: graphTime(30), end: graphTime(31) });
    await office.sync();
    const [one] = await office.events();
    const two = office.mailbox.listEvents().find(({ subject }) => subject === 'Two');
    await office.deleteEvent(String(one?.['documentId']));
    office.mailbox.deleteEvent(String(two?.['id']));
    expect(await office.sync()).toMatchObject({ strapi: { ...none, deleted: 1 }, microsoft: { ...none, deleted: 1 } });
    expect((await office.events()).map(({ subject }) => subject)).toEqual(['Three', 'Four']);
    expect(
      office.mailbox
        .listEvents()
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(['Four', 'Three']);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('keeps all-day events dates', async () => {
    const day = (offset: number) => soon(24 * offset).slice(0, 10);
    office.mailbox.addEvent({
      subject: 'Fair',
      isAllDay: true,
      start: { dateTime: `${day(3)}T00:00:00`, timeZone: 'Pacific Standard Time' },
      end: { dateTime: `${day(5)}T00:00:00`, timeZone: 'Pacific Standard Time' },
    });
    await office.createEvent({ subject: 'Holiday', isAllDay: true, start: `${day(7)}T00:00:00.000Z`, end: `${day(8)}T00:00:00.000Z` });
    await office.sync();
    expect(await office.events()).toMatchObject([{ start: `${day(3)}T00:00:00.000Z`, end: `${day(5)}T00:00:00.000Z`, isAllDay: true }, {}]);
    const holiday = office.mailbox.listEvents().find(({ subject }) => subject === 'Holiday') as {
      start: { dateTime: string };
      end: { dateTime: string };
    };
    expect([holiday.start.dateTime.slice(0, 19), holiday.end.dateTime.slice(0, 19)]).toEqual([`${day(7)}T00:00:00`, `${day(8)}T00:00:00`]);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('synchronizes series, their exceptions and cancelled occurrences', async () => {
    const start = graphTime(24);
    office.mailbox.addEvent({
      subject: 'Weekly',
      start,
      end: graphTime(25),
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', numberOfOccurrences: 5, startDate: start.dateTime.slice(0, 10) },
      },
    });
    const local = await office.createEvent({ subject: 'Local series', start: soon(24), end: soon(25), recurrence: 'FREQ=DAILY;COUNT=3' });
    await office.services.calendar.editOccurrence({
      series: local.documentId,
      originalStart: soon(48),
      data: { subject: 'Local exception' },
    });
    await office.services.calendar.cancelOccurrence({ series: local.documentId, originalStart: soon(72) });
    const span = { from: Date.parse(soon(0)), to: Date.parse(soon(24 * 30)) };
    const [, second] = office.mailbox.listView(span).filter(({ subject }) => subject === 'Weekly');
    office.mailbox.changeEvent(String(second?.['id']), { subject: 'Exception there' });
    expect(await office.sync()).toMatchObject({ strapi: { created: 2 }, microsoft: { created: 1 } });
    const there = office.mailbox
      .listView(span)
      .map(({ subject }) => subject)
      .sort();
    expect(there).toEqual(['Exception there', 'Local exception', 'Local series', 'Weekly', 'Weekly', 'Weekly', 'Weekly']);
    const here = await office.services.calendar.occurrences({ user: office.user, from: soon(0), to: soon(24 * 30) });
    expect(here.map(({ subject }) => subject).sort()).toEqual(there);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('survives the loss of every delta token', async () => {
    office.mailbox.addEvent({ subject: 'Kept', start: graphTime(24), end: graphTime(25) });
    await office.sync();
    office.mailbox.expireDeltaTokens();
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none });
    expect(await office.events()).toHaveLength(1);
  });

  it('doubles nothing after disconnect and connect', async () => {
    office.mailbox.addEvent({ subject: 'Theirs', start: graphTime(24), end: graphTime(25) });
    await office.createEvent({ subject: 'Ours', start: soon(26), end: soon(27) });
    await office.sync();
    await office.services.accounts.disconnect({ user: office.user });
    expect(await office.services.accounts.status({ user: office.user })).toMatchObject({ state: 'not-connected' });
    await office.connect();
    expect(await office.sync()).toMatchObject({ strapi: none, microsoft: none });
    expect(await office.events()).toHaveLength(2);
    expect(office.mailbox.listEvents()).toHaveLength(2);
  });
});
