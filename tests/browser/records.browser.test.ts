import fs from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RecordsReading } from '../../src/contracts/http-records';
import { cutOff, seriousViolations } from './accessibility';
import { open, serverOf, signedIn } from './admin-panel';
import { ACTIVITY } from '../support/crm';
import { atWork, graphTime } from './at-work';
import { launchChromium } from './chromium';
import { looksInShort } from './looks';
import { type Playground, startPlayground } from './playground';

const folder = process.env.SCREENSHOTS;
/** The server's, not the page of the same name. */
const READING = (url: URL) => url.pathname === '/microsoft-sync/records';

/** A playground of its own: the other one has no content types of the host in the calendar. */
describe('the page Records', () => {
  let playground: Playground;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    [playground, browser] = await Promise.all([startPlayground({ variant: 'crm', port: 14338 }), launchChromium()]);
    ({ page } = await signedIn(browser, playground, playground.administrator));
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });
  const home = (name: string) => page.getByRole('region', { name });

  it('says what is mapped to what, and how many entries take part', async () => {
    await open(page, playground, 'records');
    const meetings = home('Meeting');
    await meetings.getByText('deal.owner').waitFor();
    await meetings.getByRole('row').filter({ hasText: 'Show as' }).getByText('busy → confirmed').waitFor();
    await meetings.getByText('Confirmed', { exact: true }).first().waitFor();
    await home('Activity: calls').getByText('kind = call').waitFor();
    expect(await page.getByRole('heading', { name: /mappings to confirm/ }).count()).toBe(0);
  });

  it('shows what would happen before somebody confirms', async () => {
    const work = await atWork({ playground, browser }, { firstname: 'Ada', email: 'ada@sandbox.example' });
    await work.close();
    await seenAsChanged(page);
    await open(page, playground, 'records');
    const card = home('Calendar: mappings to confirm');
    await card.getByText(/New or changed since somebody confirmed: .*calls/).waitFor();
    const confirm = card.getByRole('button', { name: 'Confirm' });
    expect(await confirm.isDisabled()).toBe(true);
    await card.getByRole('button', { name: 'Show what would happen' }).focus();
    await page.keyboard.press('Enter');
    await card.getByText(/entries would go out, \d+ would come in, \d+ pairs look the same\./).waitFor({ timeout: 60_000 });
    await card.getByText('One person was asked.').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await confirm.focus();
    await page.keyboard.press('Enter');
    await page.unroute(READING);
    await page.getByRole('alertdialog', { name: 'Let these mappings count?' }).getByRole('button', { name: 'Confirm' }).click();
    await card.waitFor({ state: 'detached' });
  });

  it('an activity of a series says which one, by which rule, and what deleting it will do', { timeout: 300_000 }, async () => {
    const work = await atWork({ playground, browser }, { firstname: 'Ada', email: 'ada@sandbox.example' });
    const [from, to] = [graphTime(26), graphTime(27)];
    const range = { type: 'noEnd', startDate: from.dateTime.slice(0, 10) };
    const everySecondDay = { pattern: { type: 'daily', interval: 2 }, range };
    const once = { ...everySecondDay, range: { type: 'numbered', numberOfOccurrences: 1, startDate: range.startDate } };
    const attendees = [{ emailAddress: { address: 'ole@northern.example', name: 'Ole' }, type: 'required' }];
    for (const [subject, more] of [
      ['Jour fixe', { recurrence: everySecondDay }],
      ['With Ole', { recurrence: everySecondDay, attendees }],
      ['Kick-off', { recurrence: once }],
    ] as const)
      await work.mailbox('POST', 'events', { subject, start: from, end: to, ...more });
    await work.sync();
    const list = `content-manager/collection-types/${ACTIVITY}`;
    const entriesOf = async (title: string) =>
      (
        await work.server<{ results: { documentId: string }[] }>(
          'GET',
          `${list}?filters[title][$eq]=${encodeURIComponent(title)}&sort=start&pageSize=100`,
        )
      ).results;
    const results = await entriesOf('Jour fixe');
    expect(results.length).toBeGreaterThan(20);
    const asked =
      'Deleting it cancels this date in Outlook; the series goes on. Outlook would tell 1 person, so it waits until somebody approves it.';
    const last = 'Deleting it cancels this date in Outlook, the last one of the series that is still to come.';
    const [, withOle] = await entriesOf('With Ole');
    const [kickOff] = await entriesOf('Kick-off');
    for (const [entry, deletion] of [
      [withOle, asked],
      [kickOff, last],
    ] as const) {
      await page.goto(`${playground.url}/admin/${list}/${entry?.documentId ?? ''}`, { waitUntil: 'domcontentloaded' });
      await page.getByText(deletion).waitFor();
      if (folder) await page.getByText(deletion).scrollIntoViewIfNeeded();
      if (folder) await page.screenshot({ path: `${folder}/deletion-${deletion === last ? 'last' : 'asked'}.png` });
    }
    await work.server('DELETE', `${list}/${withOle?.documentId ?? ''}`);
    await work.sync();
    await open(page, playground, `held?user=${work.user}`);
    await page
      .getByText(/^Cancelling .+ of this series makes Microsoft send a cancellation to 1 person\. Approve it to go on\.$/)
      .waitFor();
    if (folder) await page.screenshot({ path: `${folder}/held-cancellation.png` });
    await work.close();
    const said = [
      [/^Occurrence of “Jour fixe”, every 2 days: /, 'Deleting it cancels this date in Outlook; the series goes on.'],
      [
        /^Termin der Serie „Jour fixe“, alle 2 Tage: /,
        'Wird der Eintrag gelöscht, wird dieser eine Termin in Outlook abgesagt; die Serie geht weiter.',
      ],
    ] as const;
    for (const look of folder ? looksInShort : looksInShort.slice(0, 1)) {
      const { page: seen, context } = await signedIn(browser, playground, playground.administrator, look);
      await seen.goto(`${playground.url}/admin/${list}/${results[2]?.documentId ?? ''}`, { waitUntil: 'domcontentloaded' });
      const [which, deletion] = said[look.language === 'en' ? 0 : 1];
      await seen.getByText(which).waitFor();
      await seen.getByText(deletion).waitFor();
      if (folder) await seen.getByText(deletion).scrollIntoViewIfNeeded();
      if (folder) await seen.screenshot({ path: `${folder}/occurrence-${look.theme}-${look.width}-${look.language}.png` });
      if (folder) await seen.goto(`${playground.url}/admin/${list}?sort=start:ASC&pageSize=50`, { waitUntil: 'domcontentloaded' });
      if (folder) await seen.getByText('Jour fixe').first().waitFor();
      if (folder) await seen.screenshot({ path: `${folder}/activities-${look.theme}-${look.width}-${look.language}.png` });
      await context.close();
    }
  });

  it('tries a move by the keyboard, and says what would come of it', async () => {
    await page.goto(`${playground.url}/admin/settings/microsoft-sync/records`);
    const adopt = home('Move entries to another home');
    await adopt.getByRole('combobox', { name: 'To' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Activity: appointments' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await adopt.getByRole('button', { name: 'Try' }).focus();
    await page.keyboard.press('Enter');
    await adopt
      .getByRole('status')
      .getByText(/entr(y|ies) would move, \d+ would stay\./)
      .waitFor();
    await adopt.getByRole('textbox', { name: 'Only of this person' }).fill('nobody@sandbox.example');
    await adopt.getByRole('button', { name: 'Try' }).click();
    await adopt.getByText('This user does not exist').waitFor();
  });

  it('says what is wrong where the server does not answer, and tries again', async () => {
    await page.route(READING, (route) => route.fulfill({ status: 500, json: { error: { status: 500, message: 'no', details: {} } } }));
    await page.goto(`${playground.url}/admin/settings/microsoft-sync/records`);
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await page.unroute(READING);
    await again.click();
    await home('Meeting').waitFor();
  });

  it('who may only read has nothing to do there', async () => {
    const server = await serverOf(page, playground);
    const reading = await server<{ homes: { name: string }[] }>('GET', 'microsoft-sync/records');
    expect(reading.homes.map(({ name }) => name)).toContain('appointments');
    const { page: seen, context } = await signedIn(browser, playground, playground.colleague);
    await seen.goto(`${playground.url}/admin/settings/microsoft-sync/records`);
    await seen.getByText("You don't have the permissions to access that content").waitFor();
    await context.close();
  });

  it.each(looksInShort)('$theme, $width wide, $language: keeps nobody out and cuts nothing off', async (look) => {
    const { page: seen, context } = await signedIn(browser, playground, playground.administrator, look);
    await seenAsChanged(seen);
    await open(seen, playground, 'records');
    await seen.locator('main section').nth(6).waitFor();
    if (folder) {
      fs.mkdirSync(folder, { recursive: true });
      await seen.setViewportSize({ width: look.width, height: look.width < 500 ? 9000 : 4600 });
      await seen.screenshot({ path: `${folder}/records-${look.theme}-${look.width}.png` });
    }
    expect(await seriousViolations(seen)).toEqual([]);
    expect(await cutOff(seen)).toEqual([]);
    await context.close();
  });
});

/** As if the mappings of the calendar had been changed since they were confirmed, and something was held. */
async function seenAsChanged(page: Page): Promise<void> {
  await page.route(READING, async (route) => {
    const answer = await route.fetch();
    const { data } = (await answer.json()) as { data: RecordsReading };
    const homes = data.homes.map((home) => ({
      ...home,
      ...(home.isBuiltIn || home.resource !== 'calendar' ? {} : { confirmation: { ...home.confirmation, state: 'changed' } }),
      ...(home.name === 'calls' ? { counts: { ...home.counts, refusedByHost: 2, unpublished: 1, heldOtherwise: 1 } } : {}),
    }));
    await route.fulfill({ response: answer, json: { data: { ...data, homes } } });
  });
}
