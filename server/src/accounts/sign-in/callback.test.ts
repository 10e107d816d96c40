import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';

import { renderCallbackPage } from './callback';

const page = renderCallbackPage({ adminUrl: 'https://crm.example.com/admin/' });
const script = /<script>([^]*)<\/script>/.exec(page.html)![1]!;

/** The page in a browser made of the few things it uses. */
function visit(query: string, of: { answers?: boolean; language?: string; channel?: boolean } = {}) {
  const posted: unknown[] = [];
  const visited: string[] = [];
  const timers = new Map<number, () => void>();
  const text = { textContent: '' };
  const close = vi.fn();
  class Channel {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    constructor(readonly name: string) {}
    postMessage(message: { state: string }) {
      posted.push({ channel: this.name, ...message });
      if (of.answers) for (const received of ['of somebody else', message.state]) this.onmessage?.({ data: { received } });
    }
    close() {}
  }
  const history: unknown[] = [];
  runInNewContext(script, {
    navigator: { language: of.language ?? 'en-GB' },
    document: { getElementById: () => text, documentElement: {} },
    location: { search: query, pathname: '/api/microsoft-sync/oauth/callback', replace: (url: string) => visited.push(url) },
    history: { replaceState: (...given: unknown[]) => history.push(given[2]) },
    window: { close },
    BroadcastChannel: of.channel === false ? undefined : Channel,
    URLSearchParams,
    setTimeout: (work: () => void, milliseconds: number) => {
      timers.set(milliseconds, work);
      return milliseconds;
    },
    clearTimeout: (timer: number) => timers.delete(timer),
  });
  return { posted, visited, text, close, history, passTime: () => timers.forEach((work) => work()), isWaiting: () => timers.size > 0 };
}

describe('the page behind the redirect URI', () => {
  test('may run its own script and nothing else, is not kept and tells no referrer', () => {
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page.headers['Content-Security-Policy']).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect(page.headers['Content-Security-Policy']).toContain(`'sha256-${hash}'`);
    expect(page.headers['Content-Security-Policy']).not.toContain('unsafe');
    expect(page.headers).toMatchObject({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  test('hands code and state over, clears the address bar, and closes when they were received', () => {
    const browser = visit('?code=c%2B1&state=s&session_state=x', { answers: true });
    expect(browser.posted).toEqual([{ channel: 'microsoft-sync.sign-in', code: 'c+1', state: 's' }]);
    expect(browser.history).toEqual(['/api/microsoft-sync/oauth/callback']);
    expect(browser.isWaiting()).toBe(false);
    expect(browser.close).toHaveBeenCalled();
    expect(browser.text.textContent).toBe('You can close this window.');
  });

  test.each([[{}], [{ channel: false }]])('goes to the settings with a fragment where nobody answers: %o', (of) => {
    const browser = visit('?code=c&state=s', of);
    browser.passTime();
    expect(browser.visited).toEqual(['https://crm.example.com/admin/settings/microsoft-sync/me#state=s&code=c']);
  });

  test('hands an error over as well', () => {
    expect(visit('?error=access_denied&error_description=AADSTS65004&state=s').posted).toEqual([
      { channel: 'microsoft-sync.sign-in', state: 's', error: 'access_denied', errorDescription: 'AADSTS65004' },
    ]);
  });

  test.each(['', '?state=s', '?code=c', '?code=c&state=', '?adminUrl=https://evil.example.com&next=//evil.example.com'])(
    'does nothing with %s',
    (query) => {
      const browser = visit(query, { language: 'de-AT' });
      browser.passTime();
      expect([browser.posted, browser.visited]).toEqual([[], []]);
      expect(browser.text.textContent).toContain('nichts zu tun');
    },
  );

  test.each([
    ['?admin_consent=True&tenant=t', 'en', 'test the application once more'],
    ['?admin_consent=True&tenant=t', 'de', 'testen Sie die Anwendung noch einmal'],
    ['?error=access_denied&admin_consent=True&error_description=x', 'en', 'Consent was not given'],
    ['?error=access_denied&error_description=x', 'de', 'nicht erteilt'],
  ])('after the consent of an administrator says what has come of it: %s, %s', (query, language, text) => {
    const browser = visit(query, { language });
    expect([browser.posted, browser.visited, browser.isWaiting()]).toEqual([[], [], false]);
    expect(browser.text.textContent).toContain(text);
  });

  test('never goes anywhere but to the configured admin panel', () => {
    const browser = visit('?code=%22%3E%3Cscript%3E&state=//evil.example.com&adminUrl=https://evil.example.com');
    browser.passTime();
    expect(browser.visited.map((url) => new URL(url).origin)).toEqual(['https://crm.example.com']);
    expect(page.html).not.toContain('evil');
  });

  test('an odd address in the configuration cannot end the script', () => {
    expect(renderCallbackPage({ adminUrl: 'https://x/</script><b>' }).html.match(/<\/script>/g)).toHaveLength(1);
  });
});
