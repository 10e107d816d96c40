import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Accounts } from '../../server/src/accounts';
import type { Container } from '../../server/src/container';
import { createNoticesOf } from '../../server/src/container/notices';
import { createSubscriptionStore } from '../../server/src/storage/sql/subscriptions';
import { containerOf } from '../support/container';
import { openToldOffice, type ToldOffice } from '../support/notices';
import { table } from '../support';

const ada = 'ada@sandbox.example';
let office: ToldOffice;
let container: Container;
beforeAll(async () => {
  office = await openToldOffice({ isConnected: false });
  await office.services.settings.writeIntegrations({ calendar: true, tasks: true });
  await office.settings({ calendarEnabled: true, tasksEnabled: true, syncIntervalMinutes: 15 });
  await office.connect();
  container = containerOf(office.strapi);
}, 120_000);
afterAll(() => office.close());
beforeEach(async () => {
  office.sandbox.notices.forget(ada);
  await table(office, 'subscriptions').delete();
  await office.services.sync.run({ user: office.user });
});

const rows = () => createSubscriptionStore(container.sql).ofUser(office.user);
const statesOf = async (resource: 'calendar' | 'tasks') =>
  (await rows()).filter(({ target }) => target.resource === resource).map(({ state, reason }) => [state, reason]);
const told = () => office.sandbox.notices.list(ada).map(({ resource }) => (resource.includes('/todo/') ? 'tasks' : 'calendar'));
/** The same plugin under another configuration. */
const noticesWith = (config: Partial<Container['config']>, accounts: Pick<Accounts, 'open'> = container.accounts) =>
  createNoticesOf({ ...container, config: { ...container.config, ...config } }, () => accounts);

test('by default Microsoft is to tell of calendars and of lists of tasks', async () => {
  await office.tend();
  expect(told().sort()).toEqual(['calendar', 'tasks']);
});

test('outside of the global cloud Microsoft tells nobody of tasks, and is not asked to', async () => {
  const { cloud } = container.config;
  await noticesWith({ cloud: { ...cloud, name: 'us-government' } }).tend();
  expect([told(), await statesOf('tasks'), await statesOf('calendar')]).toEqual([
    ['calendar'],
    [['refused', 'no-notices-of-tasks']],
    [['live', null]],
  ]);
});

test('nor is it told of tasks where the application reaches mailboxes by itself', async () => {
  const open: Accounts['open'] = async (of) => {
    const opened = await container.accounts.open(of);
    return { ...opened, account: { ...opened.account, isDelegated: false } };
  };
  await noticesWith({}, { open }).tend();
  expect([told().includes('tasks'), await statesOf('tasks')]).toEqual([false, [['refused', 'no-notices-of-tasks']]]);
});

test('switched off, what Microsoft was asked for is taken away at the next start, and nothing is asked for', async () => {
  await office.tend();
  const { notifications } = container.config;
  const off = noticesWith({ notifications: { ...notifications, enabled: false } });
  await off.open();
  await off.tend();
  expect([told(), await rows()]).toEqual([[], []]);
  const looked = (['calendar', 'tasks'] as const).map((resource) => ({
    target: { user: office.user, resource },
    startedAt: Date.now(),
    changedIn: new Set<string>(),
  }));
  expect(Object.fromEntries(await off.afterRun({ looked, intervalMinutes: 15 }))).toEqual({ calendar: 15, tasks: 15 });
  await off.tend();
  expect([told(), await rows()]).toEqual([[], []]);
  expect(await off.verdict(office.user)).toMatchObject({ ok: null, code: 'notices-off' });
});
