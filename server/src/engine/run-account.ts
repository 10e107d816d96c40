import { randomUUID } from 'node:crypto';
import type { RunReport } from '../../../src/contracts';
import { settingsOfResource } from '../../../src/settings/of-resource';
import { narrowedText } from '../../../src/sync/window';
import { startHeartbeat } from './lease/heartbeat';
import { closeQuiet, type QuietVisit } from './close-quiet';
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

/** How an account is visited that is one of many, of which most have nothing to do. */
export interface AmongMany {
  /** Together with others that end at about the same time. */
  close(visit: QuietVisit): Promise<void>;
  /** Before a run that has something to do: what it has to wait for, or null where there was a place at once. */
  place(): Promise<void> | null;
}

/**
 * All runs of one account's leased targets. Those that have nothing to do end together: one round trip, one transaction, whatever the size of
 * the mailbox. The others are runs like any other, and begin with the page that was asked for already. Never throws.
 */
export async function runAccount(
  deps: RunnerDeps,
  leases: readonly Lease[],
  options: { isFull: boolean; turn?: Turn; among?: AmongMany },
): Promise<RunReport[]> {
  const began = performance.now();
  const { isFull, turn, among = alone(deps) } = options;
  const stop = leases.map((lease) => startHeartbeat(deps.leases, lease));
  let prefetched = new Map<Lease, Prefetched>();
  let quiet = new Map<Lease, RunReport>();
  try {
    if (!isFull) prefetched = await prefetch(deps, leases, { isAmongMany: options.among !== undefined });
    quiet = await finishIdleRuns(deps, leases, { prefetched, began, close: (visit) => among.close(visit) });
  } catch {
    // The runs begin from what is known, meet what was in the way themselves, and tell of it.
  }
  const wait = quiet.size < leases.length ? among.place() : null;
  if (wait) {
    prefetched = new Map(); // it may be otherwise by then, and is not held meanwhile
    await wait;
  }
  for (const end of stop) end();
  return Promise.all(
    leases.map(
      async (lease) => quiet.get(lease) ?? runTarget(deps, lease, { isFull, ...(turn ? { turn } : {}), prefetched: prefetched.get(lease) }),
    ),
  );
}

const alone = (deps: RunnerDeps): AmongMany => ({ close: (visit) => closeQuiet(deps, [visit]), place: () => null });

/** Ends what has nothing to do. */
async function finishIdleRuns(
  deps: RunnerDeps,
  leases: readonly Lease[],
  { prefetched, began, close }: { prefetched: ReadonlyMap<Lease, Prefetched>; began: number; close: AmongMany['close'] },
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
  const { wellAt } = await one.found.opened;
  const intervalMinutes = one.found.settings.values.syncIntervalMinutes;
  const looked = closing.map(({ lease: { target, claimedAt } }) => ({ target, startedAt: claimedAt, changedIn: new Set<string>() }));
  const pace = await deps.paceAfter?.({ looked, intervalMinutes });
  const isSaidLately = wellAt !== null && Math.abs(one.lease.claimedAt - wellAt) <= SAY_WELL_EVERY_MS;
  await close({
    runs: closing.map(({ lease, cursors, asked }, at) => ({
      lease,
      cursors,
      report: reports[at] as RunReport,
      quietRow: asked.pending.quietRow,
    })),
    succeededAt: isSaidLately ? null : one.lease.claimedAt,
    nextInMs: (pace ? Math.min(...pace.values()) : intervalMinutes) * 60_000,
  });
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
  if (lease.attempts > 0) return null; // what the run before has made is looked at
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
  const days = nameOfDays({ homes: deps.homes(resource, timeZone), window, now: claimedAt });
  return days !== null && days !== completedDays;
}
