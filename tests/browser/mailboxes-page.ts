import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ListPage, UserItem } from '../../src/contracts/http';
import { cutOff, seriousViolations } from './accessibility';
import { open, type Server, serverOf, signedIn } from './admin-panel';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;

/** Whose mailbox is whose, in application mode; the demo signs in otherwise, so that is put back at the end. */
export function mailboxesPage(stage: Stage) {
  let page: Page;
  let server: Server;
  let grace: string;
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    server = await serverOf(page, stage.playground);
    grace = (await server<ListPage<UserItem>>('GET', 'microsoft-sync/users?search=Grace')).items[0]?.id ?? '';
    await server('PUT', 'microsoft-sync/application', { mode: 'application' });
  });
  afterAll(async () => {
    await server('PUT', 'microsoft-sync/application', { mode: 'delegated' });
    await page.context().close();
  });
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });

  it('assigns many at once by the keyboard, after saying who gets what', async () => {
    await open(page, stage.playground, 'mailboxes');
    await page.getByText('People here have no attribute that they cannot change themselves').waitFor();
    const box = page.getByRole('checkbox', { name: 'Select Ada Lovelace' });
    await box.focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Assign 1 mailbox' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Assign these mailboxes?' });
    await dialog.getByText('1 person gets a mailbox.').waitFor();
    await dialog.getByText(/Ada Lovelace: .+@/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Assign 1 mailbox' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Mailboxes assigned' }).getByText('Connected').waitFor();
    await page.keyboard.press('Escape');
    await row('Ada Lovelace').getByText('Connected').waitFor();
    expect(await box.isChecked()).toBe(false);
  });

  it('finds those that nobody has assigned', async () => {
    await page.getByRole('combobox', { name: 'Which' }).click();
    await page.getByRole('option', { name: 'Nobody has assigned one' }).click();
    await row('Ada Lovelace').waitFor({ state: 'detached' });
    await row('Grace').waitFor();
  });

  it('on a person’s page, refuses what is somebody else’s, and says what differs from the profile', async () => {
    await open(page, stage.playground, `users/${grace}`);
    await page.getByText('No mailbox has been assigned, so nothing is synchronized.').waitFor();
    const field = page.getByRole('textbox', { name: 'Mailbox' });
    const proposed = await field.inputValue();
    await field.fill('ada@sandbox.example');
    await page.getByRole('button', { name: 'Assign mailbox' }).click();
    await page.getByText(/assigned to Ada Lovelace already/).waitFor();
    await field.fill(proposed);
    await page.keyboard.press('Enter');
    await page
      .getByText(/assigned by /)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Take away' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take away' }).click();
    await page.getByText('No mailbox has been assigned, so nothing is synchronized.').waitFor();
  });

  describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
    it.each(['mailboxes', 'users/'] as const)('%s keeps nobody out and cuts nothing off', async (which) => {
      const { page: seen, context } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, look);
      await open(seen, stage.playground, which === 'users/' ? `users/${grace}` : which);
      await seen.locator('main :is(table, ul)').first().waitFor();
      await seen.locator('main section').first().waitFor();
      if (folder) {
        fs.mkdirSync(folder, { recursive: true });
        await seen.setViewportSize({ width: look.width, height: 2400 });
        await seen.screenshot({ path: `${folder}/${which.replace('/', '')}-${look.theme}-${look.width}.png` });
      }
      expect(await seriousViolations(seen)).toEqual([]);
      expect(await cutOff(seen)).toEqual([]);
      await context.close();
    });
  });
}
