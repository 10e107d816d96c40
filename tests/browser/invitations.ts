import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import type { ListPage, OrganizationItem } from '../../src/contracts/http';
import { cutOff, seriousViolations } from './accessibility';
import { open, serverOf, signedIn } from './admin-panel';
import { type AtWork, atWork, EVENT } from './at-work';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;
const ADA = 'ada@sandbox.example';

/** Who is asked to connect, and who has changed an entry. */
export function invitations(stage: Stage) {
  let page: Page;
  let organization: string;
  let work: AtWork;
  beforeAll(async () => {
    work = await atWork(stage, { firstname: 'Ada', email: ADA });
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    const server = await serverOf(page, stage.playground);
    const { items } = await server<ListPage<OrganizationItem>>('GET', 'microsoft-sync/organizations');
    organization = items[0]?.id ?? '';
    const [start, end] = [96, 97].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    const owner = { connect: [{ documentId: work.user }] };
    await server('POST', `content-manager/collection-types/${EVENT}`, { subject: 'Whose', start, end, owner });
    await work.sync();
  });
  afterAll(async () => {
    await page.context().close();
    await work.close();
  });
  const invite = (on: Page, texts = english) => on.getByRole('button', { name: texts.invite, exact: true });
  /** As a Strapi that can send mails, whose server is this test. */
  const letMailsGo = async (on: Page, asked: string[]) =>
    on.route('**/microsoft-sync/invitations*', async (route) => {
      if (route.request().method() === 'POST') {
        const { users } = route.request().postDataJSON() as { users: string[] };
        asked.push(...users);
        return route.fulfill({ json: { data: users.map((user) => ({ user, outcome: 'sent' })) } });
      }
      const answer = await route.fetch();
      const { data } = (await answer.json()) as { data: object };
      return route.fulfill({ json: { data: { ...data, canMail: true } } });
    });

  it('without a way to mail there is the link to pass on, and nothing is sent', async () => {
    await open(page, stage.playground, 'status');
    await invite(page).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('its e-mail plugin has no provider', { exact: false }).waitFor();
    await dialog.getByText(`${stage.playground.url}/admin/settings/microsoft-sync/me`).waitFor();
    expect(await dialog.getByRole('button', { name: 'Send mails' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => invite(page).evaluate((button) => button === document.activeElement)).toBe(true);
  });

  describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
    it('says who gets a mail and who does not, and sends by the keyboard alone', async () => {
      const texts = look.language === 'de' ? german : english;
      const { page: on } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, look);
      const asked: string[] = [];
      await letMailsGo(on, asked);
      await open(on, stage.playground, `organizations/${organization}`);
      await invite(on, texts).focus();
      await on.keyboard.press('Enter');
      const dialog = on.getByRole('alertdialog');
      await dialog.getByText(texts['invite.consent']).waitFor();
      const name = new RegExp(look.language === 'de' ? /\d+ E-Mails? senden/ : /Send \d+ mails?/);
      expect(await seriousViolations(on, '[role="alertdialog"]')).toEqual([]);
      expect(await cutOff(on)).toEqual([]);
      if (folder) await on.screenshot({ path: `${folder}/invite-${look.theme}-${look.width}-${look.language}.png` });
      await dialog.getByRole('button', { name }).focus();
      await on.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden' });
      expect(asked.length).toBeGreaterThan(0);
      expect(asked).not.toContain(work.user);
      await on.context().close();
    });

    it('beside an entry stands who has changed it in Strapi, and where in Microsoft', async () => {
      const texts = look.language === 'de' ? german : english;
      const { page: on } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, look);
      await on.goto(`${stage.playground.url}/admin/content-manager/collection-types/${EVENT}/${await work.documentIdOf('Whose')}`);
      const by = on.getByText(texts['explain.who-strapi-by'].replace('{name}', 'Alex Admin'), { exact: false });
      await by.waitFor();
      expect(await by.innerText()).toContain(ADA);
      expect(await by.innerText()).toMatch(/ · \d+ s$/);
      await by.scrollIntoViewIfNeeded();
      if (folder) await on.screenshot({ path: `${folder}/who-${look.theme}-${look.width}-${look.language}.png` });
      await on.context().close();
    });
  });
}
