import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { seriousViolations } from './accessibility';
import { open, signedIn } from './admin-panel';
import { settingsForm } from './settings-form';
import type { Stage } from './stage';

/** Pictures for whoever wants to look: `SCREENSHOTS=folder`. */
const folder = process.env.SCREENSHOTS;

/** Microsoft's own pages, in a window of their own: pick an account, answer what is asked for. */
async function signInAtMicrosoft(page: Page, button: string, answer: 'Accept' | 'Cancel') {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: button }).click()]);
  await popup.getByRole('button', { name: 'Ada Lovelace' }).click();
  const consent = popup.getByRole('button', { name: answer });
  await Promise.race([consent.click(), popup.waitForEvent('close')]); // who has agreed once is not asked again
  return popup;
}

export function myPage(stage: Stage) {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.colleague));
    await open(page, stage.playground, 'me');
  });
  afterAll(() => page.context().close());

  const isShown = (text: string | RegExp) => page.getByText(text).first().waitFor();

  it('says what will happen before anybody connects', async () => {
    await isShown('Not connected');
    await isShown('Strapi never sees your password.');
    await isShown('Looked for are events from 30 days back to 365 days ahead.');
    await isShown('Goes both ways: what is in your mailbox comes to Strapi');
    await isShown('All tasks of your default list in Microsoft To Do take part');
    expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
  });

  it('waits for Microsoft, and lets one stop waiting', async () => {
    const [popup] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Connect Microsoft Account' }).click(),
    ]);
    await popup.getByRole('button', { name: 'Ada Lovelace' }).waitFor();
    await isShown('Waiting for Microsoft…');
    await popup.close();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Connect Microsoft Account' }).waitFor();
  });

  it('says what to do when somebody declines', async () => {
    await signInAtMicrosoft(page, 'Connect Microsoft Account', 'Cancel');
    const failure = page.getByRole('status').filter({ hasText: 'Not connected' });
    await failure.waitFor();
    expect((await failure.innerText()).length).toBeGreaterThan(40);
  });

  it('connects through Microsoft’s own sign-in', async () => {
    const popup = await signInAtMicrosoft(page, 'Try again', 'Accept');
    await page.getByText('Connected', { exact: true }).first().waitFor();
    await isShown('ada@sandbox.example');
    await isShown('Europe/Berlin');
    if (!popup.isClosed()) await popup.waitForEvent('close', { timeout: 5000 });
  });

  it('checks every step of the way', async () => {
    await page.getByRole('button', { name: 'Check Connection' }).click();
    const result = page.getByRole('list', { name: 'Result of the check' });
    await result.waitFor();
    for (const step of ['Azure application: in order', 'Sign-in: in order', 'Mailbox: in order', 'Calendar: in order'])
      await result.getByText(step).waitFor();
    expect(await result.getByText(': problem').count()).toBe(0);
  });

  it('synchronizes at once and says what it did', async () => {
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('status').filter({ hasText: 'Calendar:' }).waitFor();
    await page.getByRole('grid', { name: 'Last runs: Calendar' }).waitFor();
    await isShown(/created|nothing/);
  });

  it('writes nothing to the mailbox before it was started with what would be written in sight', async () => {
    await isShown('Calendar: start writing to your mailbox');
    await isShown('Nothing written yet: waits for Start');
    await isShown(/To be written there: 2 created\. Among them: .+ and .+\. Nobody would be mailed\./);
    if (folder) await page.screenshot({ path: `${folder}/me-start.png`, fullPage: true });
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start: Calendar', exact: true }).click();
    await page.getByText('Calendar: start writing to your mailbox').waitFor({ state: 'detached' });
    await page.getByRole('gridcell', { name: '2 created' }).first().waitFor();
  });

  it('has nothing to write the second time', async () => {
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('status').filter({ hasText: 'Calendar: both sides were already the same.' }).waitFor();
  });

  it('refreshes itself', async () => {
    const answer = await page.waitForResponse((response) => response.url().endsWith('/microsoft-sync/me'), { timeout: 8000 });
    expect(answer.ok()).toBe(true);
  });

  it('says when Strapi does not answer, without forgetting what it knew', async () => {
    await page.route('**/microsoft-sync/me', (route) => route.abort());
    await isShown('Strapi does not answer at the moment.');
    await isShown('ada@sandbox.example');
    await page.unroute('**/microsoft-sync/me');
    await page.getByText('Strapi does not answer at the moment.').waitFor({ state: 'detached' });
  });

  it('shows the settings that count with where they come from, and lets one override them', async () => {
    const form = settingsForm(page);
    const inherits = page.getByRole('checkbox', { name: /^Use .+: Interval in minutes$/ });
    expect(await form.interval().isDisabled()).toBe(true);
    await inherits.click();
    await form.interval().fill('25');
    await form.saved();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await expect.poll(() => form.interval().inputValue()).toBe('25');
    await inherits.click();
    await form.saved();
    expect(await form.interval().isDisabled()).toBe(true);
  });

  it('disconnects after asking what becomes of the items', async () => {
    await page.getByRole('button', { name: 'Disconnect' }).click();
    const dialog = page.getByRole('alertdialog');
    expect(await dialog.getByRole('radio', { name: 'Keep everything on both sides' }).isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Disconnect');

    await page.getByRole('button', { name: 'Disconnect' }).click();
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Not connected', { exact: true }).waitFor();
    await page.waitForFunction(() => document.activeElement !== document.body);
  });

  it('finishes in this window where popups are blocked', async () => {
    await page.evaluate(() => Object.assign(window, { open: () => null }));
    await page.getByRole('button', { name: 'Connect Microsoft Account' }).click();
    await page.getByRole('heading', { name: 'Pick an account' }).waitFor();
    await page.getByRole('button', { name: 'Ada Lovelace' }).click();
    await page.getByText('Connected', { exact: true }).first().waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });
}
