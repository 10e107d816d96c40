import { SecretFailure } from '../../secrets/index';
import type { TokenTraffic } from '../../microsoft/index';
import { AccountFailure } from '../health/account-failure';

/** What MSAL threw, as far as it is looked at: its classes are told apart by these fields (graph-facts §3.5). */
interface MsalError {
  errorCode?: unknown;
  subError?: unknown;
  errorNo?: unknown;
  errorMessage?: unknown;
  message?: unknown;
  claims?: unknown;
}

const passingCodes = new Set([
  '',
  'temporarily_unavailable',
  'server_error',
  'network_error',
  'token_parsing_error',
  'post_request_failed',
]);
const unknownApplication = new Set(['700016', '7000112', '90002', '900023', '900021', '50194', '50020', '9002331', '500113']);
const missingConsent = new Set(['65001', '65004', '90093', '90094', '90095', '900941', '90008', '650057', '500011', '70011']);
const furtherProof = new Set(['50076', '50079', '50072', '50074', '50158', '53000', '53001', '53003', '530003']);

/** Why a token could not be had (graph-facts §3.5); `asked`: what it was to prove, which is said at the next sign-in. The status counts before MSAL's class, which takes a fault of the service for a refusal. */
export function tokenFailure(error: unknown, traffic: TokenTraffic, asked: string | null = null): AccountFailure {
  if (error instanceof AccountFailure) return error;
  if (error instanceof SecretFailure) return new AccountFailure('encryption-key-changed', { message: error.message });
  const { status, isJson, retryAfterMs } = traffic;
  if (status === 0 && traffic.lost)
    return new AccountFailure('microsoft-unavailable', { message: traffic.lost.message, lost: traffic.lost.cause });
  if (status === 429) return new AccountFailure('throttled', { retryAfterMs });
  if (status !== null && (status === 0 || status >= 500 || !isJson)) return new AccountFailure('microsoft-unavailable', { retryAfterMs });

  const given = (error ?? {}) as MsalError;
  const code = text(given.errorCode).toLowerCase();
  const subError = text(given.subError).toLowerCase();
  const number = aadstsNumber(given);
  const isRefusal = status !== null && status >= 400; // below that Microsoft has answered what MSAL then made nothing of
  const fail = (reason: AccountFailure['reason']) =>
    new AccountFailure(reason, { number, claims: text(given.claims) || asked, isRefusal, ...inWords(number) });

  if (passingCodes.has(code)) return fail('microsoft-unavailable');
  if (number === '500112' || number === '50011') return fail('application-unknown'); // the redirect URI is not the registered one
  if (code === 'invalid_client') return fail(number === '7000222' ? 'application-secret-expired' : 'application-secret-invalid');
  if (number === '7000222') return fail('application-secret-expired');
  if (number === '7000215') return fail('application-secret-invalid');
  if (code === 'unauthorized_client' || unknownApplication.has(number ?? '')) return fail('application-unknown');
  if (code === 'consent_required' || subError === 'consent_required' || missingConsent.has(number ?? '')) return fail('consent-missing');
  if (text(given.claims) !== '' || furtherProof.has(number ?? '')) return fail('claims-required');
  switch (code) {
    case 'invalid_grant':
    case 'interaction_required':
    case 'login_required':
    case 'no_tokens_found':
    case 'no_account_found':
    case 'refresh_token_expired':
    case 'bad_token':
      return fail('sign-in-expired');
    case 'invalid_scope':
    case 'access_denied':
      return fail('consent-missing');
    case 'invalid_client_credential':
      return fail('application-secret-invalid');
    case 'invalid_request':
    case 'invalid_resource':
    case 'missing_tenant_id_error':
    case 'endpoints_resolution_error':
      return fail('application-unknown');
  }
  return fail('microsoft-unavailable');
}

/** What to do about numbers of which more is known than their reason says. */
const words: Readonly<Record<string, string>> = {
  '90002': 'Microsoft does not know the tenant. An administrator has to correct the tenant ID, or the Microsoft cloud in config/plugins.',
  '900023': 'The tenant ID is none. An administrator has to correct it: the directory (tenant) ID, or a domain of the tenant.',
  '700016':
    'The tenant has no such application. An administrator has to correct the client ID or the tenant ID, or consent to the application in that tenant.',
  '7000112':
    'The application is switched off in this tenant. An administrator has to allow sign-ins again, in Entra under Enterprise applications → Properties.',
  '7000215':
    'Microsoft does not accept the client secret. An administrator has to enter the secret’s Value, which Entra shows once; the Secret ID beside it is something else.',
  '700027':
    'The certificate is not registered with the application. An administrator has to upload its public part in Entra under Certificates & secrets, or correct the thumbprint.',
  '700024': 'Microsoft refuses the time of the request. An administrator has to set the clock of the server right.',
  '50011':
    'The redirect URI is not registered with the application. An administrator has to add the one shown under Settings → Microsoft 365 → System in Entra.',
  '50105':
    'The person is not assigned to the application, which the tenant asks for. An administrator has to assign them, in Entra under Enterprise applications → Users and groups.',
  '50057': 'The Microsoft account is switched off. Whoever administers Microsoft 365 has to allow it to sign in again.',
  '50173': 'The sign-in was revoked, as after a new password. Connect the account again.',
  '700082': 'Nobody has used the sign-in for too long, so it has ended. Connect the account again.',
  '53000': 'A policy of the organization asks for a managed device. Connect the account again from one.',
  '53003':
    'A policy of the organization (Conditional Access) blocks this sign-in. Connect the account again, or ask whoever administers Microsoft 365 to let the application through.',
};
const inWords = (number: string | null): { message?: string } => {
  const message = number === null ? undefined : words[number];
  return message === undefined ? {} : { message };
};

/** The number helps who searches the web for it; Entra's sentence may hold names, so it is left out. */
export function aadstsNumber({ errorNo, errorMessage, message }: MsalError): string | null {
  if (/^\d+$/.test(text(errorNo))) return text(errorNo);
  return /AADSTS(\d+)/.exec(`${text(errorMessage)} ${text(message)}`)?.[1] ?? null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
