import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ApplicationVerdict } from '../../src/contracts';
import type { Me } from '../../src/contracts/http';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import { cutOff, seriousViolations } from './accessibility';
import { open, serverOf, signedIn } from './admin-panel';
import { looksInShort, textsOf } from './looks';
import type { Stage } from './stage';

/** Pictures for whoever wants to look: `SCREENSHOTS=folder`. */
const folder = process.env.SCREENSHOTS;
const EXPIRED = {
  status: 401,
  body: { error: 'invalid_client', error_description: 'AADSTS7000222: The client secret keys are expired.', error_codes: [7000222] },
};

/** Microsoft refuses the Azure application: whoever can mend it learns where, and everybody else that it is not theirs. It ends as if nothing had been. */
export function inNeed(stage: Stage) {
  const faults = (method: 'POST' | 'DELETE', fault?: object) =>
    fetch(`${stage.playground.sandbox}/sandbox/api/faults`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(fault ? { body: JSON.stringify(fault) } : {}),
    });
  /** Both notice at once what counts now. */
  async function checkApplication(): Promise<ApplicationVerdict[]> {
    const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator);
    const server = await serverOf(page, stage.playground);
    const verdicts = await server<ApplicationVerdict[]>('POST', 'microsoft-sync/application/check', {});
    await context.close();
    return verdicts;
  }
  /** Whoever has not connected has nothing that could stand still. */
  async function connectColleague(): Promise<void> {
    const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground.colleague);
    const server = await serverOf(page, stage.playground, 'me');
    if ((await server<Me>('GET', 'microsoft-sync/me')).account.state === 'not-connected') {
      const { url } = await server<{ url: string }>('POST', 'microsoft-sync/me/connect', {});
      const answer = (await completeSignIn(url, { address: stage.playground.colleague })).redirect?.searchParams;
      const [code, state] = [answer?.get('code'), answer?.get('state')];
      await server('POST', 'microsoft-sync/me/connect/finish', { code, state });
    }
    await context.close();
  }

  beforeAll(async () => {
    await connectColleague();
    await faults('POST', { path: '/token', times: 100_000, answer: EXPIRED });
    expect((await checkApplication()).find(({ step }) => step === 'credential')).toMatchObject({ ok: false });
  });
  afterAll(async () => {
    await faults('DELETE');
    expect((await checkApplication()).find(({ step }) => step === 'credential')).toMatchObject({ ok: true });
  });

  async function looksWell(page: Page, name: string, within = 'main') {
    if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
    expect(await seriousViolations(page, within)).toEqual([]);
    expect(await cutOff(page, within)).toEqual([]);
  }

  describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
    const texts = textsOf(look.language);
    const line = texts['attention.application-secret-expired'];
    const suffix = `${look.theme}-${look.width}`;
    // One window for each person: a new one would load the whole admin panel anew.
    const windows = new Map<string, ReturnType<typeof signedIn>>();
    afterAll(async () => {
      for (const window of windows.values()) await (await window).context.close();
    });
    async function pageOf(person: 'administrator' | 'colleague'): Promise<Page> {
      const window = windows.get(person) ?? signedIn(stage.browser, stage.playground, stage.playground[person], look);
      windows.set(person, window);
      return (await window).page;
    }
    async function widgetOf(page: Page, said: string) {
      await page.goto(`${stage.playground.url}/admin`, { waitUntil: 'domcontentloaded' });
      const list = page.getByRole('list').filter({ hasText: said }).last();
      await list.waitFor();
      await list.scrollIntoViewIfNeeded();
      await list.evaluate((element) => element.setAttribute('data-looked-at', ''));
      return list;
    }

    it('the home page and the badge call whoever can mend it, and lead there', async () => {
      const page = await pageOf('administrator');
      const list = await widgetOf(page, line);
      // One matter, however many people it keeps waiting.
      expect(await list.getByRole('link').count()).toBe(1);
      await looksWell(page, `need-home-${suffix}`, '[data-looked-at]');
      if (look.width > 500)
        await page.getByRole('navigation').getByRole('img', { name: texts['attention.state.needs-you'] }).first().waitFor();
      await list.getByRole('link', { name: line }).click();
      await page.waitForURL(/\/settings\/microsoft-sync\/system$/);
      await page.getByText(texts['application.problem']).waitFor();
      // The page says it where it is mended, and so not above.
      expect(await page.getByText(line).count()).toBe(0);
    });

    // Each page at both widths and in both languages.
    const pages = look.theme === 'light' ? ['status', 'mailboxes', 'records'] : ['users', 'organizations', 'me'];
    it.each(pages)('the page %s says it above', async (which) => {
      const page = await pageOf('administrator');
      await open(page, stage.playground, which);
      const link = page.locator('main').getByRole('link', { name: line });
      await link.waitFor();
      expect(await link.count()).toBe(1);
      await looksWell(page, `need-${which}-${suffix}`);
    });

    it('the page Calendar, at whose link the badge stands, says it too', async () => {
      const page = await pageOf('administrator');
      await page.goto(`${stage.playground.url}/admin/plugins/microsoft-sync/calendar`, { waitUntil: 'domcontentloaded' });
      await page.locator('main').getByRole('link', { name: line }).waitFor();
      if (folder) await page.screenshot({ path: `${folder}/need-calendar-${suffix}.png` });
    });

    it('a colleague is told that it is not theirs, and is sent nowhere', async () => {
      const page = await pageOf('colleague');
      const list = await widgetOf(page, texts['attention.told']);
      await looksWell(page, `need-home-colleague-${suffix}`, '[data-looked-at]');
      expect(await list.getByText(texts['attention.own-account']).count()).toBe(0);
      await open(page, stage.playground, 'me');
      await page.locator('main').getByText(texts['attention.told']).waitFor();
      expect(await page.locator('main').getByText(texts['attention.told']).count()).toBe(1);
      expect(await page.getByRole('button', { name: texts['reconnect'] }).count()).toBe(0);
      await looksWell(page, `need-me-colleague-${suffix}`);
    });

    it('Check Connection says what is wrong, and what it could not look at', async () => {
      const page = await pageOf('administrator');
      await open(page, stage.playground, 'system');
      const result = await pressDoctor(page, texts, texts['check.problem']);
      await result.getByText(`: ${texts['check.not-checked']}`).first().waitFor();
      await looksWell(page, `need-doctor-${suffix}`);
    });
  });
}

/** *Check Connection* of the system's application, which is in order. */
export function doctor(stage: Stage) {
  it.each(looksInShort)('answers step by step, $theme, $width wide, $language', async (look) => {
    const texts = textsOf(look.language);
    const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, look);
    await open(page, stage.playground, 'system');
    const result = await pressDoctor(page, texts, texts['check.ok']);
    expect(await result.getByText(`: ${texts['check.problem']}`).count()).toBe(0);
    if (folder) await page.screenshot({ path: `${folder}/doctor-${look.theme}-${look.width}.png` });
    expect(await seriousViolations(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    await context.close();
  });
}

/** Waits until the secret has this verdict. */
async function pressDoctor(page: Page, texts: ReturnType<typeof textsOf>, verdict: string) {
  const button = page.getByRole('button', { name: texts['check'], exact: true });
  await button.click();
  const result = page.getByRole('list', { name: texts['check.result'] });
  await result.getByText(`${texts['step.credential']}: ${verdict}`).waitFor();
  await result.scrollIntoViewIfNeeded();
  return result;
}
