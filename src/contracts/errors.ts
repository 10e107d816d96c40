/**
 * Every error that leaves the plugin carries one of these codes in `error.details.code`, beside a message that says what to do.
 * Codes are stable; messages may be reworded.
 */
export const errorCodes = [
  'invalid-input', // details.errors[{ path, message }]
  'unknown-user',
  'unknown-organization',
  'not-me', // the page needs a signed-in host user, and the caller is none
  'out-of-reach', // the caller's role is limited to other people or organizations
  'application-missing',
  'application-read-only', // given in config/plugins, so the page cannot change it
  'encryption-key-missing',
  'encryption-key-changed',
  'not-connected',
  'mailbox-not-assigned', // application mode: somebody with `accounts.manage` has to assign one
  'mailbox-taken', // it is somebody else's already
  'user-blocked', // deactivated or blocked in Strapi: nothing is synchronized until they are active again
  'sign-in-not-needed', // application mode: there is nothing to sign in to
  'sign-in-state-invalid', // forged, used, expired, or begun by somebody else
  'sign-in-declined',
  'sign-in-failed',
  'microsoft-unavailable',
  'database-failed',
  'already-changed', // somebody else saved meanwhile
  'locked', // a level above has locked the setting: details.errors[{ path, message, lockedBy }]
  'too-many-requests', // details.retryAfterSeconds
  'unknown-run',
  'unknown-item',
  'unknown-conflict',
  'already-decided', // somebody else has resolved the conflict
  'not-decided', // there is no loser to restore yet
  'already-restored',
  'not-restorable', // the message says why
  'not-approvable', // only what would send mail can be approved
  'invitations-off', // `calendarInvitations` is 'never'
  'busy', // a run of the same account is under way
  'not-synchronized',
  'refused-by-host', // a rule or hook of the host's own content type: the message is its own
  'unpublished-changes', // the draft of the entry holds changes that nobody has published, and would be published along
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Why Microsoft sent somebody back without a sign-in: `details.reason` of 'sign-in-declined' and 'sign-in-failed', beside the reasons of accounts. */
export const signInProblems = [
  'declined',
  'admin-consent', // only administrators may agree
  'not-assigned', // the tenant wants people assigned to the application first
  'wrong-account', // of another organization
  'unknown-tenant',
  'redirect-uri-missing',
  'application-refused',
  'ended', // nothing else is known
] as const;

export type SignInProblem = (typeof signInProblems)[number];

/** `error` in the fragment with which a front end is returned to: the page begins anew, or says what to do. */
export const frontEndProblems = [...signInProblems, 'consent-missing', 'application-unknown', 'microsoft-unavailable', 'expired'] as const;

export type FrontEndProblem = (typeof frontEndProblems)[number];
