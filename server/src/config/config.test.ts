import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { config, resolveConfig } from './index';

const clientId = '11111111-1111-4111-8111-111111111111';
const tenantId = '5a0db0c5-0000-4000-8000-000000000365';
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** As Strapi does: the defaults below what the host says, section by section. */
function merged(given: Record<string, unknown>): Record<string, unknown> {
  const both: Record<string, unknown> = { ...config.default, ...given };
  for (const [key, value] of Object.entries(config.default)) {
    if (typeof given[key] === 'object' && given[key] !== null && !Array.isArray(given[key])) both[key] = { ...value, ...given[key] };
  }
  return both;
}

function problems(given: Record<string, unknown>): string[] {
  try {
    config.validator(merged(given));
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('configuration that is right', () => {
  test.each([
    ['nothing', {}],
    [
      'undefined values',
      {
        publicUrl: undefined,
        encryptionKeys: undefined,
        resources: undefined,
        microsoft: { clientId: undefined, clientSecret: undefined },
      },
    ],
    [
      'front ends',
      { frontEnds: ['https://app.example.com', 'https://app.example.com:8443', 'http://localhost:3000', 'http://127.0.0.1:5173'] },
    ],
    ['another cloud', { microsoft: { cloud: 'china' } }],
    ['a stand-in on this machine', { microsoft: { cloud: { authority: 'http://127.0.0.1:4000', graph: 'http://localhost:4000/' } } }],
    ['a stand-in with TLS', { microsoft: { cloud: { authority: 'https://login.example.com', graph: 'https://graph.example.com' } } }],
    [
      'an application with a secret',
      { microsoft: { clientId, tenantId, clientSecret: 'value~of~it', clientSecretExpiresAt: '2027-06-30' } },
    ],
    [
      'an application with a certificate',
      { microsoft: { clientId, tenantId, mode: 'application', certificate: { privateKey, thumbprintSha256: 'ab'.repeat(32) } } },
    ],
    [
      'a key that came through the environment',
      {
        microsoft: {
          clientId,
          tenantId,
          certificate: { privateKey: privateKey.replaceAll('\n', '\\n'), thumbprintSha256: 'AB:'.repeat(32).slice(0, -1) },
        },
      },
    ],
    [
      'the host’s own types',
      { host: { user: 'plugin::users-permissions.user', organization: 'api::company.company', members: { user: 'company' } } },
    ],
    ['another address for notices', { notifications: { url: 'https://hooks.example.com/strapi' } }],
    ['no notices', { notifications: { enabled: false } }],
    ['another engine', { scheduler: { engine: 'pg-boss' } }],
    ['an engine of the host', { scheduler: { engine: () => ({}) } }],
    ['no work in this process', { scheduler: { role: 'web', enabled: false, tickSeconds: 60, concurrency: 1 } }],
  ])('%s', (_, given) => expect(problems(given)).toEqual([]));
});

const exactOrigin =
  "microsoft-sync: config.frontEnds[0] must be an exact origin such as 'https://app.example.com': in small letters, without a path or a slash at its end";

describe('configuration that is wrong stops the start with a line that names the key', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ scheduler: { tickSeconds: '1' } }, 'microsoft-sync: config.scheduler.tickSeconds must be a whole number from 1 to 60'],
    [{ scheduler: { tickSeconds: 0 } }, 'microsoft-sync: config.scheduler.tickSeconds must be a whole number from 1 to 60'],
    [{ scheduler: { concurrency: 1.5 } }, 'microsoft-sync: config.scheduler.concurrency must be a whole number from 1 to 100'],
    [{ scheduler: { role: 'worker' } }, "microsoft-sync: config.scheduler.role must be 'all' or 'web'"],
    [
      { scheduler: { engine: 'cron' } },
      "microsoft-sync: config.scheduler.engine must be 'local', 'pg-boss' or a function that makes an engine",
    ],
    [{ scheduler: { interval: 5 } }, 'microsoft-sync: config.scheduler.interval is unknown and must be left out'],
    [{ scheduler: 'on' }, 'microsoft-sync: config.scheduler must be an object'],
    [{ scheduler: { enabled: 'yes' } }, 'microsoft-sync: config.scheduler.enabled must be true or false'],
    [{ typo: 1 }, 'microsoft-sync: config.typo is unknown and must be left out'],
    [
      { host: { user: 'api::person.person' } },
      "microsoft-sync: config.host.user must be 'admin::user' or 'plugin::users-permissions.user'",
    ],
    [
      { host: { organization: 'company' } },
      "microsoft-sync: config.host.organization must be the uid of a content type, such as 'api::company.company'",
    ],
    [
      { host: { members: { users: 'x' } } },
      'microsoft-sync: config.host.members must be the name of a relation, or { user: <name of a relation> }',
    ],
    [{ publicUrl: 'crm.example.com' }, "microsoft-sync: config.publicUrl must be an absolute address such as 'https://crm.example.com'"],
    [
      { publicUrl: 'javascript:alert(1)' },
      "microsoft-sync: config.publicUrl must be an absolute address such as 'https://crm.example.com'",
    ],
    [{ frontEnds: ['https://app.example.com/'] }, exactOrigin],
    [{ frontEnds: ['https://app.example.com/app'] }, exactOrigin],
    [{ frontEnds: ['https://*.example.com'] }, exactOrigin],
    [{ frontEnds: ['https://App.example.com'] }, exactOrigin],
    [{ frontEnds: ['https://app.example.com:443'] }, exactOrigin],
    [{ frontEnds: ['https://me@app.example.com'] }, exactOrigin],
    [{ frontEnds: ['app.example.com'] }, exactOrigin],
    [{ frontEnds: ['javascript:alert(1)'] }, exactOrigin],
    [{ frontEnds: ['null'] }, exactOrigin],
    [{ frontEnds: ['*'] }, exactOrigin],
    [{ frontEnds: [5] }, exactOrigin],
    [
      { frontEnds: ['http://app.example.com'] },
      'microsoft-sync: config.frontEnds[0] must be https (plain http is accepted only on a loopback address)',
    ],
    [
      { frontEnds: 'https://app.example.com' },
      "microsoft-sync: config.frontEnds must be a list of origins such as 'https://app.example.com'",
    ],
    [
      { notifications: { url: 'http://crm.example.com' } },
      'microsoft-sync: config.notifications.url must be https (plain http is accepted only on a loopback address)',
    ],
    [
      { notifications: { url: 'crm.example.com' } },
      "microsoft-sync: config.notifications.url must be an absolute address such as 'https://crm.example.com'",
    ],
    [{ encryptionKeys: 'secret' }, 'microsoft-sync: config.encryptionKeys must be a list of keys, the current one first'],
    [{ encryptionKeys: [] }, 'microsoft-sync: config.encryptionKeys must hold at least one key'],
    [{ encryptionKeys: ['a key that is long enough', ''] }, 'microsoft-sync: config.encryptionKeys[1] must not be empty'],
    [
      { encryptionKeys: ['short', 'a key that is long enough'] },
      'microsoft-sync: config.encryptionKeys[0] is too easily guessed: it needs at least 22 characters, 8 of them different. Make one with `openssl rand -base64 32`; where the present one has sealed something already, keep it as second entry of `encryptionKeys`',
    ],
    [
      { microsoft: { cloud: 'mars' } },
      "microsoft-sync: config.microsoft.cloud must be 'global', 'us-government', 'us-government-dod', 'china' or { authority, graph }",
    ],
    [
      { microsoft: { cloud: { authority: 'http://login.example.com', graph: 'https://graph.example.com' } } },
      'microsoft-sync: config.microsoft.cloud.authority must be https (plain http is accepted only on a loopback address)',
    ],
    [
      { microsoft: { cloud: { authority: 'https://login.example.com', graph: 'https://graph.example.com/v1.0' } } },
      "microsoft-sync: config.microsoft.cloud.graph must be a root such as 'https://graph.example.com': the tenant comes from the application, and /v1.0 is added by the plugin",
    ],
    [
      { microsoft: { clientId: 'crm', tenantId, clientSecret: 'x~y' } },
      'microsoft-sync: config.microsoft.clientId must be the application (client) ID that Azure shows on the overview page, such as 00001111-aaaa-2222-bbbb-3333cccc4444',
    ],
    [
      { microsoft: { clientId, tenantId: 'common', clientSecret: 'x~y', mode: 'application' } },
      'microsoft-sync: config.microsoft.tenantId must name one tenant (its ID or a domain) in application mode, where nobody signs in',
    ],
    [
      { microsoft: { clientId, tenantId, clientSecret: 'x~y', clientSecretExpiresAt: 'soon' } },
      'microsoft-sync: config.microsoft.clientSecretExpiresAt must be a date such as 2027-06-30',
    ],
    [{ microsoft: { clientSecret: 'x~y' } }, 'microsoft-sync: config.microsoft.clientId must be given together with clientSecret'],
    [
      { microsoft: { clientId, tenantId } },
      'microsoft-sync: config.microsoft.clientSecret or certificate must be given together with clientId',
    ],
  ])('%j', (given, line) => expect(problems(given)).toEqual([line]));

  test('several problems are several lines, and no value is shown', () => {
    const secret = '22222222-2222-4222-8222-222222222222';
    const lines = problems({
      typo: 1,
      resources: [],
      microsoft: { clientId, tenantId, clientSecret: secret, cloud: { authority: 5, graph: 'https://g.example.com', extra: 1 } },
    });
    expect(lines).toHaveLength(5);
    expect(lines.find((line) => line.includes('clientSecret'))).toMatch(/Value/);
    expect(lines.join()).not.toContain(secret);
  });
});

