import type { Target } from '../../storage/port';
import type { Lease, Leases } from './port';

const POLL_MS = 100;

/**
 * Takes a target as a run would, and gives it back: no run is under way meanwhile, and none is put off. `due`: a run follows at
 * once. A run that is under way is waited for; `null` when it does not end in time, or there is no such target.
 */
export async function withLease<T>(
  leases: Pick<Leases, 'states' | 'claim' | 'release'>,
  target: Target,
  options: { waitMs: number; after: 'as-before' | 'due' | 'asleep' },
  work: (lease: Lease) => Promise<T>,
): Promise<{ result: T } | null> {
  const claimed = await claimWithin(leases, target, options.waitMs);
  if (!claimed) return null;
  const { lease, nextRunAt } = claimed;
  try {
    return { result: await work(lease) };
  } finally {
    const wasDueAt = options.after === 'as-before' && nextRunAt !== null ? { nextAtMs: Date.parse(nextRunAt) } : {};
    // Neither is an approval used up that was meant for a run.
    await leases.release(
      { ...lease, approvedRun: null },
      {
        nextInMs: options.after === 'due' ? 0 : null,
        ...wasDueAt,
        attempts: lease.attempts,
        staysUrgent: true,
        hasSucceeded: false,
        isFullDone: false,
      },
    );
  }
}

/** With the moment it was due at, which is not told while somebody else has it. */
async function claimWithin(
  leases: Pick<Leases, 'states' | 'claim'>,
  target: Target,
  waitMs: number,
): Promise<{ lease: Lease; nextRunAt: string | null } | null> {
  for (const giveUpAt = Date.now() + waitMs; Date.now() < giveUpAt;) {
    const known = (await leases.states({ users: [target.user] })).find((state) => state.target.resource === target.resource);
    if (!known) return null;
    const lease = known.isLeased ? null : await leases.claim(target);
    if (lease) return { lease, nextRunAt: known.nextRunAt };
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return null;
}
