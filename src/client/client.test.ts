import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMicrosoftSync, MicrosoftSyncError } from './index';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly authorization: string;
}
let sent: Sent[];
let answers: { status: number; body: unknown }[];

beforeEach(() => {
  sent = [];
  answers = [];
  vi.stubGlobal('fetch', (url: string, { method, body, headers }: { method: string; body?: string; headers: Record<string, string> }) => {
    sent.push({
      method,
      url: decodeURIComponent(url),
      body: body === undefined ? undefined : JSON.parse(body),
      authorization: headers['Authorization'] ?? '',
    });
    const { status, body: answer } = answers.shift() ?? { status: 200, body: { data: {} } };
    const text = answer === undefined ? null : typeof answer === 'string' ? answer : JSON.stringify(answer);
    return Promise.resolve(new Response(text, { status }));
  });
});
afterEach(() => vi.unstubAllGlobals());

const client = () => createMicrosoftSync({ url: 'https://cms.example.com/', token: () => Promise.resolve('jwt') });

describe('the client', () => {
  it('asks with the token of that moment, below Strapi’s address', async () => {
    let nth = 0;
    const microsoft = createMicrosoftSync({ url: 'https://cms.example.com/cms', prefix: '/rest', token: () => `jwt-${(nth += 1)}` });
    await microsoft.me();
    await microsoft.check();
    expect(sent).toEqual([
      { method: 'GET', url: 'https://cms.example.com/cms/rest/microsoft-sync/me', body: undefined, authorization: 'Bearer jwt-1' },
      { method: 'POST', url: 'https://cms.example.com/cms/rest/microsoft-sync/me/check', body: {}, authorization: 'Bearer jwt-2' },
    ]);
  });

  it.each([
    ['events.list', () => client().events.list({ filters: { $or: [{ subject: { $containsi: 'ä&b' } }] }, sort: ['start:desc'], page: 2 }), 'GET', '/events?filters[$or][0][subject][$containsi]=ä&b&sort[0]=start:desc&pagination[page]=2'], // prettier-ignore
    ['tasks.read', () => client().tasks.read('a/b'), 'GET', '/tasks/a/b'],
    ['events.remove', () => client().events.remove('x'), 'DELETE', '/events/x'],
    ['events.editOccurrence', () => client().events.editOccurrence({ series: 's', originalStart: '2026-03-01T09:00:00.000Z' }, {}), 'PUT', '/events/s/occurrences/2026-03-01T09:00:00.000Z'], // prettier-ignore
    ['events.cancelOccurrence', () => client().events.cancelOccurrence({ series: 's', originalStart: 'o', scope: 'this-and-following' }), 'DELETE', '/events/s/occurrences/o?scope=this-and-following'], // prettier-ignore
    ['disconnect', () => client().disconnect({ items: 'keep' }), 'DELETE', '?items=keep'],
    ['settings.write', () => client().settings.write({ syncIntervalMinutes: 5 }), 'PUT', '/settings'],
    ['held.list', () => client().held.list({ ignored: true }), 'GET', '/held?ignored=true'],
    ['conflicts.resolve', () => client().conflicts.resolve('7', 'strapi'), 'POST', '/conflicts/7/resolve'],
  ] as const)('%s asks for its route', async (_, call, method, path) => {
    await call();
    expect(sent).toMatchObject([{ method, url: `https://cms.example.com/api/microsoft-sync/me${path}` }]);
  });

  it.each([
    [401, { error: { message: 'Missing or invalid credentials' } }, { code: 'not-signed-in', status: 401 }],
    [403, { error: { message: 'Forbidden', details: {} } }, { code: 'forbidden' }],
    [403, { error: { message: 'x', details: { code: 'not-me' } } }, { code: 'not-me' }],
    [
      429,
      { error: { message: 'x', details: { code: 'too-many-requests', retryAfterSeconds: 7 } } },
      { code: 'too-many-requests', retryAfterSeconds: 7 },
    ],
    [
      400,
      { error: { message: 'x', details: { code: 'invalid-input', errors: [{ path: ['start'], message: 'y' }] } } },
      { errors: [{ path: ['start'] }] },
    ],
    [502, '<html>', { code: 'unexpected', status: 502 }],
    [200, '<html>', { code: 'unexpected', status: 200 }],
  ])('an answer %i of %j is the error %j', async (status, body, expected) => {
    answers.push({ status, body });
    const error = await client().me().catch((one: unknown) => one); // prettier-ignore
    expect(error).toBeInstanceOf(MicrosoftSyncError);
    expect(error).toMatchObject(expected);
  });

  it('says where no answer came', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(client().me()).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  });

  it('resolves with nothing where nothing is answered', async () => {
    answers.push({ status: 204, body: undefined });
    expect(await client().events.remove('x')).toBeUndefined();
  });
});

