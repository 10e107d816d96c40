import { describe, expect, it } from 'vitest';

import { cutOff, seriousViolations } from './accessibility';
import { signedIn } from './admin-panel';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;

/** The home page and the menu say how synchronization stands. */
export function attention(stage: Stage) {
  describe.each(looksInShort)('the home page, $theme, $width wide, $language', (look) => {
    it('has a widget that says how it stands and leads to where one can act', async () => {
      const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, look);
      await page.goto(`${stage.playground.url}/admin`);
      const widget = page
        .getByRole('region', { name: 'Microsoft 365' })
        .or(page.locator('section', { hasText: 'Microsoft 365' }))
        .first();
      await widget.getByRole('list').waitFor();
      await widget.scrollIntoViewIfNeeded();
      if (folder) await page.screenshot({ path: `${folder}/home-${look.theme}-${look.width}.png` });
      // What is around it is Strapi's.
      await widget.getByRole('list').evaluate((list) => list.setAttribute('data-looked-at', ''));
      expect(await seriousViolations(page, '[data-looked-at]')).toEqual([]);
      expect(await cutOff(page, '[data-looked-at]')).toEqual([]);
      await widget.getByRole('list').getByRole('link').first().click();
      await page.waitForURL(/\/settings\/microsoft-sync\//);
      await context.close();
    });
  });
}
