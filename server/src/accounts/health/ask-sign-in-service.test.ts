import { expect, test } from 'vitest';

import { namedClouds, resolveCloud, type CloudSetting } from '../../microsoft/cloud';
import { systemEffects } from '../../microsoft/index';
import { askService } from './ask-sign-in-service';

const tenant = { clientId: 'c', tenantId: 't', mode: 'delegated', credential: { kind: 'secret', clientSecret: 's' } } as const;
const standIn = { authority: 'https://login.example.com', graph: 'https://graph.example.com' };

/** `host`: the Graph that the sign-in service names for the tenant. */
const ask = (setting: CloudSetting, host: string | undefined) =>
  askService(
    {
      cloud: resolveCloud(setting),
      redirectUri: 'https://crm.example.com/callback',
      effects: { ...systemEffects, fetch: async () => Response.json(host === undefined ? {} : { msgraph_host: host }) },
    },
    tenant,
  );

test.each<[CloudSetting, string]>([
  ['global', 'graph.microsoft.us'],
  ['us-government', 'dod-graph.microsoft.us'], // both sign in at the same address
  ['us-government-dod', 'graph.microsoft.us'],
  ['china', 'graph.microsoft.com'],
])('in the cloud %s a tenant of %s is another cloud’s, which is named', async (setting, host) => {
  expect(await ask(setting, host)).toMatchObject({
    ok: false,
    code: 'application-unknown',
    message: expect.stringContaining(host) as string,
  });
});

test.each<[CloudSetting, string | undefined]>([
  ...Object.entries(namedClouds).map(([name, { graph }]): [CloudSetting, string] => [name as CloudSetting, new URL(graph).host]),
  ['global', undefined],
  [standIn, 'graph.microsoft.com'],
])('in the cloud %j a tenant of %s is at home', async (setting, host) => {
  expect(await ask(setting, host)).toMatchObject({ ok: true });
});
