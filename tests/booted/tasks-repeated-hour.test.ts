import { afterEach, describe, expect, it } from 'vitest';
import { openTasksOffice, type TasksOffice } from '../support';

/** New York sets its clocks back in the night of 7 November 2027: half past one comes at 05:30 and again at 06:30 UTC. */
const users = [{ address: 'ada@sandbox.example', name: 'Ada Lovelace', timeZone: 'Eastern Standard Time' }];
const first = '2027-11-07T05:30:00.000Z';
const second = '2027-11-07T06:30:00.000Z';
const graph = (instant: string) => ({ dateTime: instant.slice(0, 19), timeZone: 'UTC' });

let at: TasksOffice;
afterEach(() => at.close());
const quiet = async () => {
  expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
};
const here = async () => (await at.tasks()).map(({ title, reminderAt }) => `${String(title)} ${String(reminderAt)}`);
const there = () =>
  at.todo
    .listTasks()
    .map(({ title, reminderDateTime }) => `${String(title)} ${(reminderDateTime as { dateTime: string }).dateTime.slice(0, 23)}Z`)
    .sort();

describe.each(['preferred', 'utc'] as const)('times of To Do that are told as %s', (timesIn) => {
  it('a reminder in the hour that comes twice stays when it was set, made and moved on either side', async () => {
    at = await openTasksOffice({ sandbox: { users } });
    at.todo.behave({ timesIn });
    await at.create({ title: 'A', isReminderOn: true, reminderAt: second, dueDate: '2027-11-07' });
    await at.create({ title: 'B', isReminderOn: true, reminderAt: first });
    at.todo.addTask({ title: 'C', isReminderOn: true, reminderDateTime: graph(second) });
    at.todo.addTask({ title: 'D', isReminderOn: true, reminderDateTime: graph(first), dueDate: '2027-11-07' });
    await at.sync();
    const made = [`A ${second}`, `B ${first}`, `C ${second}`, `D ${first}`];
    expect(await here()).toEqual(made);
    expect(there()).toEqual(made);
    expect((await at.tasks()).map(({ dueDate }) => dueDate)).toEqual(['2027-11-07', null, null, '2027-11-07']);
    await quiet();
    await at.update(await at.idOf('A'), { reminderAt: first });
    await at.update(await at.idOf('B'), { reminderAt: second });
    at.todo.changeTask(at.remoteIdOf('C'), { reminderDateTime: graph(first) });
    at.todo.changeTask(at.remoteIdOf('D'), { reminderDateTime: graph(second) });
    await at.sync();
    const moved = [`A ${first}`, `B ${second}`, `C ${first}`, `D ${second}`];
    expect(await here()).toEqual(moved);
    expect(there()).toEqual(moved);
    await quiet();
  });
});
