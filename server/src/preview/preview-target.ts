import type { HomesOfResource } from '../../../src/homes/of-resource';
import type { ResourceDefinition } from '../../../src/sync/resource';
import { notNarrowed } from '../../../src/sync/window';
import { runTarget } from '../engine/run-target';
import type { RunnerDeps } from '../engine/dependencies';
import type { Lease } from '../engine/lease/port';
import { withLease } from '../engine/lease/borrow-target';
import type { RunReport } from '../../../src/contracts';
import type { Target } from '../storage/port';
import { overlayItems } from './overlay-items';
import { overlayStore } from './overlay-store';
import { createPlanRecorder, type Plan } from './plan-recorder';
import { seriesOfShown } from './series-of-shown';
import { readOnly } from './read-only-mailbox';

export interface PreviewDeps extends RunnerDeps {
  /** Epoch milliseconds of the database. */
  readonly now: () => Promise<number>;
}
/** A run that is under way is waited for this long. */
const WAIT_MS = 60_000;

/**
 * The very plan that the next run would carry out: the same run, step by step, on a store and a mailbox that let nothing be written. It takes
 * the target's lease like a run, and gives it back as it found it. `null`: another run does not end.
 */
export async function previewTarget(deps: PreviewDeps, target: Target): Promise<{ report: RunReport; plan: Plan } | null> {
  const known = (await deps.leases.states({ users: [target.user] })).some((state) => state.target.resource === target.resource);
  if (!known) return rehearse(withoutLease(deps), await unknownYet(deps, target));
  return (await withLease(deps.leases, target, { waitMs: WAIT_MS, after: 'as-before' }, (lease) => rehearse(deps, lease)))?.result ?? null;
}

async function rehearse(deps: RunnerDeps, lease: Lease): Promise<{ report: RunReport; plan: Plan }> {
  let definition: ResourceDefinition | null = null;
  let homes: HomesOfResource | null = null;
  const recorder = createPlanRecorder(
    () => definition,
    (id) => homes?.uidOf(id) ?? '',
  );
  // What is not confirmed yet is looked at here first, and everything is read when it is.
  const isFull = (await deps.waiting(lease.target.resource)).length > 0;
  const store = overlayStore(deps.store, recorder);
  const report = await runTarget(
    {
      ...deps,
      waiting: async () => [],
      store,
      leases: {
        ...deps.leases,
        release: async () => undefined,
        requestFull: async () => undefined,
        chooseInstead: async () => undefined,
        wakeThoseThere: async () => [],
      },
      accounts: {
        async open(options) {
          const opened = await deps.accounts.open(options);
          return { ...opened, mailbox: readOnly(opened.mailbox), again: async (asking) => readOnly(await opened.again(asking)) };
        },
        recordEvidence: async () => undefined,
        isBlocked: (options) => deps.accounts.isBlocked(options),
        connectedAmong: (options) => deps.accounts.connectedAmong(options),
      },
      async resourceOf(resource, options) {
        const found = await deps.resourceOf(resource, options);
        if (!('unavailable' in found)) definition = found.definition;
        return found;
      },
      homes: (resource, timeZone) => (homes = deps.homes(resource, timeZone)),
      items: (resource, timeZone) => overlayItems(deps.items(resource, timeZone)),
    },
    { ...lease, waitsForStart: false }, // what starting it would write is what is asked
    { isFull },
  );
  return { report, plan: recorder.plan(await seriesOfShown(store, lease.target, recorder.shown())) };
}

/** Nobody has synchronized it, so nobody else can at the same time. */
const withoutLease = (deps: PreviewDeps): RunnerDeps => ({ ...deps, leases: { ...deps.leases, renew: async () => undefined } });

async function unknownYet({ now }: PreviewDeps, target: Target): Promise<Lease> {
  return {
    target,
    token: '',
    claimedAt: await now(),
    attempts: 0,
    lastEndedAt: null,
    isFullRequested: false,
    settingsKey: null,
    mailbox: null,
    approvedRun: null,
    waitsForStart: false,
    choice: [],
    windowShrink: notNarrowed,
    completedDays: null,
  };
}
