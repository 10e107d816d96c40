import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENT, openOffice, openTasksOffice, TASK, type Office, type TasksOffice } from '../support';
import { inStrapi, local, remote } from '../support/events';

const rooms = Array.from({ length: 40 }, (_, at) => `Room ${at} of the house`).join('; ');
const long = `A${'b'.repeat(358)}`;

describe('an event', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());
  const quiet = async () => {
    expect(await office.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  };
  const held = () => office.services.held.list({ user: office.user });

  it('that came in with texts as long as Microsoft makes them can be saved as it is', async () => {
    office.mailbox.addEvent(remote('Fair', 24, { location: { displayName: rooms } }));
    await office.sync();
    const [event] = await office.events();
    expect(String(event?.['location'])).toHaveLength(rooms.length);
    const texts = ['subject', 'location', 'timeZone', 'calendarName', 'body', 'onlineMeetingUrl', 'webLink', 'iCalUId', 'recurrence'];
    const form = Object.fromEntries(texts.map((name) => [name, event?.[name]]));
    await office.updateEvent(String(event?.['documentId']), { ...form, importance: 'high' });
    await office.sync();
    expect(office.mailbox.listEvents()).toMatchObject([{ importance: 'high', location: { displayName: rooms } }]);
    await quiet();
  });

  it.each(['subject', 'categories'])(
    'with more than Microsoft keeps of its %s is held, with what to do, and goes when it is shortened',
    async (field) => {
      const value = (text: string) => (field === 'categories' ? [text] : text);
      const { documentId } = await office.strapi.db.query(EVENT).create({ data: { documentId: 'longlonglonglonglonglong', ...local('Fair', 24), owner: office.ada.id, [field]: value(long) } as never }) as { documentId: string }; // prettier-ignore
      expect(await office.sync()).toMatchObject({ held: 1 });
      expect(office.mailbox.listEvents()).toEqual([]);
      expect(await held()).toMatchObject([{ code: 'too-large', message: expect.stringMatching(/359 characters.*at most 255/) as string }]);
      await quiet();
      await office.updateEvent(documentId, { [field]: value('Short') });
      expect(await office.sync()).toMatchObject({ held: 0, microsoft: { created: 1 } });
      await office.updateEvent(documentId, { [field]: value(long), location: 'Hall' });
      expect(await office.sync()).toMatchObject({ held: 1, microsoft: { updated: 1 } });
      expect(office.mailbox.listEvents()).toMatchObject([{ [field]: value('Short'), location: { displayName: 'Hall' } }]);
      expect((await office.events())[0]?.[field]).toEqual(value(long));
      await quiet();
    },
  );

  it('whose text Microsoft cuts without a word is cut on both sides, and the whole text is kept and can be put back', async () => {
    office.mailbox.cutLinesAt(100);
    const { documentId } = await office.createEvent(local('Fair', 24, { location: rooms }));
    expect(await office.sync()).toMatchObject({ microsoft: { created: 1 } });
    expect((await office.events())[0]?.['location']).toBe(rooms.slice(0, 100).trim());
    const conflicts = () => office.services.conflicts.list({ user: office.user, decided: true });
    expect(await conflicts()).toMatchObject([{ fields: ['location'], strapi: { location: rooms } }]);
    await quiet();
    office.mailbox.cutLinesAt(null);
    const [kept] = await conflicts();
    await office.services.conflicts.restore({ id: String(kept?.id) });
    await office.sync();
    expect(office.mailbox.listEvents()).toMatchObject([{ location: { displayName: rooms } }]);
    expect((await office.events()).map((event) => event['documentId'])).toEqual([documentId]);
    expect(await inStrapi(office)).toEqual(['Fair']);
    await quiet();
  });
});

describe('a task', () => {
  let at: TasksOffice;
  beforeEach(async () => {
    at = await openTasksOffice();
  });
  afterEach(() => at.close());

  it.each([
    ['title', long, 'Call'],
    ['categories', [long], ['Customers']],
    ['checklist', [{ title: long, isChecked: false }], [{ title: 'Ring', isChecked: false }]],
  ])('with more than Microsoft keeps of its %s is held, and goes when it is shortened', async (field, tooLong, short) => {
    const { documentId } = (await at.office.strapi.db
      .query(TASK)
      .create({ data: { documentId: 'longlonglonglonglonglong', title: 'Call', owner: at.office.ada.id, [field]: tooLong } as never })) as {
      documentId: string;
    };
    expect(await at.sync()).toMatchObject({ held: 1, microsoft: { created: 0 } });
    expect(at.todo.listTasks()).toEqual([]);
    expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do' });
    await at.update(documentId, { [field]: short });
    expect(await at.sync()).toMatchObject({ held: 0, microsoft: { created: 1 } });
    expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('whose list has a name longer than a column of a database holds comes in, and can be saved', async () => {
    const listName = `${'L'.repeat(400)} of everybody`;
    await at.create({ title: 'Own', listName });
    expect(await at.tasks()).toMatchObject([{ listName }]);
  });
});
