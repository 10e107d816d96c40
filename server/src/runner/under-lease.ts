import type { Target } from '../stores/port';
import type { Lease, Leases } from './lease';

const POLL_MS = 100;

/**
 * Takes a target as a run would, and gives it back: no run is under way meanwhile, and none is put off. `due`: a run follows at
 * once. A run that is under way is waited for; `null` when it does not end in time, or there is no such target.
 */
export async function underLease<T>(
  leases: Pick<Leases, 'states' | 'claim' | 'release'>,
  target: Target,
  of: { waitMs: number; after: 'as-before' | 'due' | 'asleep' },
  work: (lease: Lease) => Promise<T>,
): Promise<{ result: T } | null> {
  const [known] = (await leases.states({ users: [target.user] })).filter((state) => state.target.resource === target.resource);
  if (!known) return null;
  const lease = await claimWithin(leases, target, of.waitMs);
  if (!lease) return null;
  try {
    return { result: await work(lease) };
  } finally {
    const wasDueInMs = known.nextRunAt === null ? null : Math.max(0, Date.parse(known.nextRunAt) - lease.claimedAt);
    const nextInMs = { 'as-before': wasDueInMs, due: 0, asleep: null };
    // Neither is an approval used up that was meant for a run.
    await leases.release({ ...lease, approvedRun: null }, { nextInMs: nextInMs[of.after], attempts: lease.attempts, hasSucceeded: false, isFullDone: false });
  }
}

async function claimWithin(leases: Pick<Leases, 'claim'>, target: Target, waitMs: number): Promise<Lease | null> {
  for (const giveUpAt = Date.now() + waitMs; Date.now() < giveUpAt; ) {
    const lease = await leases.claim(target);
    if (lease) return lease;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return null;
}
