import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Call } from '../testing/fixture.js';
import { ada, callerFor, meeting, startTestSandbox, time } from '../testing/fixture.js';
import { createValidator } from '../testing/validate.js';

const validator = createValidator();

describe.skipIf(!validator)('a session, held against the OpenAPI', () => {
  let sandbox: Sandbox;
  let call: Call;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
    const plain = await callerFor(sandbox, ada, 'openid offline_access User.Read Calendars.ReadWrite MailboxSettings.ReadWrite');
    call = async (method, path, body, headers) => {
      const answer = await plain(method, path, body, headers);
      const [bare = ''] = path.replace(`${sandbox.graph}/v1.0`, '').split('?');
      const problems = validator?.exchange(method, bare, typeof body === 'string' ? undefined : body, answer.status, answer.body) ?? [];
      expect(problems, `${method} ${path}`).toEqual([]);
      return answer;
    };
  });
  afterAll(() => sandbox.close());

  it('has the shape of Graph in every answer', async () => {
    const window = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-30T00:00:00Z';
    await call('GET', '/me');
    await call('GET', '/me/mailboxSettings');
    await call('PATCH', '/me/mailboxSettings', { timeZone: 'Eastern Standard Time' });
    await call('GET', '/me/calendar');
    const { body: calendar } = await call('POST', '/me/calendars', { name: 'Projects', color: 'lightGreen' });
    await call('PATCH', `/me/calendars/${calendar['id']}`, { name: 'Project' });
    await call('GET', '/me/calendars');
    const attendees = [{ type: 'required', emailAddress: { address: 'guest@example.com', name: 'Guest' } }];
    const { body: single } = await call(
      'POST',
      '/me/events',
      meeting('One', '2026-03-03T10:00:00', '2026-03-03T11:00:00', { attendees, isOnlineMeeting: true }),
    );
    await call('POST', `/me/calendars/${calendar['id']}/events`, meeting('Two', '2026-03-03T10:00:00', '2026-03-03T11:00:00'));
    const recurrence = {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
      range: { type: 'noEnd', startDate: '2026-03-02' },
    };
    const zone = 'W. Europe Standard Time';
    const { body: series } = await call('POST', '/me/events', {
      subject: 'Series',
      start: time('2026-03-02T09:00:00', zone),
      end: time('2026-03-02T10:00:00', zone),
      recurrence,
    });
    const { body: instances } = await call('GET', `/me/events/${series['id']}/instances?${window}`);
    const [first, second, third] = instances['value'];
    await call('PATCH', `/me/events/${first.id}`, { subject: 'Exception' });
    await call('DELETE', `/me/events/${second.id}`);
    await call('GET', `/me/events/${third.id}`);
    const { body: master } = await call(
      'GET',
      `/me/events/${series['id']}?$select=subject,cancelledOccurrences&$expand=exceptionOccurrences`,
    );
    expect(master['cancelledOccurrences']).toEqual([`OID.${series['id']}.2026-03-09`]);
    expect(master['exceptionOccurrences']).toHaveLength(1);
    expect(master['exceptionOccurrences'][0]).toMatchObject({
      subject: 'Exception',
      type: 'exception',
      originalStart: '2026-03-02T08:00:00.0000000Z',
    });
    await call('GET', `/me/calendarView?${window}`);
    await call('GET', `/me/calendars/${calendar['id']}/calendarView?${window}`);
    await call('GET', `/me/calendarView/delta?${window}`);
    await call('GET', `/me/calendars/${calendar['id']}/calendarView/delta?${window}`);
    await call('POST', `/me/events/${single['id']}/cancel`, { comment: 'Sorry' });
    await call('GET', `/me/events/${single['id']}`);
    await call('DELETE', `/me/calendars/${calendar['id']}`);
    await call('POST', '/me/events', '{ broken');
    await call('POST', '/$batch', { requests: [{ id: '1', method: 'GET', url: '/me' }] });
  });
});
