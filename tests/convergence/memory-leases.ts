import type { Lease, Leases } from '../../server/src/runner/lease';
import { RunStopped } from '../../server/src/runner/run-context';
import { type Process, stepped } from './process';
import { ofTarget, type State } from './state';

const LEASE_MS = 60_000;

/** Leases in memory, as far as a single run needs them. */
export function memoryLeases(holder: { state: State }, process: Process, now: () => number): Leases {
  const mustHold = ({ target, token }: Lease) => {
    const of = ofTarget(holder.state, target);
    if (of.lease?.token !== token) throw new RunStopped({ kind: 'lease-lost' });
    return of;
  };
  return stepped<Leases>(
    {
      claim: async (target) => {
        const of = ofTarget(holder.state, target);
        if (of.lease && of.lease.until > now()) return null;
        const token = `lease-${holder.state.nextId++}`;
        of.lease = { token, until: now() + LEASE_MS };
        const { settingsKey, approvedRun, isFullRequested } = of;
        return { target, token, claimedAt: now(), attempts: 0, isFullRequested, settingsKey, mailbox: 'm', approvedRun };
      },
      renew: async (lease) => {
        mustHold(lease).lease = { token: lease.token, until: now() + LEASE_MS };
      },
      release: async (lease, release) => {
        const of = mustHold(lease);
        of.lease = null;
        of.approvedRun = null;
        if (release.settingsKey !== undefined) of.settingsKey = release.settingsKey;
        if (release.isFullDone) of.isFullRequested = false;
      },
      async claimAll(targets) {
        const leases: Lease[] = [];
        for (const target of targets) leases.push(...[await this.claim(target)].flatMap((lease) => lease ?? []));
        return leases;
      },
      async releaseAll(all, release) {
        for (const lease of all) await this.release(lease, release);
      },
      due: async () => [],
      wake: async () => undefined,
      wakeExisting: async () => undefined,
      requestFull: async (target) => void (ofTarget(holder.state, target).isFullRequested = true),
      approve: async () => undefined,
      states: async () => [],
      remove: async () => undefined,
    },
    process,
    ['claim'],
  );
}
