import type { RunReport } from '../../../src/contracts';
import type { Lease } from './lease/port';
import type { Tally } from './context';

export function reportOf(options: {
  run: string;
  tally: Tally;
  requests: number;
  ending: Pick<RunReport, 'outcome' | 'reason'>;
  lease: Pick<Lease, 'target' | 'claimedAt'>;
  tookMs: number;
}): RunReport {
  const { strapi, microsoft, matched, conflicts, held, leftAlone, mails } = options.tally;
  const { target, claimedAt } = options.lease;
  return {
    run: options.run,
    user: target.user,
    resource: target.resource,
    outcome: options.ending.outcome,
    reason: options.ending.reason,
    strapi,
    microsoft,
    matched,
    conflicts,
    held,
    leftAlone,
    requests: options.requests,
    mails,
    startedAt: new Date(claimedAt).toISOString(),
    finishedAt: new Date(claimedAt + Math.round(options.tookMs)).toISOString(),
  };
}
