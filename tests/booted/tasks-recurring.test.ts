import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTasksOffice, refusal, type TasksOffice } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
const weekly = {
  pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'sunday' },
  range: { type: 'noEnd', startDate: '2026-03-10' },
};
let at: TasksOffice;
beforeEach(async () => {
  at = await openTasksOffice();
});
afterEach(() => at.close());

/** When nobody does anything any more, one run more brings what Microsoft did by itself; then all is quiet, and both sides hold the same. */
const expectSettled = async () => {
  await at.sync();
  expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  const here = (await at.tasks())
    .map(({ title, taskStatus, dueDate }) => `${String(title)} ${String(taskStatus)} ${String(dueDate)}`)
    .sort();
  const there = at.todo
    .listTasks()
    .map(({ title, status, dueDate }) => `${String(title)} ${String(status)} ${String(dueDate)}`)
    .sort();
  expect(here).toEqual(there);
  const steps = (name: string, entries: unknown) =>
    ((entries ?? []) as Record<string, unknown>[]).map((entry) => `${String(entry[name])} ${String(entry['isChecked'])}`).sort();
  const stepsHere = (await at.tasks()).map(({ title, dueDate, checklist }) => [title, dueDate, steps('title', checklist)]);
  const stepsThere = at.todo
    .listTasks()
    .map(({ title, dueDate, checklistItems }) => [title, dueDate, steps('displayName', checklistItems)]);
  expect(stepsHere.map(String).sort()).toEqual(stepsThere.map(String).sort());
  return here;
};

