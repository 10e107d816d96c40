import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databases, openTasksOffice, type TasksOffice } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
const titles = (rows: readonly Record<string, unknown>[]) => rows.map(({ title }) => title);

describe.each(databases)('the lists of Microsoft To Do, on %s', (database) => {
  let at: TasksOffice;
  beforeEach(async () => {
    at = await openTasksOffice({ boot: { database } });
  });
  afterEach(() => at.close());

  const target = () => ({ user: at.office.user, resource: 'tasks' }) as const;
  const choose = (choice: 'default' | 'all' | string[]) => at.office.services.sync.chooseCollections({ ...target(), choice });
  const addList = (name: string, options?: { isOwner?: boolean }) => String(at.todo.addList(name, options)['id']);
  const flagged = () => String(at.todo.lists().find(({ wellknownListName }) => wellknownListName === 'flaggedEmails')?.['id']);
  const held = () => at.office.services.held.list({ user: at.office.user });
  const expectQuiet = async () => {
    expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none, requests: 1 });
    expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  };
  const entryOf = async (title: string) => (await at.tasks()).find((task) => task['title'] === title);

  it('takes in the default list alone until others are chosen, and makes new tasks there', async () => {
    const home = addList('Home');
    at.todo.addTask({ title: 'In Tasks' });
    at.todo.addTask({ title: 'At home' }, home);
    await at.sync();
    expect(titles(await at.tasks())).toEqual(['In Tasks']);
    expect(await at.office.services.sync.collections(target())).toMatchObject({
      choice: 'default', canChoose: true,
      collections: expect.arrayContaining([expect.objectContaining({ name: 'Tasks', isDefault: true, takesPart: true }), expect.objectContaining({ name: 'Home', takesPart: false })]) as unknown,
    }); // prettier-ignore
    await choose([home]);
    await at.create({ title: 'Made here' });
    expect(await at.sync()).toMatchObject({ strapi: { ...none, created: 1 }, microsoft: { ...none, created: 1 } });
    expect(await at.tasks()).toMatchObject([
      { title: 'At home', listName: 'Home' },
      { title: 'In Tasks', listName: 'Tasks' },
      { title: 'Made here', listName: 'Tasks' },
    ]);
    expect(titles(at.todo.listTasks()).sort()).toEqual(['In Tasks', 'Made here']);
    await expectQuiet();
  });

  it('follows all lists, with those to come: a new one, a new name, another name for its tasks', async () => {
    await choose('all');
    const home = addList('Home');
    at.todo.addTask({ title: 'Paint' }, home);
    await at.sync();
    const garden = addList('Garden');
    at.todo.addTask({ title: 'Dig' }, garden);
    expect(await at.sync()).toMatchObject({ strapi: { ...none, created: 1 } });
    await expectQuiet();
    at.todo.renameList(home, 'House');
    expect(await at.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: none });
    expect(await at.tasks()).toMatchObject([
      { title: 'Dig', listName: 'Garden' },
      { title: 'Paint', listName: 'House' },
    ]);
    await expectQuiet();
    await at.update(await at.idOf('Paint'), { body: 'White' });
    at.todo.changeTask(at.remoteIdOf('Dig'), { importance: 'high' });
    expect(await at.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: { ...none, updated: 1 } });
    expect(at.todo.listTasks(home)).toMatchObject([{ title: 'Paint', body: { content: 'White' } }]);
    await expectQuiet();
  });

  describe.each(['kept', 'lost'] as const)('a task that is moved, its linked resources %s', (movedLinkedResources) => {
    beforeEach(() => at.todo.behave({ movedLinkedResources }));

    it.each(['a list that takes part', 'a list that does not'])('to %s stays the same entry', async (where) => {
      const home = addList('Home');
      at.todo.addTask({ title: 'Neighbour' }, home);
      if (where === 'a list that takes part') await choose([home]);
      at.todo.addTask({ title: 'From To Do', body: { contentType: 'text', content: 'Text' } });
      const { documentId } = await at.create({ title: 'From Strapi', dueDate: '2026-03-10' });
      await at.sync();
      const other = await at.idOf('From To Do');
      at.todo.moveTask(at.remoteIdOf('From Strapi'), home);
      at.todo.moveTask(at.remoteIdOf('From To Do'), home);
      expect(await at.sync()).toMatchObject({ strapi: { ...none, updated: 2 }, microsoft: none });
      expect(await entryOf('From Strapi')).toMatchObject({ documentId, listName: 'Home' });
      expect(await entryOf('From To Do')).toMatchObject({ documentId: other, listName: 'Home' });
      expect(titles(await at.tasks()).includes('Neighbour')).toBe(where === 'a list that takes part');
      await expectQuiet();

      await at.update(documentId, { importance: 'high' });
      at.todo.changeTask(at.remoteIdOf('From To Do'), { body: { contentType: 'text', content: 'Other text' } });
      expect(await at.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: { ...none, updated: 1 } });
      expect(at.todo.getTask(at.remoteIdOf('From Strapi'))).toMatchObject({ importance: 'high', listId: home });
      at.todo.addTask({ title: 'New at home' }, home);
      await at.sync();
      expect(titles(await at.tasks()).includes('New at home')).toBe(where === 'a list that takes part');
      at.todo.moveTask(at.remoteIdOf('From Strapi'), at.todo.defaultListId);
      await at.sync();
      expect(await entryOf('From Strapi')).toMatchObject({ documentId, listName: 'Tasks' });
      await expectQuiet();
    });
  });

  it('a task that is moved and changed in Strapi at once keeps both', async () => {
    const home = addList('Home');
    await choose('all');
    const { documentId } = await at.create({ title: 'Offer' });
    await at.sync();
    at.todo.moveTask(at.remoteIdOf('Offer'), home);
    await at.update(documentId, { body: 'Written meanwhile' });
    await at.sync();
    await at.sync();
    expect(at.todo.listTasks(home)).toMatchObject([{ title: 'Offer', body: { content: 'Written meanwhile' } }]);
    expect(await at.tasks()).toMatchObject([{ documentId, listName: 'Home', body: 'Written meanwhile' }]);
    await expectQuiet();
  });

  it('of two tasks of the same name the one that was moved is taken along, and the other one stays', async () => {
    const home = addList('Home');
    await choose('all');
    at.todo.addTask({ title: 'Milk' });
    const moved = at.todo.addTask({ title: 'Milk' });
    await at.sync();
    const before = (await at.tasks()).map(({ documentId }) => documentId).sort();
    at.todo.moveTask(String(moved['id']), home);
    await at.sync();
    const after = await at.tasks();
    expect(after.map(({ documentId }) => documentId).sort()).toEqual(before);
    expect(after.map(({ listName }) => listName).sort()).toEqual(['Home', 'Tasks']);
    await expectQuiet();
  });

  it('a deletion that a full read finds does not read the lists in full once more', async () => {
    const home = addList('Home');
    await choose('all');
    for (const list of [home, at.todo.defaultListId])
      for (const title of ['One', 'Two']) at.todo.addTask({ title: `${title} of ${list.length}` }, list);
    await at.sync();
    at.todo.deleteTask(String(at.todo.listTasks(home)[0]?.['id']));
    at.office.sandbox.requests.clear();
    expect(await at.sync({ full: true })).toMatchObject({ strapi: { ...none, deleted: 1 } });
    const rounds = at.office.sandbox.requests.entries.filter(({ path }) => path.includes('/tasks/delta') && !/token/i.test(path));
    expect(rounds.length).toBe(at.todo.lists().length);
  });

  it('a deleted list asks the guard; approved, its tasks go', async () => {
    const home = addList('Home');
    await choose('all');
    for (let n = 0; n < 12; n += 1) at.todo.addTask({ title: `Task ${n}` }, home);
    for (let n = 0; n < 20; n += 1) at.todo.addTask({ title: `Other ${n}` });
    await at.sync();
    at.todo.deleteList(home);
    const stopped = await at.sync();
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', strapi: none });
    expect((await at.tasks()).length).toBe(32);
    await at.office.services.sync.approve({ run: stopped.run });
    expect((await at.tasks()).length).toBe(20);
    await expectQuiet();
  });

  it('a list that somebody shares no longer deletes nothing', async () => {
    const theirs = addList('Theirs', { isOwner: false });
    await choose('all');
    at.todo.addTask({ title: 'Shared' }, theirs);
    await at.sync();
    at.todo.deleteList(theirs);
    expect(await at.sync()).toMatchObject({ strapi: none, microsoft: none });
    expect(titles(await at.tasks())).toEqual(['Shared']);
    expect(
      (await at.office.services.sync.explain({ uid: 'plugin::microsoft-sync.task', documentId: await at.idOf('Shared') })).decisions.at(0)
        ?.why,
    ).toContain('not shared with this mailbox any more');
    await expectQuiet();
  });

  it('flagged mails are read and never written', async () => {
    await choose([flagged()]);
    at.todo.loadTasks(
      [
        { id: 'flagged', title: 'Answer Grace', status: 'notStarted', importance: 'normal' },
        { id: 'other', title: 'Read', status: 'notStarted', importance: 'normal' },
      ],
      flagged(),
    );
    await at.sync();
    expect(titles(await at.tasks())).toEqual(['Answer Grace', 'Read']);
    await at.update(await at.idOf('Answer Grace'), { title: 'Answer her' });
    await at.remove(await at.idOf('Read'));
    expect(await at.sync()).toMatchObject({ strapi: none, microsoft: none, held: 1 });
    expect(titles(at.todo.listTasks(flagged())).sort()).toEqual(['Answer Grace', 'Read']);
    expect(await held()).toMatchObject([{ code: 'read-only-collection', title: 'Answer her' }]);
    at.todo.changeTask(at.remoteIdOf('Answer Grace'), { importance: 'high' });
    await at.sync();
    expect(await at.tasks()).toMatchObject([{ title: 'Answer her', importance: 'high' }]);
    await at.update(await at.idOf('Answer her'), { title: 'Answer Grace' });
    await at.sync();
    expect(await held()).toEqual([]);
    await expectQuiet();
  });

  it('a list that is not chosen any more brings in nothing new; what is in Strapi goes on', async () => {
    const home = addList('Home');
    await choose([home]);
    at.todo.addTask({ title: 'Known' }, home);
    await at.sync();
    await choose('default');
    at.todo.addTask({ title: 'New' }, home);
    at.todo.changeTask(at.remoteIdOf('Known'), { importance: 'high' });
    await at.sync();
    expect(await at.tasks()).toMatchObject([{ title: 'Known', importance: 'high' }]);
    await expectQuiet();
    await choose('all');
    await at.sync();
    expect(titles(await at.tasks())).toEqual(['Known', 'New']);
    await expectQuiet();
  });

  it('says what cannot be chosen', async () => {
    for (const choice of [[''], 'some', null, { all: true }, ['no-such-list']] as never[])
      await expect(choose(choice)).rejects.toMatchObject({ details: { code: 'invalid-input' } });
    await at.office.services.accounts.disconnect({ user: at.office.user });
    await expect(at.office.services.sync.collections(target())).rejects.toMatchObject({ details: { code: 'not-connected' } });
  });
});
