import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { seriousViolations } from './accessibility';
import { open, signedIn } from './admin-panel';
import type { Stage } from './stage';

/** Pictures for whoever wants to look: `SCREENSHOTS=folder`. */
const folder = process.env.SCREENSHOTS;

/** A tenant on Microsoft's managed policy: people consent to no calendar themselves. The administrator signs in as Grace, and ends as if nothing had been. */
export function adminConsent(stage: Stage) {
  let page: Page;
  beforeAll(async () => {
    await letConsent('managed');
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    await open(page, stage.playground, 'me');
  });
  afterAll(async () => {
    await letConsent('all');
    await page.context().close();
  });

  async function letConsent(userConsent: 'all' | 'managed') {
    const answer = await fetch(`${stage.playground.sandbox}/sandbox/api/sign-in`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userConsent }),
    });
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`);
  }

  async function signInAsGrace(button: string): Promise<Page> {
    const [popup] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: button }).click()]);
    await popup.getByRole('button', { name: 'Grace Hopper' }).click();
    return popup;
  }

  it('says before anybody meets it that an administrator may have to agree', async () => {
    await page.getByText('If Microsoft says “Need admin approval”, choose to go back').waitFor();
  });

  it('tells the person whom to ask, and has the link for them', async () => {
    const popup = await signInAsGrace('Connect Microsoft Account');
    await popup.getByRole('heading', { name: 'Need admin approval' }).waitFor();
    await popup.getByRole('button', { name: 'Return to the application without granting consent' }).click();
    const failure = page.getByRole('status').filter({ hasText: 'Your organization lets only administrators consent to this.' });
    await failure.waitFor();
    await failure.getByRole('group', { name: 'Link for an administrator of the organization' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    if (folder) await page.screenshot({ path: `${folder}/me-admin-consent.png`, fullPage: true });
  });

  it('connects by trying again once an administrator has agreed for everybody at that link', async () => {
    const link = await page.getByRole('group', { name: 'Link for an administrator of the organization' }).locator('code').innerText();
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(link);
    await elsewhere.getByText('Accept for your organization').waitFor();
    if (folder) await elsewhere.screenshot({ path: `${folder}/microsoft-admin-consent.png` });
    await elsewhere.getByRole('button', { name: 'Accept' }).click();
    await elsewhere.waitForLoadState();
    if (folder) await elsewhere.screenshot({ path: `${folder}/after-admin-consent.png` });
    await elsewhere.close();

    const popup = await signInAsGrace('Try again');
    // What nobody had to be asked for by then, if anything is.
    await Promise.race([popup.getByRole('button', { name: 'Accept' }).click(), popup.waitForEvent('close')]);
    await page.getByText('Connected', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Check Connection' }).click();
    const result = page.getByRole('list', { name: 'Result of the check' });
    await result.getByText('Calendar: in order').waitFor();
    expect(await result.getByText(': problem').count()).toBe(0);

    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Not connected', { exact: true }).waitFor();
  });
}
