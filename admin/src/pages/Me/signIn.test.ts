import { describe, expect, it } from 'vitest';

import { signInFragment, signInMessage, stateOf } from './signIn';

describe('the answer of a sign-in', () => {
  it('is known by the state of the address it began with', () => {
    expect(stateOf('https://login.example/common/oauth2/v2.0/authorize?client_id=a&state=s%2B1')).toBe('s+1');
    expect(stateOf('https://login.example/')).toBeNull();
  });

  it.each([
    ['a code', { state: 's', code: 'c' }, { state: 's', code: 'c' }],
    [
      'an error',
      { state: 's', error: 'access_denied', errorDescription: 'no' },
      { state: 's', error: 'access_denied', errorDescription: 'no' },
    ],
    ['more than that, of which the rest is dropped', { state: 's', code: 'c', evil: 1 }, { state: 's', code: 'c' }],
    ['neither', { state: 's' }, null],
    ['an acknowledgement', { received: 's' }, null],
    ['another type', { state: 's', code: 1 }, null],
    ['nothing', null, null],
    ['a text', 'state', null],
  ])('with %s', (_name, data, expected) => {
    expect(signInMessage(data)).toEqual(expected);
  });

  it.each([
    ['#code=c&state=s', { state: 's', code: 'c' }],
    ['#error=access_denied&state=s&errorDescription=said+no', { state: 's', error: 'access_denied', errorDescription: 'said no' }],
    ['#somewhere', null],
    ['', null],
  ])('comes in the fragment %s', (hash, expected) => {
    expect(signInFragment(hash)).toEqual(expected);
  });
});
