import type { ApplicationReading, ApplicationVerdict } from '../../../../src/contracts/index';
import type { ApplicationCredentials } from '../../microsoft/credentials';
import { expiryOf } from '../../application/index';
import { SecretFailure } from '../../secrets/index';
import type { AccountsContext } from '../context';
import { adminConsentLink } from '../sign-in/admin-consent';
import {
  judgeRoles,
  missingMessage,
  missingPermissions,
  notInTokenMessage,
  wantedApplicationPermissions,
  wantedPermissions,
} from '../sign-in/permissions';
import { isOfManyTenants } from '../tokens/of-application';
import { grantedRoles } from '../tokens/roles';
import { AccountFailure } from './account-failure';
import { askRedirectUri, askService } from './ask-sign-in-service';

type Step = ApplicationVerdict['step'];
type Verdict = Omit<ApplicationVerdict, 'step'>;
interface Examined {
  context: AccountsContext;
  application: ApplicationCredentials;
  reading: ApplicationReading;
  organization: string | null;
  /** The application's own token, where it has one. */
  token: string | null;
}

const order: readonly Step[] = ['application', 'service', 'credential', 'expiry', 'redirect-uri', 'consent', 'resources', 'notifications'];

/**
 * *Check Connection* for an Azure application alone, before anybody connects. What does not depend on each other is all said; what is found in order
 * lets everybody go on. Never throws.
 */
export async function checkApplication(context: AccountsContext, of: { organization?: string } = {}): Promise<ApplicationVerdict[]> {
  const said = new Map<Step, Verdict>();
  try {
    await examine(context, of, said);
  } catch (error) {
    context.log.warn(
      `microsoft-sync: a check of the Azure application failed unexpectedly (${error instanceof Error ? error.name : 'unknown'}).`,
    );
    const missing = order.find((step) => !said.has(step)) ?? 'resources';
    said.set(missing, bad('internal', 'The check could not be completed. Strapi’s log says more.'));
  }
  const notLookedAt: Verdict = { ok: null, code: 'not-looked-at', message: 'Not looked at, because an earlier step failed.' };
  return order.map((step) => ({ step, ...(said.get(step) ?? notLookedAt) }));
}

async function examine(context: AccountsContext, of: { organization?: string }, said: Map<Step, Verdict>): Promise<void> {
  const set = await setUp(context, of);
  said.set('application', 'ok' in set ? set : good('The Azure application is set up.'));
  if ('ok' in set) return;
  const { application, reading } = set;
  const service = await askService(context, application);
  said.set('service', service);
  if (service.ok === false) return;
  const credential = await proven(context, application);
  said.set('credential', credential.verdict);
  said.set('expiry', expiryVerdict(reading, await context.now()));
  if (credential.verdict.ok === false) return;
  const examined: Examined = { context, application, reading, organization: of.organization ?? null, token: credential.token };
  said.set(
    'redirect-uri',
    application.mode === 'application' ? notNeeded('Nobody signs in, so none is needed.') : await askRedirectUri(context, application),
  );
  said.set('consent', await (application.mode === 'application' ? ownPermissions(examined) : consentOfPeople(examined)));
  said.set('resources', await inThisCloud(context));
  said.set('notifications', (await context.noticesOfAll?.()) ?? notNeeded('Not needed: changes in Microsoft 365 are fetched on schedule.'));
}

async function setUp(
  { application }: AccountsContext,
  of: { organization?: string },
): Promise<{ application: ApplicationCredentials; reading: ApplicationReading } | Verdict> {
  try {
    const verdict = await application.credentials(of);
    if (!verdict.ok) return bad('application-missing', verdict.message);
    const reading = await application.read(of.organization === undefined ? undefined : { organization: of.organization });
    return { application: verdict.credentials, reading };
  } catch (error) {
    if (error instanceof SecretFailure) return bad(error.code, error.message);
    throw error;
  }
}

