import type { RunReport } from '../../../src/contracts';
import type { Lease } from './lease/lease';
import type { Tally } from './context';

export function reportOf(of: {
  run: string;
  tally: Tally;
  requests: number;
  ending: Pick<RunReport, 'outcome' | 'reason'>;
  lease: Pick<Lease, 'target' | 'claimedAt'>;
  tookMs: number;
}): RunReport {
  const { strapi, microsoft, matched, conflicts, held, leftAlone, mails } = of.tally;
  const { target, claimedAt } = of.lease;
  return {
    run: of.run,
    user: target.user,
    resource: target.resource,
    outcome: of.ending.outcome,
    reason: of.ending.reason,
    strapi,
    microsoft,
    matched,
    conflicts,
    held,
    leftAlone,
    requests: of.requests,
    mails,
    startedAt: new Date(claimedAt).toISOString(),
    finishedAt: new Date(claimedAt + Math.round(of.tookMs)).toISOString(),
  };
}
