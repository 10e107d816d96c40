import { randomUUID } from 'node:crypto';
import type { RunReport } from '../../../src/contracts';
import { settingsOfResource } from '../../../src/settings/of-resource';
import { narrowedText } from '../../../src/sync/window';
import { startHeartbeat } from './lease/heartbeat';
import type { Cursor } from '../storage/port';
import { nameOfDays } from './occurrences/days-in-home';
import type { Lease } from './lease/port';
import { ownedAmong, takingPart } from './collections/taking-part';
import { type Prefetched, type Asked, prefetch } from './prefetch';
import { hasNextPage, lastPageOf } from './pull/page-of-changes';
import { reportOf } from './report';
import { newTally, type Turn } from './context';
import { runTarget } from './run-target';
import type { RunnerDeps } from './dependencies';
import { isSame } from './collections/reconcile';

/** After this time an account's state says anew when it succeeded, though nothing has changed. */
const SAY_WELL_EVERY_MS = 60 * 60_000;

/**
 * All runs of one account's leased targets. Those that have nothing to do end together: one round trip, one transaction, whatever the size of
 * the mailbox. The others are runs like any other, and begin with the page that was asked for already. Never throws.
 */
export async function runAccount(
  deps: RunnerDeps,
  leases: readonly Lease[],
  options: { isFull: boolean; turn?: Turn },
): Promise<RunReport[]> {
  const began = performance.now();
  const stop = leases.map((lease) => startHeartbeat(deps.leases, lease));
  let prefetched = new Map<Lease, Prefetched>();
  let quiet = new Map<Lease, RunReport>();
  try {
    if (!options.isFull) prefetched = await prefetch(deps, leases);
    quiet = await finishIdleRuns(deps, leases, prefetched, began);
  } catch {
    // The runs begin from what is known, meet what was in the way themselves, and tell of it.
  } finally {
    for (const end of stop) end();
  }
  return Promise.all(
    leases.map(async (lease) => quiet.get(lease) ?? runTarget(deps, lease, { ...options, prefetched: prefetched.get(lease) })),
  );
}

/** What a run would have done with nothing: the link goes on, the run is noted, the lease is given back, in one transaction. */
async function finishIdleRuns(
  deps: RunnerDeps,
  leases: readonly Lease[],
  prefetched: ReadonlyMap<Lease, Prefetched>,
  began: number,
): Promise<Map<Lease, RunReport>> {
  const closing: { lease: Lease; found: Prefetched; asked: Asked; cursors: Cursor[] }[] = [];
  for (const lease of leases) {
    const found = prefetched.get(lease);
    const cursors = found?.asked ? await cursorsOfQuiet(deps, lease, found, found.asked) : null;
    if (found?.asked && cursors) closing.push({ lease, found, asked: found.asked, cursors });
  }
  const [one] = closing;
  if (!one) return new Map();
  const reports = closing.map(({ lease, found }) =>
    reportOf({
      run: randomUUID(),
      tally: newTally(),
      requests: found.requests,
      lease,
      tookMs: performance.now() - began,
      ending: { outcome: 'nothing-to-do', reason: reasonOf(lease, found) },
    }),
  );
  const { user } = one.lease.target;
  const { wellAt } = await one.found.opened;
  const intervalMinutes = one.found.settings.values.syncIntervalMinutes;
  const looked = closing.map(({ lease: { target, claimedAt } }) => ({ target, startedAt: claimedAt, changedIn: new Set<string>() }));
  const pace = await deps.paceAfter?.({ looked, intervalMinutes });
  await deps.store.transaction(
    async () => {
      await deps.store.recordQuiet(
        closing.map(({ lease: { target }, cursors, asked }, at) => ({
          target,
          cursors,
          report: reports[at] as RunReport,
          quietRow: asked.pending.quietRow,
        })),
      );
      if (wellAt === null || Math.abs(one.lease.claimedAt - wellAt) > SAY_WELL_EVERY_MS)
        await deps.accounts.recordEvidence({ user, succeededAt: one.lease.claimedAt });
      await deps.leases.releaseAll(
        closing.map(({ lease }) => lease),
        {
          nextInMs: (pace ? Math.min(...pace.values()) : intervalMinutes) * 60_000,
          attempts: 0,
          hasSucceeded: true,
          waitingRun: null,
          problem: null,
          windowShrink: { refusals: 0 },
          isFullDone: false,
        },
      );
    },
    { isWriteFirst: true },
  );
  return new Map(closing.map(({ lease }, at) => [lease, reports[at] as RunReport]));
}

const reasonOf = ({ target, windowShrink }: Lease, { settings }: Prefetched): string | null =>
  narrowedText(settingsOfResource(target.resource, settings.values).window, windowShrink.halvings);

/** The delta links to go on from; null where there is something to do after all. */
async function cursorsOfQuiet(
  deps: RunnerDeps,
  lease: Lease,
  { settings, opened }: Prefetched,
  { answers, pending }: Asked,
): Promise<Cursor[] | null> {
  const { target, choice } = lease;
  const hasCompared = lease.settingsKey === settingsOfResource(target.resource, settings.values).key;
  if (pending.hasSeries && (await areDaysToComplete(deps, lease, { settings, opened }))) return null;
  if (!hasCompared || lease.approvedRun !== null || lease.waitsForStart || pending.hasWork || answers.some(({ answer }) => answer.failure))
    return null;
  const links = new Map(answers.map(({ request, answer }) => [request.link, answer]));
  const cursors: Cursor[] = [];
  for (const cursor of pending.cursors) {
    if (cursor.isReadWhole) {
      cursors.push(cursor);
      continue;
    }
    const page = lastPageOf(links.get(cursor.link)?.body);
    if (page === null || page.value.length > 0) return null;
    cursors.push({ ...cursor, link: page.link, isFull: false });
  }
  const listing = answers.find(({ request }) => request.link === undefined);
  if (!listing) return cursors;
  const resource = await deps.resourceOf(target.resource, (await opened).account);
  if ('unavailable' in resource || hasNextPage(listing.answer.body)) return null;
  const read = new Map(cursors.map(({ collection }) => [collection.id, collection]));
  const now = takingPart(ownedAmong(resource.readCollections(listing.answer.body)), {
    choice,
    isRead: (id) => read.has(id),
  });
  const areKnown =
    now.length === cursors.length &&
    now.every((one) => {
      const known = read.get(one.id);
      return known !== undefined && isSame(one, known);
    });
  return areKnown ? cursors : null;
}

/** It is another day in the mailbox than when dates of series were given entries last. */
async function areDaysToComplete(
  deps: RunnerDeps,
  { target, claimedAt, completedDays }: Lease,
  { settings, opened }: Pick<Prefetched, 'settings' | 'opened'>,
): Promise<boolean> {
  const { account } = await opened;
  const resource = await deps.resourceOf(target.resource, account);
  if ('unavailable' in resource) return false;
  const timeZone = account.timeZone ?? 'UTC';
  const { window } = settingsOfResource(target.resource, settings.values);
  const days = nameOfDays({ homes: deps.homes(resource, timeZone), window, now: claimedAt, timeZone });
  return days !== null && days !== completedDays;
}
