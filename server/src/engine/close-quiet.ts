import { grouped } from '../../../src/canonical/grouped';
import type { RunReport } from '../../../src/contracts';
import type { Cursor, Pending } from '../storage/port';
import type { RunnerDeps } from './dependencies';
import type { Lease } from './lease/port';

/** Runs of one account that have found nothing to do, and what is to be kept of them. */
export interface QuietVisit {
  readonly runs: readonly {
    readonly lease: Lease;
    /** Where reading goes on. */
    readonly cursors: readonly Cursor[];
    readonly report: RunReport;
    readonly quietRow: Pending['quietRow'];
  }[];
  /** Null: it was said lately that the account is well. */
  readonly succeededAt: number | null;
  readonly nextInMs: number;
}

/**
 * What runs would have done with nothing: the links go on, the runs are noted, the leases are given back; of all these accounts in one transaction,
 * with a number of statements that does not depend on how many they are. All or none: where one lease was lost, it throws.
 */
export async function closeQuiet(deps: Pick<RunnerDeps, 'store' | 'leases' | 'accounts'>, visits: readonly QuietVisit[]): Promise<void> {
  await deps.store.transaction(
    async () => {
      await deps.store.recordQuiet(
        visits.flatMap(({ runs }) =>
          runs.map(({ lease: { target }, cursors, report, quietRow }) => ({ target, cursors, report, quietRow })),
        ),
      );
      for (const [succeededAt, well] of grouped(visits.map((visit) => [visit.succeededAt, visit])))
        if (succeededAt !== null)
          await deps.accounts.recordEvidence({ users: well.flatMap(({ runs }) => runs[0]?.lease.target.user ?? []), succeededAt });
      for (const [nextInMs, ended] of grouped(visits.map((visit) => [visit.nextInMs, visit])))
        await deps.leases.releaseAll(
          ended.flatMap(({ runs }) => runs.map(({ lease }) => lease)),
          {
            nextInMs,
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
}
