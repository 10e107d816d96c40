import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';

import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import { repository } from '../support/places';
import { cutOff, seriousViolations } from './accessibility';
import { open, signedIn, type Theme } from './admin-panel';
import type { Stage } from './stage';

const looksOfAll: { theme: Theme; width: number; language: string }[] = [
  { theme: 'light', width: 1280, language: 'en' },
  { theme: 'dark', width: 1280, language: 'de' },
  { theme: 'light', width: 360, language: 'de' },
  { theme: 'dark', width: 360, language: 'en' },
];
/**
 * For pages that many tests look at beside this, since each look loads the admin panel anew: both themes, both languages, and what is tightest.
 * `LOOKS=all`: all four.
 */
export const looksInShort: typeof looksOfAll =
  process.env.LOOKS === 'all'
    ? looksOfAll
    : [
        { theme: 'light', width: 1280, language: 'en' },
        { theme: 'dark', width: 360, language: 'de' },
      ];
type Which = 'system' | 'organizations' | 'users' | 'status' | 'conflicts' | 'held' | 'me' | 'me/conflicts' | 'me/held' | 'me/preview';
const headings = (texts: typeof english): Record<Which, string> => ({
  system: texts['system.title'],
  organizations: texts['organizations.title'],
  users: texts['users.title'],
  status: texts['status.title'],
  conflicts: texts['conflicts.title'],
  held: texts['held.page-title'],
  me: texts['me.title'],
  'me/conflicts': texts['conflicts.title-own'],
  'me/held': texts['held.page-title-own'],
  'me/preview': texts['preview.title'],
});
/** Strapi's admin panel is English unless the application names other languages. */
const adminConfiguration = path.join(repository, 'playground/src/admin/app.js');
const offersGerman = fs.existsSync(adminConfiguration) && /['"]de['"]/.test(fs.readFileSync(adminConfiguration, 'utf8'));

/** The texts that the pages have in this look. */
export const textsOf = (language: string): typeof english => (offersGerman && language === 'de' ? german : english);

/** Pictures for whoever wants to look: `SCREENSHOTS=folder`. */
const folder = process.env.SCREENSHOTS;

export function looks(stage: Stage) {
  describe.each(looksOfAll)('$theme, $width wide, $language', (look) => {
    // One window for each person: a new one would load the whole admin panel anew.
    const windows = new Map<string, Promise<Awaited<ReturnType<typeof signedIn>>>>();
    afterAll(async () => {
      for (const window of windows.values()) await (await window).context.close();
    });
    async function windowOf(person: 'administrator' | 'colleague'): Promise<Page> {
      const window = windows.get(person) ?? signedIn(stage.browser, stage.playground, stage.playground[person], look);
      windows.set(person, window);
      const { page } = await window;
      await page.setViewportSize({ width: look.width, height: 900 });
      return page;
    }

    it.each<[which: Which, person: 'administrator' | 'colleague']>([
      ['system', 'administrator'],
      ['organizations', 'administrator'],
      ['users', 'administrator'],
      ['status', 'administrator'],
      ['conflicts', 'administrator'],
      ['held', 'administrator'],
      ['me/conflicts', 'colleague'],
      ['me/held', 'colleague'],
      ['me/preview', 'colleague'],
      ['me', 'administrator'],
      ['me', 'colleague'],
    ])('%s of the %s keeps nobody out and cuts nothing off', async (which, person) => {
      const page = await windowOf(person);
      const texts = textsOf(look.language);
      await goTo(page, which);
      await page.locator('main:not([aria-busy="true"]) h1', { hasText: headings(texts)[which] }).waitFor();
      await page.locator('main :is(section, table, ul)').first().waitFor();
      expect(await page.locator('main h1').innerText()).toBe(headings(texts)[which]);
      await expect.poll(() => page.getByText(texts['start.counting']).count()).toBe(0); // what is counted changes the button beside it
      await looksWell(page, `${which.replace('/', '-')}-${person}`);
    });

    it.each([
      ['organizations', 'Lighthouse Sales'],
      ['users', 'Ada Lovelace'],
    ] as const)('of the %s, %s keeps nobody out and cuts nothing off', async (list, name) => {
      const page = await windowOf('administrator');
      await goTo(page, list);
      await page.getByRole('link', { name }).click();
      await page.getByRole('heading', { name }).waitFor();
      await page.locator('main section').first().waitFor();
      await looksWell(page, `${list}-one`);
    });

    /** Within the panel, as its own links do, once it is loaded: that loads for seconds, and these pages are many. */
    async function goTo(page: Page, which: string) {
      const place = '/admin/settings/microsoft-sync/';
      if (!page.url().includes(place)) return open(page, stage.playground, which);
      await page.evaluate((address) => {
        history.pushState(null, '', address);
        dispatchEvent(new PopStateEvent('popstate', { state: null }));
      }, place + which);
    }

    async function looksWell(page: Page, name: string) {
      if (folder) {
        await page.setViewportSize({ width: look.width, height: look.width < 500 ? 5200 : 2600 });
        await page.screenshot({ path: `${folder}/${name}-${look.theme}-${look.width}.png` });
      }
      expect(await seriousViolations(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
    }
  });
}
