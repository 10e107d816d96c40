import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases, eachEffectOf, EVENT, local, openOffice, remote, type EachEffect, type Office, type Person } from '../support';

const ADDRESS = 'ada@sandbox.example';
const tablesOfTargets = ['targets', 'cursors', 'links', 'marks', 'held', 'conflicts', 'decisions', 'runs'];
const tablesOfUsers = ['accounts', 'sign_ins', 'user_settings'];

/** Of somebody who is deleted nothing is left, at whichever moment of whatever is under way the deletion comes. */
describe.each(databases)('who is deleted meanwhile, on %s', (database) => {
  let office: Office;
  let effects: EachEffect;
  let person: Person;
  beforeAll(async () => {
    office = await openOffice({ isConnected: false, boot: { database } });
    effects = eachEffectOf(office.strapi);
    await office.booted.createAdminUser({}); // the last super admin cannot be deleted
    await leave(office.ada);
  });
  afterAll(() => office.close());

  const leave = async ({ id }: Person) => void (await office.strapi.service('admin::user').deleteById(id));
  const sync = () => office.services.sync.run({ user: person.documentId });

  /** A new person with the same mailbox, in which there are things of every kind. */
  async function arrive(): Promise<void> {
    await office.strapi.db.query(EVENT).deleteMany({ where: {} });
    for (const { id } of office.mailbox.listEvents()) office.mailbox.deleteEvent(String(id));
    person = await office.booted.createAdminUser({ firstname: 'Ada', email: ADDRESS });
    await office.connect(person);
  }
  async function fill(): Promise<void> {
    for (const days of [1, 2, 3]) office.mailbox.addEvent(remote(`There ${days}`, 24 * days));
    const create = (data: Record<string, unknown>) => office.createEvent({ ...data, owner: person.documentId });
    await create(local('Here 1', 30));
    await create({ ...local('Held', 40), recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31' });
  }
  /** Edits of one event on both sides, one on each, and a deletion on each. */
  async function edit(): Promise<void> {
    const rows = await office.strapi.documents(EVENT).findMany({ sort: 'start' });
    const named = (subject: string) => String(rows.find((row) => row['subject'] === subject)?.documentId);
    const there = (subject: string) => String(office.mailbox.listEvents().find((event) => event.subject === subject)?.id);
    office.mailbox.changeEvent(there('There 1'), { subject: 'There, edited there' });
    await office.updateEvent(named('There 1'), { subject: 'There, edited here' });
    await office.updateEvent(named('There 2'), { location: 'Here' });
    office.mailbox.deleteEvent(there('There 3'));
    await office.deleteEvent(named('Here 1'));
    office.mailbox.addEvent(remote('New', 100));
  }
  async function left(): Promise<string[]> {
    const { connection } = office.strapi.db;
    const found: string[] = [];
    for (const table of tablesOfTargets)
      for (const row of await connection(`microsoft_sync_${table}`).where('target_key', 'like', `${person.documentId}|%`))
        found.push(`${table} ${JSON.stringify(row)}`);
    for (const table of tablesOfUsers)
      for (const row of await connection(`microsoft_sync_${table}`).where({ user_id: person.documentId }))
        found.push(`${table} ${JSON.stringify(row)}`);
    return found;
  }
  /** What is under way may end well or with an error that says why; that is not what this is about. */
  const whateverComes = (work: () => Promise<unknown>) => () => work().catch((error: Error) => expect(error.name).toMatch(/Error$/));

  const kinds: [string, () => Promise<void>, () => Promise<unknown>][] = [
    ['a first run', fill, sync],
    ['a run with something of everything', async () => (await fill(), await sync(), await edit()), sync],
    ['a run with nothing to do', async () => (await sync(), await sync(), undefined), sync],
    ['a check of the connection', async () => undefined, () => office.services.accounts.check({ user: person.documentId })],
    ['connecting anew', async () => undefined, () => office.connect(person)],
    [
      'a disconnect',
      sync as () => Promise<never>,
      () => office.services.accounts.disconnect({ user: person.documentId, items: 'remove-imported' }),
    ],
    [
      'settings that are saved',
      async () => undefined,
      () => office.services.settings.write({ level: 'user', id: person.documentId }, { syncIntervalMinutes: 7 }),
    ],
    ['an edit of an entry', async () => (await fill(), await sync(), undefined), edit],
  ];
  // Each moment is a deletion of its own: on the database servers, those in which most is written.
  const onServers = ['a first run', 'connecting anew', 'an edit of an entry'];
  it.each(kinds.filter(([name]) => database === 'sqlite' || onServers.includes(name)))(
    'leaves nothing, at any moment of %s',
    async (_, prepare, work) => {
      await arrive();
      await prepare();
      const moments = await effects.during(work);
      await leave(person);
      expect(moments).toBeGreaterThan(2);
      for (let moment = 1; moment <= moments; moment += 1) {
        await arrive();
        await prepare();
        let leaving: Promise<void> | undefined;
        await effects.during(whateverComes(work), { at: moment, happens: () => (leaving = leave(person)) });
        await (leaving ?? leave(person));
        // What is to follow a commit follows it by itself: nobody has waited for it yet.
        await expect.poll(async () => [moment, await left()], { timeout: 5_000 }).toEqual([moment, []]);
      }
    },
    240_000,
  );
});
