import { describe, expect, test } from 'vitest';

import { classify, type FailedAnswer } from './classify';
import type { FailureReason } from './port';

const now = Date.parse('2027-01-01T00:00:00Z');
const view = 'https://graph.microsoft.com/v1.0/me/calendarView/delta?startDateTime=a&endDateTime=b';
const link = 'https://graph.microsoft.com/v1.0/me/todo/lists/x/tasks/delta?$deltatoken=t';
const graph = (code: string, message = 'Message.', inner?: object) => ({ error: { code, message, innerError: inner } });

function failure(of: Partial<FailedAnswer> & { status: number }) {
  return classify({ method: 'GET', url: 'https://graph.microsoft.com/v1.0/me/events/x', headers: {}, body: graph('someCode'), ...of }, now);
}

describe('what a failure of Graph means', () => {
  test.each<[FailureReason, Partial<FailedAnswer> & { status: number }]>([
    ['rejected', { status: 400, body: graph('ErrorInvalidRequest') }],
    ['rejected', { status: 400, body: graph('ErrorPropertyValidationFailure') }],
    ['rejected', { status: 400, body: graph('ErrorInvalidIdMalformed') }], // no proof of a deletion
    ['rejected', { status: 400, body: graph('ErrorOccurrenceCrossingBoundary'), method: 'PATCH' }],
    ['rejected', { status: 400, body: graph('') }],
    [
      'window-too-wide',
      { status: 400, url: view, body: graph('ErrorInvalidRequest', 'The range is too wide. Maximum number of days: 1825.') },
    ],
    ['rejected', { status: 400, url: view, body: graph('ErrorInvalidParameter', 'This request requires a time window.') }],
    ['sync-state-gone', { status: 400, body: graph('resyncRequired') }],
    ['sync-state-gone', { status: 400, body: graph('badRequest', '', { code: 'SyncStateNotFound' }) }],
    ['sync-state-gone', { status: 404, body: graph('syncStateNotFound') }],
    ['sync-state-gone', { status: 410, body: graph('fullSyncRequired') }],
    ['sync-state-gone', { status: 410, body: null, headers: { location: 'https://graph.microsoft.com/x' } }],
    ['sync-state-gone', { status: 404, url: link, body: graph('ResourceNotFound') }],
    ['not-found', { status: 410, method: 'DELETE' }],
    ['unauthorized', { status: 401, body: graph('InvalidAuthenticationToken') }],
    ['unauthorized', { status: 401, body: null }],
    ['forbidden', { status: 401, url: 'https://graph.microsoft.com/v1.0/users/x/todo/lists', body: graph('UnknownError') }],
    ['unauthorized', { status: 401, url: 'https://graph.microsoft.com/v1.0/users/x/events', body: graph('UnknownError') }],
    ['forbidden', { status: 400, body: graph('invalidRequest', '', { code: 'ErrorIncorrectRoutingHint' }) }],
    ['forbidden', { status: 403, body: graph('ErrorAccessDenied') }],
    ['forbidden', { status: 403, body: graph('Authorization_RequestDenied') }],
    ['forbidden', { status: 403, body: '<html>' }],
    ['claims-required', { status: 403, body: graph('insufficient_claims') }],
    ['claims-required', { status: 401, headers: { 'www-authenticate': 'Bearer error="insufficient_claims", claims="eyJ"' } }],
    ['not-found', { status: 404, body: graph('ErrorItemNotFound') }],
    ['not-found', { status: 404, body: graph('ResourceNotFound') }],
    ['no-mailbox', { status: 404, body: graph('MailboxNotEnabledForRESTAPI') }],
    ['no-mailbox', { status: 404, body: graph('ErrorNonExistentMailbox') }],
    ['no-mailbox', { status: 404, body: graph('Request_ResourceNotFound') }], // the user is gone, not the item
    ['nonsense', { status: 404, body: '<html>Not found</html>' }], // a proxy proves no deletion
    ['nonsense', { status: 404, body: null }],
    ['nonsense', { status: 400, body: ['x'] }],
    ['changed-meanwhile', { status: 409, body: graph('ErrorIrresolvableConflict') }],
    ['changed-meanwhile', { status: 412, body: null }],
    ['too-large', { status: 413, body: null }],
    ['rejected', { status: 422 }],
    ['unavailable', { status: 424 }],
    ['throttled', { status: 429, body: graph('ApplicationThrottled') }],
    ['throttled', { status: 429, body: null, method: 'POST' }],
    ['unavailable', { status: 500, body: graph('generalException') }],
    ['unavailable', { status: 502, body: '<html>' }],
    ['unavailable', { status: 503, body: graph('serviceNotAvailable') }],
    ['throttled', { status: 503, headers: { 'retry-after': '7' } }],
    ['unavailable', { status: 503, method: 'POST', headers: { 'retry-after': '7' } }], // perhaps it was done
    ['throttled', { status: 503, method: 'POST', body: graph('x', 'Application is over its MailboxConcurrency limit.') }],
    ['unavailable', { status: 504, body: graph('UnknownError') }],
    ['window-too-wide', { status: 504, url: view, body: graph('') }],
    ['unavailable', { status: 504, url: view, method: 'POST' }],
    ['mailbox-full', { status: 507, method: 'POST' }],
    ['throttled', { status: 509 }],
    ['nonsense', { status: 302, body: null }],
  ])('%s: %j', (reason, of) => expect(failure(of).reason).toBe(reason));

  test('the innermost code, the request id and the wait are kept', () => {
    const body = graph('outer', 'Words.', { code: 'inner', innerError: { code: 'Innermost' }, 'request-id': 'r1' });
    expect(failure({ status: 429, body, headers: { 'retry-after': '3' } })).toEqual({
      reason: 'throttled',
      status: 429,
      code: 'Innermost',
      message: 'Words.',
      retryAfterMs: 3000,
      requestId: 'r1',
      claims: null,
    });
    expect(failure({ status: 429, headers: { 'retry-after': 'Fri, 01 Jan 2027 00:01:00 GMT', 'request-id': 'r2' } })).toMatchObject({
      retryAfterMs: 60_000,
      requestId: 'r2',
    });
    expect(failure({ status: 429, body: graph('TooManyRequests', '', { code: '429' }), headers: { 'retry-after': 'soon' } })).toMatchObject(
      { code: 'TooManyRequests', retryAfterMs: null },
    );
  });

  test('a message with a token in it loses it', () => {
    const { message } = failure({
      status: 401,
      body: graph('x', 'Token eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.sig and Bearer abc.def is bad'),
    });
    expect(message).toBe('Token … and Bearer … is bad');
  });
});
