import { randomUUID } from 'node:crypto';
import type { RunReport } from '../../../src/contracts';
import type { RunReason } from '../../../src/contracts/run-reasons';
import { settingsOfResource } from '../../../src/settings/of-resource';
import { narrowedText, notNarrowed } from '../../../src/sync/window';
import { sayFailedIn } from '../causes/say-failed';
import { fencedStore } from './lease/fenced-store';
import type { SyncStore } from '../storage/port';
import { withRowsOfDates } from './occurrences/rows-of-dates';
import { runPhases } from './phases';
import { causeOf, type Ending, endingOf, off, ofItsOwn, succeeded } from './outcome';
import { startFence } from './lease/fence';
import { startHeartbeat } from './lease/heartbeat';
import type { Lease, Release } from './lease/port';
import { type Prefetched, prefetchedAnswers } from './prefetch';
import type { GraphResource } from './resources/graph-resource';
import { reportOf } from './report';
import { newTally, ownTurn, type Reading, type RunContext, RunStopped, type Turn, WAITS_FOR_START } from './context';
import { jitterOf } from './jitter';
import { wakeNewOwners } from './lease/wake-new-owners';
import { watchSwitch } from './lease/watch-switch';
import type { RunnerDeps } from './dependencies';

/** One run of a leased target, from lease to report. Never throws: whatever happened is in the report. */
export async function runTarget(
  deps: RunnerDeps,
  lease: Lease,
  options: { isFull: boolean; prefetched?: Prefetched | undefined; turn?: Turn },
): Promise<RunReport> {
  const { target } = lease;
  const { turn = ownTurn } = options;
  const tally = newTally();
  const newOwners = new Set<string>();
  const run = randomUUID();
  const began = performance.now();
  let requests = options.prefetched?.requests ?? 0;
  let ending: Ending;
  let hasCompared = false;
  let asksForFull = false;
  let windowShrink: Reading['windowShrink'] | undefined;
  let settingsKey: string | undefined;
  let mailboxName: string | undefined;
  let completedDays: string | undefined;
  let resource: GraphResource | undefined;
  let intervalMinutes = 15;
  const stopHeartbeat = startHeartbeat(deps.leases, lease);
  const watched = watchSwitch(async () => {
    const now = await deps.settings(target.user);
    if (!now.isOn(target.resource)) return 'switched-off';
    return now.isBlocked ? 'user-blocked' : null;
  });
  /** Looked at before anything is written on either side, for no event tells of a row that was changed past Strapi. */
  const mustBeActive = async () => {
    if (await deps.accounts.isBlocked({ user: target.user })) throw new RunStopped({ kind: 'user-blocked' });
  };
  const { fence, stillMine } = startFence(deps.leases, lease);
  const store = fencedStore(deps.store, () => fence().then(mustBeActive));
  const asking = { signal: watched.signal, mayWrite: () => stillMine().then(mustBeActive) };
  try {
    const { values, organization, isBlocked, isOn } = options.prefetched?.settings ?? (await deps.settings(target.user));
    intervalMinutes = values.syncIntervalMinutes;
    if (!isOn(target.resource)) ending = off('switched-off' satisfies RunReason, intervalMinutes);
    else if ((await deps.waiting(target.resource)).length > 0)
      ending = { ...off('mapping-not-confirmed', intervalMinutes), problem: 'mapping-not-confirmed' };
    else {
      const opened = await (options.prefetched?.opened ?? deps.accounts.open({ user: target.user, organization, isBlocked, ...asking }));
      const { account } = opened;
      const mailbox = options.prefetched ? await opened.again(asking) : opened.mailbox;
      const found = await deps.resourceOf(target.resource, account);
      if ('unavailable' in found) throw new RunStopped({ kind: 'unavailable', why: found.unavailable });
      resource = found;
      // Another mailbox than before: what was linked there is not to be looked for here, where its absence would look like a deletion.
      if (lease.mailbox !== null && lease.mailbox !== account.mailbox) await store.forget(target);
      mailboxName = account.mailbox;
      const timeZone = account.timeZone ?? 'UTC';
      const before = mailbox.roundTrips();
      const { sync, window, key } = settingsOfResource(target.resource, values);
      settingsKey = key;
      windowShrink = { ...(lease.mailbox === account.mailbox ? lease.windowShrink : notNarrowed) };
      const known = withRowsOfDates(store, deps.items(resource, timeZone), {
        target,
        definition: resource.definition,
        column: resource.parts?.column ?? null,
      });
      const context: RunContext = {
        target,
        resource,
        settings: { ...sync, values, window, key },
        start: {
          at: lease.claimedAt,
          attempts: lease.attempts,
          lastEndedAt: lease.lastEndedAt,
          isFull: options.isFull || lease.isFullRequested,
          isFirst: lease.settingsKey === null,
          hasCompared: lease.settingsKey === key && lease.mailbox === account.mailbox,
          completedDays: lease.completedDays,
          ...(await whatIsApproved(deps.store, lease)),
          jitter: jitterOf(target.user),
        },
        reading: {
          cursors: new Map((await deps.store.cursors(target)).map((cursor) => [cursor.collection.id, cursor])),
          choice: lease.choice,
          windowShrink,
        },
        mailbox,
        store: known.store,
        items: { ...known.items, homes: deps.homes(resource, timeZone) },
        tally,
        guard: {
          answered: prefetchedAnswers(options.prefetched?.asked ?? null),
          askForFull: async () => {
            asksForFull = true;
            await deps.leases.requestFull(target);
          },
          chooseInstead: async (before, now) => {
            if (lease.choice !== 'all' && lease.choice.includes(before)) await deps.leases.chooseInstead(target, before, now);
          },
          checkpoint: async () => {
            if (deps.isStopping()) throw new RunStopped({ kind: 'shutting-down' });
            const stopped = watched.stopped();
            if (stopped) throw new RunStopped({ kind: stopped });
            await turn.afterUrgent();
          },
          isTurnOver: () => turn.isOver(),
          connectedAmong: (addresses) => deps.accounts.connectedAmong({ addresses }),
          daysCompleted: (days) => {
            completedDays = days;
          },
          handOver: (owners) => {
            for (const owner of owners) newOwners.add(owner);
          },
        },
      };
      try {
        hasCompared = await runPhases(context);
      } finally {
        requests += mailbox.roundTrips() - before;
      }
      await deps.accounts.recordEvidence({ users: [target.user], succeededAt: lease.claimedAt });
      const looked = [{ target, startedAt: lease.claimedAt, changedIn: tally.changedIn }];
      intervalMinutes = (await deps.paceAfter?.({ looked, intervalMinutes }))?.get(target.resource) ?? intervalMinutes;
      ending = succeeded(tally, { intervalMinutes, reason: narrowedText(window, windowShrink.halvings), attempts: lease.attempts });
    }
  } catch (error) {
    const cause = await causeOf(error, { stopped: watched.stopped(), isLeased: () => deps.leases.renew(lease) });
    const { attempts } = lease;
    const lastReason = async () => (await store.runs({ user: target.user, resource: target.resource, limit: 1 }))[0]?.reason ?? null;
    ending = (await ofItsOwn(cause, { resource, attempts, lastReason })) ?? endingOf(cause, attempts, deps.log);
    if (ending.failure)
      await deps.accounts
        .recordEvidence({ user: target.user, failure: ending.failure })
        .catch((error: unknown) => sayFailedIn(deps.log, 'saving the state of an account', error));
  } finally {
    watched.end();
    stopHeartbeat();
  }
  const report = reportOf({ run, tally, requests, ending, lease, tookMs: performance.now() - began });
  await close(
    deps,
    { lease, report, newOwners },
    {
      nextInMs: ending.nextInMs,
      attempts: ending.isTurnOver ? lease.attempts : ending.outcome === 'delayed' || ending.outcome === 'failed' ? lease.attempts + 1 : 0,
      hasSucceeded: ending.isThrough === true && ending.outcome !== 'stopped-by-guard',
      ...waitingAfter(ending, run),
      ...(ending.isThrough && !tally.waitsForStart ? { hasStarted: true } : {}),
      ...problemAfter(ending),
      // Where a turn is over, whatever was to be read in full has been begun with, and goes on so.
      isFullDone: (hasCompared || ending.isTurnOver === true) && !asksForFull,
      ...(windowShrink ? { windowShrink } : {}),
      ...(settingsKey !== undefined && hasCompared ? { settingsKey } : {}),
      ...(completedDays !== undefined ? { completedDays } : {}),
      ...(mailboxName !== undefined ? { mailbox: mailboxName } : {}),
    },
  );
  return report;
}

