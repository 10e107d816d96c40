import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attendees, openOffice, remote, table, type Office } from '../support';

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
