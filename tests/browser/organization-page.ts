import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { LevelSettings, ListPage, OrganizationItem, UserItem } from '../../src/contracts/http';
import { open, type Server, serverOf, signedIn } from './admin-panel';
import { settingsForm } from './settings-form';
import type { Stage } from './stage';

export interface Runs {
  runs: { resource: string; outcome: string }[];
}

/** Ada is a member of the demo's organization, and connected by now. */
export function organizationPage(stage: Stage) {
  let page: Page;
  let form: ReturnType<typeof settingsForm>;
  let server: Server;
  let ada: string;
  let address: string;
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    form = settingsForm(page);
    server = await serverOf(page, stage.playground);
    ada = (await server<ListPage<UserItem>>('GET', 'microsoft-sync/users?search=Lovelace')).items[0]?.id ?? '';
    const { items } = await server<ListPage<OrganizationItem>>('GET', 'microsoft-sync/organizations?search=Lighthouse');
    address = `organizations/${items[0]?.id}`;
    await server('PUT', 'microsoft-sync/settings/system', {
      fields: { syncIntervalMinutes: 20, calendarEnabled: true },
      integrations: { calendar: true },
    });
  });
  afterAll(() => page.context().close());

  const outcome = async () =>
    (await server<Runs>('POST', `microsoft-sync/users/${ada}/sync`, { resource: 'calendar' })).runs.map((run) => run.outcome).join();
  const ofAda = () => server<LevelSettings>('GET', `microsoft-sync/users/${ada}/settings`);

  it('is found by a search that the address remembers, and says what it does not find', async () => {
    await open(page, stage.playground, 'organizations');
    const search = page.getByRole('searchbox', { name: 'Search organizations' });
    await search.fill('nobody & nothing');
    await page.getByText('Nothing fits your search and filters.').waitFor();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('Nothing fits your search and filters.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await search.fill('lighthouse');
    await page.waitForURL(/search=lighthouse/);
    await page.getByRole('link', { name: 'Lighthouse Sales' }).click();
    await page.getByRole('heading', { name: 'Lighthouse Sales' }).waitFor();
  });

  it('inherits from the system, greyed, until Use System is cleared, and goes on from that value', async () => {
    expect([await form.interval().isDisabled(), await form.interval().inputValue()]).toEqual([true, '20']);
    await page.getByText('Value from: System').first().waitFor();
    await form.inherit('Use System', 'Interval in minutes').click();
    expect([await form.interval().isDisabled(), await form.interval().inputValue()]).toEqual([false, '20']);
  });

  it('says for how many people a change would count, before it is saved', async () => {
    await form.interval().fill('5');
    await page.getByText(/^Saving changes the settings that count for \d+ people\.$/).waitFor();
  });

  it('takes interval, calendar and tasks, asks before synchronization ends for somebody, and a run of a member obeys', async () => {
    expect(await outcome()).toMatch(/completed|nothing-to-do/);
    await form.inherit('Use System', 'Enabled', form.calendar()).click();
    await form.toggle('Enabled', form.calendar()).click({ force: true });
    await form.inherit('Use System', 'Sync Direction', form.tasks()).click();
    await form.choose('Sync Direction', 'Microsoft to Strapi', form.tasks());
    expect(await form.tasks().getByText('Conflict Resolution').count()).toBe(0);

    await form.save().click();
    await page.getByRole('alertdialog').getByText('Synchronization ends for 1 person.').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    expect((await ofAda()).fields.syncIntervalMinutes.effective).toBe(20);
    await form.saved('Save');
    const { fields } = await ofAda();
    expect(fields.syncIntervalMinutes).toMatchObject({ effective: 5, source: 'organization' });
    expect(fields.tasksDirection).toMatchObject({ effective: 'microsoft-to-strapi', source: 'organization' });
    expect(await outcome()).toBe('off');
  });

  it('keeps that over a reload of its own address, and gives single settings back', async () => {
    await open(page, stage.playground, address);
    expect(await form.interval().inputValue()).toBe('5');
    expect(await form.toggle('Enabled', form.calendar()).isChecked()).toBe(false);
    await form.inherit('Use System', 'Enabled', form.calendar()).click();
    expect(await form.toggle('Enabled', form.calendar()).isChecked()).toBe(true);
    await form.saved('Save');
    expect(await outcome()).toMatch(/completed|nothing-to-do/);
    expect((await ofAda()).fields.calendarEnabled).toMatchObject({ effective: true, source: 'system' });
  });

  it('is listed with what it overrides', async () => {
    await page.getByRole('link', { name: 'All organizations' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Lighthouse Sales' });
    await row.getByText('Interval in minutes, Tasks: Sync Direction').waitFor();
    await page.getByRole('combobox', { name: 'Own settings or not' }).click();
    await page.getByRole('option', { name: 'Without own settings', exact: true }).click();
    await row.waitFor({ state: 'detached' });
  });

  it('brings an Azure application of its own, and gives it back to the system after asking', async () => {
    await open(page, stage.playground, address);
    const card = form.card('Azure application');
    await card.getByText("The system's application").waitFor();
    await card.getByRole('button', { name: 'Use an application of its own' }).click();
    // Nothing of its own is saved yet that could be checked.
    expect(await card.getByRole('button', { name: 'Check Connection' }).count()).toBe(0);
    await form.save().click();
    await card.getByText('Enter the application (client) ID, such as').waitFor();
    await card.getByLabel('Client ID').fill('99999999-2222-4333-8444-555555555555');
    await card.getByLabel('Tenant ID').fill('acme.example');
    await form.choose('Access to mailboxes', 'The application by itself', card);
    await form.saved();
    await open(page, stage.playground, address);
    expect(await card.getByLabel('Client ID').inputValue()).toBe('99999999-2222-4333-8444-555555555555');
    await card.getByRole('button', { name: 'Check Connection' }).click();
    await card.getByRole('list', { name: 'Result of the check' }).getByText('Azure application: problem').waitFor();

    await card.getByRole('button', { name: "Use the system's application" }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: "Use the system's application" }).click();
    await card.getByText('will be forgotten when you save').waitFor();
    await form.saved();
    await card.getByText("The system's application").waitFor();
  });

  it('warns on leaving with unsaved changes', async () => {
    await form.interval().fill('7');
    await page.getByRole('link', { name: 'All organizations' }).click();
    const warning = page.getByRole('alertdialog');
    await warning.getByRole('button', { name: 'Cancel' }).click();
    expect(await form.interval().inputValue()).toBe('7');
    await page.getByRole('link', { name: 'All organizations' }).click();
    await warning.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Microsoft 365: Organizations' }).waitFor();
  });

  it('says that it is gone where it is', async () => {
    await page.goto(`${stage.playground.url}/admin/settings/microsoft-sync/organizations/gone`, { waitUntil: 'domcontentloaded' });
    await page.getByText('This organization does not exist (any more).').waitFor();
    await page.getByRole('link', { name: 'All organizations' }).click();
    await page.getByRole('link', { name: 'Lighthouse Sales' }).waitFor();
  });
}
