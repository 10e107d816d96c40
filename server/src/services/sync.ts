import { errors } from '@strapi/utils';
import { type Direction, type Resource, RESOURCES, type RunReport, type SyncService, type SyncStatusRow } from '../../../src/contracts';
import type { RunReason } from '../../../src/contracts/run-reasons';
import type { HostUsers } from '../host/users';
import type { StatusRows } from '../directory/status-rows';
import type { Leases } from '../engine/lease/port';
import type { Scheduler } from '../engine/schedule/scheduler';
import type { Organizations } from '../settings/organizations';
import type { SyncStore, Target } from '../storage/port';
import type { PreviewDeps } from '../preview/preview-target';
import { explainEntry, type ExplainDeps } from '../explain/explain-entry';
import type { createCollections } from './collections';
import { planned } from './planned';

export interface SyncDeps {
  readonly collections: ReturnType<typeof createCollections>;
  readonly deletions: (runNow: (targets: readonly Target[]) => Promise<RunReport[]>) => Pick<SyncService, 'deletions' | 'bringBack'>;
  readonly users: HostUsers;
  readonly organizations: Pick<Organizations, 'membersOf'>;
  readonly statusRows: StatusRows;
  /** documentIds of everybody who has an account. */
  readonly connectedUsers: () => Promise<string[]>;
  readonly leases: Leases;
  readonly runNow: Scheduler['runNow'];
  readonly store: SyncStore;
  readonly preview: PreviewDeps;
  readonly explain: ExplainDeps;
}
const directions: readonly Direction[] = ['bidirectional', 'strapi-to-microsoft', 'microsoft-to-strapi'];

export function createSync(deps: SyncDeps): SyncService {
  async function mustExist(user: string): Promise<void> {
    if (typeof user !== 'string' || !(await deps.users.find(user)))
      throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' });
  }
  const isKnown = (resource: unknown): resource is Resource => RESOURCES.some((one) => one === resource);
  function mustBeKnown(resource: unknown): void {
    if (resource !== undefined && !isKnown(resource))
      throw new errors.ValidationError('There is no such resource.', {
        code: 'invalid-input',
        errors: [{ path: ['resource'], message: 'Must be one of: calendar, tasks.', name: 'ValidationError' }],
      });
  }

  function mustBeDirection(direction: unknown): void {
    if (direction !== undefined && !directions.some((one) => one === direction))
      throw new errors.ValidationError('There is no such direction.', {
        code: 'invalid-input',
        errors: [{ path: ['direction'], message: `Must be one of: ${directions.join(', ')}.`, name: 'ValidationError' }],
      });
  }

  async function runNow(targets: readonly Target[], isFull: boolean): Promise<RunReport[]> {
    const reports = await deps.runNow(targets, { isFull });
    for (const [at, { user }] of targets.entries()) if (!reports[at]) await mustExist(user); // deleted meanwhile
    return targets.map((target, at) => reports[at] ?? busy(target));
  }

  const deletions = deps.deletions((targets) => runNow(targets, false));
  return {
    async deletions(of) {
      await mustExist(of.user);
      mustBeKnown(of.resource);
      return deletions.deletions(of);
    },
    async bringBack(of) {
      await mustExist(of.user);
      mustBeKnown(of.resource);
      return deletions.bringBack(of);
    },
    async run({ user, resource, full }) {
      await mustExist(user);
      mustBeKnown(resource);
      const wanted = RESOURCES.filter((one) => resource === undefined || one === resource);
      return {
        runs: await runNow(
          wanted.map((one) => ({ user, resource: one })),
          full === true,
        ),
      };
    },
    async preview({ user, resource, direction }) {
      await mustExist(user);
      mustBeKnown(resource ?? '');
      mustBeDirection(direction);
      return planned(deps.preview, { user, resource }, direction);
    },
    async approve({ run }) {
      // Any run that stopped may be meant, not only the last: the person may have looked at an earlier one, and that one is what counts.
      const stopped = await deps.store.findRun(String(run));
      const [state] = stopped
        ? await deps.leases
            .states({ users: [stopped.user] })
            .then((all) => all.filter(({ target }) => target.resource === stopped.resource))
        : [];
      if (stopped?.outcome !== 'stopped-by-guard' || !state?.waitingRun)
        throw new errors.NotFoundError('No run with this id waits for approval.', { code: 'unknown-run' });
      await deps.leases.approve(state.target, stopped.run);
      return { runs: await runNow([state.target], false) };
    },
    async start({ user, resource }) {
      await mustExist(user);
      mustBeKnown(resource);
      const waiting = (await deps.leases.states({ users: [user] })).filter(
        ({ target, waitsForStart, waitingRun }) =>
          waitsForStart && waitingRun !== null && (resource ?? target.resource) === target.resource,
      );
      for (const { target, waitingRun } of waiting) await deps.leases.approve(target, waitingRun ?? '');
      const targets = waiting.map(({ target }) => target);
      return { runs: targets.length === 0 ? [] : await runNow(targets, false) };
    },
    status: (options = {}) => statusOf(deps, options),
    async history({ user, resource, limit }) {
      await mustExist(user);
      mustBeKnown(resource);
      return deps.store.runs({ user, ...(resource ? { resource } : {}), limit: Math.min(Math.max(1, Math.trunc(limit ?? 20)), 500) });
    },
    async collections({ user, resource }) {
      await mustExist(user);
      mustBeKnown(resource ?? '');
      return deps.collections.collections({ user, resource });
    },
    async chooseCollections({ user, resource, choice }) {
      await mustExist(user);
      mustBeKnown(resource ?? '');
      await deps.collections.chooseCollections({ user, resource, choice });
    },
    explain: (options) => explainEntry(deps.explain, options),
  };
}

function busy({ user, resource }: Target): RunReport {
  const now = new Date().toISOString();
  const none = { created: 0, updated: 0, deleted: 0 };
  return {
    run: '',
    user,
    resource,
    outcome: 'busy',
    reason: 'another-run' satisfies RunReason,
    strapi: none,
    microsoft: none,
    matched: 0,
    conflicts: 0,
    held: 0,
    leftAlone: 0,
    requests: 0,
    mails: 0,
    startedAt: now,
    finishedAt: now,
  };
}

/** One row per user with an account (or the one asked for) and resource. */
async function statusOf(deps: SyncDeps, options: { user?: string; organization?: string }): Promise<SyncStatusRow[]> {
  const asked =
    options.user !== undefined
      ? [options.user]
      : options.organization !== undefined
        ? await deps.organizations.membersOf(options.organization)
        : await deps.connectedUsers();
  return deps.statusRows([...(await deps.users.findMany(asked)).values()]);
}
