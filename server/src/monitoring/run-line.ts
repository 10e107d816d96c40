import type { RunReport } from '../../../src/contracts';

/**
 * One line of the log for a run, for machines: ids and counts. Never a title, an address or a sentence of Microsoft's, which may name somebody.
 */
export function runLine(report: RunReport): string {
  const { run, user, resource, outcome, reason, strapi, microsoft, matched, conflicts, held, leftAlone, requests, mails } = report;
  const milliseconds = Date.parse(report.finishedAt) - Date.parse(report.startedAt);
  const code = reason !== null && /^[a-z]+(-[a-z]+)*$/.test(reason) ? { reason } : {};
  const counts = { strapi, microsoft, matched, conflicts, held, leftAlone, requests, mails };
  return `microsoft-sync: run ${JSON.stringify({ run, user, resource, outcome, ...code, milliseconds, ...counts })}`;
}
