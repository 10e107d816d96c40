import { describe, expect, test } from 'vitest';

import { adminConsentLink } from '../accounts/sign-in/admin-consent';
import { applicationScope, delegatedScopes, resolveCloud, type CloudSetting } from './cloud';
import { createMsalClient } from './msal';
import { createOfflineNetwork } from './token-network';

const tenantId = '5a0db0c5-0000-4000-8000-000000000365';
const clientId = '11111111-1111-4111-8111-111111111111';

describe.each<[CloudSetting & string, { authority: string; graph: string; scope: string; hasTasks: boolean }]>([
  [
    'global',
    { authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com', scope: 'Calendars.ReadWrite', hasTasks: true },
  ],
  [
    'us-government',
    {
      authority: 'https://login.microsoftonline.us',
      graph: 'https://graph.microsoft.us',
      scope: 'https://graph.microsoft.us/Calendars.ReadWrite',
      hasTasks: true,
    },
  ],
  [
    'us-government-dod',
    {
      authority: 'https://login.microsoftonline.us',
      graph: 'https://dod-graph.microsoft.us',
      scope: 'https://dod-graph.microsoft.us/Calendars.ReadWrite',
      hasTasks: true,
    },
  ],
  [
    'china',
    {
      authority: 'https://login.chinacloudapi.cn',
      graph: 'https://microsoftgraph.chinacloudapi.cn',
      scope: 'https://microsoftgraph.chinacloudapi.cn/Calendars.ReadWrite',
      hasTasks: false,
    },
  ],
])('the cloud %s', (name, { authority, graph, scope, hasTasks }) => {
  const cloud = resolveCloud(name);

  test('has its own sign-in service and Graph, and says whether To Do is there', () =>
    expect(cloud).toEqual({ name, authority, graph, hasTasks }));

  test('wants its own root before permissions, where it is not the global one', () => {
    expect(delegatedScopes(cloud, ['Calendars.ReadWrite'])).toEqual([scope]);
    expect(applicationScope(cloud)).toBe(`${graph}/.default`);
  });

  test('is where people sign in, and where an administrator consents', async () => {
    const application = { clientId, tenantId, mode: 'delegated', credential: { kind: 'secret', clientSecret: 'x' } } as const;
    const client = await createMsalClient({ cloud, application, network: createOfflineNetwork() });
    const asked = { scopes: delegatedScopes(cloud, ['Calendars.ReadWrite']), redirectUri: 'https://crm.example.com/back' };
    // What MSAL knows of Microsoft’s clouds it need not ask for.
    const url = new URL(await client.getAuthCodeUrl(asked));
    expect(url.pathname).toBe(`/${tenantId}/oauth2/v2.0/authorize`);
    expect(url.searchParams.get('scope')?.split(' ')).toContain(scope);
    const link = new URL(adminConsentLink({ cloud, redirectUri: asked.redirectUri }, application, ['Calendars.ReadWrite']));
    expect(`${link.origin}${link.pathname}`).toBe(`${authority}/${tenantId}/v2.0/adminconsent`);
    expect(link.searchParams.get('scope')).toBe(`${scope} offline_access`);
  });
});
