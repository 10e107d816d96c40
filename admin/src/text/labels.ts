import type { AccountReason, AccountState, CheckVerdict, ConflictResolution, Direction, Resource, RunReport } from '../../../src/contracts';
import type { TextKey } from './useText';

/** One text for every value of the contract: a value that is added there without a text here does not compile. */
export const directionText: Record<Direction, TextKey> = {
  bidirectional: 'direction.bidirectional',
  'strapi-to-microsoft': 'direction.strapi-to-microsoft',
  'microsoft-to-strapi': 'direction.microsoft-to-strapi',
};

export const conflictResolutionText: Record<ConflictResolution, TextKey> = {
  'strapi-wins': 'conflict.strapi-wins',
  'microsoft-wins': 'conflict.microsoft-wins',
  'newest-wins': 'conflict.newest-wins',
  ask: 'conflict.ask',
};

export const resourceText: Record<Resource, TextKey> = {
  calendar: 'resource.calendar',
  tasks: 'resource.tasks',
};

export const stateText: Record<AccountState, TextKey> = {
  'not-connected': 'state.not-connected',
  connected: 'state.connected',
  delayed: 'state.delayed',
  'action-required': 'state.action-required',
};

export const reasonText: Record<AccountReason, TextKey> = {
  'sign-in-expired': 'reason.sign-in-expired',
  'consent-missing': 'reason.consent-missing',
  'scope-missing': 'reason.scope-missing',
  'claims-required': 'reason.claims-required',
  'no-mailbox': 'reason.no-mailbox',
  'application-missing': 'reason.application-missing',
  'application-secret-invalid': 'reason.application-secret-invalid',
  'application-secret-expired': 'reason.application-secret-expired',
  'application-unknown': 'reason.application-unknown',
  'encryption-key-changed': 'reason.encryption-key-changed',
  throttled: 'reason.throttled',
  'microsoft-unavailable': 'reason.microsoft-unavailable',
};

export const stepText: Record<CheckVerdict['step'], TextKey> = {
  application: 'step.application',
  'sign-in': 'step.sign-in',
  permissions: 'step.permissions',
  mailbox: 'step.mailbox',
  calendar: 'step.calendar',
  tasks: 'step.tasks',
  notifications: 'step.notifications',
};

export const outcomeText: Record<RunReport['outcome'], TextKey> = {
  completed: 'outcome.completed',
  'nothing-to-do': 'outcome.nothing-to-do',
  'stopped-by-guard': 'outcome.stopped-by-guard',
  off: 'outcome.off',
  busy: 'outcome.busy',
  'action-required': 'outcome.action-required',
  delayed: 'outcome.delayed',
  failed: 'outcome.failed',
};

export const outcomeReportText: Record<RunReport['outcome'], TextKey> = {
  completed: 'report.completed',
  'nothing-to-do': 'report.nothing-to-do',
  'stopped-by-guard': 'report.stopped-by-guard',
  off: 'report.off',
  busy: 'report.busy',
  'action-required': 'report.action-required',
  delayed: 'report.delayed',
  failed: 'report.failed',
};
