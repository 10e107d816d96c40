import { settingsOfResource } from '../../../src/settings/of-resource';
import type { RunReport } from '../../../src/contracts';
import type { RunnerDeps } from '../engine/dependencies';
import { createRunElsewhere } from '../engine/schedule/run-elsewhere';
import { createScheduler, type Scheduler, type SchedulerDeps } from '../engine/schedule/scheduler';
import { wakeUnblocked } from '../engine/schedule/wake-unblocked';
import { createComparison } from '../local-changes/compare-homes';
import { loadOnce } from '../node/load-once';
import { closeQuiet, type QuietVisit } from '../engine/close-quiet';
import { asOne, together } from '../node/together';
import { createKeptPauses } from '../storage/sql/kept-pauses';
import { withoutCaller } from '../local-changes/caller';
import { runLine } from '../monitoring/run-line';
import { announce, announceRun } from '../services/announce';
import type { AccountServices } from './accounts';
import type { Foundation } from './foundation';
import type { Mailing } from './incidents';

const COMPARED_EVERY_MS = 3_600_000;
const REFUSED_EVERY_MS = 60_000;
const EXPIRY_LOOKED_AT_EVERY_MS = 3_600_000;
/** Longer than any warning is ahead of the end. */
const WARNED_FOR_MS = 40 * 86_400_000;
const KEPT_ALIVE_EVERY_MS = 600_000;
const CONNECTED_EVERY_MS = 5_000;
/** A visit that has found nothing is waited for by nobody. */
const CLOSED_TOGETHER_MS = 100;

/** Loaded with the first run, so that Strapi's start does not pay for it. */
const engine = loadOnce(() => import('../engine/run-account'));

/** What runs, and when. */
export interface Engine {
  readonly runner: RunnerDeps;
  readonly scheduler: Scheduler;
  /** The runs of an account, whoever has claimed it. */
  readonly visit: SchedulerDeps['runAccount'];
  /** The slow comparison of the host's types, now. */
  readonly compareHomes: () => Promise<void>;
  /** Tells of secrets and certificates that end soon: each warning once, in one of all processes. */
  readonly warnOfExpiry: () => Promise<void>;
  /** In this process, or where another one runs the work. */
  readonly runNow: Scheduler['runNow'];
}

export function createEngine(
  foundation: Foundation,
  { settings, accounts, application, notices }: AccountServices,
  { mailer }: Mailing,
): Engine {
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
    waiting: asOne((resource) => foundation.confirmations.waiting(resource), { isAlone: () => sql.isInTransaction() }),
    paceAfter: (of) => notices.afterRun(of),
    isStopping: () => scheduler.isStopping(),
    log: strapi.log,
  };
  /** Those that are looked at beside each other end beside each other. */
  const close = together(
    async (visits: readonly QuietVisit[]) => {
      await closeQuiet(runner, visits);
      return visits.map(() => undefined);
    },
    { withinMs: CLOSED_TOGETHER_MS },
  );
  const turns = createKeptPauses(sql);
  const warnOfExpiry = async (): Promise<void> => {
    if (!(await turns.takeTurn('expiry', EXPIRY_LOOKED_AT_EVERY_MS))) return;
    for (const { name, event } of await application.expiring()) {
      if (await turns.takeTurn(name, WARNED_FOR_MS)) announce(strapi, 'microsoft-sync.application.expires', event);
      // In turns of its own: what has reached nobody is mailed an hour later, and not announced again.
      await mailer()?.applicationExpires({ name, ...event });
    }
  };
  const compare = (): Promise<void> =>
    (comparison ??= createComparison(strapi, { sql, leases, homes: foundation.homes.all(), entries: foundation.entries }))();
  let comparison: ReturnType<typeof createComparison> | undefined;
  const visit: Engine['visit'] = async (claimed, { place, ...how }) => {
    const { runAccount } = await engine();
    const reports = await runAccount(runner, claimed, place ? { ...how, among: { place, close } } : how);
    for (const { user, resource, outcome } of reports)
      if (outcome === 'off' && !(await runner.settings(user)).isOn(resource)) await notices.retire({ user, resource });
    for (const [at, report] of reports.entries()) tellOf(report, claimed[at]?.settingsKey === null);
    return reports;
  };
  const scheduler: Scheduler = createScheduler({
    leases,
    wakes: foundation.wakes,
    tickSeconds: config.scheduler.tickSeconds,
    concurrency: config.scheduler.concurrency,
    log: strapi.log,
    targetsOf,
    wakeUnblocked: () => wakeUnblocked(sql, blocked),
    async tryRefused() {
      if ((await application.troubled()).length > 0 && (await turns.takeTurn('refused', REFUSED_EVERY_MS))) await accounts.tryRefused();
    },
    warnOfExpiry,
    async keepAlive() {
      if (await turns.takeTurn('keep-alive', KEPT_ALIVE_EVERY_MS)) await accounts.keepAlive();
    },
    async connectAssigned() {
      const applications = await application.overview();
      const isAnywhere = [null, ...applications.own].some((organization) => applications.of(organization).mode === 'application');
      if (isAnywhere && (await turns.takeTurn('connect', CONNECTED_EVERY_MS))) await accounts.connectAssigned();
    },
    async compareHomes() {
      if (foundation.homes.hasOfHost() && (await turns.takeTurn('homes', COMPARED_EVERY_MS))) await compare();
    },
    tendNotices: () => notices.tend(),
    runAccount: visit,
  });
  const tellOf = (report: RunReport, isFirst: boolean): void => {
    announceRun(strapi, report, { isFirst });
    foundation.metrics.run(report);
    // Visits that find nothing are most of what a server ever does.
    if (report.outcome === 'nothing-to-do') strapi.log.debug(runLine(report));
    else strapi.log.info(runLine(report));
  };
  const runNow: Scheduler['runNow'] =
    config.scheduler.role === 'web'
      ? createRunElsewhere({ ...runner, now })
      : (targets, how) => withoutCaller(strapi, () => scheduler.runNow(targets, how));
  return { runner, scheduler, visit, compareHomes: compare, warnOfExpiry, runNow };
}
