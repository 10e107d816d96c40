import type { GraphAnswer, GraphFailure } from '../microsoft/port';

/**
 * The failure that ends a run, if one of the answers tells of the account or of Microsoft as a whole. One item that answers 500 is that
 * item's matter: it is tried again in the next run, and the others go on (design §5.8).
 */
export function endsRun(answers: readonly GraphAnswer[]): GraphFailure | null {
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  const ofAccount = failures.find(isOfAccount);
  if (ofAccount) return ofAccount;
  const passing = failures.filter(({ reason }) => reason === 'unavailable' || reason === 'nonsense');
  return passing.length > 0 && passing.length === answers.length && answers.length > 1 ? (passing[0] ?? null) : null;
}

function isOfAccount({ reason, status }: GraphFailure): boolean {
  switch (reason) {
    case 'throttled':
    case 'unauthorized':
    case 'claims-required':
    case 'no-mailbox':
      return true;
    case 'unavailable':
    case 'nonsense':
      return status === 0; // no answer at all: the connection
    case 'forbidden':
    case 'not-found':
    case 'changed-meanwhile':
    case 'sync-state-gone':
    case 'window-too-wide':
    case 'too-large':
    case 'rejected':
      return false;
  }
}
