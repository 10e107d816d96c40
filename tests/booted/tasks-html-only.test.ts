import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTasksOffice, type TasksOffice } from '../support';

/** Microsoft's page says that a task's body must be HTML, recorded tasks have text: a mailbox may take either, and answer in either. */
let at: TasksOffice;
beforeEach(async () => {
  at = await openTasksOffice();
});
afterEach(() => at.close());

const none = { created: 0, updated: 0, deleted: 0 };
const quiet = async () => {
  expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
};
const text = 'Call  them: a < b & c\n\n  - indented\nhttps://example.com/?a=1&b=2';
const bodies = async () => Object.fromEntries((await at.tasks()).map(({ title, body }) => [title, body]));

it.each(['asWritten', 'text', 'html'] as const)(
  'tasks reach a To Do that takes HTML alone and answers %s, once each, and stay',
  async (bodyType) => {
    at.todo.behave({ bodyTypesTaken: 'html', bodyType });
    for (let nth = 0; nth < 25; nth += 1) await at.create({ title: `T${nth}`, body: nth % 5 === 0 ? '' : `Line ${nth}\n${text}` });
    expect(await at.sync()).toMatchObject({ outcome: 'completed', held: 0, strapi: none, microsoft: { ...none, created: 25 } });
    expect(new Set((await at.titles()).microsoft).size).toBe(25);
    expect((await at.titles()).microsoft).toEqual((await at.titles()).strapi);
    expect(await bodies()).toMatchObject({ T0: '', T1: `Line 1\n${text}` });
    await quiet();
    await at.update(await at.idOf('T0'), { body: text, title: 'T0' });
    await at.update(await at.idOf('T1'), { body: '' });
    await at.update(await at.idOf('T2'), { importance: 'high' });
    at.todo.changeTask(at.remoteIdOf('T3'), { body: { contentType: 'html', content: '<p>From To Do</p>' } });
    expect(await at.sync()).toMatchObject({
      outcome: 'completed',
      held: 0,
      strapi: { ...none, updated: 1 },
      microsoft: { ...none, updated: 3 },
    });
    expect(await bodies()).toMatchObject({ T0: text, T1: '', T3: 'From To Do' });
    await quiet();
  },
);

it('what is refused for another reason is held as before, and the others go', async () => {
  at.todo.behave({ bodyTypesTaken: 'html' });
  await at.create({ title: 'A', body: 'One' });
  await at.create({ title: 'B', body: 'Two', categories: ['x'.repeat(256)] });
  expect(await at.sync()).toMatchObject({ held: 1, microsoft: { ...none, created: 1 } });
  expect((await at.titles()).microsoft).toEqual(['A']);
  await quiet();
});

it('a To Do that takes text gets text, and is asked once for each task', async () => {
  await at.create({ title: 'A', body: 'One' });
  await at.create({ title: 'B', body: 'Two' });
  expect(await at.sync()).toMatchObject({ microsoft: { ...none, created: 2 } });
  expect(at.todo.listTasks()).toMatchObject([
    { body: { contentType: 'text', content: 'One' } },
    { body: { contentType: 'text', content: 'Two' } },
  ]);
  await quiet();
});
