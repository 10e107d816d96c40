import type { ApplicationVerdict } from '../../../../src/contracts/index';
import type { ApplicationCredentials } from '../../microsoft/credentials';
import { createTokenNetwork, firstBytes, networkWords, type Cloud } from '../../microsoft/index';
import type { AccountsContext } from '../context';
import { aadstsNumber } from '../tokens/token-failure';

type Verdict = Omit<ApplicationVerdict, 'step'>;
type Asking = Pick<AccountsContext, 'cloud' | 'effects' | 'redirectUri'>;

const LONGEST_PAGE = 400_000;
const TIME_OUT_MS = 20_000;
const unavailable = 'Microsoft’s sign-in service does not answer properly at the moment. Try again in a few minutes.';

/** Whether the sign-in service is reached, knows the tenant, and has it in the cloud that is set up. */
export async function askService({ cloud, effects }: Asking, { tenantId }: ApplicationCredentials): Promise<Verdict> {
  const network = createTokenNetwork(effects);
  const url = `${cloud.authority}/${encodeURIComponent(tenantId)}/v2.0/.well-known/openid-configuration`;
  try {
    const { status, body } = await network.sendGetRequestAsync<Record<string, unknown>>(url);
    if (status === 200 && network.traffic.isJson) return inCloud(cloud, body);
    const number = aadstsNumber({ message: body['error_description'] });
    if (status >= 500 || status === 429 || !network.traffic.isJson)
      return { ok: false, code: 'microsoft-unavailable', message: unavailable };
    return {
      ok: false,
      code: 'application-unknown',
      message: `Microsoft does not know this tenant. Check the tenant ID, and whether it belongs to the Microsoft cloud that is set up.${number === null ? '' : ` (AADSTS${number})`}`,
    };
  } catch {
    return { ok: false, code: 'microsoft-unavailable', message: network.traffic.lost?.message ?? unavailable };
  }
}

function inCloud(cloud: Cloud, { msgraph_host: host }: Record<string, unknown>): Verdict {
  const own = new URL(cloud.graph).host;
  // A stand-in is known by whatever address it is reached at.
  if (cloud.name !== 'custom' && typeof host === 'string' && host !== '' && host !== own)
    return {
      ok: false,
      code: 'application-unknown',
      message: `This tenant lives in another Microsoft cloud, whose Graph is ${host}. Set microsoft.cloud in config/plugins to it.`,
    };
  return { ok: true, message: 'Microsoft’s sign-in service is reached, and knows the tenant.' };
}

/** Asks for a sign-in without a person: whoever may be led back is led back, with an error; any other sees a page that says why. */
export async function askRedirectUri(
  { cloud, effects, redirectUri }: Asking,
  { clientId, tenantId }: ApplicationCredentials,
): Promise<Verdict> {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid',
    prompt: 'none',
  });
  const notKnown: Verdict = { ok: null, code: 'not-known', message: `Whether ${redirectUri} is registered shows when somebody connects.` };
  try {
    const url = `${cloud.authority}/${encodeURIComponent(tenantId)}/oauth2/v2.0/authorize?${query.toString()}`;
    const response = await effects.fetch(url, { redirect: 'manual', signal: effects.timeOut(TIME_OUT_MS) });
    const location = response.headers.get('location') ?? '';
    if (location === redirectUri || location.startsWith(`${redirectUri}?`))
      return { ok: true, message: `Sign-ins may lead back to ${redirectUri}.` };
    const page = await firstBytes(response, LONGEST_PAGE);
    if (!/AADSTS50011\b|"sErrorCode":"50011"/.test(page)) return notKnown;
    return {
      ok: false,
      code: 'redirect-uri-missing',
      message: `The redirect URI is not registered with the Azure application. Add exactly this in Entra, under Authentication, platform Web: ${redirectUri} (AADSTS50011)`,
    };
  } catch (error) {
    return { ...notKnown, message: `${notKnown.message} ${networkWords(error, cloud.authority)}` };
  }
}
