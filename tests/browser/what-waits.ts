import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import type { ConnectBegun, SettingsImpact } from '../../src/contracts/http';
import { cutOff, seriousViolations } from './accessibility';
import { open, serverOf, signedIn } from './admin-panel';
import { type AtWork, atWork, EVENT, graphTime, soon } from './at-work';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;
const grace = { firstname: 'Grace', email: 'grace@sandbox.example' };

/** What waits for somebody, and what is said about it: Grace is connected, and people are asked about conflicts. */
export function whatWaits(stage: Stage) {
  let work: AtWork;
  let page: Page;
  const events = async () => (await work.mailbox<{ value: { id: string; subject: string }[] }>('GET', 'events')).value;
  /** At once: a run that came in between would find too few of them to ask, and take them. */
  const removeAll = async () => void (await Promise.all((await events()).map(({ id }) => work.mailbox('DELETE', `events/${id}`))));
  const idOf = async (subject: string) => (await events()).find((event) => event.subject === subject)?.id ?? '';
  const create = (subject: string, hours: number, more: object = {}) =>
    work.server('POST', `content-manager/collection-types/${EVENT}`, {
      subject,
      start: soon(hours),
      end: soon(hours + 1),
      owner: { connect: [{ documentId: work.user }] },
      ...more,
    });
  const chooseDirection = async (name: string) => {
    const card = page.getByRole('region', { name: 'Calendar Synchronization' });
    const inherits = card.getByRole('checkbox', { name: /^Use \w+: Sync Direction$/ });
    if (await inherits.isChecked()) await inherits.click();
    await card.getByRole('combobox', { name: 'Sync Direction' }).click();
    await page.getByRole('option', { name }).click();
  };
  const asks = (value: string | null) =>
    work.server('PUT', `microsoft-sync/users/${work.user}/settings`, { fields: { calendarConflictResolution: value } });

  beforeAll(async () => {
    work = await atWork(stage, grace);
    ({ page } = work);
    await asks('ask');
    await work.mailbox('POST', 'events', { subject: 'Came in', start: graphTime(20), end: graphTime(21) });
    await work.mailbox('POST', 'events', { subject: 'Contested', start: graphTime(30), end: graphTime(31) });
    await work.mailbox('POST', 'events', { subject: 'Contested too', start: graphTime(32), end: graphTime(33) });
    await work.sync();
  });
  afterAll(async () => {
    await asks(null);
    await work.server('POST', `microsoft-sync/users/${work.user}/disconnect`, { items: 'keep' });
    await work.close();
  });

  async function looksWell(name: string, on = page): Promise<void> {
    if (folder) {
      const { width, height } = on.viewportSize() ?? { width: 1280, height: 900 };
      await on.setViewportSize({ width, height: width < 500 ? 3000 : 1500 });
      await on.screenshot({ path: `${folder}/${name}.png` });
      await on.setViewportSize({ width, height });
    }
    expect(await seriousViolations(on)).toEqual([]);
    expect(await cutOff(on)).toEqual([]);
  }
  const inEveryLook = (name: string, which: () => string, until: (texts: typeof english) => RegExp | string) =>
    describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
      it(`${name} keeps nobody out and cuts nothing off`, async () => {
        const { context, page: own } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, look);
        await open(own, stage.playground, which());
        await own
          .getByText(until(look.language === 'de' ? german : english))
          .first()
          .waitFor();
        await looksWell(`${name}-${look.theme}-${look.width}`, own);
        await context.close();
      });
    });

  describe('the panel beside an entry', () => {
    it('says where what was imported comes from, and what becomes of it while somebody looks', async () => {
      const documentId = await work.documentIdOf('Came in');
      await page.goto(`${stage.playground.url}/admin/content-manager/collection-types/${EVENT}/${documentId}`, {
        waitUntil: 'domcontentloaded',
      });
      await page.getByText('It came in from Microsoft 365.').waitFor();
      expect(await page.getByText(english['explain.nothing']).count()).toBe(0);
      if (folder) await page.screenshot({ path: `${folder}/panel-imported.png` });
      await work.mailbox('PATCH', `events/${await idOf('Came in')}`, { subject: 'Came in and was changed' });
      await work.sync();
      await page.getByText(/Changed in Strapi: Subject/).waitFor();
    });
  });

  describe('with two conflicts and a held item', () => {
    beforeAll(async () => {
      const ids = [await idOf('Contested'), await idOf('Contested too')];
      await work.edit('Contested', { subject: 'Contested here' });
      await work.edit('Contested too', { subject: 'Contested here too' });
      for (const id of ids) await work.mailbox('PATCH', `events/${id}`, { subject: 'Contested there' });
      await create('Cannot be said', 40, { recurrence: 'FREQ=SECONDLY;COUNT=3' });
      await work.sync();
    });

    it('the preview says what waits, and does not call both sides the same', async () => {
      await open(page, stage.playground, `users/${work.user}/preview`);
      await page.getByText('2 conflicts wait for a decision').waitFor();
      await page.getByText('1 item is held').waitFor();
      expect(await page.getByText(english['preview.empty']).count()).toBe(0);
    });
    inEveryLook(
      'preview-waiting',
      () => `users/${work.user}/preview`,
      (texts) => texts['preview.nothing-new'],
    );

    it('another direction, or another way to decide, is not saved without a word about what is open', async () => {
      for (const fields of [
        { calendarDirection: 'microsoft-to-strapi' },
        { calendarConflictResolution: 'strapi-wins' },
        { calendarEnabled: false },
      ]) {
        const impact = await work.server<SettingsImpact>('POST', `microsoft-sync/users/${work.user}/settings/impact`, { fields });
        expect(impact).toMatchObject({ conflicts: 2 });
      }
      await open(page, stage.playground, `users/${work.user}`);
      await chooseDirection('Microsoft to Strapi');
      await page.getByText('2 conflicts are open. They stay open until somebody decides them.').waitFor();
      await looksWell('impact-conflicts');
      await page.getByRole('button', { name: 'Save Settings' }).click();
      await page.getByRole('alertdialog').getByText('2 conflicts are open.').waitFor();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    });

    it('what both directions would do is shown before they are saved', async () => {
      const direction = (calendarDirection: string | null) =>
        work.server('PUT', `microsoft-sync/users/${work.user}/settings`, { fields: { calendarDirection } });
      await direction('microsoft-to-strapi');
      await create('Only in Strapi', 50);
      await work.sync();
      await open(page, stage.playground, `users/${work.user}`);
      await chooseDirection('Bidirectional');
      const way = page.getByRole('link', { name: english['impact.to-preview'] });
      await way.waitFor();
      await looksWell('impact-preview');
      const [tab] = await Promise.all([page.context().waitForEvent('page'), way.click()]);
      await tab.getByText('As it would be with the direction “Bidirectional”.').waitFor();
      await tab.getByRole('row').filter({ hasText: 'Only in Strapi' }).getByText('Made in Microsoft').waitFor();
      await looksWell('preview-as-if', tab);
      await tab.close();
      await page.getByRole('button', { name: 'Save Settings' }).click();
      await page.getByRole('alertdialog').getByRole('link', { name: english['impact.to-preview'] }).waitFor();
      await looksWell('impact-dialog');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
      expect((await events()).map(({ subject }) => subject)).not.toContain('Only in Strapi');
      await direction(null);
      await work.sync();
    });

    it('says why in the language of the panel, and nothing of it in the server’s', async () => {
      const own = await signedIn(stage.browser, stage.playground, stage.playground.administrator, { language: 'de' });
      await open(own.page, stage.playground, 'held');
      await own.page.getByText(german['why.rule-within-a-day']).waitFor();
      expect(await own.page.getByText('The rule repeats').count()).toBe(0);
      await own.page.goto(
        `${stage.playground.url}/admin/content-manager/collection-types/${EVENT}/${await work.documentIdOf('Cannot be said')}`,
        {
          waitUntil: 'domcontentloaded',
        },
      );
      // What waits, and what was done about it last.
      await expect.poll(() => own.page.getByText(german['why.rule-within-a-day']).count(), { timeout: 20_000 }).toBeGreaterThan(1);
      await own.context.close();
    });

    it('Try again does not stay green once the item is held again', async () => {
      await open(page, stage.playground, 'held');
      const card = page.getByRole('region', { name: 'Cannot be said' });
      await card.getByRole('button', { name: 'Try again: Cannot be said' }).click();
      await card.getByText(english['decisions.done']).or(card.getByText(english['held.again'])).waitFor();
      await card.getByText(english['held.again']).waitFor({ timeout: 30_000 });
      expect(await card.getByText(english['decisions.done']).count()).toBe(0);
      await looksWell('held-again');
    });

    it('a decided conflict that leaves the list does not take the focus along', async () => {
      await open(page, stage.playground, 'conflicts');
      const button = page.getByRole('button', { name: 'Take the version of Strapi: Contested here', exact: true });
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Take the version of Strapi' }).press('Enter');
      await button.waitFor({ state: 'detached', timeout: 30_000 });
      await page.waitForFunction(() => document.activeElement !== document.body && document.activeElement !== null);
    });
  });

  describe('a mass deletion that was stopped', () => {
    beforeAll(async () => {
      for (let day = 1; day <= 24; day += 1)
        await work.mailbox('POST', 'events', { subject: `Day ${day}`, start: graphTime(24 * day), end: graphTime(24 * day + 1) });
      await work.sync();
      await removeAll();
      await work.sync();
    });

    it('shows among the states, and the person’s page lets it go on after asking', async () => {
      await open(page, stage.playground, 'status');
      const row = page.getByRole('row').filter({ hasText: 'Grace Hopper' }).filter({ hasText: 'Calendar: on' });
      await row.getByText(english['guard.state']).waitFor();
      await looksWell('status-stopped');
      await row.getByRole('link', { name: 'Grace Hopper' }).click();
      const card = page.getByRole('region', { name: 'Calendar', exact: true });
      await card.getByText('Deletions wait for your approval').waitFor();
    });
    inEveryLook(
      'user-stopped',
      () => `users/${work.user}`,
      (texts) => texts['guard.title'],
    );
    it('is let go on', async () => {
      await open(page, stage.playground, `users/${work.user}`);
      await page.getByText(/gone in Microsoft and would be deleted in Strapi/).waitFor();
      await page.getByRole('grid', { name: 'What would be deleted' }).waitFor();
      await page.getByRole('button', { name: 'Bring them back' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Let the deletions go on' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Let the deletions go on' }).click();
      await page.getByText('Deletions wait for your approval').waitFor({ state: 'detached', timeout: 30_000 });
      await page.waitForFunction(() => document.activeElement !== document.body && document.activeElement !== null);
    });

    it('is brought back instead', async () => {
      const subjects = Array.from({ length: 12 }, (_, at) => `Back ${at + 10}`); // more than ten, for others are there too
      for (const [day, subject] of subjects.entries())
        await work.mailbox('POST', 'events', { subject, start: graphTime(24 * day), end: graphTime(24 * day + 1) });
      await work.sync();
      await removeAll();
      await work.sync();
      await open(page, stage.playground, `users/${work.user}`);
      await page.getByRole('button', { name: 'Bring them back' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Bring them back' }).click();
      await page.getByText('Deletions wait for your approval').waitFor({ state: 'detached', timeout: 30_000 });
      const back = async () => (await events()).flatMap(({ subject }) => (subject.startsWith('Back ') ? [subject] : [])).sort();
      await expect.poll(back, { timeout: 20_000 }).toEqual(subjects);
      expect(await work.documentIdOf('Back 10')).not.toBe('');
    });
  });

  describe('what went wrong', () => {
    it('is said in the language of the panel where a sign-in was declined', async () => {
      const own = await signedIn(stage.browser, stage.playground, grace.email, { language: 'de' });
      const server = await serverOf(own.page, stage.playground, 'me');
      const { url } = await server<ConnectBegun>('POST', 'microsoft-sync/me/connect');
      const answer = new URLSearchParams({ error: 'access_denied', state: new URL(url).searchParams.get('state') ?? '' });
      await open(own.page, stage.playground, `me?declined#${answer}`);
      await own.page.getByText(german['failure.sign-in-declined']).waitFor();
      expect(await own.page.getByText('The sign-in was cancelled').count()).toBe(0);
      if (folder) await own.page.screenshot({ path: `${folder}/declined-de.png` });
      await own.context.close();
    });

    it.each([
      [500, 'Internal Server Error'],
      [502, 'Bad Gateway'],
    ])('a %s says what to do, and not its name', async (status, message) => {
      await page.route('**/microsoft-sync/status/**', (route) =>
        route.request().resourceType() === 'document'
          ? route.continue()
          : route.fulfill({ status, json: { data: null, error: { status, name: message.replaceAll(' ', ''), message, details: {} } } }),
      );
      await page.goto(`${stage.playground.url}/admin/settings/microsoft-sync/status`, { waitUntil: 'domcontentloaded' });
      await page.getByText(english['error.load']).waitFor();
      expect(await page.locator('main h1').innerText()).toBe(english['status.title']);
      expect(await page.getByText(message).count()).toBe(0);
      await page.unroute('**/microsoft-sync/status/**');
    });
  });
}
