import type { Core } from '@strapi/types';
import type { RunReport } from '../../../src/contracts';
import { TURN_OVER } from '../engine/context';

/** The plugin's events, on Strapi's event hub; Strapi's webhooks accept them too. */
export const eventNames = [
  'microsoft-sync.run.completed',
  'microsoft-sync.run.failed',
  'microsoft-sync.imported',
  'microsoft-sync.conflict',
  'microsoft-sync.account.action-required',
  'microsoft-sync.application.action-required',
  'microsoft-sync.application.expires',
] as const;

/** Nobody waits for listeners, and what they throw is theirs to explain: it must not end a run. */
export function announce(strapi: Core.Strapi, event: (typeof eventNames)[number], payload: object): void {
  Promise.resolve(strapi.eventHub.emit(event, { ...payload })).catch((error: unknown) =>
    strapi.log.warn(`microsoft-sync: a listener of ${event} failed: ${error instanceof Error ? error.name : 'unknown error'}`),
  );
}

/** What a run tells others: an import announces itself once, instead of leaving it to thousands of entry events. */
export function announceRun(strapi: Core.Strapi, report: RunReport, options: { isFirst: boolean }): void {
  const { user, resource, run } = report;
  if (options.isFirst && report.strapi.created > 0)
    announce(strapi, 'microsoft-sync.imported', { user, resource, run, count: report.strapi.created });
  if (report.conflicts > 0) announce(strapi, 'microsoft-sync.conflict', { user, resource, run, count: report.conflicts });
  switch (report.outcome) {
    case 'completed':
    case 'nothing-to-do':
    case 'stopped-by-guard':
      return announce(strapi, 'microsoft-sync.run.completed', report);
    case 'delayed':
      if (report.reason === TURN_OVER) return; // it goes on
      return announce(strapi, 'microsoft-sync.run.failed', report);
    case 'failed':
    case 'action-required':
      return announce(strapi, 'microsoft-sync.run.failed', report);
    case 'off':
    case 'busy':
      return; // no run
  }
}
