import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Call, Loose } from '../testing/fixture.js';
import { ada, bob, callerFor, meeting, startTestSandbox, time } from '../testing/fixture.js';

let sandbox: Sandbox;
let call: Call;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  call = await callerFor(sandbox, ada);
});
afterEach(() => sandbox.close());

const guest = 'x@example.com';
const invite = (...addresses: string[]) => addresses.map((address) => ({ type: 'required', emailAddress: { address, name: address } }));
const made = async (more: object = {}): Promise<Loose> => {
  const { body } = await call(
    'POST',
    '/me/events',
    meeting('Plain', '2026-03-03T10:00:00', '2026-03-03T11:00:00', { attendees: invite(bob, guest), ...more }),
  );
  sandbox.mailbox(ada).resetCounters();
  return body;
};
/** Mails as 'kind to'. */
const sent = () =>
  sandbox
    .mailbox(ada)
    .mailsSent()
    .map(({ kind, to }) => `${kind} ${to}`);

describe('who is mailed', () => {
  it.each<[string, object, string[]]>([
    ['another time', { start: time('2026-03-04T10:00:00'), end: time('2026-03-04T11:00:00') }, [`update ${bob}`, `update ${guest}`]],
    ['another place', { location: { displayName: 'Room' } }, [`update ${bob}`, `update ${guest}`]],
    ['another body', { body: { contentType: 'text', content: 'x' } }, [`update ${bob}`, `update ${guest}`]],
    ['one more attendee', { attendees: invite(bob, guest, 'y@example.com') }, ['invitation y@example.com']],
    ['one attendee less', { attendees: invite(guest) }, [`cancellation ${bob}`]],
    ['the same attendees', { attendees: invite(bob, guest) }, []],
    ['categories', { categories: ['Red'] }, []],
    ['the reminder', { isReminderOn: false, reminderMinutesBeforeStart: 5 }, []],
    ['how it shows', { showAs: 'free', sensitivity: 'private' }, []],
    [
      'an extended property',
      { singleValueExtendedProperties: [{ id: 'String {11111111-2222-3333-4444-555555555555} Name Crm', value: '1' }] },
      [],
    ],
  ])('for %s', async (_name, patch, expected) => {
    const { id } = await made();
    expect((await call('PATCH', `/me/events/${id}`, patch)).status).toBe(200);
    expect(sent()).toEqual(expected);
  });

  it('once more for each exception when a series with exceptions changes', async () => {
    const { id } = await made({
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 3 } },
    });
    const { body } = await call('GET', `/me/events/${id}/instances?startDateTime=2026-03-01&endDateTime=2026-04-01`);
    await call('PATCH', `/me/events/${body['value'][1].id}`, { subject: 'Other' });
    sandbox.mailbox(ada).resetCounters();
    await call('PATCH', `/me/events/${id}`, { subject: 'New' });
    expect(sent()).toHaveLength(4);
  });

  it.each(['DELETE', 'POST'])('for a deletion and a cancellation alike (%s)', async (method) => {
    const { id } = await made();
    await call(method, `/me/events/${id}${method === 'POST' ? '/cancel' : ''}`, method === 'POST' ? {} : undefined);
    expect(sent()).toEqual([`cancellation ${bob}`, `cancellation ${guest}`]);
  });

  it('nobody counts what a person did, nor what a task needed', async () => {
    const { id } = await made();
    sandbox.mailbox(ada).changeEvent(id, { subject: 'By hand' });
    sandbox.mailbox(ada).tasks.addTask({ title: 'x' });
    expect(sent()).toEqual([]);
    expect(sandbox.mailbox(ada).mails).toHaveLength(2);
  });
});

describe('answers of attendees', () => {
  it('arrive at the organizer, from a mailbox here or from outside, and mail nobody else', async () => {
    const { id, '@odata.etag': before } = await made();
    const [copy] = sandbox.mailbox(bob).listEvents();
    sandbox.mailbox(bob).respond(copy?.['id'] as string, 'tentativelyAccepted');
    sandbox.mailbox(ada).receiveResponse(id, guest, 'declined');
    const { body } = await call('GET', `/me/events/${id}`);
    expect(body['attendees'].map((one: Loose) => one['status'].response)).toEqual(['tentativelyAccepted', 'declined']);
    expect(body['@odata.etag']).not.toBe(before);
    expect(sandbox.mailbox(bob).listEvents()[0]).toMatchObject({
      responseStatus: { response: 'tentativelyAccepted' },
      showAs: 'tentative',
    });
    expect(sent()).toEqual([]);
    expect(() => sandbox.mailbox(ada).receiveResponse(id, 'stranger@example.com', 'accepted')).toThrow();
    expect(() => sandbox.mailbox(ada).respond(id, 'accepted')).toThrow();
  });

  it('that decline take the meeting out of the own calendar, or one occurrence of it', async () => {
    await made({
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 3 } },
    });
    const view = () => sandbox.mailbox(bob).listView({ from: Date.parse('2026-03-01'), to: Date.parse('2026-04-01') });
    sandbox.mailbox(bob).respond(view()[1]?.['id'] as string, 'declined');
    expect(view()).toHaveLength(2);
    sandbox.mailbox(bob).respond(view()[0]?.['seriesMasterId'] as string, 'declined');
    expect(view()).toHaveLength(0);
  });
});
