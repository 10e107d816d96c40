import type { AccountReason } from '../../../src/contracts';
import type { ErrorCode, SignInProblem } from '../../../src/contracts/errors';
import type { Failure } from '../services/failure';
import { reasonText, signInProblemText } from './labels';
import type { TextKey } from './useText';

/** What is said of a failure; not complete where the server's own words name what a text cannot. */
export function failureTextOf({ code, reason }: Pick<Failure, 'code' | 'reason'>): { text: TextKey; isComplete: boolean } {
  const isOfSignIn = code === 'sign-in-declined' || code === 'sign-in-failed';
  if (isOfSignIn && isOneOf(signInProblemText, reason)) return { text: signInProblemText[reason as SignInProblem], isComplete: true };
  const isOfAccount = isOfSignIn || code === 'not-synchronized';
  if (isOfAccount && isOneOf(reasonText, reason)) return { text: reasonText[reason as AccountReason], isComplete: true };
  if (code === null) return { text: 'error.unknown', isComplete: false };
  const { text, isComplete } = failureTexts[code];
  return { text, isComplete };
}

const isOneOf = (texts: object, reason: string | null): boolean => reason !== null && Object.hasOwn(texts, reason);

const complete = (text: TextKey) => ({ text, isComplete: true });
/** The server's words say more: which value, which key, why. */
const inPart = (text: TextKey) => ({ text, isComplete: false });

const failureTexts: Record<ErrorCode, { text: TextKey; isComplete: boolean }> = {
  'invalid-input': inPart('failure.invalid-input'),
  'unknown-user': complete('failure.unknown-user'),
  'unknown-organization': complete('failure.unknown-organization'),
  'not-me': complete('me.not-me'),
  'out-of-reach': complete('failure.out-of-reach'),
  'application-missing': complete('failure.application-missing'),
  'application-read-only': complete('failure.application-read-only'),
  'encryption-key-missing': inPart('failure.encryption-key-missing'),
  'encryption-key-changed': inPart('failure.encryption-key-changed'),
  'already-changed': complete('failure.already-changed'),
  locked: complete('failure.locked'),
  'too-many-requests': complete('failure.too-many-requests'),
  'not-connected': complete('failure.not-connected'),
  'mailbox-not-assigned': complete('reason.mailbox-not-assigned'),
  'mailbox-taken': inPart('failure.mailbox-taken'),
  'user-blocked': complete('reason.user-blocked'),
  'not-synchronized': complete('failure.not-synchronized'),
  'unknown-run': complete('failure.unknown-run'),
  'unknown-item': complete('failure.unknown-item'),
  'unknown-conflict': complete('failure.unknown-conflict'),
  'already-decided': complete('failure.already-decided'),
  'not-decided': complete('failure.not-decided'),
  'already-restored': complete('failure.already-restored'),
  'not-restorable': inPart('failure.not-restorable'),
  'not-approvable': complete('failure.not-approvable'),
  'invitations-off': complete('failure.invitations-off'),
  busy: complete('failure.busy'),
  'sign-in-not-needed': complete('failure.sign-in-not-needed'),
  'sign-in-state-invalid': complete('failure.sign-in-state-invalid'),
  'sign-in-declined': complete('failure.sign-in-declined'),
  'sign-in-failed': inPart('failure.sign-in-failed'),
  'microsoft-unavailable': complete('failure.microsoft-unavailable'),
  'database-failed': inPart('failure.database-failed'),
  'refused-by-host': inPart('held.refused-by-host'),
  'unpublished-changes': complete('failure.unpublished-changes'),
};
