import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Loose } from '../testing/fixture.js';
import { ada, meeting, startTestSandbox } from '../testing/fixture.js';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());

const api = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${sandbox.url}/sandbox/api/mailboxes/${ada}${path}`, { method, headers, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
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

  it('refuses nonsense, unknown people and pages of other sites', async () => {
    expect((await api('POST', '/events', 'nonsense')).status).toBe(400);
    expect((await api('GET', '/nothing')).status).toBe(404);
    expect((await api('POST', '/events', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await fetch(`${sandbox.url}/sandbox/api/mailboxes/nobody/events`)).status).toBe(404);
  });

  it('serves its pages and files, and nothing else of the disk', async () => {
    for (const path of ['/', `/mailbox/${encodeURIComponent(ada)}`, '/sandbox/assets/mailbox.js', '/sandbox/assets/mailbox.css']) {
      expect((await fetch(sandbox.url + path)).status, path).toBe(200);
    }
    for (const path of ['/mailbox/nobody', '/mailbox/%ZZ', '/sandbox/assets/..%2fserve-page.ts', '/sandbox/assets/package.json', '/%00']) {
      expect((await fetch(sandbox.url + path)).status, path).toBe(404);
    }
  });
});
