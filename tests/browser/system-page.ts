import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { open, serverOf, signedIn } from './admin-panel';
import type { Stage } from './stage';

export function systemPage(stage: Stage) {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    // As a Strapi begins that nobody has set up yet.
    const server = await serverOf(page, stage.playground);
    await server('PUT', 'microsoft-sync/settings/system', { integrations: { calendar: false }, fields: { calendarEnabled: null } });
    await open(page, stage.playground, 'system');
  });
  afterAll(() => page.context().close());

  const save = () => page.getByRole('button', { name: 'Save Settings' });
  const saved = async () => {
    await save().click();
    await page.getByText('Settings saved.').first().waitFor();
  };
  const reload = () => open(page, stage.playground, 'system');
  const interval = () => page.getByLabel('Interval in minutes', { exact: true });
  const calendar = () => page.getByRole('checkbox', { name: 'Microsoft 365 calendar' });
  const ofCalendar = () => page.getByRole('region', { name: 'Calendar Synchronization' });
  const useDefault = (label: string) => page.getByRole('checkbox', { name: `Use Default: ${label}` }).first(); // of the calendar, where tasks have it too
  const isOff = 'Calendar: switched off for the whole system';

  it('says what there is to do before the first event travels', async () => {
    const steps = page.getByRole('region', { name: 'How to begin' }).getByRole('listitem');
    await steps.first().waitFor();
    expect(await steps.count()).toBe(3);
    expect(await steps.nth(0).getByRole('img', { name: 'Done' }).count()).toBe(1);
    expect(await steps.nth(2).getByRole('img', { name: 'To do' }).count()).toBe(1);
    await steps.nth(2).getByRole('link', { name: 'Connect your own account' }).waitFor();
  });

  it('takes the Azure application away, asks before the secret goes, and says on My Microsoft 365 that it is missing', async () => {
    const tenant = await page.getByLabel('Tenant ID').inputValue();
    await page.getByLabel('Client ID').fill('');
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('will be removed when you save').waitFor();
    await saved();

    await open(page, stage.playground, 'me');
    await page.getByText('Microsoft 365 is not set up yet').waitFor();
    expect(await page.getByRole('button', { name: 'Connect Microsoft Account' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Open the system settings' }).first().click();
    await page.getByLabel('Client ID').waitFor();
    expect(await page.getByLabel('Tenant ID').inputValue()).toBe(tenant);
    expect(await page.getByLabel('Client ID').inputValue()).toBe('');
  });

  it('takes a new Azure application, whose secret never comes back', async () => {
    expect(await save().isDisabled()).toBe(true);
    await page.getByLabel('Client ID').fill('11111111-2222-4333-8444-555555555555');
    await page.getByLabel('Client secret', { exact: true }).fill(stage.playground.clientSecret);
    await saved();
    await reload();
    expect(await page.getByLabel('Client ID').inputValue()).toBe('11111111-2222-4333-8444-555555555555');
    await page.getByText(/^Set on /).waitFor();
    expect(await page.content()).not.toContain(stage.playground.clientSecret);
  });

  it('refuses what is no ID, on its field', async () => {
    await page.getByLabel('Client ID').fill('crm');
    await save().click();
    await page.getByText('Enter the application (client) ID, such as').waitFor();
    expect(await page.getByLabel('Client ID').getAttribute('aria-invalid')).toBe('true');
    await reload();
  });

  it('copies the redirect URI', async () => {
    await page.getByRole('button', { name: 'Copy Redirect URI' }).click();
    await page.getByText('Redirect URI copied.').first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${stage.playground.url}/api/microsoft-sync/oauth/callback`);
  });

  it('shows the default greyed, lets one go on from it, and gives it back', async () => {
    expect(await interval().isDisabled()).toBe(true);
    expect(await interval().inputValue()).toBe('15');
    await useDefault('Interval in minutes').click();
    expect(await interval().isDisabled()).toBe(false);
    expect(await interval().inputValue()).toBe('15');

    await interval().fill('30');
    await useDefault('Interval in minutes').click();
    expect(await interval().inputValue()).toBe('15');
    expect(await save().isDisabled()).toBe(true);
  });

  it.each(['0', '1441', '1.5'])('refuses an interval of %s on its field', async (minutes) => {
    await useDefault('Interval in minutes').click();
    await interval().fill(minutes);
    await save().click();
    await page.getByText('Enter a whole number from 1 to 1440.').waitFor();
    expect(await interval().getAttribute('aria-invalid')).toBe('true');
    await reload();
    expect(await interval().inputValue()).toBe('15');
  });

  it('keeps own values over a reload, and shows Conflict Resolution only where both sides may write', async () => {
    await useDefault('Interval in minutes').click();
    await interval().fill('5');
    await page.getByText(isOff).waitFor();
    await calendar().click({ force: true }); // one switch for all that it needs
    await page.getByText(isOff).waitFor({ state: 'detached' });
    expect(await useDefault('Enabled').isChecked()).toBe(false);
    await useDefault('Sync Direction').click();
    await ofCalendar().getByRole('combobox', { name: 'Sync Direction' }).click();
    await page.getByRole('option', { name: 'Strapi to Microsoft' }).click();
    expect(await ofCalendar().getByText('Conflict Resolution').count()).toBe(0);
    await useDefault('Sync Direction').click();
    await ofCalendar().getByText('Conflict Resolution').first().waitFor();
    await saved();
    await reload();
    expect(await interval().inputValue()).toBe('5');
    expect(await ofCalendar().getByRole('checkbox', { name: 'Enabled', exact: true }).isChecked()).toBe(true);
    expect(await useDefault('Sync Direction').isChecked()).toBe(true);
  });

  it('asks before the calendar is switched off for everybody', async () => {
    await calendar().click({ force: true });
    await page.getByText(isOff).waitFor();
    await save().click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Save Settings');
    await calendar().click({ force: true });
    expect(await save().isDisabled()).toBe(true);
  });

  it('warns on leaving with unsaved changes, and keeps them for who stays', async () => {
    await interval().fill('7');
    await page.getByRole('link', { name: 'My Microsoft 365' }).click();
    const warning = page.getByRole('alertdialog');
    await warning.getByText('All your modifications will be lost').waitFor();
    await warning.getByRole('button', { name: 'Cancel' }).click();
    expect(await interval().inputValue()).toBe('7');
    await page.getByRole('link', { name: 'My Microsoft 365' }).click();
    await warning.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'My Microsoft 365' }).waitFor();
  });

  it('can be used with the keyboard alone', async () => {
    await reload();
    await useDefault('Interval in minutes').focus();
    await page.keyboard.press('Space');
    await useDefault('Interval in minutes').focus();
    expect(await interval().inputValue()).toBe('15');
    await page.keyboard.press('Space');
    await interval().focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('10');
    await page.keyboard.press('Enter');
    await page.getByText('Settings saved.').first().waitFor();
    await page.waitForFunction(() => document.activeElement !== document.body);
  });
}
