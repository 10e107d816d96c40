import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { PlannedAction } from '../../src/contracts';
import type { HeldEntry, ListPage, Preview, UserItem } from '../../src/contracts/http';
import { cutOff, seriousViolations } from './accessibility';
import { open, type Server, serverOf, signedIn } from './admin-panel';
import type { Stage } from './stage';

const EVENT = 'plugin::microsoft-sync.calendar-event';
const folder = process.env.SCREENSHOTS;
const soon = (hours: number) => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();

/** Ada is connected: one of her events is changed on both sides, and another cannot be written. */
export function decisionPages(stage: Stage) {
  let page: Page;
  let server: Server;
  let ada: string;
  let documentId: string;
  const sandbox = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${stage.playground.sandbox}/sandbox/api/mailboxes/ada@sandbox.example/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return (await answer.json()) as T;
  };
  /** 0: nobody is told, so that both sides can be edited before either knows of the other's. */
  const tell = (copies: number) =>
    fetch(`${stage.playground.sandbox}/sandbox/api/notices`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ copies }),
    });
  const sync = () => server('POST', `microsoft-sync/users/${ada}/sync`, { resource: 'calendar' });
  const edit = async (subject: string, to: string): Promise<string> => {
    const list = `content-manager/collection-types/${EVENT}`;
    const [entry] = (
      await server<{ results: { documentId: string }[] }>('GET', `${list}?filters[subject][$eq]=${encodeURIComponent(subject)}`)
    ).results;
    if (!entry) throw new Error(`There is no ${subject}.`);
    await server('PUT', `${list}/${entry.documentId}`, { subject: to });
    return entry.documentId;
  };
  const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });

  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator));
    server = await serverOf(page, stage.playground);
    expect((await tell(0)).ok).toBe(true);
    ada = (await server<ListPage<UserItem>>('GET', 'microsoft-sync/users?search=Lovelace')).items[0]?.id ?? '';
    await server('PUT', `microsoft-sync/users/${ada}/settings`, { fields: { calendarEnabled: true, calendarConflictResolution: 'ask' } });
    const attendees = [{ type: 'required', emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }];
    await sandbox('POST', 'events', { subject: 'Quarterly review', start: graphTime(30), end: graphTime(31) });
    await sandbox('POST', 'events', { subject: 'Board', start: graphTime(40), end: graphTime(41), attendees });
    await sync();
    const contested = (await sandbox<{ value: { id: string; subject: string }[] }>('GET', 'events')).value.find(
      ({ subject }) => subject === 'Quarterly review',
    );
    await sandbox('PATCH', `events/${contested?.id}`, { subject: 'Review, moved by Outlook' });
  });
  afterAll(async () => {
    await tell(1);
    await server('PUT', `microsoft-sync/users/${ada}/settings`, { fields: { calendarEnabled: null, calendarConflictResolution: null } });
    await page.context().close();
  });

  async function looksWell(name: string): Promise<void> {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: width === 360 ? 2400 : 1200 });
      await page.waitForTimeout(300); // tables become lists
      if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png` });
      expect(await seriousViolations(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  it('shows what the next run would do, with whom it would mail, and has written nothing', async () => {
    await open(page, stage.playground, `users/${ada}/preview`);
    const row = page.getByRole('row').filter({ hasText: 'Quarterly review' });
    await row.getByText('Changed in Strapi').waitFor();
    await row.getByText('Subject').waitFor();
    await page.getByText('Nobody is mailed.').waitFor();
    await looksWell('preview');
    await page.getByRole('link', { name: 'Quarterly review' }).waitFor(); // still what it was
  });

  it('has room for long reasons and for many who would be mailed', async () => {
    const isAsked = ({ pathname }: URL) => pathname.startsWith('/microsoft-sync/') && pathname.endsWith('/preview');
    const why = 'Writing start, end and location makes Microsoft send an update to three people. Approve it to go on.';
    const mails = ['cid', 'dorothea.longest-of-names', 'emil'].map((name) => `${name}@elsewhere.example`);
    await page.route(isAsked, async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: Preview };
      const actions = data.actions.map((action) => ({ ...action, why, reason: null, mails })); // in the words of somebody else
      await route.fulfill({ response, json: { data: { ...data, actions } } });
    });
    await open(page, stage.playground, `users/${ada}/preview`);
    await page.getByText(why).first().waitFor();
    await looksWell('preview-long');
    await page.unroute(isAsked);
  });

  it('says of a series which dates are cancelled, and whether people are told', async () => {
    const dates = ['2027-03-23', '2027-03-30'];
    const cancels = { code: 'cancels-dates', values: { dates, why: { code: 'changed-in-strapi', values: {} } } } as const;
    const waits = { code: 'would-mail-cancellation', values: { dates: dates.slice(0, 1), count: 3 } } as const;
    const isAsked = ({ pathname }: URL) => pathname.startsWith('/microsoft-sync/') && pathname.endsWith('/preview');
    const planned = (title: string, more: Pick<PlannedAction, 'kind' | 'reason'>): PlannedAction => ({
      ...{ side: 'microsoft', fields: ['excludedDates'], mails: [], why: '' },
      item: { title, uid: null, documentId: null, microsoftId: title },
      ...more,
    });
    await page.route(isAsked, async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: Preview };
      const actions = [planned('Stand-up', { kind: 'update', reason: cancels }), planned('With Ole', { kind: 'hold', reason: waits })];
      await route.fulfill({ response, json: { data: { ...data, actions, total: 2 } } });
    });
    await open(page, stage.playground, `users/${ada}/preview`);
    await page.getByText('Changed in Strapi; of the series it cancels March 23, 2027 and March 30, 2027').waitFor();
    await page
      .getByText('Cancelling March 23, 2027 of this series makes Microsoft send a cancellation to 3 people.', { exact: false })
      .waitFor();
    await looksWell('preview-cancellation');
    await page.unroute(isAsked);
  });

  it('shows a conflict with both versions and the base, and carries the decision out', async () => {
    documentId = await edit('Quarterly review', 'Review with everybody'); // Strapi's own edits start a run by themselves
    await edit('Board', 'Board meeting');
    await sync();
    await open(page, stage.playground, 'conflicts');
    const row = page.getByRole('row').filter({ hasText: 'Subject' }).last();
    for (const version of ['Quarterly review', 'Review with everybody', 'Review, moved by Outlook'])
      await row.getByText(version, { exact: true }).waitFor();
    await looksWell('conflicts');
    await page.getByRole('button', { name: 'Take the version of Microsoft: Review with everybody' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take the version of Microsoft' }).click();
    await page.getByText('Nothing is waiting for a decision.').or(page.getByText('Noted. A run has been started')).first().waitFor();
    await page.getByText('Nothing is waiting for a decision.').waitFor({ timeout: 20_000 });
  });

  it('puts the loser back', async () => {
    await page.getByRole('combobox', { name: 'Decision' }).click();
    await page.getByRole('option', { name: 'Decided', exact: true }).click();
    await page.getByText('Microsoft won. Decided by: a person.').waitFor();
    await looksWell('conflicts-decided');
    await page
      .getByRole('button', { name: /Bring the other version back: / })
      .first()
      .click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Bring the other version back' }).click();
    await page.getByText('Brought back', { exact: true }).waitFor();
    await sync();
    expect((await sandbox<{ value: { subject: string }[] }>('GET', 'events')).value.map(({ subject }) => subject)).toContain(
      'Review with everybody',
    );
  });

  it('shows what is held, what approving would write and whom it would mail; approves only after asking', async () => {
    await open(page, stage.playground, 'held');
    const card = page.getByRole('region', { name: 'Board meeting' });
    await card.getByText('cid@elsewhere.example').waitFor();
    await looksWell('held');
    await card.getByRole('button', { name: 'Unlink: Board meeting' }).click();
    await page.getByRole('alertdialog').getByText('Both sides keep what they have').waitFor();
    await page.keyboard.press('Escape');
    await card.getByRole('button', { name: 'Approve: Board meeting' }).click();
    await page.getByRole('alertdialog').getByText('Microsoft mails 1 person.').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Nothing is held.').waitFor({ timeout: 20_000 });
    expect((await server<ListPage<HeldEntry>>('GET', `microsoft-sync/held?user=${ada}`)).total).toBe(0);
  });

  it('says beside the entry how it stands with Microsoft, and why', async () => {
    await page.goto(`${stage.playground.url}/admin/content-manager/collection-types/${EVENT}/${documentId}`, {
      waitUntil: 'domcontentloaded',
    });
    await page.getByText('Linked with an item in Microsoft 365.').waitFor();
    await page
      .getByText(/Changed in Microsoft: Subject/)
      .first()
      .waitFor();
    if (folder) await page.screenshot({ path: `${folder}/explain.png` });
  });

  it('leads from My Microsoft 365 to one’s own', async () => {
    const own = await signedIn(stage.browser, stage.playground, stage.playground.colleague);
    await open(own.page, stage.playground, 'me');
    await own.page
      .getByRole('link', { name: /^Conflicts \(\d+\)/ })
      .first()
      .click();
    await own.page.getByRole('heading', { name: 'My conflicts' }).waitFor();
    await own.page.getByRole('link', { name: 'My Microsoft 365' }).first().click();
    await own.page.getByRole('link', { name: 'Preview of the next run' }).first().click();
    await own.page.getByRole('heading', { name: 'Preview', exact: true }).waitFor();
    expect(await seriousViolations(own.page)).toEqual([]);
    await own.context.close();
  });
}
