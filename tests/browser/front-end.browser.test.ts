import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cutOff, seriousViolations } from './accessibility';
import { launchChromium } from './chromium';
import { type Playground, startPlayground } from './playground';

/** Pictures for whoever wants to look: `SCREENSHOTS=folder`. */
const folder = process.env.SCREENSHOTS;
const two = (number: number) => String(number).padStart(2, '0');
const today = new Date();
const day = (date: number) => `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(date)}`;

/** A playground of its own: only there are users of Users & Permissions the users of the integration. */
describe('the example of a front end, at an origin of its own', () => {
  let playground: Playground;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    [playground, browser] = await Promise.all([startPlayground({ variant: 'members', port: 14339 }), launchChromium()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(playground.frontEnd);
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const event = (date: number, subject: string) =>
    page.locator(`[data-day="${day(date)}"]`).getByRole('button', { name: new RegExp(subject) });
  async function signIn(): Promise<void> {
    await page.getByLabel('E-mail').fill(playground.colleague);
    await page.getByLabel('Password').fill(playground.password);
    await button('Sign in').click();
    await page.getByRole('heading', { name: 'My calendar' }).waitFor();
  }
  async function mailbox<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${playground.sandbox}/sandbox/api/mailboxes/${playground.colleague}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return (await answer.json()) as T;
  }

  interface InOutlook {
    readonly id: string;
    readonly subject: string;
    readonly location?: { readonly displayName: string };
  }
  const outlook = async (subject: string): Promise<InOutlook | undefined> =>
    (await mailbox<{ value: InOutlook[] }>('GET', 'events')).value.find((one) => one.subject === subject);
  /** What another page of the same front end would ask. */
  async function asPerson(method: string, path: string, body: object): Promise<void> {
    const token = await page.evaluate(() => sessionStorage.getItem('example.token'));
    const answer = await fetch(`${playground.url}/api/microsoft-sync/me${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }

  it('signs people in with an account of the Strapi, and says where the password is wrong', async () => {
    await page.getByLabel('E-mail').fill(playground.colleague);
    await page.getByLabel('Password').fill('wrong');
    await button('Sign in').click();
    await page.getByText('E-mail address or password is wrong.').waitFor();
    await signIn();
    await page.getByText('not connected').waitFor();
  });

  it('connects the mailbox in a window', async () => {
    // An entry that is there already: it would be written to the mailbox.
    await asPerson('POST', '/events', { data: { subject: 'Harvest', start: `${day(20)}T10:00:00Z`, end: `${day(20)}T11:00:00Z` } });
    const since = Date.now();
    const [popup] = await Promise.all([context.waitForEvent('page'), button('Connect').click()]);
    await popup.getByRole('button', { name: 'Ada Lovelace' }).click();
    const accept = popup.getByRole('button', { name: 'Accept' });
    await Promise.race([accept.click(), popup.waitForEvent('close')]);
    await page.getByText(/ada@sandbox\.example · connected/).waitFor({ timeout: 60_000 });
    process.stdout.write(`from the click to connected: ${((Date.now() - since) / 1000).toFixed(1)} s\n`);
    expect(popup.isClosed() || (await popup.waitForEvent('close'))).toBeTruthy();
    expect(page.url()).not.toMatch(/code|state/);
  });

  it('writes nothing to the mailbox before the person has seen what and started it', async () => {
    await page.getByRole('heading', { name: 'Write to your mailbox?' }).waitFor();
    await page.getByText('1 to be made, 0 changed, 0 deleted in Outlook: Harvest').waitFor();
    expect(await outlook('Harvest')).toBeUndefined();
    await button('Start').click();
    await page.getByRole('heading', { name: 'Write to your mailbox?' }).waitFor({ state: 'detached' });
    expect(await outlook('Harvest')).toBeDefined();
  });

  it('makes an event, changes it, and sends it to Outlook', async () => {
    await page
      .locator(`[data-day="${day(15)}"]`)
      .getByRole('button', { name: /New event/ })
      .click();
    await page.getByLabel('Title').fill('Tea with Grace');
    await button('Save').click();
    await event(15, 'Tea with Grace').click();
    await page.getByLabel('Place').fill('Harbour');
    await button('Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await button('Sync now').click();
    await page.getByText(/Synchronized: (completed|nothing-to-do)/).waitFor();
    expect((await outlook('Tea with Grace'))?.location?.displayName).toBe('Harbour');
  });

  it('shows what was changed on both sides', async () => {
    await asPerson('PUT', '/settings', { fields: { calendarConflictResolution: 'ask' } });
    const { id } = (await outlook('Tea with Grace')) ?? { id: '' };
    await event(15, 'Tea with Grace').click();
    await page.getByLabel('Title').fill('Tea with Alan');
    await button('Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // At once: an edit is sent some moments later, and Microsoft tells of its own change sooner.
    await mailbox('PATCH', `events/${id}`, { subject: 'Tea in Outlook' });
    await button('Sync now').click();
    await page.getByText('subject: here “Tea with Alan”, in Microsoft “Tea in Outlook”').waitFor({ timeout: 30_000 });
    if (folder) await page.screenshot({ path: `${folder}/front-end-conflict.png`, fullPage: true });
  });

  it('decides it, and both sides have what was decided', async () => {
    const { id } = (await outlook('Tea in Outlook')) ?? { id: '' };
    await button('Keep ours').click();
    await page.getByRole('heading', { name: 'Changed on both sides' }).waitFor({ state: 'detached' });
    await event(15, 'Tea with Alan').waitFor();
    expect(await outlook('Tea with Alan')).toMatchObject({ id });
    expect(await outlook('Tea in Outlook')).toBeUndefined();
    expect(await event(15, 'Tea in Outlook').count()).toBe(0);
  });

  it('connects on the page itself', async () => {
    await button('Disconnect').click();
    await page.getByText('not connected').waitFor();
    await button('Connect on this page').click();
    await page.getByRole('button', { name: 'Ada Lovelace' }).click();
    await page.getByText(/ada@sandbox\.example · connected/).waitFor({ timeout: 60_000 });
    expect(new URL(page.url()).hash).toBe('');
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('is legible and reachable, %s and %i wide', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await event(15, 'Tea with Alan').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect((await cutOff(page)).filter((line) => !line.startsWith('cut off: button'))).toEqual([]);
    if (folder) await page.screenshot({ path: `${folder}/front-end-${colorScheme}-${width}.png`, fullPage: true });
    await event(15, 'Tea with Alan').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await seriousViolations(page, 'dialog')).toEqual([]);
    if (folder) await page.screenshot({ path: `${folder}/front-end-${colorScheme}-${width}-event.png` });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('has said no error that nobody saw', () => expect(errors).toEqual([]));
});
