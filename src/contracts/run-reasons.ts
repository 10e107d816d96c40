/**
 * Why a run ended as it did, beside the reasons of an account: codes, each with what an English reader is told. What Microsoft, a database or the host
 * says in its own words stays in these.
 */
export const runReasons = {
  'switched-off': 'switched off in the settings',
  'deletions-wait': 'more would be deleted than is done without asking',
  'waits-for-start': 'the mailbox has been read; before anything is written there, its person starts it',
  'another-run': 'another run of the same account is still under way',
  'another-server': 'another server has taken the work over, or the account was disconnected meanwhile',
  'server-stopping': 'the server is stopping',
  'not-there': 'Microsoft says that something is not there which has to be; it is asked again soon',
  'turn-over': 'others were waiting for their turn; the rest is read as soon as it is this one’s again',
  unfinished:
    'not everything is finished yet: Microsoft did not answer for all, or something changed there meanwhile; the next run goes on soon',
  'unexpected-error': 'an unexpected error stopped the run; the log of the server says where',
} as const;
export type RunReason = keyof typeof runReasons;

export const isRunReason = (reason: string | null): reason is RunReason => reason !== null && Object.hasOwn(runReasons, reason);