describe('a recurring task', () => {
  it('comes in with its rule, and goes out with it', async () => {
    at.todo.addTask({ title: 'Water plants', dueDate: '2026-03-10', recurrence: weekly });
    await at.create({ title: 'Invoices', dueDate: '2026-03-31', recurrence: 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1' });
    await at.create({ title: 'Held', recurrence: 'FREQ=DAILY' });
    await at.sync();
    expect(await at.tasks()).toMatchObject([
      { title: 'Held' },
      { title: 'Invoices' },
      { title: 'Water plants', recurrence: 'FREQ=WEEKLY;BYDAY=TU;WKST=SU' },
    ]);
    expect(await at.office.services.held.list({ user: at.office.user })).toMatchObject([
      { title: 'Held', code: 'invalid-value', message: expect.stringContaining('due date') as string },
    ]);
    expect(at.todo.getTask(at.remoteIdOf('Invoices'))).toMatchObject({
      recurrence: { pattern: { type: 'absoluteMonthly', dayOfMonth: 31 } },
    });
    await at.remove(await at.idOf('Held'));
    await expectSettled();
  });

  it('keeps its dates from being written, with the reason, and lets everything else go on', async () => {
    at.todo.addTask({ title: 'Water plants', dueDate: '2026-03-10', recurrence: weekly });
    await at.sync();
    const documentId = await at.idOf('Water plants');
    await at.update(documentId, { dueDate: '2026-03-11', body: 'All of them' });
    expect(await at.sync()).toMatchObject({ held: 1, microsoft: { ...none, updated: 1 } });
    expect(at.todo.listTasks()).toMatchObject([{ dueDate: '2026-03-10', body: { content: 'All of them' } }]);
    expect(await at.office.services.held.list({ user: at.office.user })).toMatchObject([
      { code: 'recurring-task-date', message: expect.stringContaining('dueDate') as string },
    ]);
    await at.update(documentId, { dueDate: '2026-03-10' });
    await at.sync();
    expect(await at.office.services.held.list({ user: at.office.user })).toEqual([]);
    await expectSettled();
  });

  it.each([
    ['its start', { startDate: '2026-03-05' }, 'startDate'],
    ['its rule', { recurrence: 'FREQ=DAILY' }, 'recurrence'],
    ['that it recurs at all', { recurrence: null }, 'recurrence'],
  ])('says of %s, too, where it can be changed', async (_, change, column) => {
    at.todo.addTask({ title: 'Water plants', dueDate: '2026-03-10', recurrence: weekly });
    await at.sync();
    await at.update(await at.idOf('Water plants'), change);
    expect(await at.sync()).toMatchObject({ held: 1, microsoft: none });
    const [held] = await at.office.services.held.list({ user: at.office.user });
    expect(held).toMatchObject({ title: 'Water plants', code: 'recurring-task-date' });
    expect(held?.message).toBe(
      `This task recurs, and ${column} of such a task can only be changed safely in Microsoft To Do: change it there, and here put back what was. Everything else goes on.`,
    );
    await at.update(await at.idOf('Water plants'), { title: 'Water all plants' }); // goes on
    await at.sync();
    expect(at.todo.listTasks()).toMatchObject([
      { title: 'Water all plants', dueDate: '2026-03-10', recurrence: { pattern: { type: 'weekly' } } },
    ]);
  });

  it('of which a list does not say that it recurs still does', async () => {
    at.todo.addTask({ title: 'Water plants', dueDate: '2026-03-10', recurrence: weekly });
    await at.sync();
    at.todo.behave({ recurrenceInDelta: 'never', recurrenceInLists: 'never' });
    at.todo.changeTask(at.remoteIdOf('Water plants'), { importance: 'high' });
    await at.sync();
    expect(await at.tasks()).toMatchObject([{ recurrence: 'FREQ=WEEKLY;BYDAY=TU;WKST=SU', importance: 'high' }]);
    at.todo.changeTask(at.remoteIdOf('Water plants'), { recurrence: null });
    await at.sync();
    expect((await at.tasks())[0]?.['recurrence'] ?? '').toBe('');
    await expectSettled();
  });

  it('of which no list says that it recurs comes in with its rule, and with another one', async () => {
    at.todo.behave({ recurrenceInDelta: 'never', recurrenceInLists: 'never' });
    at.todo.addTask({ title: 'Water plants', dueDate: '2026-03-10', recurrence: weekly });
    at.todo.addTask({ title: 'Once', dueDate: '2026-03-10' });
    at.todo.addTask({ title: 'Done', status: 'completed' });
    await at.sync();
    const rules = async () => (await at.tasks()).map(({ title, recurrence }) => [title, recurrence ?? '']);
    expect(await rules()).toEqual([['Done', ''], ['Once', ''], ['Water plants', 'FREQ=WEEKLY;BYDAY=TU;WKST=SU']]); // prettier-ignore
    const timesAsked = (title: string) =>
      at.office.mailbox.requests.filter(({ path }) => path.includes(encodeURIComponent(at.remoteIdOf(title)))).length;
    await at.sync({ full: true });
    expect([timesAsked('Once'), timesAsked('Done')]).toEqual([1, 0]); // a version that is known is not asked for, and what is done does not recur any more
    at.todo.changeTask(at.remoteIdOf('Once'), { recurrence: weekly });
    await at.sync();
    expect((await rules())[1]).toEqual(['Once', 'FREQ=WEEKLY;BYDAY=TU;WKST=SU']);
    await expectSettled();
  });

  it('is looked for among thousands only where lists were found to keep silent', async () => {
    at.todo.behave({ recurrenceInDelta: 'never', recurrenceInLists: 'never' });
    for (let n = 0; n < 250; n += 1) at.todo.addTask({ title: `Task ${n}`, dueDate: '2026-03-10' });
    await at.sync();
    const asked = () =>
      at.office.mailbox.requests.filter(({ method, path }) => method === 'GET' && path.includes('/tasks/') && !path.includes('/delta'))
        .length;
    expect(asked()).toBe(100);
    const before = asked();
    for (let n = 0; n < 150; n += 1)
      at.todo.addTask({ title: `Other ${n}`, dueDate: '2026-03-10', ...(n % 50 === 25 ? { recurrence: weekly } : {}) });
    await at.sync();
    expect(asked() - before).toBe(150);
    expect((await at.tasks()).filter(({ recurrence }) => recurrence)).toHaveLength(3);
  });

  describe.each(['sameIdMovesOn', 'sameIdMovesOnLater', 'sameIdMovesOnAlone', 'newTaskFollows', 'seriesEnds'] as const)(
    'that is completed, where Microsoft does so: %s',
    (recurringCompletion) => {
      const expected = {
        sameIdMovesOn: ['Water plants completed 2026-03-10', 'Water plants notStarted 2026-03-17'],
        sameIdMovesOnLater: ['Water plants completed 2026-03-10', 'Water plants notStarted 2026-03-17'],
        sameIdMovesOnAlone: ['Water plants notStarted 2026-03-17'],
        newTaskFollows: ['Water plants completed 2026-03-10', 'Water plants notStarted 2026-03-17'],
        seriesEnds: ['Water plants completed 2026-03-10'],
      }[recurringCompletion];

      it.each(['kept', 'lost'] as const)('in Strapi, is completed once (links of the copy: %s)', async (copiedLinkedResources) => {
        at.todo.behave({ recurringCompletion, copiedLinkedResources });
        await at.create({
          title: 'Water plants',
          dueDate: '2026-03-10',
          recurrence: 'FREQ=WEEKLY;BYDAY=TU',
          checklist: [{ title: 'Kitchen', isChecked: true }, { title: 'Hall' }],
        });
        await at.sync();
        await at.update(await at.idOf('Water plants'), { taskStatus: 'completed' });
        await at.sync();
        expect(await expectSettled()).toEqual(expected);
      });

      it('in Strapi, with the answer lost, is completed once', async () => {
        at.todo.behave({ recurringCompletion });
        at.todo.addTask({ title: 'Water plants', dueDate: '2026-03-10', recurrence: weekly });
        await at.sync();
        await at.update(await at.idOf('Water plants'), { taskStatus: 'completed' });
        at.office.sandbox.faults.push({ method: 'PATCH', when: 'after', answer: refusal(503, 'serviceNotAvailable') }); // of the write, not of the reading before it
        await at.sync();
        await at.sync();
        expect(await expectSettled()).toEqual(expected);
      });

      it('in To Do', async () => {
        at.todo.behave({ recurringCompletion });
        at.todo.addTask({ title: 'Water plants', dueDate: '2026-03-10', recurrence: weekly });
        await at.sync();
        at.todo.completeTask(at.remoteIdOf('Water plants'));
        expect(await expectSettled()).toEqual(expected);
      });
    },
  );
});