/** A run that got to its end tells whether something waits for approval; any other leaves that as it was. */
function waitingAfter({ outcome, isThrough }: Ending, run: string): Pick<Release, 'waitingRun'> {
  if (!isThrough) return {};
  return { waitingRun: outcome === 'stopped-by-guard' ? run : null };
}

/** A run that got through to Microsoft's items tells whether the resource is well; any other leaves that as it was. */
function problemAfter({ isThrough, problem }: Ending): Pick<Release, 'problem'> {
  if (problem !== undefined) return { problem };
  return isThrough ? { problem: null } : {};
}

/** To let a first run write is not to let one delete that has stopped before that. */
async function whatIsApproved(
  store: SyncStore,
  { approvedRun, waitsForStart }: Lease,
): Promise<Pick<RunContext['start'], 'approvedUntil' | 'isStarted'>> {
  const approved = approvedRun === null ? null : await store.findRun(approvedRun);
  if (approved?.reason === WAITS_FOR_START) return { approvedUntil: null, isStarted: true };
  return { approvedUntil: approved && Date.parse(approved.startedAt), isStarted: !waitsForStart };
}

async function close(
  deps: RunnerDeps,
  { lease, report, newOwners }: { lease: Lease; report: RunReport; newOwners: ReadonlySet<string> },
  release: Release,
): Promise<void> {
  try {
    await deps.store.transaction(async () => {
      // Of whoever was deleted no history is kept. What was switched off before it began is no run.
      const isRecorded = report.outcome !== 'off' || report.requests > 0;
      if (isRecorded && (await deps.leases.stands(lease.target))) await deps.store.recordRun(lease.target, report);
      // An approval is used up by a run that got to its end, not by one that was delayed.
      await deps.leases.release(
        release.hasSucceeded || report.outcome === 'stopped-by-guard' ? lease : { ...lease, approvedRun: null },
        release,
      );
    });
    await wakeNewOwners(deps.leases, lease.target, newOwners);
  } catch (error) {
    // The lease runs out by itself; the run's work is committed.
    sayFailedIn(deps.log, 'closing a run', error);
  }
}
