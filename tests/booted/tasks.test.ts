import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databases, openTasksOffice, type TasksOffice } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };

describe.each(databases)('tasks that stay the same on both sides, on %s', (database) => {
  let at: TasksOffice;
  beforeEach(async () => {
    at = await openTasksOffice({ boot: { database } });
  });
  afterEach(() => at.close());
  const expectQuiet = async () => {
    expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
    expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  };

  it('brings a task from To Do, and the next run writes nothing', async () => {
    at.todo.addTask({
      title: 'Call Grace', body: { contentType: 'text', content: 'About the harbour' }, importance: 'high', status: 'inProgress', dueDate: '2026-03-10',
      startDateTime: { dateTime: '2026-03-09T00:00:00', timeZone: 'W. Europe Standard Time' }, categories: ['Red category'],
      isReminderOn: true, reminderDateTime: { dateTime: '2026-03-10T08:30:00', timeZone: 'UTC' },
    }); // prettier-ignore
    expect(await at.sync()).toMatchObject({ outcome: 'completed', strapi: { ...none, created: 1 }, microsoft: none });
    expect(await at.tasks()).toMatchObject([
      {
        title: 'Call Grace', body: 'About the harbour', importance: 'high', taskStatus: 'inProgress', dueDate: '2026-03-10', startDate: '2026-03-09', completedDate: null,
        categories: ['Red category'], isReminderOn: true, reminderAt: '2026-03-10T08:30:00.000Z', listName: 'Tasks', owner: { documentId: at.office.user },
      },
    ]); // prettier-ignore
    await expectQuiet();
  });

  it('brings an entry to To Do with the way back to it, and the next run writes nothing', async () => {
    const { documentId } = await at.create({
      title: 'Offer',
      body: 'By train',
      dueDate: '2026-03-29',
      importance: 'low',
      isReminderOn: true,
      reminderAt: '2026-03-29T06:00:00.000Z',
      categories: ['B', 'A'],
    });
    expect(await at.sync()).toMatchObject({ outcome: 'completed', strapi: none, microsoft: { ...none, created: 1 } });
    const [task] = at.todo.listTasks();
    expect(task).toMatchObject({
      title: 'Offer',
      dueDate: '2026-03-29',
      importance: 'low',
      status: 'notStarted',
      isReminderOn: true,
      categories: ['A', 'B'],
    });
    expect(task?.['linkedResources']).toMatchObject([
      {
        applicationName: 'Strapi',
        externalId: documentId,
        webUrl: expect.stringMatching(
          new RegExp(`/admin/content-manager/collection-types/plugin::microsoft-sync.task/${documentId}$`),
        ) as string,
      },
    ]);
    expect(await at.tasks()).toMatchObject([{ listName: 'Tasks', dueDate: '2026-03-29' }]);
    await expectQuiet();
  });

  it('completes and reopens from either side; the completed date follows', async () => {
    await at.create({ title: 'Offer' });
    at.todo.addTask({ title: 'Visit' });
    await at.sync();
    await at.update(await at.idOf('Offer'), { taskStatus: 'completed' });
    at.todo.completeTask(at.remoteIdOf('Visit'));
    expect(await at.sync()).toMatchObject({ microsoft: { ...none, updated: 1 } });
    const today = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string;
    expect(await at.tasks()).toMatchObject([
      { taskStatus: 'completed', completedDate: today },
      { taskStatus: 'completed', completedDate: today },
    ]);
    expect(at.todo.listTasks()).toMatchObject([{ status: 'completed' }, { status: 'completed' }]);
    await expectQuiet();
    await at.update(await at.idOf('Visit'), { taskStatus: 'waitingOnOthers' });
    at.todo.reopenTask(at.remoteIdOf('Offer'));
    await at.sync();
    expect(await at.tasks()).toMatchObject([
      { taskStatus: 'notStarted', completedDate: null },
      { taskStatus: 'waitingOnOthers', completedDate: null },
    ]);
    expect(at.todo.getTask(at.remoteIdOf('Visit'))).toMatchObject({ status: 'waitingOnOthers' });
    await expectQuiet();
  });

  it('carries changes of different fields both ways, and lets the winner decide on the same one', async () => {
    at.todo.addTask({ title: 'Review', dueDate: '2026-03-10' });
    await at.sync();
    await at.update(await at.idOf('Review'), { body: 'Bring figures', dueDate: null });
    at.todo.changeTask(at.remoteIdOf('Review'), { importance: 'high' });
    expect(await at.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: { ...none, updated: 1 }, conflicts: 0 });
    expect(await at.tasks()).toMatchObject([{ body: 'Bring figures', importance: 'high', dueDate: null }]);
    expect(at.todo.listTasks()).toMatchObject([{ body: { content: 'Bring figures' }, importance: 'high', dueDate: null }]);
    await at.update(await at.idOf('Review'), { title: 'Review here' });
    at.todo.changeTask(at.remoteIdOf('Review'), { title: 'Review there' });
    expect(await at.sync()).toMatchObject({ conflicts: 1 });
    expect(await at.titles()).toEqual({ strapi: ['Review here'], microsoft: ['Review here'] });
    await expectQuiet();
  });

  it('carries deletions both ways, and asks before it empties a side', async () => {
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) at.todo.addTask({ title });
    await at.sync();
    await at.remove(await at.idOf('One'));
    at.todo.deleteTask(at.remoteIdOf('Two'));
    expect(await at.sync()).toMatchObject({ strapi: { ...none, deleted: 1 }, microsoft: { ...none, deleted: 1 } });
    expect(await at.titles()).toEqual({ strapi: ['Five', 'Four', 'Three'], microsoft: ['Five', 'Four', 'Three'] });
    for (const title of ['Three', 'Four', 'Five']) at.todo.deleteTask(at.remoteIdOf(title));
    const stopped = await at.sync();
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', strapi: none });
    await at.office.services.sync.approve({ run: stopped.run });
    expect(await at.titles()).toEqual({ strapi: [], microsoft: [] });
    await expectQuiet();
  });

  it('survives the loss of every delta token, and doubles nothing after disconnect and connect or without its links', async () => {
    at.todo.addTask({ title: 'Theirs', dueDate: '2026-03-10' });
    await at.create({ title: 'Ours' });
    await at.sync();
    at.office.mailbox.expireDeltaTokens();
    await expectQuiet();
    await at.office.services.accounts.disconnect({ user: at.office.user });
    await at.office.connect();
    expect(await at.sync()).toMatchObject({ strapi: none, microsoft: none });
    await at.update(await at.idOf('Ours'), { title: 'Ours, renamed meanwhile' });
    for (const name of ['links', 'cursors', 'marks']) await at.office.strapi.db.connection(`microsoft_sync_${name}`).delete();
    await at.office.strapi.db.connection('microsoft_sync_targets').update({ settings_key: null });
    await at.sync();
    await at.sync();
    expect(await at.titles()).toEqual({ strapi: ['Ours, renamed meanwhile', 'Theirs'], microsoft: ['Ours, renamed meanwhile', 'Theirs'] });
  });
});