async function proven(context: AccountsContext, application: ApplicationCredentials): Promise<{ verdict: Verdict; token: string | null }> {
  const what = application.credential.kind === 'certificate' ? 'certificate' : 'secret';
  if (isOfManyTenants(application))
    return { verdict: notKnown(`An application for many tenants shows its ${what} when somebody connects.`), token: null };
  try {
    const { token } = await context.tokens.prove({ application });
    return { verdict: good(`Microsoft accepts the ${what}.`), token };
  } catch (error) {
    if (error instanceof AccountFailure) return { verdict: bad(error.reason, error.message), token: null };
    throw error;
  }
}

function expiryVerdict(reading: ApplicationReading, now: number): Verdict {
  const expiry = expiryOf(reading, now);
  if (expiry === null)
    return notKnown('Microsoft tells nobody until when a secret or certificate holds. Enter the day, and you are warned in time.');
  const { what, at, daysLeft } = expiry;
  const day = new Date(at).toISOString().slice(0, 10);
  const replace = `Make a new ${what} in Entra before then, enter it here with its day, and delete the old one: nobody has to reconnect.`;
  if (daysLeft <= 0) return bad('application-secret-expired', `The day that was entered for the ${what} has passed (${day}). ${replace}`);
  if (daysLeft <= 30)
    return bad('application-secret-expires', `The ${what} expires in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} (${day}). ${replace}`);
  return good(`The ${what} holds until ${day}.`);
}

async function ownPermissions({ context, application, token }: Examined): Promise<Verdict> {
  const link = adminConsentLink(context, application, []);
  const wanted = wantedApplicationPermissions(await context.enabledResources());
  const { missing, notInToken } = judgeRoles(wanted, token === null ? null : grantedRoles(token));
  const notShown = notInTokenMessage(notInToken, 'Check Connection of a person shows it');
  if (missing.length > 0) return { ...bad('scope-missing', [missingMessage(missing, false), notShown ?? []].flat().join(' ')), link };
  if (notShown !== null) return { ok: null, code: 'not-in-token', message: notShown, link };
  return { ...good(`All permissions are granted: ${wanted.join(', ')}.`), link };
}

/** What people were granted is known of those who have connected; before that, only that most organizations let nobody consent but administrators. */
async function consentOfPeople({ context, application, organization }: Examined): Promise<Verdict> {
  const wanted = wantedPermissions(await context.enabledResources());
  const link = adminConsentLink(context, application, wanted);
  const accounts = [...(await context.store.findMany(await context.store.userIds())).entries()].filter(
    ([, { scopes }]) => scopes.length > 0,
  );
  const organizations = await context.organizationsOf(accounts.map(([user]) => user));
  const own = accounts.filter(([user]) => organization === null || organizations.get(user) === organization);
  if (own.some(([, { scopes }]) => missingPermissions(wanted, scopes).length === 0))
    return { ...good(`Somebody is connected with all permissions that are needed: ${wanted.join(', ')}.`), link };
  if (own.length > 0)
    return {
      ...bad(
        'consent-missing',
        `Nobody is connected with all of ${wanted.join(', ')}. Have an administrator consent for everybody, and let people reconnect.`,
      ),
      link,
    };
  return {
    ...notKnown(
      `Nobody has connected yet. In most organizations people cannot consent to ${wanted.slice(1).join(', ')} themselves and would meet “Need admin approval”: have an administrator of the Microsoft tenant open the link first, and consent for everybody.`,
    ),
    link,
  };
}

async function inThisCloud({ cloud, enabledResources }: AccountsContext): Promise<Verdict> {
  if ((await enabledResources()).tasks && !cloud.hasTasks)
    return bad('not-available', 'Microsoft To Do does not exist in this cloud. Switch tasks off under Settings → Microsoft 365 → System.');
  return good('What is switched on exists in this Microsoft cloud.');
}

const good = (message: string): Verdict => ({ ok: true, message });
const bad = (code: string, message: string): Verdict => ({ ok: false, code, message });
const notNeeded = (message: string): Verdict => ({ ok: null, message });
const notKnown = (message: string): Verdict => ({ ok: null, code: 'not-known', message });
