import { expect, test } from 'vitest';

import { accountState, type AccountEvidence, type DerivedState } from './account-state';

const fine: NonNullable<AccountEvidence['account']> = {
  hasTokens: true,
  isKeyKnown: true,
  missingPermissions: [],
  lastSucceededAt: 100,
  failure: null,
};
const delegated = { isConfigured: true, mode: 'delegated', problem: null } as const;
const application = { isConfigured: true, mode: 'application', problem: null } as const;
const state = (name: DerivedState['state'], reason: DerivedState['reason'] = null): DerivedState => ({ state: name, reason });

test.each<[string, AccountEvidence, DerivedState]>([
  ['without an account', { account: null, application: delegated }, state('not-connected')],
  ['without an account, and blocked', { account: null, application: delegated, isBlocked: true }, state('not-connected')],
  [
    'blocked, whatever else there is',
    { account: { ...fine, hasTokens: false }, application: { ...delegated, isConfigured: false }, isBlocked: true },
    state('action-required', 'user-blocked'),
  ],
  ['without account and application', { account: null, application: { ...delegated, isConfigured: false } }, state('not-connected')],
  ['all is well', { account: fine, application: delegated }, state('connected')],
  ['never used yet', { account: { ...fine, lastSucceededAt: null }, application: delegated }, state('connected')],
  [
    'Microsoft refuses the application, whatever is known of the account',
    { account: { ...fine, hasTokens: false }, application: { ...delegated, problem: 'application-secret-expired' } },
    state('action-required', 'application-secret-expired'),
  ],
  [
    'the application is gone',
    { account: fine, application: { ...delegated, isConfigured: false } },
    state('action-required', 'application-missing'),
  ],
  [
    'there are no tokens',
    { account: { ...fine, hasTokens: false, isKeyKnown: false }, application: delegated },
    state('action-required', 'sign-in-expired'),
  ],
  [
    'the key is another',
    { account: { ...fine, isKeyKnown: false }, application: delegated },
    state('action-required', 'encryption-key-changed'),
  ],
  [
    'a permission is missing',
    { account: { ...fine, missingPermissions: ['Tasks.ReadWrite'] }, application: delegated },
    state('action-required', 'scope-missing'),
  ],
  [
    'the newest is a failure',
    { account: { ...fine, failure: { reason: 'sign-in-expired', at: 101 } }, application: delegated },
    state('action-required', 'sign-in-expired'),
  ],
  [
    'a failure in the same instant',
    { account: { ...fine, failure: { reason: 'no-mailbox', at: 100 } }, application: delegated },
    state('action-required', 'no-mailbox'),
  ],
  [
    'a failure before the last success',
    { account: { ...fine, failure: { reason: 'sign-in-expired', at: 99 } }, application: delegated },
    state('connected'),
  ],
  [
    'Microsoft is slow',
    { account: { ...fine, failure: { reason: 'throttled', at: 101 } }, application: delegated },
    state('delayed', 'throttled'),
  ],
  [
    'Microsoft is away',
    { account: { ...fine, lastSucceededAt: null, failure: { reason: 'microsoft-unavailable', at: 1 } }, application: delegated },
    state('delayed', 'microsoft-unavailable'),
  ],
  [
    'a healed application',
    { account: { ...fine, failure: { reason: 'application-missing', at: 101 } }, application: delegated },
    state('connected'),
  ],
  [
    'a healed key',
    { account: { ...fine, failure: { reason: 'encryption-key-changed', at: 101 } }, application: delegated },
    state('connected'),
  ],
  [
    'Microsoft refuses although every permission was granted',
    { account: { ...fine, failure: { reason: 'scope-missing', at: 101 } }, application: delegated },
    state('action-required', 'scope-missing'),
  ],
  [
    'application mode needs no tokens',
    { account: { ...fine, hasTokens: false, isKeyKnown: false, missingPermissions: ['User.Read'] }, application },
    state('connected'),
  ],
  [
    'application mode without a permission',
    { account: { ...fine, hasTokens: false, failure: { reason: 'scope-missing', at: 101 } }, application },
    state('action-required', 'scope-missing'),
  ],
])('%s', (_, evidence, expected) => expect(accountState(evidence)).toEqual(expected));
