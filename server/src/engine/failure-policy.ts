import type { GraphAnswer, GraphFailure } from '../microsoft/port';
import type { RunContext } from './context';

/**
 * The failure that ends a run, if one of the answers tells of the account or of Microsoft as a whole. Items that answer 500 or nonsense are
 * those items' matter, however many they are: they are tried again later, and the others go on. Where Microsoft says of all
 * that are asked for that it is busy it is left in peace, once: who is still answered so in the next run need not be all that there is.
 */
export function endsRun({ start: { attempts } }: Pick<RunContext, 'start'>, answers: readonly GraphAnswer[]): GraphFailure | null {
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  const ofAccount = failures.find(isOfAccount);
  if (ofAccount) return ofAccount;
  if (attempts > 0 || answers.length < 2) return null;
  const busy = failures.filter(({ reason, status }) => reason === 'unavailable' && (status === 503 || status === 504));
  return busy.length === answers.length ? (busy[0] ?? null) : null;
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
    case 'mailbox-full':
    case 'rejected':
      return false;
  }
}
