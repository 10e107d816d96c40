import { expect, test } from 'vitest';

import type { TokenTraffic } from '../../microsoft/index';
import { SecretFailure } from '../../secrets/index';
import { AccountFailure, type AccountFailureReason } from '../health/account-failure';
import { signInRefusal } from '../sign-in/fail-connect';
import { tokenFailure } from './token-failure';

const refused: TokenTraffic = { status: 400, isJson: true, retryAfterMs: null };

test.each<[AccountFailureReason, object | null, Partial<TokenTraffic>]>([
  ['sign-in-expired', { errorCode: 'invalid_grant', errorNo: '700082' }, {}],
  ['sign-in-expired', { errorCode: 'invalid_grant', errorNo: '50173' }, {}],
  ['sign-in-expired', { errorCode: 'invalid_grant', errorMessage: 'AADSTS70008: expired' }, {}],
  ['sign-in-expired', { errorCode: 'invalid_grant', subError: 'bad_token' }, {}],
  ['sign-in-expired', { errorCode: 'interaction_required' }, {}],
  ['sign-in-expired', { errorCode: 'login_required' }, {}],
  ['sign-in-expired', { errorCode: 'no_tokens_found' }, { status: null }],
  ['consent-missing', { errorCode: 'consent_required' }, {}],
  ['consent-missing', { errorCode: 'invalid_grant', subError: 'consent_required', errorNo: '65001' }, {}],
  ['consent-missing', { errorCode: 'invalid_grant', errorNo: '90094' }, {}],
  ['consent-missing', { errorCode: 'access_denied', errorNo: '900941' }, {}],
  ['application-unknown', { errorCode: 'unauthorized_client', errorNo: '7000112' }, {}],
  ['claims-required', { errorCode: 'interaction_required', errorNo: '50076' }, {}],
  ['claims-required', { errorCode: 'interaction_required', claims: '{"access_token":{}}' }, {}],
  ['application-secret-expired', { errorCode: 'invalid_client', errorNo: '7000222' }, { status: 401 }],
  ['application-secret-invalid', { errorCode: 'invalid_client', errorNo: '7000215' }, { status: 401 }],
  ['application-secret-invalid', { errorCode: 'invalid_client' }, { status: 401 }],
  ['application-unknown', { errorCode: 'unauthorized_client', errorNo: '700016' }, {}],
  ['application-unknown', { errorCode: 'invalid_request', errorNo: '90002' }, {}],
  ['application-unknown', { errorCode: 'invalid_request', errorNo: '900023' }, {}],
  ['application-unknown', { errorCode: 'missing_tenant_id_error' }, { status: null }],
  ['throttled', { errorCode: '' }, { status: 429, retryAfterMs: 5000 }],
  ['throttled', { errorCode: 'invalid_grant' }, { status: 429 }],
  ['microsoft-unavailable', { errorCode: '' }, { status: null }], // MSAL repeats an old 429 without a code
  ['microsoft-unavailable', { errorCode: 'network_error' }, { status: 0 }],
  ['microsoft-unavailable', { errorCode: 'invalid_grant' }, { status: 503 }],
  ['microsoft-unavailable', { errorCode: 'temporarily_unavailable' }, {}],
  ['microsoft-unavailable', { errorCode: 'invalid_grant' }, { isJson: false }],
  ['microsoft-unavailable', { errorCode: 'something_new' }, {}],
  ['microsoft-unavailable', null, {}],
  ['encryption-key-changed', new SecretFailure('encryption-key-missing'), { status: null }],
  ['no-mailbox', new AccountFailure('no-mailbox'), {}],
])('%s: %o %o', (reason, error, traffic) => expect(tokenFailure(error, { ...refused, ...traffic }).reason).toBe(reason));

test('a failure has the number, and nothing else of what Entra said', () => {
  const secret = "AADSTS7000215: Invalid client secret provided. 'abc~def' for ada@sandbox.example";
  const failure = tokenFailure({ errorCode: 'invalid_client', errorMessage: secret, message: secret }, { ...refused, status: 401 });
  expect(failure.message).toContain('(AADSTS7000215)');
  expect(failure.message).not.toMatch(/abc~def|ada@/);
});

test.each([
  ['access_denied', 'AADSTS65004: User declined to consent.', 'sign-in-declined', /declined/],
  ['access_denied', undefined, 'sign-in-declined', /cancelled/],
  ['consent_required', 'AADSTS65001: …', 'sign-in-declined', /consent/],
  ['access_denied', 'AADSTS90094: admin consent', 'sign-in-declined', /administrator/],
  ['invalid_request', 'AADSTS50020: does not exist in tenant', 'sign-in-failed', /does not belong/],
  ['invalid_request', 'AADSTS50194: not multi-tenant', 'sign-in-failed', /account types/],
  ['invalid_request', 'AADSTS90002: Tenant not found', 'sign-in-failed', /tenant/],
  ['invalid_request', 'AADSTS50011: redirect', 'sign-in-failed', /redirect URI/],
  ['unauthorized_client', 'AADSTS700016: …', 'sign-in-failed', /client ID/],
  ['server_error', undefined, 'microsoft-unavailable', /minutes/],
  ['<b>odd</b>', '<script>alert(1)</script>', 'sign-in-failed', /^[^<]*$/],
  [undefined as never, 42 as never, 'sign-in-failed', /again/],
])('after %s (%s) the person is told what to do', (error, errorDescription, code, message) => {
  const refusal = signInRefusal({ error, errorDescription });
  expect(refusal.details).toMatchObject({ code });
  expect(refusal.message).toMatch(message);
});

test.each([
  ['90093', 'admin-consent'],
  ['90094', 'admin-consent'],
  ['900941', 'admin-consent'],
  ['50105', 'not-assigned'],
  ['53003', 'claims-required'],
  ['7000112', 'application-refused'],
])('AADSTS%s at a sign-in: %s, with whom to ask', (number, reason) => {
  const refusal = signInRefusal(
    { error: 'access_denied', errorDescription: `AADSTS${number}: Words.` },
    'https://login.example/adminconsent',
  );
  expect(refusal.details).toMatchObject({ reason, number });
  expect(refusal.message).toMatch(/administ/i);
  expect(refusal.details).toEqual(
    expect.objectContaining(reason === 'admin-consent' ? { link: 'https://login.example/adminconsent' } : { number }),
  );
});

test('the usual numbers come with what to do', () => {
  const failure = tokenFailure({ errorCode: 'invalid_client', errorNo: '7000215' }, { ...refused, status: 401 });
  expect(failure.message).toMatch(/Value.*\(AADSTS7000215\)$/);
});
