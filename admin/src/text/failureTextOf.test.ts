import { describe, expect, it } from 'vitest';

import { errorCodes, signInProblems } from '../../../src/contracts/errors';
import english from '../translations/en.json';
import { failureTextOf } from './failureTextOf';

describe('what is said of a failure', () => {
  it.each(errorCodes)('%s has a text', (code) => {
    expect(english).toHaveProperty([failureTextOf({ code, reason: null }).text]);
  });

  it.each(signInProblems)('a sign-in that ended with %s has one of its own, which says it all', (reason) => {
    const { text, isComplete } = failureTextOf({ code: 'sign-in-failed', reason });
    expect([text in english, isComplete, text === 'failure.sign-in-failed']).toEqual([true, true, false]);
  });

  it('takes the words for an account where that is the reason', () => {
    expect(failureTextOf({ code: 'sign-in-failed', reason: 'no-mailbox' }).text).toBe('reason.no-mailbox');
  });

  it('says why nothing would be synchronized, where it is not switched off', () => {
    expect(failureTextOf({ code: 'not-synchronized', reason: 'application-secret-invalid' }).text).toBe(
      'reason.application-secret-invalid',
    );
    expect(failureTextOf({ code: 'not-synchronized', reason: null }).text).toBe('failure.not-synchronized');
  });

  it('does not take a property of every object for a reason', () => {
    expect(failureTextOf({ code: 'sign-in-failed', reason: 'constructor' }).text).toBe('failure.sign-in-failed');
  });
});
