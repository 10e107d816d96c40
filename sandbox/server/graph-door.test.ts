import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Call } from '../testing/fixture.js';
import { ada, bob, callerFor, meeting, startTestSandbox } from '../testing/fixture.js';

let sandbox: Sandbox;
let call: Call;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  call = await callerFor(sandbox, ada);
  sandbox.mailbox(ada).resetCounters();
});
afterEach(() => sandbox.close());

const plain = (more: object = {}) => meeting('Plain', '2026-03-03T10:00:00', '2026-03-03T11:00:00', more);

describe('$batch', () => {
  it('answers every part by its id, in another order', async () => {
    const requests = Array.from({ length: 12 }, (_none, index) => ({ id: String(index), method: 'GET', url: '/me/calendar' }));
    const { status, body } = await call('POST', '/$batch', { requests });
    const ids = body['responses'].map(({ id }: { id: string }) => id);
    expect(status).toBe(200);
    expect(ids).not.toEqual(requests.map(({ id }) => id));
    expect(ids.toSorted((one: string, other: string) => Number(one) - Number(other))).toEqual(requests.map(({ id }) => id));
  });

  it('gives 424 to what depends on a failure', async () => {
    const { body } = await call('POST', '/$batch', {
      requests: [
        { id: 'a', method: 'GET', url: '/me/events/none' },
        { id: 'b', method: 'GET', url: '/me', dependsOn: ['a'] },
      ],
    });
    expect(Object.fromEntries(body['responses'].map((one: { id: string; status: number }) => [one.id, one.status]))).toEqual({
      a: 400,
      b: 424,
    });
  });

  it.each([
    ['21 parts', { requests: Array.from({ length: 21 }, (_none, index) => ({ id: String(index), method: 'GET', url: '/me' })) }],
    ['no parts', { requests: [] }],
    [
      'the same id twice',
      {
        requests: [
          { id: '1', method: 'GET', url: '/me' },
          { id: '1', method: 'GET', url: '/me' },
        ],
      },
    ],
    ['an address with the version', { requests: [{ id: '1', method: 'GET', url: '/v1.0/me' }] }],
    ['a body without Content-Type', { requests: [{ id: '1', method: 'POST', url: '/me/events', body: {} }] }],
    ['a text', 'no json'],
  ])('refuses %s', async (_name, body) => expect((await call('POST', '/$batch', body)).status).toBe(400));
});

describe('limits and faults', () => {
  it('refuses the fifth request at a time to one mailbox', async () => {
    const slow = await startTestSandbox({ latencyMilliseconds: 30 });
    const hasty = await callerFor(slow, ada);
    const answers = await Promise.all(Array.from({ length: 8 }, () => hasty('GET', '/me/calendar')));
    await slow.close();
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4);
    for (const { body, headers } of refused) {
      expect(body['error']).toMatchObject({ code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' });
      expect(headers.get('retry-after')).toBe('1');
    }
    expect(refused.length).toBeGreaterThan(0);
  });

  it('answers 504 after the event was made', async () => {
    sandbox.faults.push({ method: 'POST', path: '/me/events', when: 'after', answer: { status: 504 } });
    expect((await call('POST', '/me/events', plain())).status).toBe(504);
    expect(sandbox.mailbox(ada).listEvents()).toHaveLength(1);
    expect((await call('GET', '/me/events')).status).toBe(200);
  });

  it('drops the connection before the effect', async () => {
    sandbox.faults.push({ method: 'POST', drop: true });
    await expect(call('POST', '/me/events', plain())).rejects.toThrow();
    expect(sandbox.mailbox(ada).listEvents()).toHaveLength(0);
    expect(sandbox.faults.pending).toEqual([]);
  });
});

describe('mails', () => {
  const attendees = [
    { type: 'required', emailAddress: { address: bob, name: 'Bob' } },
    { type: 'optional', emailAddress: { address: 'x@example.com' } },
  ];
  const kinds = () => sandbox.mailbox(ada).mails.map(({ kind }) => kind);

  it('go out for invitations, updates and cancellations, not for personal changes', async () => {
    const { body } = await call('POST', '/me/events', plain({ attendees }));
    expect(kinds()).toEqual(['invitation', 'invitation']);
    await call('PATCH', `/me/events/${body['id']}`, { categories: ['Red'], isReminderOn: false, showAs: 'free', sensitivity: 'private' });
    expect(sandbox.mailbox(ada).counters().mails).toBe(2);
    await call('PATCH', `/me/events/${body['id']}`, { subject: 'New' });
    expect(sandbox.mailbox(ada).counters().mails).toBe(4);
    await call('PATCH', `/me/events/${body['id']}`, { attendees: attendees.slice(0, 1) });
    expect(kinds().slice(4)).toEqual(['cancellation']);
    await call('DELETE', `/me/events/${body['id']}`);
    expect(kinds().slice(5)).toEqual(['cancellation']);
    expect(sandbox.mailbox(ada).counters()).toEqual({ requests: 5, reads: 0, writes: 5, mails: 6 });
  });

  it('bring the meeting into the mailbox of an invited person, who can answer', async () => {
    const { body } = await call('POST', '/me/events', plain({ attendees }));
    const [copy] = sandbox.mailbox(bob).listEvents();
    expect(copy).toMatchObject({ iCalUId: body['iCalUId'], isOrganizer: false, responseStatus: { response: 'notResponded' } });
    const guest = await callerFor(sandbox, bob);
    expect((await guest('POST', `/me/events/${String(copy?.['id'])}/cancel`, {})).status).toBe(400);
    expect((await guest('POST', `/me/events/${String(copy?.['id'])}/accept`, {})).status).toBe(202);
    const own = await call('GET', `/me/events/${body['id']}`);
    expect(own.body['attendees'][0].status.response).toBe('accepted');
    await call('DELETE', `/me/events/${body['id']}`);
    expect(sandbox.mailbox(bob).listEvents()[0]).toMatchObject({ isCancelled: true });
  });
});
