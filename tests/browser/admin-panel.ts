import type { Browser, BrowserContext, Page } from 'playwright-core';

import type { Playground } from './playground';

export type Theme = 'light' | 'dark';
interface Look {
  theme?: Theme;
  width?: number;
  language?: string;
  timezoneId?: string;
}

/** Enough for a busy computer, and short of a test's own limit, so that what fails says where. */
const PATIENCE_MILLISECONDS = 15_000;

/** Strapi allows few sign-ins a minute, so each person takes a session along into later windows, for as long as its token is good. */
const sessions = new Map<string, { state: Awaited<ReturnType<BrowserContext['storageState']>>; until: number }>();
const SESSION_MILLISECONDS = 15 * 60_000;

/** A window of its own, signed in to the admin panel. */
export async function signedIn(
  browser: Browser,
  playground: Playground,
  email: string,
  { theme = 'light', width = 1280, language = 'en', timezoneId }: Look = {},
) {
  const known = sessions.get(email);
  const session = known && known.until > Date.now() ? known.state : undefined;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'en-GB',
    ...(timezoneId ? { timezoneId } : {}),
    permissions: ['clipboard-read', 'clipboard-write'],
    ...(session ? { storageState: session } : {}),
  });
  await context.addInitScript(
    ([theme, language]) => {
      localStorage.setItem('STRAPI_THEME', theme);
      localStorage.setItem('strapi-admin-language', language);
    },
    [theme, language] as const,
  );
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const page = await context.newPage();
  if (!session) {
    await signIn(page, playground, email);
    sessions.set(email, { state: await context.storageState(), until: Date.now() + SESSION_MILLISECONDS });
  }
  return { context, page };
}

async function signIn(page: Page, playground: Playground, email: string) {
  await page.goto(`${playground.url}/admin/auth/login`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(playground.password);
  await page.getByRole('checkbox').click(); // remembered beyond the window
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.includes('/auth/login'));
}

/** By its address below Microsoft 365, as somebody with a bookmark; waits until the page has something to say. */
export async function open(page: Page, playground: Playground, which: string) {
  // Not until everything is loaded: Strapi asks the internet for news, which may take its time to fail.
  await page.goto(`${playground.url}/admin/settings/microsoft-sync/${which}`, { waitUntil: 'domcontentloaded' });
  await page.locator('main:not([aria-busy="true"]) h1').waitFor();
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** Strapi's own answers to whoever is signed in on a page: what a test checks besides what is shown. */
export async function serverOf(page: Page, playground: Playground, via: 'system' | 'me' = 'system') {
  const asked = page.waitForRequest((request) => request.url().includes('/microsoft-sync/') && 'authorization' in request.headers());
  await open(page, playground, via);
  const { authorization = '' } = (await asked).headers();
  return async <T>(method: Method, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${playground.url}/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    const said = (await answer.json()) as { data?: T };
    return said.data ?? (said as T); // the Content Manager's lists come without a cover
  };
}
export type Server = Awaited<ReturnType<typeof serverOf>>;
