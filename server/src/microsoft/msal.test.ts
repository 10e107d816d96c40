import { describe, expect, test } from 'vitest';

import type { ApplicationCredentials } from './credentials';
import { applicationScope, delegatedScopes, resolveCloud, type CloudSetting } from './cloud';
import { createMsalClient } from './msal';
import { createOfflineNetwork, createTokenNetwork } from './token-network';

const tenantId = '5a0db0c5-0000-4000-8000-000000000365';
const application: ApplicationCredentials = {
  clientId: '11111111-1111-4111-8111-111111111111',
  tenantId,
  mode: 'delegated',
  credential: { kind: 'secret', clientSecret: 's~' },
};

describe.each<[CloudSetting, string, string, string]>([
  ['global', 'https://login.microsoftonline.com', 'Calendars.ReadWrite', 'https://graph.microsoft.com/.default'],
  [
    'us-government',
    'https://login.microsoftonline.us',
    'https://graph.microsoft.us/Calendars.ReadWrite',
    'https://graph.microsoft.us/.default',
  ],
  [
    'us-government-dod',
    'https://login.microsoftonline.us',
    'https://dod-graph.microsoft.us/Calendars.ReadWrite',
    'https://dod-graph.microsoft.us/.default',
  ],
  [
    'china',
    'https://login.partner.microsoftonline.cn', // MSAL's own name for the same service
    'https://microsoftgraph.chinacloudapi.cn/Calendars.ReadWrite',
    'https://microsoftgraph.chinacloudapi.cn/.default',
  ],
  [
    { authority: 'https://login.example.com:8443/', graph: 'https://graph.example.com/' },
    'https://login.example.com:8443',
    'Calendars.ReadWrite',
    'https://graph.example.com/.default',
  ],
  [
    { authority: 'http://127.0.0.1:4000', graph: 'http://localhost:4000' },
    'http://127.0.0.1:4000',
    'Calendars.ReadWrite',
    'https://graph.microsoft.com/.default',
  ],
])('the cloud %j', (setting, authority, delegated, applicationOnly) => {
  const cloud = resolveCloud(setting);

  test('spells permissions as it wants them', () => {
    expect(delegatedScopes(cloud, ['Calendars.ReadWrite'])).toEqual([delegated]);
    expect(applicationScope(cloud)).toBe(applicationOnly);
  });

  test.each([tenantId, 'common', 'contoso.onmicrosoft.com'])(
    'signs in at its own authority for %s, without asking anybody where that is',
    async (tenant) => {
      const client = await createMsalClient({ cloud, application: { ...application, tenantId: tenant }, network: createOfflineNetwork() });
      const url = new URL(await client.getAuthCodeUrl({ scopes: [delegated], redirectUri: 'http://localhost/callback', state: 's' }));
      expect(url.origin + url.pathname).toBe(`${authority}/${tenant}/oauth2/v2.0/authorize`);
    },
  );

  test('asks its own token endpoint, and nothing else', async () => {
    const asked: string[] = [];
    const network = createTokenNetwork({
      now: Date.now,
      timeOut: AbortSignal.timeout,
      fetch: async (input, init) => {
        asked.push(String(input).split('?')[0]!);
        expect(new URLSearchParams(String(init?.body)).get('scope')).toBe(applicationOnly);
        return Response.json({ token_type: 'Bearer', expires_in: 3600, access_token: 'token' });
      },
    });
    const client = await createMsalClient({ cloud, application, network });
    const result = await client.acquireTokenByClientCredential({ scopes: [applicationScope(cloud)] });
    expect(result?.accessToken).toBe('token');
    expect(asked).toEqual([`${authority}/${tenantId}/oauth2/v2.0/token`]);
  });
});
