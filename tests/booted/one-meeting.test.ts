import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY, databases, graphTime, openCrm, playgroundHomes, type Crm, type Person } from '../support';

describe.each(databases)('a meeting of several people who are connected, on %s', (database) => {
  let crm: Crm;
  let ben: Person;
  const [ADA, BEN, KIM] = ['ada@sandbox.example', 'ben@sandbox.example', 'kim@sandbox.example'];
  const runOf = async (user: string) => (await crm.office.services.sync.run({ user, resource: 'calendar' })).runs[0];
  const titles = async () => (await crm.documents(ACTIVITY).findMany({})).map(({ title }) => String(title)).sort(); // prettier-ignore
  const meet = (from: string, to: readonly string[], subject: string) =>
    crm.office.sandbox.mailbox(from).addEvent({
      subject,
      start: graphTime(57),
      end: graphTime(58),
      attendees: to.map((address) => ({ type: 'required', emailAddress: { address, name: 'Guest' } })),
    });
  beforeAll(async () => {
    const users = [
      ['ada', 'Ada Lovelace'],
      ['ben', 'Ben Babbage'],
      ['kim', 'Kim Kaiser'],
    ].map(([name, full]) => ({
      address: `${name}@sandbox.example`,
      name: String(full),
      timeZone: 'W. Europe Standard Time',
    }));
    crm = await openCrm({ resources: playgroundHomes().crm, boot: { database }, sandbox: { users } });
    ben = await crm.office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: BEN });
    await crm.office.connect(ben, BEN);
  });
  afterAll(() => crm.close());

  it('has one entry, of the organizer, whoever runs first', async () => {
    meet(BEN, [ADA], 'Planning');
    await runOf(crm.office.user);
    expect(await titles()).toEqual([]);
    expect(await runOf(ben.documentId)).toMatchObject({ strapi: { created: 1 } });
    expect(await runOf(crm.office.user)).toMatchObject({ strapi: { created: 0 } });
    expect(await titles()).toEqual(['Planning']);
  });

  it('organized by somebody who is not connected, has one entry of the first', async () => {
    meet(KIM, [ADA, BEN], 'Fair');
    await runOf(crm.office.user);
    await runOf(ben.documentId);
    expect((await titles()).filter((title) => title === 'Fair')).toEqual(['Fair']);
  });

  it('of three has one entry, in whatever order they run, and one copy that is taken away leaves it', async () => {
    const kim = await crm.office.booted.createAdminUser({ firstname: 'Kim', lastname: 'Kaiser', email: KIM });
    await crm.office.connect(kim, KIM);
    const people = [crm.office.user, ben.documentId, kim.documentId];
    const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]; // prettier-ignore
    const runAll = async (order: readonly number[]) => {
      for (const at of order) await runOf(people[at] ?? '');
    };
    for (const [at, order] of orders.entries()) {
      meet(KIM, [ADA, BEN], `Three ${at}`);
      await runAll(order);
      await runAll(order);
      expect((await titles()).filter((title) => title.startsWith('Three'))).toEqual(orders.slice(0, at + 1).map((_, n) => `Three ${n}`));
    }
    const remove = (address: string, subject: string) => {
      const mailbox = crm.office.sandbox.mailbox(address);
      mailbox.deleteEvent(String(mailbox.listEvents().find((event) => event['subject'] === subject)?.['id']));
    };
    remove(ADA, 'Three 0');
    await runAll([0, 1, 2]);
    expect(await titles()).toContain('Three 0');
    remove(KIM, 'Three 1'); // who organizes it cancels it
    await runAll([2, 1, 0]);
    await runAll([2, 1, 0]);
    expect(await titles()).not.toContain('Three 1');
  });
});
