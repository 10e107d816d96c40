import { afterEach, describe, expect, it } from 'vitest';
import { openTasksOffice, remote, type TasksOffice } from '../support';

let at: TasksOffice;
afterEach(() => at.close());
const rows = async () =>
  Object.fromEntries((await at.office.services.sync.status({ user: at.office.user })).map((row) => [row.resource, row]));
const check = async () => (await at.office.services.accounts.check({ user: at.office.user })).filter(({ ok }) => ok === false);

/** The calendar goes on, whatever is the matter with tasks. */
async function expectCalendarToGoOn(): Promise<void> {
  at.office.mailbox.addEvent(remote('Stand-up', 24));
  const { runs } = await at.office.services.sync.run({ user: at.office.user });
  expect(runs).toMatchObject([{ resource: 'calendar', outcome: 'completed' }, { resource: 'tasks' }]);
  expect(await at.office.services.accounts.status({ user: at.office.user })).toMatchObject({ state: 'connected', reason: null });
  expect(await rows()).toMatchObject({ calendar: { state: 'connected', reason: null } });
}

describe('tasks are off for an account, with the reason and the cure', () => {
  it.each([
    [
      'without the application permission',
      { status: 401, body: { error: { code: 'UnknownError', message: '' } } },
      'scope-missing',
      'Tasks.ReadWrite',
    ],
    [
      'in a mailbox without To Do',
      { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI', message: 'The mailbox is not there.' } } },
      'no-mailbox',
      'Microsoft To Do',
    ],
  ] as const)('%s', async (_, answer, reason, cure) => {
    at = await openTasksOffice({ withCalendar: true });
    at.office.sandbox.faults.push({ path: '/todo', answer, times: 100 });
    expect(await at.sync()).toMatchObject({ outcome: 'action-required', reason });
    expect(await rows()).toMatchObject({ tasks: { state: 'action-required', reason } });
    await expectCalendarToGoOn();
    expect(await check()).toMatchObject([{ step: 'tasks', message: expect.stringContaining(cure) as string }]);
    expect(await at.office.services.accounts.status({ user: at.office.user })).toMatchObject({ state: 'connected' });

    at.office.sandbox.faults.clear();
    at.todo.addTask({ title: 'Now' });
    expect(await at.sync()).toMatchObject({ outcome: 'completed' });
    expect(await rows()).toMatchObject({ tasks: { state: 'connected', reason: null } });
  });

  it.each(['/todo/lists', '/tasks/delta'])(
    'one 404 of %s puts nothing off: it is asked for again soon, and believed then',
    async (path) => {
      at = await openTasksOffice({ withCalendar: true });
      const lost = { status: 404, body: { error: { code: 'ErrorItemNotFound', message: 'Not there for the moment.' } } };
      at.office.sandbox.faults.push({ path, answer: lost });
      expect(await at.sync()).toMatchObject({ outcome: 'delayed' });
      const { tasks } = await rows();
      expect(tasks).toMatchObject({ state: 'connected', reason: null });
      expect(Date.parse(tasks?.nextSyncAt ?? '') - Date.now()).toBeLessThan(30_000);
      expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do' });

      at.office.sandbox.faults.push({ path, answer: lost, times: 100 });
      await at.sync({ full: true });
      expect(await at.sync({ full: true })).toMatchObject({ outcome: 'action-required', reason: 'no-mailbox' });

      // Runs were delayed by something else before it.
      at.office.sandbox.faults.clear();
      await at.sync();
      at.office.sandbox.faults.push({ path, answer: { status: 503, body: {} }, times: 100 });
      for (let run = 0; run < 2; run += 1) expect(await at.sync({ full: true })).toMatchObject({ outcome: 'delayed' });
      at.office.sandbox.faults.clear();
      at.office.sandbox.faults.push({ path, answer: lost, times: 100 });
      expect(await at.sync({ full: true })).toMatchObject({ outcome: 'delayed', reason: 'not-there' });
      expect(Date.parse((await rows())['tasks']?.nextSyncAt ?? '') - Date.now()).toBeLessThan(90_000);
      for (let run = 0; run < 2; run += 1)
        expect(await at.sync({ full: true })).toMatchObject({ outcome: 'action-required', reason: 'no-mailbox' });
    },
  );

  it.each(['noMailbox', 'notInCloud'] as const)('where To Do is not there: %s', async (availability) => {
    at = await openTasksOffice({ withCalendar: true });
    at.todo.behave({ availability });
    expect(await at.sync()).toMatchObject({ outcome: 'action-required', reason: 'no-mailbox' });
    await expectCalendarToGoOn();
  });
});
