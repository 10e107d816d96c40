import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTasksOffice, type TasksOffice } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
let at: TasksOffice;
beforeEach(async () => {
  at = await openTasksOffice();
});
afterEach(() => at.close());

const expectQuiet = async () => {
  expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
};
const drop = (when: 'before' | 'after') => at.office.sandbox.faults.push({ method: 'POST', path: '$batch', when, drop: true, times: 1 });
/** As our own create leaves it. */
const ours = (title: string, externalId: string) => ({
  title,
  linkedResources: [{ applicationName: 'Strapi', displayName: 'Open in Strapi', externalId, webUrl: 'https://strapi.example/' }],
});

describe('a create whose answer is lost', () => {
  it.each(['before', 'after'] as const)('%s it took effect is found again by our key: no double', async (when) => {
    for (let n = 0; n < 60; n += 1) at.todo.addTask({ title: `Other ${n}` }); // more than one page to look through
    await at.sync();
    await at.create({ title: 'New' });
    drop(when);
    expect(await at.sync()).toMatchObject({ outcome: 'delayed' });
    await at.update(await at.idOf('New'), { body: 'Edited meanwhile' });
    await at.sync();
    expect((await at.titles()).microsoft.filter((title) => title === 'New')).toEqual(['New']);
    expect(at.todo.getTask(at.remoteIdOf('New'))).toMatchObject({ body: { content: 'Edited meanwhile' } });
    expect(await at.tasks()).toHaveLength(61);
    expect(new Set((await at.tasks()).map(({ listName }) => listName)).size).toBe(1); // as if the answer had come
    await expectQuiet();
  });

  it('is not sent again while the list cannot be looked through', async () => {
    await at.create({ title: 'New' });
    drop('after');
    await at.sync();
    at.office.sandbox.faults.push({ method: 'GET', path: '/tasks?', answer: { status: 500 }, times: 5 });
    await at.sync();
    at.office.sandbox.faults.clear();
    await at.sync();
    expect(await at.titles()).toEqual({ strapi: ['New'], microsoft: ['New'] });
    await expectQuiet();
  });

  it('and was carried out twice is kept once, the oldest', async () => {
    const { documentId } = await at.create({ title: 'New' });
    drop('after');
    await at.sync();
    const oldest = at.remoteIdOf('New');
    at.office.sandbox.clock.advance(60_000);
    at.todo.addTask(ours('New', documentId));
    await at.sync();
    expect(at.todo.listTasks()).toMatchObject([{ id: oldest }]);
    await expectQuiet();
    expect(await at.tasks()).toHaveLength(1);
  });
});

describe('a second task with our key', () => {
  it.each(['older', 'newer'])('that holds the same and is %s is what a repeated create has left: the oldest stays', async (age) => {
    const { documentId } = await at.create({ title: 'New' });
    if (age === 'older') at.todo.addTask(ours('New', documentId)); // comes later in the feed than our own create is answered
    at.office.mailbox.setReplicationDelay(age === 'older' ? 600_000 : 0);
    at.office.sandbox.clock.advance(60_000);
    await at.sync();
    at.office.sandbox.clock.advance(60_000);
    if (age === 'newer') at.todo.addTask(ours('New', documentId));
    const [oldest] = at.todo.listTasks();
    at.office.mailbox.setReplicationDelay(0);
    await at.sync();
    expect(at.todo.listTasks()).toMatchObject([{ id: oldest?.['id'] }]);
    await expectQuiet();
    expect(await at.tasks()).toHaveLength(1);
    await at.update(documentId, { title: 'Still linked' });
    await at.sync();
    expect(await at.titles()).toEqual({ strapi: ['Still linked'], microsoft: ['Still linked'] });
  });

  it('that holds something else is a copy somebody made, and a task of its own', async () => {
    const { documentId } = await at.create({ title: 'New' });
    await at.sync();
    at.todo.addTask(ours('New, for Ben', documentId));
    await at.sync();
    expect(await at.titles()).toEqual({ strapi: ['New', 'New, for Ben'], microsoft: ['New', 'New, for Ben'] });
    await expectQuiet();
  });
});
