import type { Page } from 'playwright-core';

/** The hands of whoever uses a page of settings, at any level. */
export function settingsForm(page: Page) {
  const card = (name: string) => page.getByRole('region', { name });
  const save = () => page.getByRole('button', { name: 'Save Settings' });
  return {
    card,
    save,
    interval: () => page.getByLabel('Interval in minutes', { exact: true }),
    calendar: () => card('Calendar Synchronization'),
    tasks: () => card('Tasks Synchronization'),
    /** The checkbox that gives a setting back: Use Default, Use System, Use Organization. */
    inherit: (what: string, label: string, within = page.locator('main')) => within.getByRole('checkbox', { name: `${what}: ${label}` }),
    lock: (label: string, within = page.locator('main')) => within.getByRole('checkbox', { name: `Lock: ${label}` }),
    toggle: (label: string, within = page.locator('main')) => within.getByRole('checkbox', { name: label, exact: true }),
    async choose(label: string, option: string, within = page.locator('main')) {
      await within.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: option }).click();
    },
    /** `answer`: what is answered where the page asks first. */
    async saved(answer?: string) {
      const answered = page.waitForResponse((response) => ['PUT', 'DELETE'].includes(response.request().method()));
      await save().click();
      if (answer) await page.getByRole('alertdialog').getByRole('button', { name: answer }).click();
      await answered;
      await page.getByText('Settings saved.').first().waitFor();
      await save().and(page.locator(':disabled')).waitFor();
    },
  };
}
