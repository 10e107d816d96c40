import type {
  AccountReason,
  AccountState,
  ApplicationReading,
  CheckVerdict,
  ConflictResolution,
  Direction,
  HomeReading,
  MailboxAssignment,
  PlannedAction,
  Resource,
  RunReport,
  SettingValues,
  Side,
} from '../../../src/contracts';
import type { SignInProblem } from '../../../src/contracts/errors';
import type { Explanation, MailboxChange, MailboxVerdict } from '../../../src/contracts/http';
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

export const invitationsText: Record<SettingValues['calendarInvitations'], TextKey> = {
  never: 'invitations.never',
  ask: 'invitations.ask',
  always: 'invitations.always',
};

export const privateEventsText: Record<SettingValues['calendarPrivateEvents'], TextKey> = {
  full: 'private-events.full',
  'busy-only': 'private-events.busy-only',
  skip: 'private-events.skip',
};

export const modeText: Record<ApplicationReading['mode'], TextKey> = {
  delegated: 'mode.delegated',
  application: 'mode.application',
};

/** Of the filter by whether a level has something of its own. */
export const overridesText: Record<'true' | 'false', TextKey> = {
  true: 'overrides.with',
  false: 'overrides.without',
};

export const confirmationText: Record<HomeReading['confirmation']['state'], TextKey> = {
  confirmed: 'records.state-confirmed',
  new: 'records.state-new',
  changed: 'records.state-changed',
};

export const versionText: Record<NonNullable<HomeReading['version']>, TextKey> = {
  draft: 'records.version-draft',
  published: 'records.version-published',
};

export const mappedDirectionText: Record<HomeReading['fields'][number]['direction'], TextKey> = {
  both: 'records.direction-both',
  'to-strapi': 'records.direction-to-strapi',
  'to-microsoft': 'records.direction-to-microsoft',
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
  'mailbox-not-assigned': 'reason.mailbox-not-assigned',
  'mailbox-taken': 'reason.mailbox-taken',
  'application-missing': 'reason.application-missing',
  'application-secret-invalid': 'reason.application-secret-invalid',
  'application-secret-expired': 'reason.application-secret-expired',
  'application-unknown': 'reason.application-unknown',
  'encryption-key-changed': 'reason.encryption-key-changed',
  throttled: 'reason.throttled',
  'microsoft-unavailable': 'reason.microsoft-unavailable',
  'user-blocked': 'reason.user-blocked',
  'not-available': 'reason.not-available',
  'mapping-not-confirmed': 'reason.mapping-not-confirmed',
};

/** The same said of somebody else. */
export const reasonOfOtherText: Record<AccountReason, TextKey> = {
  'sign-in-expired': 'reason-other.sign-in-expired',
  'consent-missing': 'reason-other.consent-missing',
  'scope-missing': 'reason-other.scope-missing',
  'claims-required': 'reason-other.claims-required',
  'no-mailbox': 'reason-other.no-mailbox',
  'mailbox-not-assigned': 'reason-other.mailbox-not-assigned',
  'mailbox-taken': 'reason-other.mailbox-taken',
  'application-missing': 'reason-other.application-missing',
  'application-secret-invalid': 'reason-other.application-secret-invalid',
  'application-secret-expired': 'reason-other.application-secret-expired',
  'application-unknown': 'reason-other.application-unknown',
  'encryption-key-changed': 'reason-other.encryption-key-changed',
  throttled: 'reason-other.throttled',
  'microsoft-unavailable': 'reason-other.microsoft-unavailable',
  'user-blocked': 'reason.user-blocked',
  'not-available': 'reason.not-available',
  'mapping-not-confirmed': 'reason.mapping-not-confirmed',
};

