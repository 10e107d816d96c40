import { describe, expect, it } from 'vitest';

import { failureOf } from './failure';

const nothing = { message: null, code: null, reason: null, link: null, problems: [] };

describe('a failed request', () => {
  it("keeps the server's words and its code", () => {
    const error = {
      status: 400,
      name: 'ApplicationError',
      message: 'Enter the application first.',
      details: { code: 'application-missing' },
    };
    expect(failureOf(error)).toEqual({
      message: 'Enter the application first.',
      code: 'application-missing',
      reason: null,
      link: null,
      problems: [],
    });
  });

  it('knows by the status what a role does not reach, whose answer of Strapi has no code', () => {
    expect(failureOf({ status: 403, name: 'ForbiddenError', message: 'Forbidden', details: {} })).toMatchObject({ code: 'out-of-reach' });
  });

  it('takes the reason that the code leaves open', () => {
    const details = { code: 'sign-in-declined', reason: 'admin-consent' };
    expect(failureOf({ status: 400, message: 'x', details })).toMatchObject({ code: 'sign-in-declined', reason: 'admin-consent' });
  });

  it('takes problems whose path is a list or a text', () => {
    const errors = [{ path: ['fields', 'a'], message: 'one' }, { path: 'b', message: 'two' }, { path: 3, message: 'lost' }, 'lost'];
    expect(failureOf({ status: 400, message: 'x', details: { errors } }).problems).toEqual([
      { path: 'fields.a', message: 'one' },
      { path: 'b', message: 'two' },
    ]);
  });

  it.each([
    [
      'a failure of the server, which has a name and no advice',
      { status: 500, name: 'InternalServerError', message: 'Internal Server Error' },
    ],
    ['a proxy before it', { status: 502, message: 'Bad Gateway' }],
    ['an address that is not there', { status: 404, message: 'Not Found' }],
    ["a lost connection, whose words are the browser's", { name: 'TypeError', message: 'Failed to fetch' }],
    ['a code that is none of ours', { status: 500, message: '', details: { code: 'E_ODD' } }],
    ['nothing', undefined],
    ['a text', 'oh'],
  ])('has nothing to say of %s', (_name, error) => {
    expect(failureOf(error)).toEqual(nothing);
  });
});
