import type { AccountReason } from '../../../src/contracts';
import type { ApplicationNeed } from '../../../src/contracts/http-status';
import type { TextKey } from '../text/useText';

/** Of what Microsoft refuses, where there is more to say than that it does. */
const known: { readonly [R in AccountReason]?: TextKey } = {
  'application-missing': 'attention.application-missing',
  'application-secret-invalid': 'attention.application-secret-invalid',
  'application-secret-expired': 'attention.application-secret-expired',
  'application-unknown': 'attention.application-unknown',
  'consent-missing': 'attention.application-consent',
  'encryption-key-changed': 'attention.application-unreadable',
};

/** A line for whoever can mend it: what is so, and what to do. */
export const problemText = (problem: ApplicationNeed['problem']): TextKey =>
  (problem === null ? undefined : known[problem]) ?? 'attention.application-refused';

export const endingText: Record<NonNullable<ApplicationNeed['ends']>['what'], Record<'soon' | 'passed', TextKey>> = {
  secret: { soon: 'attention.secret-ends', passed: 'attention.secret-ended' },
  certificate: { soon: 'attention.certificate-ends', passed: 'attention.certificate-ended' },
};
