import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { LevelSettings, ListPage, OrganizationItem, UserItem } from '../../src/contracts/http';
import { open, type Server, serverOf, signedIn } from './admin-panel';
import type { Runs } from './organization-page';
import { settingsForm } from './settings-form';
import type { Stage } from './stage';

/** Ada's page: a member of the demo's organization, connected. */
export function userPage(stage: Stage) {
  let page: Page;
  let form: ReturnType<typeof settingsForm>;
  let server: Server;
  let ada: string;
  let organization: string;
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    form = settingsForm(page);
    server = await serverOf(page, stage.playground);
    ada = (await server<ListPage<UserItem>>('GET', 'microsoft-sync/users?search=Lovelace')).items[0]?.id ?? '';
    organization = (await server<ListPage<OrganizationItem>>('GET', 'microsoft-sync/organizations?search=Lighthouse')).items[0]?.id ?? '';
    await server('PUT', `microsoft-sync/organizations/${organization}/settings`, {
      fields: { syncIntervalMinutes: 5, calendarEnabled: null },
    });
  });
  afterAll(() => page.context().close());

  const outcome = async () =>
    (await server<Runs>('POST', `microsoft-sync/users/${ada}/sync`, { resource: 'calendar' })).runs.map((run) => run.outcome).join();

  it('is found by organization and by state', async () => {
    await open(page, stage.playground, 'users');
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Connected', exact: true }).click();
    await page.waitForURL(/state=connected/);
    await page.getByRole('row').filter({ hasText: 'Grace' }).waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Organization' }).pressSequentially('light'); // opens it, as typing does
    await page.getByRole('option', { name: 'Lighthouse Sales' }).click();
    await page.waitForURL(new RegExp(`organization=${organization}`));
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await page.getByText('This person is in Lighthouse Sales, whose settings count.').waitFor();
  });

  it('inherits from the organization, and what is overridden counts for a run at once', async () => {
    expect([await form.interval().isDisabled(), await form.interval().inputValue()]).toEqual([true, '5']);
    await page.getByText('Value from: Organization').first().waitFor();
    await form.inherit('Use Organization', 'Interval in minutes').click();
    await form.interval().fill('90');
    await form.inherit('Use Organization', 'Enabled', form.calendar()).click();
    await form.toggle('Enabled', form.calendar()).click({ force: true });
    await form.saved('Save');
    expect(await outcome()).toBe('off');
    expect((await server<LevelSettings>('GET', `microsoft-sync/users/${ada}/settings`)).fields.syncIntervalMinutes).toMatchObject({
      effective: 90,
      source: 'user',
    });

    await form.inherit('Use Organization', 'Enabled', form.calendar()).click();
    await form.saved('Save');
    expect(await outcome()).toMatch(/completed|nothing-to-do/);
  });

  it('shows what the organization says again as soon as it is given back', async () => {
    await form.inherit('Use Organization', 'Interval in minutes').click();
    expect([await form.interval().isDisabled(), await form.interval().inputValue()]).toEqual([true, '5']);
    await form.inherit('Use Organization', 'Interval in minutes').click(); // once more, for the next rule
    await form.interval().fill('90');
    expect(await form.save().isDisabled()).toBe(true);
  });

  it('says who locked a setting, and that the own value is kept', async () => {
    await open(page, stage.playground, `organizations/${organization}`);
    await form.lock('Interval in minutes').click();
    await form.saved();
    await open(page, stage.playground, `users/${ada}`);
    await page.getByText('Locked by the organization. The own value “90” is kept, and counts again when the lock is lifted.').waitFor();
    expect([await form.interval().isDisabled(), await form.interval().inputValue()]).toEqual([true, '5']);
    expect(await form.inherit('Use Organization', 'Interval in minutes').count()).toBe(0);
    expect(await page.getByRole('checkbox', { name: /^Lock/ }).count()).toBe(0); // nobody is below a user
    await server('PUT', `microsoft-sync/organizations/${organization}/settings`, { fields: { locks: { syncIntervalMinutes: false } } });
  });

  it('checks and synchronizes the account of somebody else', async () => {
    const card = form.card('Microsoft Account');
    await card.getByText('ada@sandbox.example').waitFor();
    await card.getByRole('button', { name: 'Check Connection' }).click();
    await card.getByText('Mailbox: in order').waitFor();
    await card.getByRole('button', { name: 'Sync now' }).click();
    await card.getByText('Calendar: both sides were already the same.').waitFor();
    await page.getByRole('grid', { name: 'Last runs: Calendar' }).waitFor();
    await card.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('alertdialog').getByText("Disconnect this person's Microsoft account?").waitFor();
    await page.keyboard.press('Escape');
  });

  it('says that the integration is off for the whole system where it is', async () => {
    await server('PUT', 'microsoft-sync/settings/system', { integrations: { tasks: false } });
    await open(page, stage.playground, `users/${ada}`);
    await form.tasks().getByText('Tasks: switched off for the whole system').waitFor();
    await server('PUT', 'microsoft-sync/settings/system', { integrations: { tasks: true } });
  });

  it('says which of several organizations counts', async () => {
    await server('POST', 'content-manager/collection-types/plugin::microsoft-sync.organization', {
      name: 'Younger Company',
      members: { connect: [{ documentId: ada }] },
    });
    await open(page, stage.playground, `users/${ada}`);
    await page
      .getByText(
        'This person is in several organizations. The settings of the oldest count, which is Lighthouse Sales; those of Younger Company do not.',
      )
      .waitFor();
  });
}
