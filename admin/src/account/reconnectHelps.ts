import type { AccountReason } from '../../../src/contracts';

/** Whether signing in once more can cure it; the others are an administrator's, or time's. */
export const reconnectHelps: Record<AccountReason, boolean> = {
  'sign-in-expired': true,
  'consent-missing': true,
  'scope-missing': true,
  'claims-required': true,
  'no-mailbox': true,
  'mailbox-not-assigned': false,
  'mailbox-taken': false,
  'application-missing': false,
  'application-secret-invalid': false,
  'application-secret-expired': false,
  'application-unknown': false,
  'encryption-key-changed': true,
  throttled: false,
  'microsoft-unavailable': false,
  'user-blocked': false,
  'not-available': false,
  'mapping-not-confirmed': false,
};