/** Two pages of one origin: what BroadcastChannel connects is the same in Node. */
describe('connecting', () => {
  const url = 'https://login.example.com/authorize?state=s1';
  const popup = { location: { href: '' }, closed: false, close: () => (popup.closed = true) };
  let href = '';

  function onPage(given: string, opens: unknown = popup): void {
    href = given;
    const page = {
      location: {
        get href() { return href; },
        get hash() { return new URL(href).hash; },
        assign: (to: string) => (href = to),
      },
      history: { replaceState: (_data: unknown, _title: string, to: string) => (href = to) },
      document: { hasFocus: () => true },
      open: () => opens,
      close: vi.fn(),
    }; // prettier-ignore
    for (const [name, value] of Object.entries(page)) vi.stubGlobal(name, value);
  }
  beforeEach(() => {
    popup.closed = false;
    popup.location.href = '';
  });

  it('by a redirect leaves the page, and ends on the one it comes back to', async () => {
    onPage('https://app.example.com/mailbox?tab=1#top');
    answers.push({ status: 200, body: { data: { url } } });
    await client().connectByRedirect({ resources: ['calendar'] });
    expect(sent[0]?.body).toEqual({ returnTo: 'https://app.example.com/mailbox?tab=1', resources: ['calendar'] });
    expect(href).toBe(url);

    onPage('https://app.example.com/mailbox?tab=1#code=c1&state=s1');
    answers.push({ status: 200, body: { data: { state: 'connected' } } });
    expect(await client().finishConnecting()).toEqual({ state: 'connected' });
    expect(href).toBe('https://app.example.com/mailbox?tab=1'); // nobody finds the code there
    expect(sent[1]).toMatchObject({ url: expect.stringMatching(/\/connect\/finish$/) as string, body: { code: 'c1', state: 's1' } });
    expect(await client().finishConnecting()).toBeNull();
  });

  it('in a window hands the answer to the page that opened it', async () => {
    onPage('https://app.example.com/mailbox');
    answers.push({ status: 200, body: { data: { url } } }, { status: 200, body: { data: { state: 'connected' } } });
    const connected = client().connectInPopup();
    await vi.waitFor(() => expect(popup.location.href).toBe(url));
    onPage('https://app.example.com/mailbox#code=c1&state=s1');
    expect(await client().finishConnecting()).toBeNull();
    expect((globalThis as unknown as { close: () => void }).close).toHaveBeenCalled();
    expect(await connected).toEqual({ state: 'connected' });
    expect(sent.map(({ url: to }) => to.split('/me')[1])).toEqual(['/connect', '/connect/finish']);
    expect(popup.closed).toBe(true);
  });

  it('does not take the answer to another sign-in for its own', async () => {
    onPage('https://app.example.com/mailbox');
    answers.push({ status: 200, body: { data: { url } } });
    const connected = client().connectInPopup().catch((error: unknown) => error); // prettier-ignore
    await vi.waitFor(() => expect(popup.location.href).toBe(url));
    onPage('https://app.example.com/mailbox#code=evil&state=s2');
    answers.push({ status: 400, body: { error: { message: 'x', details: { code: 'sign-in-state-invalid' } } } });
    await expect(client().finishConnecting()).rejects.toMatchObject({ code: 'sign-in-state-invalid' });
    popup.closed = true;
    expect(await connected).toMatchObject({ code: 'popup-closed' });
  });

  it.each([
    ['declined', 'sign-in-declined'],
    ['expired', 'sign-in-state-invalid'],
    ['admin-consent', 'sign-in-failed'],
    ['microsoft-unavailable', 'microsoft-unavailable'],
  ])('that ends with %s is the error %s', async (word, code) => {
    onPage(`https://app.example.com/#error=${word}&state=s1`);
    await expect(client().finishConnecting()).rejects.toMatchObject({ code, reason: word });
    expect(sent).toEqual([]);
  });

  it('says where the browser opens no window, and asks nothing then', async () => {
    onPage('https://app.example.com/', null);
    await expect(client().connectInPopup()).rejects.toMatchObject({ code: 'popup-blocked' });
    expect(sent).toEqual([]);
  });

  it('closes the window where it cannot begin', async () => {
    onPage('https://app.example.com/');
    answers.push({ status: 400, body: { error: { message: 'x', details: { code: 'application-missing' } } } });
    await expect(client().connectInPopup()).rejects.toMatchObject({ code: 'application-missing' });
    expect(popup.closed).toBe(true);
  });
});
