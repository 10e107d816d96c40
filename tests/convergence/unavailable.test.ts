import { expect, it } from 'vitest';
import { createStatusRows } from '../../server/src/directory/status-rows';
import { runTarget } from '../../server/src/engine/run-target';
import { settingFields, settingNames } from '../../src/settings/fields';
import type { SettingValues } from '../../src/contracts';
import { memoryLeases } from './memory-leases';
import { memoryStore } from './memory-store';
import { Process } from './process';
import { newState } from './state';

/** China's cloud has no To Do (graph-facts §2.1), and no sandbox stands in for it. */
it('a resource that does not exist in the cloud is off for the person, and the status says why', async () => {
  const holder = { state: newState() };
  const now = () => Date.parse('2026-03-02T08:00:00Z');
  const process = new Process(holder, null);
  const leases = memoryLeases(holder, process, now);
  const values = {
    ...Object.fromEntries(settingNames.map((name) => [name, settingFields[name].default])),
    calendarEnabled: true,
    tasksEnabled: true,
  } as unknown as SettingValues;
  const target = { user: 'ada', resource: 'tasks' } as const;
  await leases.wake([target, { ...target, resource: 'calendar' }], { priority: 'interval' });
  const lease = await leases.claim(target);
  if (!lease) throw new Error('no lease');
  const account = { userId: 'ada', mailbox: 'm', address: '', timeZone: null, isDelegated: true };
  const mailbox = { roundTrips: () => 0 } as never;
  const report = await runTarget(
    {
      store: memoryStore(holder, process, now),
      leases,
      accounts: {
        open: async () => ({ mailbox, again: async () => mailbox, wellAt: null, account }),
        recordEvidence: async () => undefined,
        isBlocked: async () => false,
        connectedAmong: async () => new Set<string>(),
      },
      resourceOf: async () => ({ unavailable: 'Microsoft To Do does not exist in this cloud.' }),
      homes: () => ({}) as never,
      items: () => ({}) as never,
      settings: async () => ({ values, organization: null, isBlocked: false, isOn: () => true }),
      waiting: async () => [],
      isStopping: () => false,
      log: { warn: () => undefined, error: (message) => expect.unreachable(message) },
    },
    lease,
    { isFull: false },
  );
  expect(report).toMatchObject({ outcome: 'off', reason: 'Microsoft To Do does not exist in this cloud.' });

  const rows = createStatusRows({
    organizations: { ofMany: async () => new Map() } as never,
    settings: { ofMany: async () => new Map([['ada', { values, integrations: { calendar: true, tasks: true } }]]) as never },
    accounts: { statuses: async () => new Map([['ada', { state: 'connected', reason: null }]]) as never },
    leases,
    openCounts: (async () => () => ({ conflicts: 0, held: 0 })) as never,
  });
  expect(await rows([{ documentId: 'ada', displayName: 'Ada' } as never])).toMatchObject([
    { resource: 'calendar', state: 'connected', reason: null },
    { resource: 'tasks', state: 'action-required', reason: 'not-available', nextSyncAt: null },
  ]);
});
