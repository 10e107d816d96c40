import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Sandbox } from '../../../../sandbox/index';
import type { ApplicationPatch, ApplicationVerdict } from '../../../../src/contracts/index';
import { byExchange, clientId, createWorld, redirectUri, startTestSandbox, type World } from '../testing/world';

const DAY = 86_400_000;
let sandbox: Sandbox;
let world: World;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.faults.clear());

const examine = async (patch: ApplicationPatch = {}, given: Parameters<typeof createWorld>[1] = {}) => {
  world = await createWorld(sandbox, { patch, ...given });
  return world.accounts.checkApplication();
};
const of = (verdicts: readonly ApplicationVerdict[], step: ApplicationVerdict['step']) => verdicts.find((one) => one.step === step);
const verdict = (verdicts: readonly ApplicationVerdict[]) =>
  Object.fromEntries(verdicts.map(({ step, ok, code }) => [step, ok === null ? (code ?? 'not needed') : ok ? 'good' : code]));
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

describe('the Azure application alone, before anybody connects', () => {
  test('is gone through step by step, and nobody has to be connected', async () => {
    const verdicts = await examine({ clientSecretExpiresAt: inDays(200) });
    expect(verdict(verdicts)).toEqual({
      application: 'good',
      service: 'good',
      credential: 'good',
      expiry: 'good',
      'redirect-uri': 'good',
      consent: 'not-known',
      resources: 'good',
      notifications: 'not needed',
    });
    const link = new URL(of(verdicts, 'consent')?.link ?? '');
    expect(`${link.origin}${link.pathname}`).toBe(`${sandbox.authority}/${sandbox.tenantId}/v2.0/adminconsent`);
    expect(Object.fromEntries(link.searchParams)).toMatchObject({ client_id: clientId, redirect_uri: redirectUri });
    expect(link.searchParams.get('scope')).toContain('Calendars.ReadWrite');
  });

  test('consent is known once somebody has connected with all that is needed', async () => {
    await examine();
    await world.connect('ada');
    expect(verdict(await world.accounts.checkApplication())).toMatchObject({ consent: 'good' });
  });

  test.each<[string, ApplicationPatch, Record<string, string>, RegExp]>([
    [
      'an expired secret',
      { clientSecret: 'expired~secret' },
      { service: 'good', credential: 'application-secret-expired', consent: 'not-looked-at' },
      /AADSTS7000222/,
    ],
    ['a wrong secret', { clientSecret: 'wrong~secret' }, { credential: 'application-secret-invalid' }, /Value.*Secret ID/],
    ['an unknown application', { clientId: '22222222-2222-4222-8222-222222222222' }, { credential: 'application-unknown' }, /AADSTS700016/],
    [
      'an unknown tenant',
      { tenantId: '33333333-3333-4333-8333-333333333333' },
      { service: 'application-unknown', credential: 'not-looked-at' },
      /tenant/,
    ],
    ['no secret', { clientSecret: null }, { application: 'application-missing', service: 'not-looked-at' }, /client secret or certificate/],
  ])('%s', async (_, patch, expected, message) => {
    const verdicts = await examine(patch);
    expect(verdict(verdicts)).toMatchObject(expected);
    expect(verdicts.find(({ ok }) => ok === false)?.message).toMatch(message);
  });

  test.each([
    [inDays(31), 'good'],
    [inDays(29), 'application-secret-expires'],
    [inDays(-1), 'application-secret-expired'],
    [null, 'not-known'],
  ])('until %s: %s', async (clientSecretExpiresAt, expected) => {
    expect(verdict(await examine({ clientSecretExpiresAt }))).toMatchObject({ expiry: expected, consent: 'not-known' });
  });

  test('a redirect URI that is not registered', async () => {
    const verdicts = await examine({}, { redirectUri: 'https://elsewhere.example.com/api/microsoft-sync/oauth/callback' });
    expect(verdict(verdicts)).toMatchObject({ 'redirect-uri': 'redirect-uri-missing' });
    expect(of(verdicts, 'redirect-uri')?.message).toContain('https://elsewhere.example.com/api/microsoft-sync/oauth/callback');
  });

  test('a sign-in service that is not reached', async () => {
    sandbox.faults.push({ path: 'openid-configuration', times: 9, answer: { status: 503, body: 'Busy.' } });
    expect(verdict(await examine())).toMatchObject({ service: 'microsoft-unavailable', credential: 'not-looked-at' });
  });

  test('in application mode the permissions are held against what is on, with the link for consent', async () => {
    world = await createWorld(sandbox, { patch: { mode: 'application' } });
    expect(verdict(await world.accounts.checkApplication())).toMatchObject({ consent: 'good', 'redirect-uri': 'not needed' });
    world.integrations.tasks = true;
    const verdicts = await world.accounts.checkApplication();
    expect(of(verdicts, 'consent')).toMatchObject({
      ok: false,
      code: 'scope-missing',
      message: expect.stringContaining('Tasks.ReadWrite.All') as string,
    });
    expect(of(verdicts, 'consent')?.link).toBe(`${sandbox.authority}/${sandbox.tenantId}/adminconsent?client_id=${clientId}`);
  });

  test.each([
    ['that is all', ['Tasks.ReadWrite.All'], null, 'not-in-token'],
    ['nothing is in the token', [], false, 'scope-missing'],
  ] as const)('what RBAC for Applications may have granted in Exchange is not said to be missing: %s', async (_, inToken, ok, code) => {
    const exchange = await startTestSandbox({ applications: [byExchange(['Calendars.ReadWrite', 'MailboxSettings.Read'], inToken)] });
    world = await createWorld(exchange, { patch: { mode: 'application' } });
    world.integrations.tasks = true;
    const consent = of(await world.accounts.checkApplication(), 'consent');
    await exchange.close();
    expect(consent).toMatchObject({
      ok,
      code,
      message: expect.stringMatching(/MailboxSettings\.Read, Calendars\.ReadWrite.*RBAC/) as string,
    });
    expect(consent?.message.startsWith('Not granted: Tasks.ReadWrite.All.')).toBe(ok === false);
    expect(consent?.link).toContain('/adminconsent?');
  });

  test('what was refused goes on when it is found in order', async () => {
    await examine({ clientSecret: 'wrong~secret' });
    expect(world.called).toEqual(['application refused application-secret-invalid']);
    await world.application.write({ clientSecret: 'sandbox~secret-Value' });
    await world.accounts.checkApplication();
    expect(world.called.at(-1)).toBe('application mended');
  });
});