/** The same in a few words, for a row of a list. */
export const reasonNameText: Record<AccountReason, TextKey> = {
  'sign-in-expired': 'reason-name.sign-in-expired',
  'consent-missing': 'reason-name.consent-missing',
  'scope-missing': 'reason-name.scope-missing',
  'claims-required': 'reason-name.claims-required',
  'no-mailbox': 'reason-name.no-mailbox',
  'mailbox-not-assigned': 'reason-name.mailbox-not-assigned',
  'mailbox-taken': 'reason-name.mailbox-taken',
  'application-missing': 'reason-name.application-missing',
  'application-secret-invalid': 'reason-name.application-secret-invalid',
  'application-secret-expired': 'reason-name.application-secret-expired',
  'application-unknown': 'reason-name.application-unknown',
  'encryption-key-changed': 'reason-name.encryption-key-changed',
  throttled: 'reason-name.throttled',
  'microsoft-unavailable': 'reason-name.microsoft-unavailable',
  'user-blocked': 'reason-name.user-blocked',
  'not-available': 'reason-name.not-available',
  'mapping-not-confirmed': 'reason-name.mapping-not-confirmed',
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

/** What a step says that is in order. */
export const stepInOrderText: Record<CheckVerdict['step'], TextKey> = {
  application: 'verdict.ok.application',
  'sign-in': 'verdict.ok.sign-in',
  permissions: 'verdict.ok.permissions',
  mailbox: 'verdict.ok.mailbox',
  calendar: 'verdict.ok.calendar',
  tasks: 'verdict.ok.tasks',
  notifications: 'verdict.ok.notifications',
};

/** Why an entry as a whole is left alone. */
const unsynchronizedText: Record<NonNullable<Explanation['unsynchronized']>['code'], TextKey> = {
  'no-owner': 'explain.no-owner',
  'not-connected': 'explain.not-connected',
  'switched-off': 'explain.switched-off',
  'user-blocked': 'explain.user-blocked',
  'not-taking-part': 'explain.not-taking-part',
};

/** Nobody is sent to a page that they do not have. */
export const unsynchronizedTextOf = (code: keyof typeof unsynchronizedText, hasOwnPage: boolean): TextKey =>
  code === 'not-connected' && !hasOwnPage ? 'explain.not-connected-elsewhere' : unsynchronizedText[code];

export const heldVerbText: Record<'approve' | 'retry' | 'ignore' | 'unlink', TextKey> = {
  approve: 'held.approve',
  retry: 'held.retry',
  ignore: 'held.ignore',
  unlink: 'held.unlink',
};

/** Of the filters of the inboxes; without one of these, what is to be done is shown. */
export const decidedFilterText: Record<'true', TextKey> = { true: 'conflicts.filter-decided' };
export const ignoredFilterText: Record<'true', TextKey> = { true: 'held.filter-ignored' };

export const sideText: Record<Side, TextKey> = { strapi: 'side.strapi', microsoft: 'side.microsoft' };

/** Where what is linked was made first; said where nothing has been done about it since. */
export const originText: Record<Side, TextKey> = { strapi: 'explain.from-strapi', microsoft: 'explain.from-microsoft' };

/** Who or what decided a conflict. */
export const decidedByText: Record<ConflictResolution | 'person', TextKey> = {
  person: 'decided-by.person',
  'strapi-wins': 'decided-by.strapi-wins',
  'microsoft-wins': 'decided-by.microsoft-wins',
  'newest-wins': 'decided-by.newest-wins',
  ask: 'decided-by.ask',
};

export const kindText: Record<PlannedAction['kind'], TextKey> = {
  create: 'kind.create',
  update: 'kind.update',
  delete: 'kind.delete',
  link: 'kind.link',
  unlink: 'kind.unlink',
  hold: 'kind.hold',
  conflict: 'kind.conflict',
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

export const signInProblemText: Record<SignInProblem, TextKey> = {
  declined: 'failure.sign-in-declined',
  'admin-consent': 'sign-in-problem.admin-consent',
  'not-assigned': 'sign-in-problem.not-assigned',
  'wrong-account': 'sign-in-problem.wrong-account',
  'unknown-tenant': 'sign-in-problem.unknown-tenant',
  'redirect-uri-missing': 'sign-in-problem.redirect-uri-missing',
  'application-refused': 'sign-in-problem.application-refused',
  ended: 'sign-in-problem.ended',
};

/** Filter of the mailboxes. */
export const mailboxShowText: Record<'assigned' | 'unassigned' | 'stopped', TextKey> = {
  stopped: 'mailboxes.show-stopped',
  unassigned: 'mailboxes.show-unassigned',
  assigned: 'mailboxes.show-assigned',
};

export const mailboxHowText: Record<MailboxAssignment['how'], TextKey> = {
  person: 'mailbox.how-person',
  rule: 'mailbox.how-rule',
  upgrade: 'mailbox.how-upgrade',
  plugin: 'mailbox.how-plugin',
};

export const mailboxChangeText: Record<MailboxChange['how'], TextKey> = {
  person: 'mailbox.change-person',
  rule: 'mailbox.how-rule',
  upgrade: 'mailbox.how-upgrade',
  plugin: 'mailbox.how-plugin',
  stopped: 'mailbox.change-stopped',
  disconnected: 'mailbox.change-disconnected',
};

export const mailboxVerdictText: Record<MailboxVerdict['verdict'], TextKey> = {
  new: 'mailboxes.verdict-new',
  changes: 'mailboxes.verdict-changes',
  same: 'mailboxes.verdict-same',
  taken: 'mailboxes.verdict-taken',
  invalid: 'mailboxes.verdict-invalid',
  'out-of-reach': 'mailboxes.verdict-out-of-reach',
};
