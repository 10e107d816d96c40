import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { signedIn } from './admin-panel';
import { type AtWork, atWork, EVENT } from './at-work';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;
const list = `content-manager/collection-types/${EVENT}`;
const day = { start: '2027-05-05T00:00:00.000Z', end: '2027-05-06T00:00:00.000Z', isAllDay: true };

/** All-day events are dates: the same for whoever looks, wherever they are. */
export function allDay(stage: Stage) {
  let work: AtWork;
  const made: string[] = [];
  beforeAll(async () => {
    work = await atWork(stage, { firstname: 'Alan', email: 'alan@sandbox.example' });
  });
  afterAll(async () => {
    for (const documentId of made) await work.server('DELETE', `${list}/${documentId}`);
    await work.server('POST', `microsoft-sync/users/${work.user}/disconnect`, { items: 'keep' });
    await work.close();
  });
  const create = async (data: object): Promise<string> => {
    const { documentId } = await work.server<{ documentId: string }>('POST', list, data);
    made.push(documentId);
    return documentId;
  };
  const stored = (documentId: string) => work.server<Record<string, unknown>>('GET', `${list}/${documentId}`);
  const goTo = (page: Page, path: string) => page.goto(`${stage.playground.url}/admin/${path}`, { waitUntil: 'domcontentloaded' });

  describe.each(['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland'])('in %s', (timezoneId) => {
    let page: Page;
    let documentId: string;
    const subject = `Holiday seen from ${timezoneId}`;
    beforeAll(async () => {
      ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, { timezoneId }));
      documentId = await create({ subject, ...day });
    });
    afterAll(() => page.context().close());
    const field = (name: string) => page.getByRole('combobox', { name: new RegExp(`^${name}`) });

    it('the list shows the date, and no time', async () => {
      await goTo(page, `${list}?_q=${encodeURIComponent(subject)}&page=1&pageSize=10`);
      const row = page.getByRole('row').filter({ hasText: subject });
      await row
        .getByText('Wed, May 5, 2027', { exact: true })
        .or(row.getByText('Wed, 5 May 2027', { exact: true }))
        .waitFor();
      if (folder) await page.screenshot({ path: `${folder}/all-day-list-${timezoneId.replace('/', '-')}.png` });
    });

    it('the form shows the dates, and saves what is chosen as midnight UTC', async () => {
      await goTo(page, `${list}/${documentId}`);
      await field('Start').waitFor();
      expect([await field('Start').inputValue(), await field('End').inputValue()]).toEqual(['05/05/2027', '05/06/2027']);
      expect(await page.getByRole('combobox', { name: /time(?! zone)/i }).count()).toBe(0); // that of the event is a field of its own
      if (folder) await page.screenshot({ path: `${folder}/all-day-form-${timezoneId.replace('/', '-')}.png`, fullPage: true });
      await field('End').fill('05/08/2027');
      await field('End').blur(); // what is typed counts once the field is left
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(() => stored(documentId)).toMatchObject({ start: day.start, end: '2027-05-08T00:00:00.000Z' });
    });
  });
}
