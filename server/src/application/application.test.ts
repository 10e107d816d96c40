import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';

import type { ApplicationPatch } from '../../../src/contracts/index';
import { createSecretBox } from '../secrets/index';
import { configuredApplication } from './configured';
import { createApplicationService, type Application, type ConfiguredApplication } from './index';
import { createMemoryProblems } from './testing/memory-problems';
import { createMemoryApplicationStore } from './testing/memory-store';

const clientId = '11111111-1111-4111-8111-111111111111';
const tenantId = '5a0db0c5-0000-4000-8000-000000000365';
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const ellipticKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const redirectUri = 'https://crm.example.com/api/microsoft-sync/oauth/callback';
const now = Date.parse('2027-01-02T03:04:05Z');

let store: ReturnType<typeof createMemoryApplicationStore>;
let problems: ReturnType<typeof createMemoryProblems>;
let told: unknown[];
let service: Application;
const create = (configured: ConfiguredApplication | null = null, keys = ['key']) =>
  createApplicationService({
    store,
    problems,
    secrets: createSecretBox(keys),
    configured,
    redirectUri,
    now: () => Promise.resolve(now),
    onRefused: async (event) => void told.push(event),
    onMended: async () => void told.push('mended'),
  });
beforeEach(() => {
  store = createMemoryApplicationStore();
  problems = createMemoryProblems();
  told = [];
  service = create();
});

describe('the system’s application', () => {
  test('is empty at first', async () => {
    expect(await service.read()).toEqual({
      clientId: null,
      tenantId: null,
      mode: 'delegated',
      clientSecret: { isSet: false },
      certificate: { isSet: false },
      redirectUri,
      source: 'system',
    });
    expect(await service.facts()).toMatchObject({ isConfigured: false });
    expect(await service.credentials()).toMatchObject({ ok: false });
  });

  test('secrets go in and never come out, and are sealed in the store', async () => {
    await service.write({ clientId, tenantId, clientSecret: ' the~secret ', clientSecretExpiresAt: '2028-01-01' });
    await service.write({ certificate: { privateKey, thumbprintSha256: 'ab:'.repeat(32).slice(0, -1) } });
    const reading = await service.read();
    expect(reading).toMatchObject({
      clientId,
      tenantId,
      clientSecret: { isSet: true, setAt: '2027-01-02T03:04:05.000Z', expiresAt: '2028-01-01T00:00:00.000Z' },
      certificate: { isSet: true, thumbprintSha256: 'AB'.repeat(32) },
    });
    for (const text of [JSON.stringify(reading), JSON.stringify([...store.rows.values()])]) {
      expect(text).not.toContain('the~secret');
      expect(text).not.toContain('PRIVATE KEY');
    }
    expect(await service.credentials()).toMatchObject({
      ok: true,
      credentials: { credential: { kind: 'certificate', thumbprintSha256: 'AB'.repeat(32) } },
    });
    await service.write({ certificate: null });
    expect(await service.credentials()).toMatchObject({
      ok: true,
      credentials: { credential: { kind: 'secret', clientSecret: 'the~secret' } },
    });
  });

  test('what a patch leaves out stays, null empties, and a new secret loses the former one’s date', async () => {
    await service.write({ clientId, tenantId, clientSecret: 'one~', clientSecretExpiresAt: '2028-01-01' });
    await service.write({ tenantId: 'contoso.onmicrosoft.com' });
    expect(await service.read()).toMatchObject({
      clientId,
      tenantId: 'contoso.onmicrosoft.com',
      clientSecret: { isSet: true, expiresAt: expect.any(String) as string },
    });
    await service.write({ clientSecret: 'two~' });
    expect((await service.read()).clientSecret.expiresAt).toBeUndefined();
    await service.write({ clientSecret: null, clientId: null });
    expect(await service.read()).toMatchObject({ clientId: null, clientSecret: { isSet: false } });
  });

  test.each<[unknown, string[], RegExp]>([
    [{ clientId: 'crm' }, ['clientId'], /application \(client\) ID/],
    [{ clientId: 5 }, ['clientId'], /application \(client\) ID/],
    [{ tenantId: 'not a tenant' }, ['tenantId'], /tenant/],
    [{ tenantId: 'https://login.microsoftonline.com/x' }, ['tenantId'], /tenant/],
    [{ mode: 'both' }, ['mode'], /delegated/],
    [{ mode: 'application', tenantId: 'common' }, ['tenantId'], /one tenant/],
    [{ clientSecret: '' }, ['clientSecret'], /empty/],
    [{ clientSecret: '  ' }, ['clientSecret'], /empty/],
    [{ clientSecret: '99999999-9999-4999-8999-999999999999' }, ['clientSecret'], /Value/],
    [{ clientSecretExpiresAt: 'soon' }, ['clientSecretExpiresAt'], /date/],
    [{ certificate: { privateKey: 'x', thumbprintSha256: 'ab'.repeat(32) } }, ['certificate', 'privateKey'], /PEM/],
    [{ certificate: { privateKey: ellipticKey, thumbprintSha256: 'ab'.repeat(32) } }, ['certificate', 'privateKey'], /RSA/],
    [{ certificate: { privateKey, thumbprintSha256: 'ab'.repeat(20) } }, ['certificate', 'thumbprintSha256'], /64/],
    [{ redirectUri: 'https://evil.example.com' }, ['redirectUri'], /unknown/],
    [null, [], /object/],
    ['text', [], /object/],
  ])('refuses %j', async (patch, path, message) => {
    const error: unknown = await service.write(patch as ApplicationPatch).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'ValidationError',
      details: { code: 'invalid-input', errors: [{ path, message: expect.stringMatching(message) as string }] },
    });
    expect(store.rows.size).toBe(0);
  });

  test('application mode and a shared tenant are refused together also when they come one after the other', async () => {
    await service.write({ clientId, tenantId: 'organizations' });
    await expect(service.write({ mode: 'application' })).rejects.toMatchObject({ details: { code: 'invalid-input' } });
  });

  test('refuses secrets without an encryption key, but not the rest', async () => {
    const without = create(null, []);
    await without.write({ clientId, tenantId });
    await expect(without.write({ clientSecret: 'the~secret' })).rejects.toMatchObject({
      details: { code: 'encryption-key-missing' },
      message: expect.stringContaining('ENCRYPTION_KEY') as string,
    });
    expect((await without.read()).clientSecret.isSet).toBe(false);
  });

  test('says that the key has changed, and a secret entered anew heals it', async () => {
    await service.write({ clientId, tenantId, clientSecret: 'the~secret' });
    const changed = create(null, ['another']);
    await expect(changed.credentials()).rejects.toMatchObject({ code: 'encryption-key-changed' });
    await changed.write({ clientSecret: 'the~secret' });
    expect(await changed.credentials()).toMatchObject({ ok: true });
  });
});

