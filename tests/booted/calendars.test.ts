import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cost } from '../bench/count';
import { databases, openOffice, type Office } from '../support';
import { attendees, local, remote, soon, table } from '../support/events';

const none = { created: 0, updated: 0, deleted: 0 };
const ben = { name: 'Ben Babbage', address: 'ben@sandbox.example' };
const daily = {
  pattern: { type: 'daily', interval: 1 },
  range: { type: 'numbered', startDate: soon(9).slice(0, 10), numberOfOccurrences: 5 },
};

describe.each(databases)('the calendars of a mailbox, on %s', (database) => {
  /** Of what no database sees differently. */
  const once = it.skipIf(database !== 'sqlite');
  let office: Office;
  beforeEach(async () => {
    office = await openOffice({ boot: { database } });
  });
  afterEach(() => office.close());

  const target = () => ({ user: office.user, resource: 'calendar' }) as const;
  const choose = (choice: 'default' | 'all' | string[]) => office.services.sync.chooseCollections({ ...target(), choice });
  const at = (hours: number, subject: string, more: object = {}) => remote(subject, hours, more);
  const add = (event: object, calendar?: string) => String(office.mailbox.addEvent(event, calendar)['id']);
  const subjects = async () => (await office.events()).map(({ subject }) => subject);
  const entryOf = async (subject: string) => (await office.events()).find((event) => event['subject'] === subject);
  const expectQuiet = async () => {
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none, requests: 1 });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  };

  it('take part by choice: the default one alone, these, or all with those to come', async () => {
    const team = office.mailbox.addCalendar('Team');
    add(at(8, 'In mine'));
    add(at(9, 'In the team'), team);
    await office.sync();
    expect(await subjects()).toEqual(['In mine']);
    expect(await office.services.sync.collections(target())).toMatchObject({
      choice: 'default', canChoose: true,
      collections: [{ name: 'Calendar', isDefault: true, takesPart: true, isOwned: true }, { name: 'Team', takesPart: false, isOwned: true }],
    }); // prettier-ignore
    await choose([team]);
    await office.sync();
    expect(await office.events()).toMatchObject([
      { subject: 'In mine', calendarName: 'Calendar' },
      { subject: 'In the team', calendarName: 'Team' },
    ]);
    await expectQuiet();
    await choose('all');
    await office.sync();
    const later = office.mailbox.addCalendar('Later');
    add(at(10, 'In a later one'), later);
    expect(await office.sync()).toMatchObject({ strapi: { ...none, created: 1 } });
    office.mailbox.changeCalendar(team, { name: 'The team' });
    expect(await office.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: none });
    expect(await entryOf('In the team')).toMatchObject({ calendarName: 'The team' });
    await expectQuiet();
  });

  once('an idle account with five calendars and five lists costs one round trip, ten statements and two commits', async () => {
    await office.services.settings.writeIntegrations({ calendar: true, tasks: true });
    await office.services.settings.write({ level: 'system' }, { tasksEnabled: true });
    await office.connect(); // for what tasks need
    add(at(8, 'In mine'));
    for (const name of ['Team', 'Family', 'Travel', 'Other']) {
      add(at(9, `In ${name}`), office.mailbox.addCalendar(name));
      office.mailbox.tasks.addTask({ title: `In ${name}` }, String(office.mailbox.tasks.addList(name)['id']));
    }
    for (const resource of ['calendar', 'tasks'] as const)
      await office.services.sync.chooseCollections({ user: office.user, resource, choice: 'all' });
    const sync = async () => (await office.services.sync.run({ user: office.user })).runs;
    for (let runs = 0; runs < 3; runs += 1) await sync();
    const reports: Awaited<ReturnType<typeof sync>> = [];
    let ofTheApplication = 0; // what is read once a second for all accounts
    const { statements, commits } = await cost(
      office.strapi,
      async () => void reports.push(...(await sync())),
      (sql) => void (ofTheApplication += Number(sql.includes('microsoft_sync_application_problems'))),
    );
    expect(reports.map(({ outcome }) => outcome)).toEqual(['nothing-to-do', 'nothing-to-do']);
    expect(reports.reduce((sum, { requests }) => sum + requests, 0)).toBe(1);
    expect(ofTheApplication).toBeLessThanOrEqual(2);
    expect(statements - ofTheApplication).toBeLessThanOrEqual(10);
    expect(commits).toBeLessThanOrEqual(2);
  });

  once('an event that is made in Strapi goes to the calendar that it names, else to the default one', async () => {
    const team = office.mailbox.addCalendar('Team');
    await choose([team]);
    await office.sync();
    await office.createEvent(local('Mine', 8));
    await office.createEvent(local('Theirs', 9, { calendarName: 'Team' }));
    await office.createEvent(local('Nowhere', 10, { calendarName: 'No such calendar' }));
    expect(await office.sync()).toMatchObject({ microsoft: { ...none, created: 3 } });
    expect(office.mailbox.listEvents(team)).toMatchObject([{ subject: 'Theirs' }]);
    expect(office.mailbox.listEvents().map(({ subject }) => subject).sort()).toEqual(['Mine', 'Nowhere']); // prettier-ignore
    expect(await entryOf('Theirs')).toMatchObject({ calendarName: 'Team' });
    expect(await entryOf('Nowhere')).toMatchObject({ calendarName: 'Calendar' });
    await office.sync();
    await expectQuiet();
  });

  once.each([
    ['kept', 'both'],
    ['kept', 'source'],
    ['new', 'both'],
  ] as const)(
    'an event that is moved, its id %s and told by %s, stays the same entry: in, out, there and back',
    async (movedId, movesToldBy) => {
      office.mailbox.behave({ movedId, movesToldBy });
      const [team, other] = [office.mailbox.addCalendar('Team'), office.mailbox.addCalendar('Other')];
      await choose([team]);
      add(at(7, 'Neighbour'), other);
      let id = add(at(8, 'Single'));
      let series = add(at(9, 'Series', { recurrence: daily }));
      const [, second] = office.mailbox
        .listView({ from: Date.parse(soon(0)), to: Date.parse(soon(90)) })
        .filter(({ subject }) => subject === 'Series');
      office.mailbox.changeEvent(String(second?.['id']), { subject: 'Exception' });
      await office.sync();
      const before = (await office.events()).map(({ documentId }) => documentId).sort();
      expect(before).toHaveLength(3);
      for (const to of [team, other, String(office.mailbox.calendars()[0]?.['id'])]) {
        id = String(office.mailbox.moveEvent(id, to)['id']);
        series = String(office.mailbox.moveEvent(series, to)['id']);
        await office.sync();
        await office.sync();
        const name = office.mailbox.calendars().find((one) => one['id'] === to)?.['name'];
        expect((await office.events()).map(({ documentId }) => documentId).sort()).toEqual(before);
        expect((await office.events()).map(({ calendarName }) => calendarName)).toEqual([name, name, name]);
        office.mailbox.changeEvent(id, { location: { displayName: `In ${String(name)}` } });
        await office.updateEvent(String((await entryOf('Series'))?.['documentId']), { location: `Of ${String(name)}` });
        await office.sync();
        expect(await entryOf('Single')).toMatchObject({ location: `In ${String(name)}` });
        expect(office.mailbox.getEvent(series)).toMatchObject({ location: { displayName: `Of ${String(name)}` } });
      }
      id = String(office.mailbox.moveEvent(id, team)['id']);
      office.mailbox.moveEvent(id, String(office.mailbox.calendars()[0]?.['id']));
      await office.sync();
      await office.sync();
      expect((await office.events()).map(({ documentId }) => documentId).sort()).toEqual(before);
      expect(await entryOf('Single')).toMatchObject({ calendarName: 'Calendar' });
    },
  );

  once('an entry that names another calendar goes there: deleted and made anew in Microsoft, with its exceptions', async () => {
    const [team, holidays] = [office.mailbox.addCalendar('Team'), office.mailbox.addCalendar('Holidays', { canEdit: false })];
    await choose([team, holidays]);
    add(at(8, 'Single', { location: { displayName: 'Room 1' } }));
    add(at(9, 'Series', { recurrence: daily }));
    const [, second] = office.mailbox
      .listView({ from: Date.parse(soon(0)), to: Date.parse(soon(90)) })
      .filter(({ subject }) => subject === 'Series');
    office.mailbox.changeEvent(String(second?.['id']), { subject: 'Exception' });
    await office.sync();
    const before = (await office.events()).map(({ documentId }) => documentId).sort();
    for (const subject of ['Single', 'Series'])
      await office.updateEvent(String((await entryOf(subject))?.['documentId']), { calendarName: 'Team' });
    await office.sync();
    await office.sync();
    expect((await office.events()).map(({ documentId }) => documentId).sort()).toEqual(before);
    expect(office.mailbox.listEvents()).toEqual([]);
    expect(office.mailbox.listEvents(team)).toMatchObject([
      { subject: 'Single', location: { displayName: 'Room 1' } },
      { subject: 'Series' },
    ]);
    expect(office.mailbox.listView({ from: Date.parse(soon(0)), to: Date.parse(soon(90)) }, team).map(({ subject }) => subject)).toContain(
      'Exception',
    );
    expect((await office.events()).map(({ calendarName }) => calendarName)).toEqual(['Team', 'Team', 'Team']);
    await expectQuiet();
    await office.updateEvent(String((await entryOf('Single'))?.['documentId']), { calendarName: 'Holidays' });
    await office.sync();
    expect(await office.services.held.list({ user: office.user })).toMatchObject([{ code: 'read-only-collection', title: 'Single' }]);
  });

  once('a meeting with people goes to another calendar when somebody approves it', async () => {
    const team = office.mailbox.addCalendar('Team');
    await choose([team]);
    add(at(8, 'Meeting', { attendees }));
    await office.sync();
    await office.updateEvent(String((await entryOf('Meeting'))?.['documentId']), { calendarName: 'Team' });
    await office.sync();
    const [held] = await office.services.held.list({ user: office.user });
    expect(held).toMatchObject({ code: 'would-send-mail' });
    expect(office.mailbox.mailsSent()).toEqual([]);
    await office.services.held.approve({ id: String(held?.id) } as never);
    await office.sync();
    expect(office.mailbox.listEvents()).toEqual([]);
    expect(office.mailbox.listEvents(team)).toMatchObject([{ subject: 'Meeting' }]);
    expect(office.mailbox.mailsSent()).toMatchObject([{ kind: 'cancellation' }]);
  });

  once('what can only be read is never written, and says so', async () => {
    const holidays = office.mailbox.addCalendar('Holidays', { canEdit: false });
    add(at(8, 'New Year'), holidays);
    await choose([holidays]);
    await office.sync();
    await office.updateEvent(String((await entryOf('New Year'))?.['documentId']), { subject: 'Mine now' });
    expect(await office.sync()).toMatchObject({ held: 1, microsoft: none });
    expect(await office.services.held.list({ user: office.user })).toMatchObject([{ code: 'read-only-collection' }]);
    expect((await office.services.sync.collections(target())).collections).toMatchObject([{}, { name: 'Holidays', isReadOnly: true }]);
  });

  once('a deleted calendar asks the guard; approved, its events go', async () => {
    const team = office.mailbox.addCalendar('Team');
    await choose('all');
    for (let n = 0; n < 12; n += 1) add(at(8, `Team ${n}`), team);
    for (let n = 0; n < 20; n += 1) add(at(9, `Mine ${n}`));
    await office.sync();
    office.mailbox.deleteCalendar(team);
    const stopped = await office.sync();
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', strapi: none });
    await office.services.sync.approve({ run: stopped.run });
    expect((await office.events()).length).toBe(20);
    await expectQuiet();
  });

  once('one that is shared is read in full where its changes break off, and ends its links when it is shared no longer', async () => {
    const theirs = office.mailbox.addCalendar('Theirs', { owner: ben, canEdit: false });
    const event = add(at(8, 'Ben alone'), theirs);
    add(at(9, 'Ben again', { recurrence: daily }), theirs);
    await choose([theirs]);
    await office.sync();
    await office.sync();
    expect(await subjects()).toEqual(['Ben alone', 'Ben again']);
    office.mailbox.changeEvent(event, { subject: 'Ben changed' });
    await office.sync({ full: true });
    expect(await subjects()).toEqual(['Ben changed', 'Ben again']);
    expect((await office.services.sync.collections(target())).collections).toMatchObject([{}, { isReadInFull: true, isOwned: false }]);
    await expectQuiet();
    office.mailbox.deleteCalendar(theirs);
    expect(await office.sync()).toMatchObject({ strapi: none });
    expect(await subjects()).toEqual(['Ben changed', 'Ben again']);
    await expectQuiet();
  });

  once('what comes to a chosen calendar without a word is found by the comparison of the next day', async () => {
    office.mailbox.behave({ movesToldBy: 'source' });
    const [team, other] = [office.mailbox.addCalendar('Team'), office.mailbox.addCalendar('Other')];
    await choose([team]);
    const event = add(at(8, 'Silent'), other);
    await office.sync();
    office.mailbox.moveEvent(event, team);
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await subjects()).toEqual([]);
    await table(office, 'cursors').update({ compared_at: Date.now() - 2 * 86_400_000 });
    await office.sync();
    expect(await office.events()).toMatchObject([{ subject: 'Silent', calendarName: 'Team' }]);
    await expectQuiet();
  });

  once('a calendar whose id has changed is the same one', async () => {
    const team = office.mailbox.addCalendar('Team');
    const event = add(at(8, 'In the team'), team);
    await choose([team]);
    await office.sync();
    const [before] = await office.events();
    const now = office.mailbox.renewCalendarId(team);
    add(at(9, 'Meanwhile'), now);
    office.mailbox.changeEvent(event, { subject: 'Still there' });
    expect(await office.sync()).toMatchObject({ strapi: { created: 1, updated: 1, deleted: 0 } });
    expect((await office.events())[0]).toMatchObject({ documentId: before?.['documentId'], subject: 'Still there' });
    expect(await office.services.sync.collections(target())).toMatchObject({ choice: [now] });
    await office.sync();
    await expectQuiet();
  });

  it('a meeting that stands in two calendars is one entry, and goes on with the other copy', async () => {
    const theirs = office.mailbox.addCalendar('Theirs', { owner: ben });
    office.mailbox.behave({ sharedChanges: 'told' });
    const mine = add(at(8, 'Meeting', { iCalUId: 'the-same' }));
    add(at(8, 'Meeting', { iCalUId: 'the-same' }), theirs);
    await choose('all');
    await office.sync();
    expect(await office.events()).toMatchObject([{ subject: 'Meeting', calendarName: 'Calendar' }]);
    const [{ documentId } = {}] = await office.events();
    await expectQuiet();
    office.mailbox.deleteEvent(mine);
    await office.sync();
    expect(await office.events()).toMatchObject([{ documentId, calendarName: 'Theirs' }]);
  });
});
