import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENT, openOffice, type Office } from '../support';

let office: Office;
beforeEach(async () => {
  office = await openOffice({ now: '2026-11-28T12:00:00Z' });
});
afterEach(() => office.close());

const summer = {
  subject: 'Stand-up',
  start: '2027-03-22T08:00:00.000Z',
  end: '2027-03-22T08:30:00.000Z',
  recurrence: 'FREQ=WEEKLY;COUNT=2',
};
const zoneOf = async (documentId: string) =>
  ((await office.strapi.documents(EVENT).findOne({ documentId })) as unknown as { timeZone: string | null }).timeZone;

describe('the zone of an entry that is made without one', () => {
  it('is the one of the owner’s mailbox, so that a series keeps its time of day when the clocks change', async () => {
    const { documentId } = await office.createEvent(summer);
    expect(await zoneOf(documentId)).toBe('Europe/Berlin');
    const found = await office.services.calendar.occurrences({
      user: office.user,
      from: '2027-03-20T00:00:00Z',
      to: '2027-04-01T00:00:00Z',
    });
    expect(found.map(({ start }) => start)).toEqual(['2027-03-22T08:00:00.000Z', '2027-03-29T07:00:00.000Z']);
    await office.sync();
    const [event] = office.mailbox.listEvents() as { start: { timeZone: string }; originalStartTimeZone: string }[];
    expect(event?.originalStartTimeZone).toMatch(/Berlin|W\. Europe/);
  });

  it('is taken whichever way the owner is named', async () => {
    const { id } = (await office.strapi.db.query('admin::user').findOne({ where: { documentId: office.user } })) as { id: number };
    const ways = [
      office.user,
      id,
      String(id),
      { documentId: office.user },
      { id },
      { connect: [{ documentId: office.user }] },
      { connect: [id] },
      { set: office.user },
    ];
    for (const owner of ways) {
      const { documentId } = await office.createEvent({ ...summer, owner });
      expect([owner, await zoneOf(documentId)]).toEqual([owner, 'Europe/Berlin']);
    }
  });

  it('stays what somebody has said', async () => {
    for (const timeZone of ['UTC', 'America/New_York']) {
      const { documentId } = await office.createEvent({ ...summer, timeZone });
      expect(await zoneOf(documentId)).toBe(timeZone);
    }
  });

  it('of who has no mailbox, and of nobody’s, is the server’s', async () => {
    const ben = await office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: 'ben@sandbox.example' });
    for (const owner of [ben.documentId, null]) {
      const { documentId } = await office.createEvent({ ...summer, owner });
      expect(await zoneOf(documentId)).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    }
  });

  it('has no static default that a form would send', () => {
    expect(office.strapi.contentType(EVENT).attributes['timeZone']).not.toHaveProperty('default');
  });
});