describe('an application given in config/plugins', () => {
  const configured: ConfiguredApplication = { clientId, tenantId, mode: 'application', clientSecret: 'from~config' };

  test('wins, and is read-only', async () => {
    await service.write({ clientId: '22222222-2222-4222-8222-222222222222', tenantId });
    const given = create(configured);
    expect(await given.read()).toMatchObject({ clientId, mode: 'application', clientSecret: { isSet: true }, source: 'configuration' });
    expect(JSON.stringify(await given.read())).not.toContain('from~config');
    await expect(given.write({ tenantId: 'common' })).rejects.toMatchObject({ details: { code: 'application-read-only' } });
    expect(await given.credentials()).toMatchObject({
      ok: true,
      credentials: { mode: 'application', credential: { clientSecret: 'from~config' } },
    });
  });

  test('is warned of before its secret ends, by the day that is given beside it', async () => {
    const clientSecretExpiresAt = new Date(now + 3 * 86_400_000).toISOString();
    const given = create(configuredApplication({ ...configured, clientSecretExpiresAt }));
    expect(await given.read()).toMatchObject({ clientSecret: { isSet: true, expiresAt: clientSecretExpiresAt } });
    expect((await given.expiring()).map(({ event }) => event)).toMatchObject([
      { organization: null, clientId, what: 'secret', daysLeft: 3 },
    ]);
  });

  test('leaves organizations their own', async () => {
    const given = create(configured);
    await given.write({ clientId: '33333333-3333-4333-8333-333333333333', tenantId, clientSecret: 'own~' }, { organization: 'org' });
    expect(await given.read({ organization: 'org' })).toMatchObject({ source: 'organization', mode: 'delegated' });
    expect(await given.credentials({ organization: 'org' })).toMatchObject({
      ok: true,
      credentials: { clientId: '33333333-3333-4333-8333-333333333333' },
    });
    expect(await given.credentials({ organization: 'other' })).toMatchObject({ ok: true, credentials: { clientId } });
    expect(await given.read({ organization: 'other' })).toMatchObject({ source: 'configuration' });
  });
});

test('an organization that empties its own application shares the system’s again', async () => {
  await service.write({ clientId, tenantId, clientSecret: 'system~' });
  await service.write({ clientId: '33333333-3333-4333-8333-333333333333' }, { organization: 'org' });
  expect(await service.facts({ organization: 'org' })).toMatchObject({ isConfigured: false });
  await service.write({ clientId: null }, { organization: 'org' });
  expect(await service.read({ organization: 'org' })).toMatchObject({ source: 'system', clientId });
  expect(await service.facts({ organization: 'org' })).toMatchObject({ isConfigured: true });
});

test('a sealed secret is of no use in another row', async () => {
  await service.write({ clientId, tenantId, clientSecret: 'system~' });
  store.rows.set('organization:org', store.rows.get('system')!);
  await expect(service.credentials({ organization: 'org' })).rejects.toMatchObject({ code: 'encryption-key-changed' });
});

