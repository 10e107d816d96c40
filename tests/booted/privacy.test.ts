import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attendees, idOf, openOffice, remote, remoteIdOf, table, type Office } from '../support';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const syncTwice = async () => {
  await office.sync();
  await office.sync();
};

describe('a private event', () => {
  it('leaves no address of its attendees in what the engine keeps', async () => {
    office.mailbox.addEvent(remote('Doctor', 24, { sensitivity: 'private', attendees }));
    await office.sync();
    const links = await table(office, 'links').select('*');
    expect(links).toHaveLength(1);
    expect(JSON.stringify(links)).not.toContain('cid@elsewhere');
  });

  it('goes out of Strapi when private events are skipped from now on, and comes back as busy only', async () => {
    await office.settings({ calendarPrivateEvents: 'full' });
    office.mailbox.addEvent(remote('Doctor', 24, { sensitivity: 'private' }));
    await office.sync();
    expect(await office.events()).toMatchObject([{ subject: 'Doctor' }]);

    await office.settings({ calendarPrivateEvents: 'skip' });
    await syncTwice();
    expect(JSON.stringify(await office.events())).not.toContain('Doctor');

    await office.settings({ calendarPrivateEvents: 'busy-only' });
    await syncTwice();
    expect(await office.events()).toMatchObject([{ subject: 'Private', showAs: 'busy' }]);
    expect(JSON.stringify(await office.events())).not.toContain('Doctor');
  });
});

describe('switching to busy only or to skip', () => {
  it.each(['busy-only', 'skip'] as const)(
    'scrubs kept losers and held items, also of events that are gone (%s)',
    async (calendarPrivateEvents) => {
      await office.settings({ calendarPrivateEvents: 'full' });
      for (const subject of ['Doctor', 'Dentist']) office.mailbox.addEvent(remote(subject, 24, { sensitivity: 'private' }));
      office.mailbox.addEvent(remote('Surgery', 40, { sensitivity: 'private', attendees }));
      office.mailbox.addEvent(remote('Stand-up', 48));
      await office.sync();
      for (const subject of ['Doctor', 'Dentist', 'Stand-up']) {
        await office.updateEvent(await idOf(office, subject), { subject: `${subject} here` });
        office.mailbox.changeEvent(remoteIdOf(office, subject), { subject: `${subject} there` });
      }
      await office.updateEvent(await idOf(office, 'Surgery'), { subject: 'Surgery moved' });
      await office.sync();
      office.mailbox.deleteEvent(remoteIdOf(office, 'Dentist here'));
      await office.sync();
      const kept = async () =>
        JSON.stringify([
          await table(office, 'conflicts').select('*'),
          await table(office, 'held').select('*'),
          await table(office, 'links').select('*'),
          await table(office, 'decisions').select('*'),
        ]);
      expect(await kept()).toMatch(/Doctor there.*Surgery/s);

      await office.settings({ calendarPrivateEvents });
      await syncTwice();
      expect(await kept()).not.toMatch(/Doctor|Dentist|Surgery/);
      expect(await kept()).toContain('Stand-up there');
    },
  );
});
