import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

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
const headings: Record<string, Record<'system' | 'me', string>> = {
  en: { system: english['system.title'], me: english['me.title'] },
  de: { system: german['system.title'], me: german['me.title'] },
};
/** Strapi's admin panel is English unless the application names other languages. */
const adminConfiguration = path.join(repository, 'playground/src/admin/app.js');
const offersGerman = fs.existsSync(adminConfiguration) && /['"]de['"]/.test(fs.readFileSync(adminConfiguration, 'utf8'));

/** Pictures for whoever wants to look: `SCREENSHOTS=folder`. */
const folder = process.env.SCREENSHOTS;

export function looks(stage: Stage) {
  describe.each(looksOfAll)('$theme, $width wide, $language', (look) => {
    it.each([
      ['system', 'administrator'],
      ['me', 'administrator'],
      ['me', 'colleague'],
    ] as const)('%s of the %s keeps nobody out and cuts nothing off', async (which, person) => {
      const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground[person], look);
      await open(page, stage.playground, which);
      await page.locator('main section').first().waitFor();
      expect(await page.locator('main h1').innerText()).toBe(headings[offersGerman ? look.language : 'en']?.[which]);
      if (folder) {
        await page.setViewportSize({ width: look.width, height: 2600 });
        await page.screenshot({ path: `${folder}/${which}-${person}-${look.theme}-${look.width}.png` });
      }
      expect(await seriousViolations(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      await context.close();
    });
  });
}
