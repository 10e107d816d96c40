import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import type { Collections } from '../../src/contracts/http';
import { cutOff, seriousViolations } from './accessibility';
import { open, signedIn } from './admin-panel';
import { type AtWork, atWork, graphTime } from './at-work';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;

/** Ada's mailbox has a calendar of her team, holidays that can only be read, and one that Grace shares. */
export function calendars(stage: Stage) {
  let work: AtWork;
  let page: Page;
  const ids: string[] = [];
  const add = async (body: object) => {
    const { id } = await work.mailbox<{ id: string }>('POST', 'calendars', body);
    ids.push(id);
    return id;
  };
  beforeAll(async () => {
    work = await atWork(stage, { firstname: 'Ada', email: 'ada@sandbox.example' });
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.colleague));
    const team = await add({ name: 'Team' });
    await add({ name: 'Holidays in Germany', canEdit: false });
    await add({ name: 'Grace Hopper', owner: 'grace@sandbox.example' });
    await work.mailbox('POST', `events?calendar=${encodeURIComponent(team)}`, { subject: 'Team lunch', start: graphTime(30), end: graphTime(31) }); // prettier-ignore
  });
  afterAll(async () => {
    await work.mailbox('PATCH', 'eventBehaviour', { namedChanges: 'told' });
    for (const id of ids) await work.mailbox('DELETE', `calendars/${encodeURIComponent(id)}`);
    await work.sync();
    await work.server('PUT', `microsoft-sync/users/${work.user}/collections`, { resource: 'calendar', choice: 'default' });
    await page.context().close();
    await work.close();
  });

  const saved = async () =>
    (await work.server<Collections>('GET', `microsoft-sync/users/${work.user}/collections?resource=calendar`)).choice;
  const section = (on = page, texts = english) => on.getByRole('button', { name: texts['calendars.title'], exact: true });
  const kind = (name: string, on = page) => on.getByRole('radio', { name });
  const box = (name: string | RegExp, on = page) => on.getByRole('checkbox', { name });
  const isFocused = (of: ReturnType<typeof section>) => of.evaluate((element) => element === document.activeElement);
  const noTally = (on = page, texts = english) => on.getByText(texts['calendars.no-tally']);

  it('begins with the default calendar, which always takes part, and says what is special about the others', async () => {
    await open(page, stage.playground, 'me');
    await section().click();
    await kind('Default calendar only').waitFor();
    expect(await kind('Default calendar only').isChecked()).toBe(true);
    const usual = box('Calendar (default calendar, always takes part)');
    expect([await usual.isChecked(), await usual.isDisabled()]).toEqual([true, true]);
    await box('Team').waitFor();
    await box('Holidays in Germany (read only)').waitFor();
    await box('Grace Hopper (shared by somebody else)').waitFor();
    expect(await noTally().count()).toBe(0);
  });

  it('takes single calendars by keyboard alone, says that Microsoft tallies no answers there, and their events come by themselves', async () => {
    await section().focus();
    await page.keyboard.press('Tab');
    expect(await isFocused(kind('Default calendar only'))).toBe(true);
    for (const name of ['All calendars, also new ones', 'These calendars']) {
      await page.keyboard.press('ArrowDown', { delay: 100 }); // a radio that is reached is chosen while the key is down
      expect(await kind(name).isChecked()).toBe(true);
    }
    while (!(await isFocused(box('Team')))) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await box('Team').isChecked()).toBe(true);
    await noTally().waitFor();
    const save = page.getByRole('button', { name: 'Save calendars' });
    while (!(await isFocused(save))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Calendars saved. They count from the next run.').first().waitFor();
    expect(await saved()).toHaveLength(1);
    await expect.poll(() => work.documentIdOf('Team lunch').then(Boolean, () => false), { timeout: 30_000 }).toBe(true);
  });

  it('says of which calendar Microsoft does not list the changes, and how it is read', async () => {
    await work.mailbox('PATCH', 'eventBehaviour', { namedChanges: 'refused' });
    await work.sync();
    await open(page, stage.playground, 'me');
    await section().click();
    await box('Team (Microsoft does not list its changes: read in full once an hour)').waitFor();
    await noTally().waitFor();
  });

  it('is on a person’s page for who looks after accounts', async () => {
    await open(work.page, stage.playground, `users/${work.user}`);
    await section(work.page).click();
    await kind('All calendars, also new ones', work.page).click();
    await work.page.getByRole('button', { name: 'Save calendars' }).click();
    await work.page.getByText('Calendars saved. They count from the next run.').first().waitFor();
    expect(await saved()).toBe('all');
  });

  describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
    it.each(['me', 'users/'])('on %s keeps nobody out and cuts nothing off', async (which) => {
      const person = stage.playground[which === 'me' ? 'colleague' : 'administrator'];
      const { context, page } = await signedIn(stage.browser, stage.playground, person, look);
      await open(page, stage.playground, which === 'me' ? which : `${which}${work.user}`);
      const texts = look.language === 'de' ? german : english;
      await section(page, texts).click();
      await kind(texts['calendars.these'], page).click();
      await noTally(page, texts).waitFor();
      if (folder) {
        await page.setViewportSize({ width: look.width, height: look.width < 500 ? 4000 : 2200 });
        await section(page, texts)
          .locator('xpath=ancestor::section')
          .screenshot({ path: `${folder}/calendars-${which === 'me' ? 'me' : 'user'}-${look.theme}-${look.width}.png` });
      }
      expect(await seriousViolations(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      await context.close();
    });
  });
}
