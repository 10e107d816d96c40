import type { RunReason } from '../../../../src/contracts/run-reasons';
import type { RunReport } from '../../../../src/contracts';
import type { SyncStore, Target } from '../../storage/port';
import type { Leases } from '../lease/port';
import { reportOf } from '../report';
import { newTally } from '../context';
import type { SettingsOfUser } from '../dependencies';
import type { Scheduler } from './scheduler';

export interface RunElsewhereDeps {
  readonly leases: Leases;
  readonly store: SyncStore;
  readonly settings: (user: string) => Promise<SettingsOfUser>;
  /** Epoch milliseconds of the database. */
  readonly now: () => Promise<number>;
}

const WAIT_MS = 60_000;
const POLL_MS = 500;

/**
 * `Scheduler.runNow` of a process that never runs work (`scheduler.role: 'web'`): makes the targets due and waits for another process to run
 * them. Returns `null` for those that no process has run in a minute.
 */
export function createRunElsewhere(deps: RunElsewhereDeps): Scheduler['runNow'] {
  return async (targets, { isFull }) => {
    const since = await deps.now();
    const reports = new Map<Target, RunReport>();
    for (const target of targets) if (!(await deps.settings(target.user)).isOn(target.resource)) reports.set(target, off(target, since));
    const wanted = targets.filter((target) => !reports.has(target));
    await deps.leases.wake(wanted, { priority: 'edit' });
    if ((await deps.leases.states({ users: wanted.map(({ user }) => user) })).length === 0)
      return targets.map((target) => reports.get(target) ?? null);
    if (isFull) for (const target of wanted) await deps.leases.requestFull(target);
    for (const giveUpAt = Date.now() + WAIT_MS; reports.size < targets.length && Date.now() < giveUpAt; await pause()) {
      for (const target of wanted) {
        const [last] = reports.has(target) ? [] : await deps.store.runs({ ...target, limit: 1 });
        if (last && Date.parse(last.startedAt) >= since) reports.set(target, last);
      }
    }
    return targets.map((target) => reports.get(target) ?? null);
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

function off(target: Target, claimedAt: number): RunReport {
  return reportOf({
    run: '',
    tally: newTally(),
    requests: 0,
    lease: { target, claimedAt },
    tookMs: 0,
    ending: { outcome: 'off', reason: 'switched-off' satisfies RunReason },
  });
}
