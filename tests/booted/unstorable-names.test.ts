import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases, openOffice, remote, type Office } from '../support';

/** PostgreSQL refuses NUL wherever it stands, and no database takes half of a character. */
const odd = (name: string) => `${name}\u0000 of all\ud800`;
const held = (name: string) => `${name} of all\ufffd`;

describe.each(databases)('names of Microsoft’s that no database holds, on %s', (database) => {
  let office: Office;
  beforeAll(async () => {
    const users = [{ address: 'ada@sandbox.example', name: odd('Ada'), timeZone: 'W. Europe Standard Time' }];
    office = await openOffice({ boot: { database }, sandbox: { users } });
  });
  afterAll(() => office.close());

  it('come without what it refuses: the person’s, a calendar’s, a list’s, an attendee’s', async () => {
    expect((await office.services.accounts.status({ user: office.user })).mailbox).toMatchObject({ displayName: held('Ada') });
    await office.services.settings.writeIntegrations({ calendar: true, tasks: true });
    await office.services.settings.write({ level: 'system' }, { tasksEnabled: true });
    await office.connect(); // for what tasks need
    const attendees = [{ emailAddress: { address: 'cid@contoso.example', name: odd('Cid') } }];
    office.mailbox.addEvent(remote('Meeting', 8, { attendees }), office.mailbox.addCalendar(odd('Team')));
    office.mailbox.tasks.addTask({ title: 'To do' }, String(office.mailbox.tasks.addList(odd('List'))['id']));
    for (const resource of ['calendar', 'tasks'] as const)
      await office.services.sync.chooseCollections({ user: office.user, resource, choice: 'all' });
    for (const outcome of ['completed', 'nothing-to-do'])
      expect((await office.services.sync.run({ user: office.user })).runs).toMatchObject([{ outcome }, { outcome }]);
    expect(await office.events()).toMatchObject([{ subject: 'Meeting', calendarName: held('Team'), attendees: [{ name: held('Cid') }] }]);
    const tasks = await office.strapi.db.query('plugin::microsoft-sync.task').findMany({});
    expect(tasks).toMatchObject([{ title: 'To do', listName: held('List') }]);
  });
});
