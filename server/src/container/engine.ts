import { settingsOfResource } from '../../../src/settings/of-resource';
import type { RunnerDeps } from '../engine/dependencies';
import { runAccount } from '../engine/run-account';
import { createRunElsewhere } from '../engine/schedule/run-elsewhere';
import { createScheduler, type Scheduler } from '../engine/schedule/scheduler';
import { wakeUnblocked } from '../engine/schedule/wake-unblocked';
import { withoutCaller } from '../local-changes/caller';
import { announceRun } from '../services/announce';
import type { AccountServices } from './accounts';
import type { Foundation } from './foundation';

/** What runs, and when. */
export interface Engine {
  readonly runner: RunnerDeps;
  readonly scheduler: Scheduler;
  /** In this process, or where another one runs the work. */
  readonly runNow: Scheduler['runNow'];
}

export function createEngine(foundation: Foundation, { settings, accounts }: AccountServices): Engine {
  const { strapi, config, sql, now, blocked, store, leases, resourceOf, items, targetsOf } = foundation;
  const runner: RunnerDeps = {
    store,
    leases,
    accounts,
    resourceOf,
    items,
    homes: foundation.homesOf,
    settings: async (user) => {
      const { integrations, ...found } = await settings.forRun(user);
      return { ...found, isOn: (resource) => integrations[resource] && settingsOfResource(resource, found.values).isEnabled };
    },
    waiting: (resource) => foundation.confirmations.waiting(resource),
    isStopping: () => scheduler.isStopping(),
    log: strapi.log,
  };
  const scheduler: Scheduler = createScheduler({
    leases,
    tickSeconds: config.scheduler.tickSeconds,
    concurrency: config.scheduler.concurrency,
    log: strapi.log,
    targetsOf,
    wakeUnblocked: () => wakeUnblocked(sql, blocked),
    runAccount: async (claimed, how) => {
      const reports = await runAccount(runner, claimed, how);
      for (const [at, report] of reports.entries()) announceRun(strapi, report, { isFirst: claimed[at]?.settingsKey === null });
      return reports;
    },
  });
  const runNow: Scheduler['runNow'] =
    config.scheduler.role === 'web'
      ? createRunElsewhere({ ...runner, now })
      : (targets, how) => withoutCaller(strapi, () => scheduler.runNow(targets, how));
  return { runner, scheduler, runNow };
}
