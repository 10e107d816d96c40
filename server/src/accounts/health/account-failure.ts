import type { AccountReason } from '../../../../src/contracts/index';
import type { NetworkCause } from '../../microsoft/index';

export type AccountFailureReason = AccountReason | 'not-connected';

const messages: Record<AccountFailureReason, string> = {
  'not-connected': 'No Microsoft account is connected. Connect one under Settings → Microsoft 365 → My Microsoft 365.',
  'sign-in-expired': 'The sign-in to Microsoft has expired or was revoked. Connect the account again.',
  'consent-missing':
    'Microsoft asks for a consent that was not given or was taken back. Connect the account again; where the organization demands it, ' +
    'an administrator has to grant consent to the application in Entra ID first.',
  'scope-missing': 'A permission that synchronization needs was not granted. Connect the account again and accept all permissions.',
  'claims-required': 'Microsoft asks for a further proof, such as multi-factor authentication. Connect the account again.',
  'no-mailbox':
    'This account has no Exchange Online mailbox, or it is not ready yet (that can take a quarter of an hour after a licence was given).',
  'mailbox-not-assigned':
    'No mailbox has been assigned to this user. Somebody who may manage Microsoft accounts does that under Settings → Microsoft 365 → Mailboxes.',
  'mailbox-taken':
    'The mailbox that is assigned here is somebody else’s already. Somebody who may manage Microsoft accounts has to decide whose it is, under Settings → Microsoft 365 → Mailboxes.',
  'application-missing':
    'No Azure application is set up, or it is incomplete. An administrator enters it under Settings → Microsoft 365 → System.',
  'application-secret-invalid':
    'Microsoft refuses the secret or certificate of the Azure application. An administrator has to enter a valid one; of a client secret it is the Value, not the ID.',
  'application-secret-expired':
    'The client secret of the Azure application has expired. An administrator has to make a new one in Azure and enter it.',
  'application-unknown':
    'Microsoft does not know the Azure application in this tenant. An administrator has to check the client ID and the tenant ID, and the account types that the application accepts.',
  'encryption-key-changed':
    'The stored sign-in cannot be read, because the encryption key is missing or another one. Put the former key back, or connect the account again.',
  'user-blocked':
    'This person is deactivated or blocked in Strapi. Nothing is synchronized or deleted until they are active again; then it goes on by itself.',
  throttled: 'Microsoft asks to slow down. Synchronization goes on by itself.',
  'microsoft-unavailable': 'Microsoft does not answer properly at the moment. Synchronization goes on by itself.',
  'not-available': 'This does not exist in this Microsoft cloud.',
  'mapping-not-confirmed':
    'A mapping of content types is new or has changed. An administrator confirms it under Settings → Microsoft 365 → Records.',
};

/** Why nothing can be done with an account for now. Never carries a secret, nor the error of a library that might. */
export class AccountFailure extends Error {
  override readonly name = 'AccountFailure';
  readonly retryAfterMs: number | null;
  /** Microsoft's number of it (AADSTS), without letters. */
  readonly number: string | null;
  /** What a sign-in has to prove (`microsoft/claims.ts`). */
  readonly claims: string | null;
  /** Microsoft has refused, in words; else it was found here, or no proper answer came. */
  readonly isRefusal: boolean;
  /** It is the application's, noted there and told of once, and nothing of this account. */
  readonly isOfApplication: boolean;
  /** Why the sign-in service gave no answer. */
  readonly lost: NetworkCause | null;

  constructor(
    readonly reason: AccountFailureReason,
    more: {
      message?: string;
      retryAfterMs?: number | null;
      number?: string | null;
      claims?: string | null;
      isRefusal?: boolean;
      isOfApplication?: boolean;
      lost?: NetworkCause | null;
    } = {},
  ) {
    super(`${more.message ?? messages[reason]}${more.number ? ` (AADSTS${more.number})` : ''}`);
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.number = more.number ?? null;
    this.claims = more.claims ?? null;
    this.isRefusal = more.isRefusal ?? false;
    this.isOfApplication = more.isOfApplication ?? false;
    this.lost = more.lost ?? null;
  }
}

/** These pass by themselves; all others wait for a person. */
export const passingReasons = ['throttled', 'microsoft-unavailable'] as const satisfies readonly AccountReason[];

export function isPassing(reason: AccountFailureReason): boolean {
  return passingReasons.some((one) => one === reason);
}
