import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import { signInAsApplication } from '../testing/connect.js';
import type { Call } from '../testing/fixture.js';
import { ada, application, bob, callerFor, callerWith, meeting, startTestSandbox, time } from '../testing/fixture.js';

let sandbox: Sandbox;
let call: Call;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  call = await callerFor(sandbox, ada);
});
afterAll(() => sandbox.close());

const plain = (more: object = {}) => meeting('Plain', '2026-03-03T10:00:00', '2026-03-03T11:00:00', more);

describe('writing events', () => {
  it.each([
    ['an unknown property', plain({ colour: 'red' }), 'RequestBodyRead'],
    ['a wrong type', plain({ isAllDay: 'yes' }), 'RequestBodyRead'],
    ['an unknown enum value', plain({ showAs: 'away' }), 'RequestBodyRead'],
    [
      'an unknown time zone',
      { subject: 'x', start: time('2026-03-03T10:00:00', 'Mars/Base'), end: time('2026-03-03T11:00:00') },
      'ErrorInvalidParameter',
    ],
    ['an end before the start', meeting('x', '2026-03-03T12:00:00', '2026-03-03T11:00:00'), 'ErrorPropertyValidationFailure'],
    ['no start', { subject: 'x' }, 'ErrorPropertyValidationFailure'],
    ['a date that does not exist', meeting('x', '2026-02-30T12:00:00', '2026-03-03T11:00:00'), 'ErrorInvalidRequest'],
    [
      'a whole day that is not at midnight',
      meeting('x', '2026-03-03T10:00:00', '2026-03-04T10:00:00', { isAllDay: true }),
      'ErrorInvalidRequest',
    ],
    [
      'a whole day shorter than 24 hours',
      meeting('x', '2026-03-03T00:00:00', '2026-03-03T00:00:00', { isAllDay: true }),
      'ErrorInvalidRequest',
    ],
    [
      'a rule that begins on another date',
      plain({ recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-04' } } }),
      'ErrorInvalidRequest',
    ],
    [
      'a weekly rule without days',
      plain({ recurrence: { pattern: { type: 'weekly', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-03' } } }),
      'ErrorPropertyValidationFailure',
    ],
    ['a list', [], 'RequestBodyRead'],
    ['a null', null, 'RequestBodyRead'],
    ['JSON that is none', '{ "subject": ', 'BadRequest'],
  ])('refuses %s', async (_name, body, code) => {
    const answer = await call('POST', '/me/events', body === null ? 'null' : body);
    expect([answer.status, answer.body['error'].code]).toEqual([400, code]);
  });

  it('says what an all-day event needs', async () => {
    const { body } = await call('POST', '/me/events', meeting('x', '2026-03-03T10:00:00', '2026-03-04T00:00:00', { isAllDay: true }));
    expect(body['error'].message).toContain('needs to be set to midnight');
  });

  it('refuses more than 4 MB with 413', async () => {
    const answer = await call('POST', '/me/events', JSON.stringify({ subject: 'x'.repeat(5 * 1024 * 1024) }));
    expect(answer.status).toBe(413);
  });

  it('takes names and enum values in any case', async () => {
    const { body } = await call('POST', '/me/events', {
      Subject: 'Case',
      START: time('2026-03-03T10:00:00'),
      End: time('2026-03-03T11:00:00'),
      ShowAs: 'OOF',
    });
    expect(body).toMatchObject({ subject: 'Case', showAs: 'oof' });
  });

  it('answers a repeated transactionId with 201 and the event of before', async () => {
    const one = await call('POST', '/me/events', plain({ transactionId: 'once' }));
    const two = await call('POST', '/me/events', plain({ transactionId: 'once', subject: 'again' }));
    expect([one.status, two.status, two.body['id'], two.body['subject']]).toEqual([201, 201, one.body['id'], 'Plain']);
  });

  it('keeps whole days at midnight in every zone', async () => {
    const zone = 'Pacific Standard Time';
    const { body } = await call('POST', '/me/events', {
      subject: 'Day',
      isAllDay: true,
      start: time('2026-03-03T00:00:00', zone),
      end: time('2026-03-04T00:00:00', zone),
    });
    const read = await call('GET', `/me/events/${body['id']}`, undefined, { prefer: 'outlook.timezone="Tokyo Standard Time"' });
    expect(read.body['start']).toEqual({ dateTime: '2026-03-03T00:00:00.0000000', timeZone: 'Tokyo Standard Time' });
    expect(read.headers.get('preference-applied')).toContain('Tokyo');
  });

  it('keeps the zone an event was made in, also when it moves', async () => {
    const { body } = await call('POST', '/me/events', {
      subject: 'Zone',
      start: time('2026-03-03T10:00:00', 'Europe/Berlin'),
      end: time('2026-03-03T11:00:00', 'Europe/Berlin'),
    });
    const moved = await call('PATCH', `/me/events/${body['id']}`, { start: time('2026-07-03T10:00:00'), end: time('2026-07-03T11:00:00') });
    expect(moved.body).toMatchObject({
      originalStartTimeZone: 'Europe/Berlin',
      start: { dateTime: '2026-07-03T10:00:00.0000000', timeZone: 'UTC' },
    });
  });

  it('refuses a stale If-Match with 412 on PATCH and DELETE', async () => {
    const { body } = await call('POST', '/me/events', plain());
    const stale = { 'if-match': body['@odata.etag'] as string };
    const changed = await call('PATCH', `/me/events/${body['id']}`, { subject: 'New' }, stale);
    expect(changed.status).toBe(200);
    for (const method of ['PATCH', 'DELETE']) {
      const answer = await call(method, `/me/events/${body['id']}`, method === 'PATCH' ? { subject: 'Old' } : undefined, stale);
      expect([answer.status, answer.body['error'].code]).toEqual([412, 'ErrorIrresolvableConflict']);
    }
  });

  it('tells ids that are gone from ids that never were', async () => {
    const { body } = await call('POST', '/me/events', plain());
    expect((await call('DELETE', `/me/events/${body['id']}`)).status).toBe(204);
    expect((await call('DELETE', `/me/events/${body['id']}`)).body['error'].code).toBe('ErrorItemNotFound');
    expect((await call('GET', `/me/events/${String(body['id']).toLowerCase()}`)).body['error'].code).toBe('ErrorInvalidIdMalformed');
  });

  it('refuses to move an occurrence onto its neighbour', async () => {
    const recurrence = {
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 3 },
    };
    const { body } = await call('POST', '/me/events', plain({ recurrence }));
    const { body: list } = await call('GET', `/me/events/${body['id']}/instances?startDateTime=2026-03-01&endDateTime=2026-03-30`);
    const answer = await call('PATCH', `/me/events/${list['value'][0].id}`, {
      start: time('2026-03-04T10:00:00'),
      end: time('2026-03-04T11:00:00'),
    });
    expect(answer.body['error'].code).toBe('ErrorOccurrenceCrossingBoundary');
  });

  it('gives text bodies back as text with the line ends of Exchange', async () => {
    const { body } = await call('POST', '/me/events', plain({ body: { contentType: 'text', content: 'a < b\nc' } }));
    expect(body['body'].contentType).toBe('html');
    const read = await call('GET', `/me/events/${body['id']}`, undefined, {
      prefer: 'IdType="ImmutableId", outlook.body-content-type="text"',
    });
    expect(read.body['body']).toEqual({ contentType: 'text', content: 'a < b\r\nc' });
    expect(read.body['id']).not.toBe(body['id']);
  });
});

describe('finding events', () => {
  const property = 'String {11111111-2222-3333-4444-555555555555} Name CrmDocumentId';

  it('by extended property, and shows it only when expanded', async () => {
    const { body } = await call('POST', '/me/events', plain({ singleValueExtendedProperties: [{ id: property, value: 'Doc-1' }] }));
    expect(body['singleValueExtendedProperties']).toBeUndefined();
    const filter = encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${property}' and ep/value eq 'Doc-1')`);
    const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${property}')`);
    const { body: found } = await call('GET', `/me/events?$filter=${filter}&$expand=${expand}`);
    expect(found['value']).toHaveLength(1);
    expect(found['value'][0]).toMatchObject({ id: body['id'], singleValueExtendedProperties: [{ id: property, value: 'Doc-1' }] });
  });

  it('by iCalUId, subject and start, and refuses what is no filter', async () => {
    const { body } = await call('POST', '/me/events', meeting("It's me", '2027-01-01T10:00:00', '2027-01-01T11:00:00'));
    for (const filter of [
      `iCalUId eq '${body['iCalUId']}'`,
      "subject eq 'It''s me'",
      "start/dateTime ge '2027-01-01T00:00:00Z' and start/dateTime lt '2027-01-02'",
    ]) {
      const { body: found } = await call('GET', `/me/events?$select=subject&$filter=${encodeURIComponent(filter)}`);
      expect(
        found['value'].map((one: { id: string }) => one.id),
        filter,
      ).toEqual([body['id']]);
      expect(Object.keys(found['value'][0]).sort()).toEqual(['@odata.etag', 'id', 'subject']);
    }
    expect((await call('GET', '/me/events?$filter=subject%20like')).status).toBe(400);
    expect((await call('GET', '/me/events?$select=nonsense')).status).toBe(400);
  });

  it('ten a page by default, the rest behind nextLink', async () => {
    const caller = await callerFor(sandbox, bob);
    for (let number = 0; number < 12; number += 1) sandbox.mailbox(bob).addEvent(plain());
    const { body: first } = await caller('GET', '/me/events?$orderby=start/dateTime');
    const { body: second } = await caller('GET', first['@odata.nextLink']);
    expect([first['value'].length, second['value'].length, second['@odata.nextLink']]).toEqual([10, 2, undefined]);
  });
});

describe('who may do what', () => {
  it('refuses a missing permission, a missing token and a foreign mailbox', async () => {
    const reader = await callerFor(sandbox, ada, 'openid Calendars.Read');
    expect((await reader('POST', '/me/events', plain())).body['error'].code).toBe('ErrorAccessDenied');
    expect((await reader('GET', '/me')).body['error'].code).toBe('Authorization_RequestDenied');
    expect((await reader('GET', `/users/${bob}/events`)).status).toBe(403);
    const nobody = await callerWith(sandbox, 'nonsense')('GET', '/me');
    expect([nobody.status, nobody.body['error'].code]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(nobody.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('lets an application reach mailboxes by /users and not by /me', async () => {
    const own = callerWith(sandbox, await signInAsApplication(sandbox, application));
    expect((await own('GET', `/users/${ada}/events`)).status).toBe(200);
    expect((await own('GET', '/me/events')).status).toBe(400);
    expect((await own('GET', '/users/nomail@sandbox.example/events')).body['error'].code).toBe('MailboxNotEnabledForRESTAPI');
    expect((await own('GET', '/users/nobody@sandbox.example/events')).body['error'].code).toBe('ErrorInvalidUser');
  });
});
