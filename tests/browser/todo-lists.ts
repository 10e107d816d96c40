import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import type { Collections, ListPage, UserItem } from '../../src/contracts/http';
import { cutOff, seriousViolations } from './accessibility';
import { open, type Server, serverOf, signedIn } from './admin-panel';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const TASK = 'plugin::microsoft-sync.task';
const folder = process.env.SCREENSHOTS;

/** Ada is connected. The demo's mailbox has a list *Trade fair* with three tasks, beside the default one and the flagged mails. */
export function todoLists(stage: Stage) {
  let page: Page;
  let administrator: Page;
  let server: Server;
  let ada: string;
  beforeAll(async () => {
    ({ page: administrator } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    server = await serverOf(administrator, stage.playground);
    ada = (await server<ListPage<UserItem>>('GET', 'microsoft-sync/users?search=Lovelace')).items[0]?.id ?? '';
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.colleague));
  });
  afterAll(async () => {
    await choose('default');
    await administrator.context().close();
    await page.context().close();
  });

  const choose = (choice: Collections['choice']) => server('PUT', `microsoft-sync/users/${ada}/collections`, { resource: 'tasks', choice });
  const saved = async () => (await server<Collections>('GET', `microsoft-sync/users/${ada}/collections?resource=tasks`)).choice;
  const titlesIn = async (list: string) => {
    const query = `filters[listName][$eq]=${encodeURIComponent(list)}&sort=title&pageSize=100`;
    return (await server<{ results: { title: string }[] }>('GET', `content-manager/collection-types/${TASK}?${query}`)).results.map(
      ({ title }) => title,
    );
  };
  const lists = (on = page, texts = english) => on.getByRole('button', { name: texts['collections.title'], exact: true });
  const kind = (name: string, on = page) => on.getByRole('radio', { name });
  const box = (name: string | RegExp, on = page) => on.getByRole('checkbox', { name });
  const isFocused = (of: ReturnType<typeof lists>) => of.evaluate((element) => element === document.activeElement);

  it('asks Microsoft only when somebody opens it', async () => {
    const asked: string[] = [];
    page.on('request', (request) => (request.url().includes('/collections') ? asked.push(request.url()) : undefined));
    await open(page, stage.playground, 'me');
    await lists().waitFor();
    expect([await lists().getAttribute('aria-expanded'), asked]).toEqual(['false', []]);
    await lists().click();
    await kind('Default list only').waitFor();
    expect([await lists().getAttribute('aria-expanded'), asked.length]).toEqual(['true', 1]);
  });

  it('begins with the default list, which always takes part, and says what is special about the others', async () => {
    expect(await kind('Default list only').isChecked()).toBe(true);
    const usual = box('Tasks (default list, always takes part)');
    expect([await usual.isChecked(), await usual.isDisabled()]).toEqual([true, true]);
    expect([await box('Trade fair').isChecked(), await box('Trade fair').isDisabled()]).toEqual([false, true]);
    await box('Flagged Emails (read only: flagged mails)').waitFor();
  });

  it('takes all lists by keyboard alone, and their tasks come by themselves', async () => {
    expect(await titlesIn('Trade fair')).toEqual([]);
    await open(page, stage.playground, 'me');
    await page.getByRole('link', { name: 'Preview of the next run' }).last().focus();
    await page.keyboard.press('Tab');
    expect(await isFocused(lists())).toBe(true);
    await page.keyboard.press('Enter');
    await kind('Default list only').waitFor();
    await page.keyboard.press('Tab');
    expect(await isFocused(kind('Default list only'))).toBe(true);
    await page.keyboard.press('ArrowDown', { delay: 100 }); // a radio that is reached is chosen while the key is down
    expect([await kind('All lists, also new ones').isChecked(), await box('Trade fair').isChecked()]).toEqual([true, true]);
    await page.getByText('Not saved yet.').waitFor();
    await page.keyboard.press('Tab');
    expect(await isFocused(page.getByRole('button', { name: 'Save lists' }))).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('Lists saved. They count from the next run.').first().waitFor();
    await page.getByText('Not saved yet.').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement !== document.body);
    expect(await saved()).toBe('all');
    await expect
      .poll(() => titlesIn('Trade fair'), { timeout: 30_000 })
      .toEqual(['Invite the customers', 'Order the stand', 'Print the brochures']);
  });

  it('goes over to single lists from what takes part, and keeps what is not saved while it is closed', async () => {
    await kind('These lists').click();
    expect([await box('Trade fair').isChecked(), await box(/^Flagged/).isChecked()]).toEqual([true, true]);
    await box(/^Flagged/).click();
    const again = page.waitForResponse((response) => response.url().includes('/collections'));
    await lists().click();
    expect(await kind('These lists').count()).toBe(0);
    await lists().click();
    await again;
    expect([await box('Trade fair').isChecked(), await box(/^Flagged/).isChecked()]).toEqual([true, false]);
    await page.getByRole('button', { name: 'Save lists' }).click();
    await page.getByText('Not saved yet.').waitFor({ state: 'detached' });
    expect(await saved()).toHaveLength(1);
  });

  it('keeps the choice and says why where it is refused', async () => {
    await page.route('**/microsoft-sync/me/collections*', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await kind('Default list only').click();
    await page.getByRole('button', { name: 'Save lists' }).click();
    await page.getByRole('status').filter({ hasText: 'Strapi did not answer. Nothing is lost' }).waitFor();
    expect([await kind('Default list only').isChecked(), await page.getByText('Not saved yet.').count()]).toEqual([true, 1]);
    await page.unroute('**/microsoft-sync/me/collections*');
  });

  it('says when Microsoft does not answer, and tries again', async () => {
    const refusal = {
      data: null,
      error: {
        status: 400,
        name: 'ApplicationError',
        message: 'Microsoft does not say which lists there are.',
        details: { code: 'microsoft-unavailable' },
      },
    };
    await page.route('**/microsoft-sync/me/collections*', (route) => route.fulfill({ status: 400, json: refusal }));
    await open(page, stage.playground, 'me');
    await lists().click();
    const failure = page.getByRole('status').filter({ hasText: 'The lists could not be loaded' });
    await failure.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.unroute('**/microsoft-sync/me/collections*');
    await failure.getByRole('button', { name: 'Try again' }).click();
    await kind('These lists').waitFor();
    expect(await kind('These lists').isChecked()).toBe(true);
  });

  it('is on a user’s page for who looks after accounts', async () => {
    await open(administrator, stage.playground, `users/${ada}`);
    await lists(administrator).click();
    expect(await kind('These lists', administrator).isChecked()).toBe(true);
    await box('Trade fair', administrator).click();
    await administrator.getByRole('button', { name: 'Save lists' }).click();
    await administrator.getByText('Lists saved. They count from the next run.').first().waitFor();
    expect(await kind('Default list only', administrator).isChecked()).toBe(true); // none of the others is chosen any more
    expect(await saved()).toBe('default');
    expect(await titlesIn('Trade fair')).toHaveLength(3);
  });

  describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
    it.each(['me', 'users/'])('on %s keeps nobody out and cuts nothing off', async (which) => {
      const person = stage.playground[which === 'me' ? 'colleague' : 'administrator'];
      const { context, page } = await signedIn(stage.browser, stage.playground, person, look);
      await open(page, stage.playground, which === 'me' ? which : `${which}${ada}`);
      const texts = look.language === 'de' ? german : english;
      await lists(page, texts).click();
      await kind(texts['collections.these'], page).click();
      await page.getByText(texts['collections.unsaved']).waitFor({ state: 'detached' });
      await box('Trade fair', page).click();
      await page.getByText(texts['collections.unsaved']).waitFor();
      if (folder) {
        await page.setViewportSize({ width: look.width, height: look.width < 500 ? 4000 : 2200 });
        await lists(page, texts)
          .locator('xpath=ancestor::section')
          .screenshot({ path: `${folder}/lists-${which === 'me' ? 'me' : 'user'}-${look.theme}-${look.width}.png` });
      }
      expect(await seriousViolations(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      await context.close();
    });
  });
}
