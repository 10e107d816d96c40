import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addRemote, databases, idOf, inMicrosoft, inStrapi, manySubjects, openOffice, remoteIdOf, type Office } from '../support';

/** Statements that count who waits for a row in this database. */
const WAITING = {
  postgres: `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  mysql: `select count(*) as n from information_schema.innodb_trx as t join information_schema.processlist as p on p.id = t.trx_mysql_thread_id
    where p.db = database() and t.trx_state = 'LOCK WAIT'`,
};
const attic = { location: { displayName: 'Attic' } };
let office: Office;

/** SQLite has one connection: there, nobody waits for anybody. */
for (const database of ['postgres', 'mysql'] as const)
  describe.skipIf(!databases.includes(database))(`a person and a run at the same rows, on ${database}`, () => {
    beforeEach(async () => {
      office = await openOffice({ boot: { database } });
    });
    afterEach(() => office.close());

    it('an edit that commits while the run waits for the row is not overwritten', async () => {
      addRemote(office, ['Base', 'Other']);
      await office.sync();
      const documentId = await idOf(office, 'Base');
      office.mailbox.changeEvent(remoteIdOf(office, 'Base'), { subject: 'Theirs', ...attic });
      await editWhileRunWaits(() => office.updateEvent(documentId, { subject: 'Mine' }));
      await office.sync();
      expect(await inStrapi(office)).toEqual(['Mine', 'Other']);
      expect(await office.services.conflicts.list({})).toMatchObject([{ fields: ['subject'] }]);
    });

    it('a deletion that commits while the run waits for the row is carried out', async () => {
      addRemote(office, ['Base', 'Other', 'Third', 'Fourth']);
      await office.sync();
      const documentId = await idOf(office, 'Base');
      office.mailbox.changeEvent(remoteIdOf(office, 'Base'), attic);
      await editWhileRunWaits(() => office.deleteEvent(documentId));
      await office.sync();
      expect(inMicrosoft(office)).toEqual(['Fourth', 'Other', 'Third']);
    });

    it('edits of many rows, in another order than the run takes them, commit', async () => {
      const subjects = manySubjects(6);
      addRemote(office, subjects);
      await office.sync();
      const ids = await Promise.all(subjects.map((subject) => idOf(office, subject)));
      for (const subject of subjects) office.mailbox.changeEvent(remoteIdOf(office, subject), attic);
      const [last = '', ...rest] = ids.reverse();
      await editWhileRunWaits(
        () => office.updateEvent(last, { showAs: 'free' }),
        async () => {
          for (const id of rest) await office.updateEvent(id, { showAs: 'free' });
        },
      );
      await office.sync();
      for (const event of await office.events()) expect(event).toMatchObject({ showAs: 'free', location: 'Attic' });
    });

    /** A transaction with `first`, that goes on with `then` and commits only when a run waits for one of its rows. */
    async function editWhileRunWaits(first: () => Promise<void>, then: () => Promise<void> = async () => undefined): Promise<void> {
      let start = (): void => undefined;
      const isEdited = new Promise<void>((resolve) => (start = resolve));
      const edits = office.strapi.db.transaction(async () => {
        await first();
        start();
        await isRunWaiting();
        await then();
      });
      await isEdited;
      const run = office.sync(); // here, outside of the person's transaction
      await edits;
      await run;
    }

    /** Looks seldom: MySQL tells the same again to whoever asks within a tenth of a second. */
    function isRunWaiting(): Promise<void> {
      return vi.waitFor(async () => expect(await countWaiting()).toBeGreaterThan(0), { timeout: 10_000, interval: 250 });
    }

    async function countWaiting(): Promise<number> {
      const answer = await office.strapi.db.connection.raw(WAITING[database]);
      return Number(database === 'postgres' ? answer.rows[0].n : answer[0][0].n);
    }
  });
