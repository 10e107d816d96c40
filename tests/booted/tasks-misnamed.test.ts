import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashKey } from '../../server/src/storage/sql/keys';
import { openTasksOffice, table, type TasksOffice } from '../support';

let at: TasksOffice;
beforeEach(async () => {
  at = await openTasksOffice();
  for (const title of ['A', 'B']) at.todo.addTask({ title });
  await at.sync();
  // As a copy of the database in other letters would have them; Graph answers 400 ErrorInvalidIdMalformed.
  for (const { id, target_key, microsoft_id } of await table(at.office, 'links')) {
    const lower = String(microsoft_id).toLowerCase();
    await table(at.office, 'links')
      .where({ id })
      .update({ microsoft_id: lower, microsoft_key: hashKey(target_key, lower) });
  }
});
afterEach(() => at.close());
/** Tasks have nothing else to be known by: by that id there is none, and what is there comes in as what it is. Nothing is lost on either side. */
async function isWhole(titles: string[]): Promise<void> {
  await at.sync({ full: true });
  expect(await at.titles()).toEqual({ strapi: titles, microsoft: titles });
  expect(await at.office.services.held.list({ user: at.office.user })).toEqual([]);
}

it('an edit of a task that Microsoft does not know by its id is made there anew, and said', async () => {
  await at.update(await at.idOf('A'), { title: 'A here' });
  expect(await at.sync()).toMatchObject({ outcome: 'completed', conflicts: 1, microsoft: { created: 1, updated: 0, deleted: 0 } });
  await isWhole(['A', 'A here', 'B']);
});

it('a deletion deletes nothing there', async () => {
  await at.remove(await at.idOf('A'));
  expect(await at.sync()).toMatchObject({ microsoft: { created: 0, updated: 0, deleted: 0 } });
  await isWhole(['A', 'B']);
});

it('a change there comes in, and after everything was read it is there once', async () => {
  at.todo.changeTask(at.remoteIdOf('A'), { title: 'A there' });
  await at.sync();
  await isWhole(['A there', 'B']);
});
