import fs from 'node:fs';
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

  it('says of each person how both resources are doing', async () => {
    await rows().getByText('Connected').waitFor();
    await rows().getByText('Calendar: on').waitFor();
    await rows().getByText('Lighthouse Sales').waitFor();
    await rows()
      .getByText(/Tasks: (on|off)/)
      .waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('keeps to those of one standing in its address, and shows all again', async () => {
    await page.getByRole('button', { name: /Needs somebody/ }).click();
    await page.getByText('Nothing fits your search and filters.').waitFor();
    expect(new URL(page.url()).searchParams.get('standing')).toBe('needs-person');
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('Nothing fits your search and filters.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await rows().first().waitFor();
  });

  it('draws the runs over days, and says the same in words and as a table', async () => {
    const chart = page.getByRole('region', { name: 'Runs that had something to do' });
    await chart.getByText(/runs completed/).waitFor();
    await chart.getByText('Show as a table').click();
    expect(await chart.getByRole('row').count()).toBe(8);
    await chart.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: '30 days' }).click();
    await expect.poll(() => chart.getByRole('row').count()).toBe(31);
    expect(new URL(page.url()).searchParams.get('days')).toBe('30');
  });

  it('is saved as a file', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
    expect(download.suggestedFilename()).toBe('microsoft-365-status.csv');
    expect(fs.readFileSync(await download.path(), 'utf8')).toMatch(/Ada Lovelace,[^,]+@[^,]+,Lighthouse Sales,/);
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
    await page.route('**/microsoft-sync/status/**', (route) => route.abort());
    await page.getByText('Strapi does not answer at the moment.').waitFor();
    await rows().first().waitFor();
    await page.unroute('**/microsoft-sync/status/**');
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
