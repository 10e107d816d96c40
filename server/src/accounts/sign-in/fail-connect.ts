import type { AccountReason } from '../../../../src/contracts';
import type { SignInProblem } from '../../../../src/contracts/errors';
import { refusal } from '../../application/index';
import type { AccountsContext } from '../context';
import { adminConsentLink } from './admin-consent';
import { wantedPermissions } from './permissions';
import { AccountFailure } from '../health/account-failure';
import { takeSignIn } from './sign-in-state';
import { aadstsNumber } from '../tokens/token-failure';

export interface FailedSignIn {
  user: string;
  state: string;
  error: string;
  errorDescription?: string;
}

/** Microsoft sent the person back with an error instead of a code: uses the state up, and throws what to do. */
export async function failConnect(context: AccountsContext, options: FailedSignIn): Promise<never> {
  await context.hostUser(options.user);
  await takeSignIn(context, options.user, options.state);
  throw signInRefusal(options, await linkFor(context, options.user));
}

/** Whoever is refused for want of consent passes it on to an administrator. Null where the application is none any more. */
async function linkFor(context: AccountsContext, user: string): Promise<string | null> {
  try {
    return adminConsentLink(context, await context.credentials(user), wantedPermissions(await context.enabledResources()));
  } catch (error) {
    if (error instanceof AccountFailure) return null;
    throw error;
  }
}

/** Only codes are looked at; the description comes through the browser, so it is not shown. */
export function signInRefusal({ error, errorDescription }: Pick<FailedSignIn, 'error' | 'errorDescription'>, link: string | null = null) {
  const number = aadstsNumber({ message: errorDescription });
  const say = (
    code: 'sign-in-declined' | 'sign-in-failed' | 'microsoft-unavailable',
    reason: SignInProblem | AccountReason,
    message: string,
  ) =>
    refusal(code, number === null ? message : `${message} (AADSTS${number})`, {
      reason,
      ...(number === null ? {} : { number }),
      ...(link !== null && (reason === 'admin-consent' || reason === 'consent-missing') ? { link } : {}),
    });
  const adminConsent =
    'Your organization lets only administrators consent to this. Ask whoever administers Microsoft 365 there to consent for everybody (the page System in Strapi has the link), then connect again.';

  switch (number) {
    case '65004':
      return say('sign-in-declined', 'declined', 'The permissions were declined, so nothing was connected. Connect again and accept them.');
    case '90093':
    case '90094':
    case '90095':
    case '900941':
    case '90008':
      return say('sign-in-declined', 'admin-consent', adminConsent);
    case '65001':
      return say(
        'sign-in-declined',
        'consent-missing',
        'Nobody has consented to the application yet. Connect again and accept the permissions, or ask an administrator to grant consent in Entra ID.',
      );
    case '50105':
      return say(
        'sign-in-failed',
        'not-assigned',
        'Your organization wants people assigned to the application before they connect. Ask whoever administers Microsoft 365 there to assign you, in Entra under Enterprise applications → Users and groups, then connect again.',
      );
    case '50076':
    case '50079':
    case '50158':
    case '53000':
    case '53001':
    case '53003':
    case '530003':
      return say(
        'sign-in-failed',
        'claims-required',
        'A policy of your organization did not let the sign-in through: it asks for a further proof, a managed device or another place. Connect again in the way that it allows, or ask whoever administers Microsoft 365 there.',
      );
    case '7000112':
      return say(
        'sign-in-failed',
        'application-refused',
        'The Azure application is switched off in this organization. An administrator has to allow sign-ins again, in Entra under Enterprise applications → Properties.',
      );
    case '50034':
    case '50020':
    case '50194':
    case '50128':
    case '500200':
      return say(
        'sign-in-failed',
        'wrong-account',
        'This Microsoft account does not belong to the organization that the Azure application is for. Connect with an account of that organization, or have an administrator check tenant ID and supported account types.',
      );
    case '90002':
    case '900023':
      return say(
        'sign-in-failed',
        'unknown-tenant',
        'Microsoft does not know the tenant that is set up. An administrator has to correct the tenant ID under Settings → Microsoft 365 → System.',
      );
    case '700016':
      return say(
        'sign-in-failed',
        'application-unknown',
        'Microsoft does not know the Azure application in this tenant. An administrator has to check client ID and tenant ID.',
      );
    case '50011':
      return say(
        'sign-in-failed',
        'redirect-uri-missing',
        'The redirect URI is not registered with the Azure application. An administrator has to add the one shown under Settings → Microsoft 365 → System in Azure.',
      );
    default: // no number, or one that says no more than `error` does
  }
  switch (error) {
    case 'access_denied':
    case 'consent_required':
      return say(
        'sign-in-declined',
        'declined',
        'The sign-in was cancelled or the permissions were declined, so nothing was connected. Connect again and accept them.',
      );
    case 'invalid_client':
    case 'unauthorized_client':
      return say(
        'sign-in-failed',
        'application-refused',
        'Microsoft does not accept the Azure application for this sign-in. An administrator has to check client ID, tenant ID and supported account types.',
      );
    case 'temporarily_unavailable':
    case 'server_error':
      return say(
        'microsoft-unavailable',
        'microsoft-unavailable',
        'Microsoft could not complete the sign-in at the moment. Connect again in a few minutes.',
      );
  }
  return say(
    'sign-in-failed',
    'ended',
    'Microsoft ended the sign-in with an error. Connect again; if it stays, an administrator has to check the Azure application.',
  );
}