test('is warned of thirty, fifteen and three days before the end, by a name that is one warning’s own', async () => {
  const warningsAt = async (days: number) => {
    await service.write({ clientSecretExpiresAt: new Date(now + days * 86_400_000).toISOString() });
    return service.expiring();
  };
  await service.write({ clientId, tenantId, clientSecret: 'the~secret' });
  expect(await service.expiring()).toEqual([]);
  expect(await warningsAt(31)).toEqual([]);
  const names = [];
  for (const days of [30, 16, 15, 4, 3, 1]) {
    const [warning] = await warningsAt(days);
    expect(warning?.event).toMatchObject({ organization: null, clientId, what: 'secret', daysLeft: days });
    names.push(warning?.name.split(' ').at(-1));
  }
  expect(names).toEqual(['30', '30', '15', '15', '3', '3']);
  expect(await warningsAt(0)).toEqual([]);
});

test('whoever may edit it hears of a secret that ends within 30 days, and of an application that is not whole', async () => {
  expect(await service.needs()).toEqual([{ organization: null, problem: 'application-missing', ends: null }]);
  const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();
  await service.write({ clientId, tenantId, clientSecret: 'one~', clientSecretExpiresAt: inDays(31) });
  await service.write(
    { clientId, tenantId, certificate: { privateKey, thumbprintSha256: 'ab'.repeat(32), expiresAt: inDays(-1) } },
    { organization: 'org' },
  );
  expect(await service.needs()).toMatchObject([{ organization: 'org', problem: null, ends: { what: 'certificate', daysLeft: -1 } }]);
  await service.write({ clientSecretExpiresAt: inDays(30) });
  expect(await service.needs()).toMatchObject([{ organization: null, ends: { what: 'secret', daysLeft: 30 } }, { organization: 'org' }]);
});

describe('an application that Microsoft refuses', () => {
  const own = { clientId: '33333333-3333-4333-8333-333333333333', tenantId, clientSecret: 'own~' };
  const expired = { reason: 'application-secret-expired', message: 'It has expired.' } as const;
  const credentials = async (options?: { organization: string }) => {
    const verdict = await service.credentials(options);
    if (!verdict.ok) throw new Error(verdict.message);
    return verdict.credentials;
  };
  beforeEach(async () => {
    await service.write({ clientId, tenantId, clientSecret: 'one~' });
    await service.write(own, { organization: 'org' });
  });

  test('is one problem, told of once however many meet it, and of that application alone', async () => {
    const application = await credentials();
    await Promise.all([1, 2, 3].map(() => service.refused(application, expired)));
    expect(told).toEqual([{ organization: null, clientId, reason: expired.reason }]);
    expect(await service.read()).toMatchObject({ problem: { reason: expired.reason, since: new Date(now).toISOString() } });
    expect(await service.problemOf(application)).toMatchObject(expired);
    expect(await service.read({ organization: 'org' })).not.toHaveProperty('problem');
    expect(await service.needs()).toEqual([{ organization: null, problem: expired.reason, ends: null }]);
    const overview = await service.overview();
    expect([overview.of(null).problem, overview.of('other').problem, overview.of('org').problem]).toEqual([
      expired.reason,
      expired.reason,
      null,
    ]);
  });

  test('another secret ends it, and what was asked with the former one says nothing any more', async () => {
    const former = await credentials();
    await service.refused(former, expired);
    await service.write({ clientSecret: 'two~' });
    expect(told).toEqual([{ organization: null, clientId, reason: expired.reason }, 'mended']);
    await service.refused(former, expired);
    expect(await service.facts()).toMatchObject({ problem: null });
    expect(told).toHaveLength(2);
  });

  test('Microsoft’s taking it again ends it', async () => {
    const application = await credentials({ organization: 'org' });
    await service.refused(application, expired);
    expect(await service.troubled()).toEqual([{ organization: 'org', application }]);
    await service.accepted(await credentials());
    expect(await service.facts({ organization: 'org' })).toMatchObject({ problem: expired.reason });
    await service.accepted(application);
    expect(told).toEqual([{ organization: 'org', clientId: own.clientId, reason: expired.reason }, 'mended']);
    expect(await service.troubled()).toEqual([]);
  });

  test('so is one whose secret cannot be opened', async () => {
    service = create(null, ['another']);
    expect(await service.facts()).toMatchObject({ problem: 'encryption-key-changed' });
    await service.unreadable({}, 'The key is another.');
    await service.unreadable({}, 'The key is another.');
    expect(told).toEqual([{ organization: null, clientId, reason: 'encryption-key-changed' }]);
    service = create();
    await service.settle();
    expect(told).toHaveLength(2);
    expect(await service.facts()).toMatchObject({ problem: null });
  });
});
