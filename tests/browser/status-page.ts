import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { open, signedIn } from './admin-panel';
import type { Stage } from './stage';

/** Ada is connected, and nobody else. */
export function statusPage(stage: Stage) {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    await open(page, stage.playground, 'status');
  });
  afterAll(() => page.context().close());

  const rows = () => page.getByRole('row').filter({ hasText: 'Ada Lovelace' });
  const asked = (milliseconds: number) =>
    page.waitForResponse((response) => response.url().includes('/microsoft-sync/status'), { timeout: milliseconds });

  it('says of each person and resource how it is doing', async () => {
    const calendar = rows().filter({ hasText: 'Calendar: on' });
    await calendar.getByText('Connected').waitFor();
    await calendar.getByText('Lighthouse Sales').waitFor();
    await rows()
      .filter({ hasText: /Tasks: (on|off)/ })
      .first()
      .waitFor();
  });

  it('is filtered by resource and by state, and shows all again', async () => {
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'Tasks', exact: true }).click();
    await rows().filter({ hasText: 'Calendar: on' }).waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Action required' }).click();
    await page.getByText('Nothing fits your search and filters.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await rows().first().waitFor();
  });

  it('refreshes itself, quietly, and not while nobody looks', async () => {
    await asked(8000);
    expect(await page.locator('main').getAttribute('aria-busy')).not.toBe('true');
    const see = (state: 'hidden' | 'visible') =>
      page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await see('hidden');
    await asked(2000).catch(() => undefined); // what was under way
    await expect(asked(6500)).rejects.toThrow(/Timeout/);
    await see('visible');
    await asked(8000);
  });

  it('says when Strapi does not answer, and goes on by itself', async () => {
    await page.route('**/microsoft-sync/status*', (route) => route.abort());
    await page.getByText('Strapi does not answer at the moment.').waitFor();
    await rows().first().waitFor();
    await page.unroute('**/microsoft-sync/status*');
    await page.getByText('Strapi does not answer at the moment.').waitFor({ state: 'detached' });
  });

  it('offers to try again where it could not be loaded at all', async () => {
    await page.route('**/microsoft-sync/users*', (route) =>
      route.request().resourceType() === 'document' ? route.continue() : route.abort(),
    );
    await page.goto(`${stage.playground.url}/admin/settings/microsoft-sync/users`, { waitUntil: 'domcontentloaded' });
    await page.getByText('This page could not be loaded.').waitFor();
    await page.unroute('**/microsoft-sync/users*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  });

  it('leads to the person', async () => {
    await open(page, stage.playground, 'status');
    await rows().first().getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Microsoft Account' }).waitFor();
  });
}
