import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import type { SystemSettings } from '../../src/contracts/http';
import { open, type Server, serverOf, signedIn } from './admin-panel';
import { settingsForm } from './settings-form';
import type { Stage } from './stage';

/** Somebody has a page open while somebody else saves. */
export function twoPeople(stage: Stage) {
  let page: Page;
  let form: ReturnType<typeof settingsForm>;
  let server: Server;
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    form = settingsForm(page);
    server = await serverOf(page, stage.playground);
  });
  afterAll(() => page.context().close());

  const save = (fields: object) => server<SystemSettings>('PUT', 'microsoft-sync/settings/system', { fields });
  beforeEach(async () => {
    await save({ syncIntervalMinutes: 20, calendarPastDays: 30 });
    await open(page, stage.playground, 'system');
    await form.interval().fill('25');
    await save({ syncIntervalMinutes: 21, calendarPastDays: 40 });
    await form.save().click();
    await page.getByText('Somebody else has changed these settings meanwhile', { exact: true }).waitFor();
  });

  it('is told so, loses nothing typed, and may put it on top of theirs', async () => {
    expect(await form.interval().inputValue()).toBe('25');
    expect(await form.save().isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Load theirs, keep my changes' }).click();
    await page.waitForFunction(() => !document.body.textContent?.includes('give mine up'));
    expect(await form.interval().inputValue()).toBe('25');
    expect(await page.getByLabel('Past days', { exact: true }).inputValue()).toBe('40');
    await form.saved();
    const { fields } = await server<SystemSettings>('GET', 'microsoft-sync/settings/system');
    expect([fields.syncIntervalMinutes.own, fields.calendarPastDays.own]).toEqual([25, 40]);
  });

  it('may take theirs instead', async () => {
    await page.getByRole('button', { name: 'Load theirs, give mine up' }).click();
    await page.waitForFunction(() => !document.body.textContent?.includes('give mine up'));
    expect(await form.interval().inputValue()).toBe('21');
    expect(await form.save().isDisabled()).toBe(true);
  });
}