describe('resolved', () => {
  const reader = (given: Record<string, unknown>, others: Record<string, unknown> = {}) => {
    const values: Record<string, unknown> = {
      'plugin::microsoft-sync': merged(given),
      'server.absoluteUrl': 'https://crm.example.com/strapi',
      'admin.absoluteUrl': 'https://crm.example.com/admin/',
      'admin.secrets.encryptionKey': 'key of the host, long enough',
      ...others,
    };
    return { config: { get: (path: string, otherwise?: unknown) => values[path] ?? otherwise } };
  };

  test('addresses and keys come from Strapi', () => {
    expect(resolveConfig(reader({}))).toMatchObject({
      cloud: { name: 'global', authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
      configuredApplication: null,
      publicUrl: 'https://crm.example.com/strapi',
      adminUrl: 'https://crm.example.com/admin',
      redirectUri: 'https://crm.example.com/strapi/api/microsoft-sync/oauth/callback',
      notifications: { enabled: true, url: 'https://crm.example.com/strapi/api/microsoft-sync/notifications', isGiven: false },
      encryptionKeys: ['key of the host, long enough'],
      resources: { calendar: { homes: [], builtIn: true }, tasks: { homes: [], builtIn: true } },
    });
  });

  test('homes are taken as they are', () => {
    const homes = [{ uid: 'api::meeting.meeting', owner: 'assignee', fields: { start: 'from' }, durationMinutes: 30 }];
    const { resources } = resolveConfig(reader({ resources: { calendar: { homes, builtIn: false } } }));
    expect(resources).toEqual({ calendar: { homes, builtIn: false }, tasks: { homes: [], builtIn: true } });
  });

  test('what the plugin’s configuration says wins', () => {
    const resolved = resolveConfig(
      reader(
        {
          publicUrl: 'https://public.example.com/',
          encryptionKeys: ['a', 'b'],
          microsoft: {
            clientId,
            tenantId,
            clientSecret: ' s~s ',
            cloud: { authority: 'http://127.0.0.1:9/', graph: 'http://127.0.0.1:9' },
          },
        },
        { 'api.rest.prefix': '/rest/', 'admin.secrets.encryptionKey': undefined },
      ),
    );
    expect(resolved).toMatchObject({
      cloud: { name: 'custom', authority: 'http://127.0.0.1:9', graph: 'http://127.0.0.1:9' },
      configuredApplication: { clientId, tenantId, clientSecret: 's~s', mode: 'delegated' },
      redirectUri: 'https://public.example.com/rest/microsoft-sync/oauth/callback',
      encryptionKeys: ['a', 'b'],
    });
  });

  test('a key of Strapi’s own making is enough, one of a few characters is not; an older one may be', () => {
    const own = (key: string) => () => resolveConfig(reader({}, { 'admin.secrets.encryptionKey': key })).encryptionKeys;
    expect(own(randomBytes(16).toString('base64'))()).toHaveLength(1);
    expect(own(randomBytes(16).toString('hex'))()).toHaveLength(1);
    expect(own('tobemodified')).toThrow(/secrets.encryptionKey of config\/admin is too easily guessed/);
    expect(() => config.validator(merged({ encryptionKeys: ['a key that is long enough', 'old'] }))).not.toThrow();
  });

  test('without a key there is none', () => {
    expect(resolveConfig(reader({}, { 'admin.secrets.encryptionKey': undefined })).encryptionKeys).toEqual([]);
  });
});
