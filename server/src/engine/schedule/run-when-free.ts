import type { RunReport } from '../../../../src/contracts';
import type { Target } from '../../storage/port';
import type { Lease, Leases } from '../lease/port';

const WAIT_FOR_LEASE_MS = 60_000;
const POLL_MS = 200;

interface RunDeps {
  readonly leases: Pick<Leases, 'claimAll' | 'wake' | 'states'>;
  readonly runAccount: (leases: readonly Lease[], options: { isFull: boolean }) => Promise<RunReport[]>;
}

/** Runs targets of one account at once, or when the run that is under way has ended; `null` for what did not get its turn in time. */
export async function runWhenFree(
  deps: RunDeps,
  targets: readonly Target[],
  options: { isFull: boolean },
  isStopping: () => boolean,
): Promise<(RunReport | null)[]> {
  const giveUpAt = Date.now() + WAIT_FOR_LEASE_MS;
  const reports = new Map<Target, RunReport>();
  const done = () => targets.map((target) => reports.get(target) ?? null);
  const take = async (): Promise<Target[]> => {
    const wanted = targets.filter((target) => !reports.has(target));
    const leases = await deps.leases.claimAll(wanted, { onlyDue: false });
    const all = leases.length > 0 ? await deps.runAccount(leases, options) : [];
    for (const target of wanted) {
      const report = all.find(({ resource }) => resource === target.resource);
      if (report) reports.set(target, report);
    }
    return wanted.filter((target) => !reports.has(target));
  };
  for (let left = await take(), isFirst = true; left.length > 0; isFirst = false, left = await take()) {
    if (isStopping() || Date.now() >= giveUpAt) break;
    // Makes those that are not there yet, and lets nobody forget the others.
    if (isFirst) {
      await deps.leases.wake(left, { priority: 'edit' });
      // Of somebody who has been deleted meanwhile none was made.
      if ((await deps.leases.states({ users: left.map(({ user }) => user) })).length === 0) break;
    } else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return done();
}
