import type { AssignedMailbox } from '../../../src/contracts/http';
import type { TextKey } from '../text/useText';

export const mailboxProblemText: Record<NonNullable<AssignedMailbox['problem']>['code'], TextKey> = {
  'mailbox-taken': 'mailbox.problem-taken',
  'rule-suspended': 'mailbox.problem-rule',
};
