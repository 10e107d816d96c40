import { randomUUID } from 'node:crypto';
import type { RunReport } from '../../../src/contracts';
import { settingsOfResource } from '../../../src/settings/of-resource';
import { startHeartbeat } from './heartbeat';
import type { Lease } from './lease';
import { type Ahead, lookAhead } from './look-ahead';
import { lastPageOf } from './page-of-changes';
import { reportOf } from './report';
import { newTally } from './run-context';
import { runTarget, type RunnerDeps } from './run-target';

/** After this time an account's state says anew when it succeeded, though nothing has changed. */
const SAY_WELL_EVERY_MS = 60 * 60_000;

/**
 * All runs of one account's leased targets. Those that have nothing to do end together: one round trip, one transaction, whatever the size of
 * the mailbox. The others are runs like any other, and begin with the page that was asked for already. Never throws.
 */
export async function visit(deps: RunnerDeps, leases: readonly Lease[], of: { isFull: boolean }): Promise<RunReport[]> {
  const began = performance.now();
  const stop = leases.map((lease) => startHeartbeat(deps.leases, lease));
  let ahead = new Map<Lease, Ahead>();
  let quiet = new Map<Lease, RunReport>();
  try {
    if (!of.isFull) ahead = await lookAhead(deps, leases);
    quiet = await closeQuiet(deps, leases, ahead, began);
  } catch {
    // The runs begin from what is known, meet what was in the way themselves, and tell of it.
  } finally {
    for (const end of stop) end();
  }
  return Promise.all(leases.map((lease) => quiet.get(lease) ?? runTarget(deps, lease, { ...of, ahead: ahead.get(lease) })));
}

/** What a run would have done with nothing: the link goes on, the run is noted, the lease is given back, in one transaction. */
async function closeQuiet(deps: RunnerDeps, leases: readonly Lease[], ahead: ReadonlyMap<Lease, Ahead>, began: number): Promise<Map<Lease, RunReport>> {
  const closing = leases.flatMap((lease) => {
    const found = ahead.get(lease);
    const link = found?.first ? linkOfQuiet(lease, found, found.first) : null;
    return found?.first && link !== null ? [{ lease, found, first: found.first, link }] : [];
  });
  const [one] = closing;
  if (!one) return new Map();
  const reports = closing.map(({ lease, found }) => reportOf({ run: randomUUID(), tally: newTally(), requests: found.requests, lease, tookMs: performance.now() - began, ending: { outcome: 'nothing-to-do', reason: null } }));
  const { user } = one.lease.target;
  const { wellAt } = await one.found.opened;
  await deps.store.transaction(async () => {
    await deps.store.saveCursors(closing.map(({ lease: { target }, first: { cursor }, link }) => ({ target, cursor: { ...cursor, link, isFull: false } })));
    await deps.store.recordQuiet(reports.map((report, at) => ({ report, quietRow: closing[at]?.first.pending.quietRow ?? null })));
    if (wellAt === null || one.lease.claimedAt - wellAt > SAY_WELL_EVERY_MS) await deps.accounts.recordEvidence({ user, succeededAt: one.lease.claimedAt });
    await deps.leases.releaseAll(closing.map(({ lease }) => lease), {
      nextInMs: one.found.settings.values.syncIntervalMinutes * 60_000,
      attempts: 0,
      hasSucceeded: true,
      waitingRun: null,
      problem: null,
      isFullDone: false,
    });
  });
  return new Map(closing.map(({ lease }, at) => [lease, reports[at] as RunReport]));
}

/** The delta link to go on from; null where there is something to do after all. */
function linkOfQuiet(lease: Lease, { settings }: Ahead, { answer, pending }: NonNullable<Ahead['first']>): string | null {
  const hasCompared = lease.settingsKey === settingsOfResource(lease.target.resource, settings.values).key;
  if (!hasCompared || lease.approvedRun !== null || pending.hasWork || answer.failure) return null;
  const page = lastPageOf(answer.body);
  return page !== null && page.value.length === 0 ? page.link : null;
}
