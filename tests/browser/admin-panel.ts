import type { Browser, BrowserContext, Page } from 'playwright-core';

import type { Playground } from './playground';

export type Theme = 'light' | 'dark';
interface Look {
  theme?: Theme;
  width?: number;
  language?: string;
}

/** A window of its own, signed in to the admin panel. */
export async function signedIn(browser: Browser, playground: Playground, email: string, { theme = 'light', width = 1280, language = 'en' }: Look = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB', permissions: ['clipboard-read', 'clipboard-write'] });
  await context.addInitScript(
    ([theme, language]) => {
      localStorage.setItem('STRAPI_THEME', theme);
      localStorage.setItem('strapi-admin-language', language);
      localStorage.setItem('GUIDED_TOUR_SKIPPED', 'true');
      localStorage.setItem('STRAPI_GUIDED_TOUR', JSON.stringify({ enabled: false }));
    },
    [theme, language] as const,
  );
  const page = await context.newPage();
  await page.goto(`${playground.url}/admin/auth/login`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(playground.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.includes('/auth/login'));
  return { context, page } satisfies { context: BrowserContext; page: Page };
}

/** By its address, as somebody with a bookmark; waits until the page has something to say. */
export async function open(page: Page, playground: Playground, which: 'system' | 'me') {
  await page.goto(`${playground.url}/admin/settings/microsoft-sync/${which}`);
  await page.locator('main h1').waitFor();
}
