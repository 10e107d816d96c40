import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Loose } from '../testing/fixture.js';
import { ada, meeting, startTestSandbox } from '../testing/fixture.js';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());

const api = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  request(method, `/mailboxes/${ada}${path}`, body, headers);
const request = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${sandbox.url}/sandbox/api${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Loose };
};

describe("the people's side over HTTP", () => {
  it('adds, shows in the zone of the mailbox, changes and deletes', async () => {
    const { status, body } = await api('POST', '/events', meeting('Lunch', '2026-07-03T10:00:00', '2026-07-03T11:00:00'));
    expect(status).toBe(201);
    const path = `/events/${encodeURIComponent(body['id'])}`;
    const view = await api('GET', '/view?startDateTime=2026-07-01&endDateTime=2026-08-01');
    expect(view.body['events'][0]).toMatchObject({ subject: 'Lunch', localStart: '2026-07-03T12:00' });
    expect((await api('PATCH', path, { subject: 'Dinner' })).body['subject']).toBe('Dinner');
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('DELETE', path)).status).toBe(404);
  });

  it('keeps calendars: one’s own and shared ones, names, ids that change, a move, and who tells of it', async () => {
    const { status, body: team } = await api('POST', '/calendars', { name: 'Team' });
    expect([status, team['name'], team['canEdit']]).toEqual([201, 'Team', true]);
    const { body: theirs } = await api('POST', '/calendars', { name: 'Theirs', owner: 'ben@sandbox.example', canEdit: false });
    expect(theirs).toMatchObject({ owner: { address: 'ben@sandbox.example' }, canEdit: false });
    const at = (calendar: Loose) => `/calendars/${encodeURIComponent(calendar['id'])}`;
    const of = (calendar: Loose) => `calendar=${encodeURIComponent(calendar['id'])}`;
    expect((await api('PATCH', at(team), { name: 'Crew' })).body['name']).toBe('Crew');
    const { body: event } = await api('POST', '/events', meeting('Lunch', '2026-09-03T10:00:00', '2026-09-03T11:00:00'));
    const { body: moved } = await api('POST', `/events/${encodeURIComponent(event['id'])}/move`, { calendarId: team['id'] });
    expect(moved['id']).toBe(event['id']);
    expect((await api('GET', `/events?${of(team)}`)).body['value']).toMatchObject([{ subject: 'Lunch' }]);
    const { body: renewed } = await api('POST', `${at(team)}/id`);
    expect((await api('GET', `/events?${of(team)}`)).status).toBe(404);
    expect((await api('GET', `/events?${of(renewed)}`)).body['value']).toHaveLength(1);
    expect((await api('PATCH', '/eventBehaviour', { movesToldBy: 'source', movedId: 'new' })).status).toBe(204);
    expect((await api('PATCH', '/eventBehaviour', { movesToldBy: 'nobody' })).status).toBe(400);
    await api('PATCH', '/eventBehaviour', { movesToldBy: 'both', movedId: 'kept' });
    for (const calendar of [renewed, theirs]) expect((await api('DELETE', at(calendar))).status).toBe(204);
    expect((await api('GET', '/calendars')).body['value']).toMatchObject([{ isDefaultCalendar: true }]);
  });

  it('keeps tasks: lists, changes, steps, a move', async () => {
    const { body: list } = await api('POST', '/lists', { displayName: 'Travel' });
    expect((await api('PATCH', `/lists/${list['id']}`, { displayName: 'Journeys' })).body['displayName']).toBe('Journeys');
    const { status, body: task } = await api('POST', `/lists/${list['id']}/tasks`, { title: 'Pack', dueDate: '2026-07-03' });
    expect([status, task['dueDate'], task['dueDateTime'].dateTime]).toEqual([201, '2026-07-03', '2026-07-02T22:00:00.0000000']);
    const { body: step } = await api('POST', `/tasks/${task['id']}/checklistItems`, { displayName: 'Shirts' });
    expect((await api('PATCH', `/tasks/${task['id']}/checklistItems/${step['id']}`, { isChecked: true })).body['isChecked']).toBe(true);
    expect((await api('PATCH', `/tasks/${task['id']}`, { status: 'completed', dueDate: null })).body).toMatchObject({
      status: 'completed',
      dueDate: null,
    });
    const other = (await api('GET', '/lists')).body['lists'][0];
    const { body: moved } = await api('POST', `/tasks/${task['id']}/move`, { listId: other.id });
    expect([moved['id'] === task['id'], moved['listId']]).toEqual([false, other.id]);
    expect((await api('DELETE', `/tasks/${moved['id']}/checklistItems/${step['id']}`)).status).toBe(204);
    expect((await api('DELETE', `/tasks/${moved['id']}`)).status).toBe(204);
    expect((await api('DELETE', `/lists/${list['id']}`)).status).toBe(204);
    expect((await api('DELETE', `/lists/${other.id}`)).status).toBe(400);
  });

  it('takes answers of attendees, and tells who was mailed', async () => {
    const { body } = await api(
      'POST',
      '/events',
      meeting('Lunch', '2026-07-03T10:00:00', '2026-07-03T11:00:00', { attendees: [{ emailAddress: { address: 'x@example.com' } }] }),
    );
    const path = `/events/${encodeURIComponent(body['id'])}`;
    const { body: answered } = await api('POST', `${path}/responses`, { attendee: 'x@example.com', response: 'accepted' });
    expect(answered['attendees'][0].status.response).toBe('accepted');
    expect((await api('POST', `${path}/responses`, { response: 'maybe' })).status).toBe(400);
    expect((await api('GET', '/mails')).body).toMatchObject({
      value: [{ kind: 'invitation', to: 'x@example.com' }],
      sentByApplications: 0,
    });
    expect((await api('DELETE', '/counters')).status).toBe(204);
    expect((await api('GET', '/counters')).body).toMatchObject({ mails: 0 });
    await api('DELETE', path);
  });

  it('switches behaviours, the feed and its tokens', async () => {
    expect((await api('PATCH', '/behaviour', { recurringCompletion: 'newTaskFollows' })).body['recurringCompletion']).toBe(
      'newTaskFollows',
    );
    expect((await api('PATCH', '/behaviour', { recurringCompletion: 'never' })).status).toBe(400);
    expect((await api('PATCH', '/behaviour', { unknown: 'x' })).status).toBe(400);
    expect((await api('PATCH', '/feed', { feedDelay: 1000 })).status).toBe(204);
    expect((await api('DELETE', '/feed/tokens?answer=resyncRequired')).status).toBe(204);
    expect((await api('DELETE', '/feed/tokens?answer=nothing')).status).toBe(400);
  });

  it('takes faults, the clock and limits', async () => {
    expect((await request('POST', '/faults', { path: '/todo/', throttle: { seconds: 5 } })).status).toBe(201);
    expect((await request('GET', '/faults')).body['value']).toEqual([{ path: '/todo/', throttle: { seconds: 5 } }]);
    expect((await request('POST', '/faults', { kind: 'bad' })).status).toBe(400);
    expect((await request('DELETE', '/faults')).status).toBe(204);
    expect((await request('POST', '/faults', {}, { origin: 'https://evil.example' })).status).toBe(403);
    const before = (await request('GET', '/clock')).body['now'];
    expect((await request('PATCH', '/clock', { skewMilliseconds: -300_000 })).body['now']).toBeLessThan(before);
    await request('PATCH', '/clock', { skewMilliseconds: 0 });
    expect((await request('PATCH', '/limits', { concurrencyStatus: 503 })).body['concurrencyStatus']).toBe(503);
  });

  it('takes the policy of consent', async () => {
    expect((await request('PATCH', '/sign-in', { userConsent: 'managed' })).status).toBe(204);
    expect((await request('PATCH', '/sign-in', { userConsent: 'nobody' })).status).toBe(400);
    expect((await request('PATCH', '/sign-in', { userConsent: 'all' })).status).toBe(204);
  });

  it('refuses nonsense, unknown people and pages of other sites', async () => {
    expect((await api('POST', '/events', 'nonsense')).status).toBe(400);
    expect((await api('GET', '/nothing')).status).toBe(404);
    expect((await api('POST', '/events', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await fetch(`${sandbox.url}/sandbox/api/mailboxes/nobody/events`)).status).toBe(404);
  });

  it('serves its pages and files, and nothing else of the disk', async () => {
    for (const path of [
      '/',
      `/mailbox/${encodeURIComponent(ada)}`,
      `/mailbox/${encodeURIComponent(ada)}/tasks`,
      ...['mailbox.js', 'tasks.js', 'page.js', 'form.js', 'task-list.js', 'task-dialog.js', 'mailbox.css', 'tasks.css'].map(
        (file) => `/sandbox/assets/${file}`,
      ),
    ]) {
      expect((await fetch(sandbox.url + path)).status, path).toBe(200);
    }
    for (const path of ['/mailbox/nobody', '/mailbox/%ZZ', '/sandbox/assets/..%2fserve-page.ts', '/sandbox/assets/package.json', '/%00']) {
      expect((await fetch(sandbox.url + path)).status, path).toBe(404);
    }
  });
});
