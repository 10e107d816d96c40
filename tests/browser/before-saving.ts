import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import type { CalendarEntry, CalendarPeople, WrittenItem } from '../../src/contracts/http-calendar';
import { seriousViolations } from './accessibility';
import { signedIn } from './admin-panel';
import { type AtWork, atWork, EVENT, graphTime } from './at-work';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;
const TASKS = 'content-manager/collection-types/plugin::microsoft-sync.task';
/** A week in which nothing else happens. */
const week = { from: '2027-08-02T00:00:00.000Z', to: '2027-08-09T00:00:00.000Z' };
const on = (day: number, hour = '07') => `2027-08-0${day}T${hour}:00:00.000Z`;
const attendees = [{ type: 'required', emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }];

/** What a save would come to is told before it: at the field what would be held back, and which dates of a series would be given up. */
export function beforeSaving(stage: Stage) {
  let work: AtWork;
  let me: string;
  const made: string[] = [];
  const make = async (data: object): Promise<string> => {
    const { documentId } = await work.server<WrittenItem>('POST', 'microsoft-sync/calendar/item', { user: me, resource: 'calendar', data });
    made.push(documentId);
    return documentId;
  };
  beforeAll(async () => {
    work = await atWork(stage, { firstname: 'Alan', email: 'alan@sandbox.example' });
    me = (await work.server<CalendarPeople>('GET', 'microsoft-sync/calendar/people')).me?.id ?? '';
    await work.mailbox('POST', 'events', { subject: 'Supervisory board', start: graphTime(60), end: graphTime(61), attendees });
    await work.sync();
  });
  afterAll(async () => {
    for (const documentId of made)
      await work.server('POST', 'microsoft-sync/calendar/item/remove', { user: me, resource: 'calendar', documentId });
    await work.server('POST', `microsoft-sync/users/${work.user}/disconnect`, { items: 'keep' });
    await work.close();
  });
  const goTo = async (page: Page, path: string) => {
    await page.goto(`${stage.playground.url}/admin/${path}`, { waitUntil: 'domcontentloaded' });
    await page.locator('main:not([aria-busy="true"]) h1').first().waitFor();
  };
  const textsOf = (language: string) => (language === 'de' ? german : english);
  const held = (texts: typeof english, why: string) => texts['saving.would-be-held'].replace('{why}', why);
  const tooLong = (texts: typeof english, field: string) =>
    held(texts, texts['why.line-too-long'].replace('{field}', field).replace('{length}', '256').replace('{most}', '255'));
  const wouldMail = (texts: typeof english, field: string) =>
    held(texts, texts['why.would-mail-update'].replace('{fields}', field)).replace(
      /\{count, plural, one \{([^}]*)\} other \{[^}]*\}\}/,
      '$1',
    );

  describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
    const texts = textsOf(look.language);
    let page: Page;
    beforeAll(async () => {
      ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, {
        ...look,
        timezoneId: 'Europe/Berlin',
      }));
    });
    afterAll(() => page.context().close());
    const shot = async (name: string) => {
      if (folder) await page.screenshot({ path: `${folder}/${name}-${look.theme}-${look.width}.png`, fullPage: true });
    };
    const dialog = () => page.getByRole('dialog');

    it('the form of an event says at its field what would be held back, and nothing more once it is put right', async () => {
      await goTo(page, `content-manager/collection-types/${EVENT}/${await work.documentIdOf('Supervisory board')}`);
      const subject = page.getByRole('textbox', { name: texts['field.subject'], exact: true });
      await subject.fill('x'.repeat(256));
      const told = page.getByText(tooLong(texts, texts['field.subject']));
      await told.waitFor();
      // Whoever hears the field hears it as well.
      const described = await subject.getAttribute('aria-describedby');
      expect(await told.evaluate((one, ids) => ids.split(' ').some((id) => one.closest(`[id="${id}"]`)), described ?? '')).toBe(true);
      await shot('form-held');
      expect(await seriousViolations(page)).toEqual([]);
      await subject.fill('Board of directors');
      await page.getByText(wouldMail(texts, texts['field.subject'])).waitFor();
      await subject.fill('Supervisory board');
      await page.getByText(wouldMail(texts, texts['field.subject'])).waitFor({ state: 'detached' });
    });

    it('so does that of a task that is being made', async () => {
      await goTo(page, `${TASKS}/create`);
      await page.getByRole('textbox', { name: texts['field.title'] }).fill('x'.repeat(256));
      await page.getByText(tooLong(texts, texts['field.title'])).waitFor();
      expect(await page.getByText(texts['why.due-date-needed']).count()).toBe(0);
    });

    it('the dialog of the calendar says it too, of a new event and before its end is before its start', async () => {
      await goTo(page, 'plugins/microsoft-sync/calendar?view=week&date=2027-08-02');
      await page.getByRole('button', { name: texts['calendar.new'] }).click();
      await dialog().getByLabel(texts['field.subject']).fill('x'.repeat(256));
      await dialog().getByText(tooLong(texts, texts['field.subject'])).waitFor();
      await dialog().getByLabel(texts['calendar.end-time']).fill('01:00');
      await dialog().getByText(held(texts, texts['why.ends-before-start'])).waitFor();
      await shot('dialog-held');
      expect(await seriousViolations(page, '[role=dialog]')).toEqual([]);
      await page.keyboard.press('Escape');
    });
  });

  describe('a series', () => {
    let page: Page;
    beforeAll(async () => {
      ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, { timezoneId: 'Europe/Berlin' }));
    });
    afterAll(() => page.context().close());
    const dialog = () => page.getByRole('dialog');
    const entry = (subject: string) => page.getByRole('button', { name: new RegExp(subject) });
    const shown = async () =>
      (await work.server<CalendarEntry[]>('GET', `microsoft-sync/calendar/entries?users=${me}&from=${week.from}&to=${week.to}`)).map(
        ({ subject, start }) => `${subject} ${start.slice(8, 16)}`,
      );
    /** From its second date on: from the first one on it would be the same series. */
    const renameFromSecond = async (subject: string) => {
      await entry('Ward round').nth(1).click();
      await dialog().getByRole('radio', { name: english['calendar.scope-following'] }).click();
      await dialog().getByLabel('Subject').fill(subject);
      await dialog().getByRole('button', { name: english['calendar.save'] }).press('Enter');
    };
    const asked = () => page.getByRole('alertdialog');

    it('has its rule in words where that is none of the usual ones', async () => {
      await make({
        subject: 'Every other day',
        start: on(3),
        end: on(3, '08'),
        timeZone: 'Europe/Berlin',
        recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270901T215959Z',
      });
      await goTo(page, 'plugins/microsoft-sync/calendar?view=week&date=2027-08-02');
      await entry('Every other day').first().click();
      await dialog().getByRole('radio', { name: english['calendar.scope-following'] }).click();
      const repeats = dialog().getByRole('combobox', { name: english['calendar.repeats'] });
      expect(await repeats.innerText()).toBe('every 2 weeks on Tuesday and Thursday, until September 1, 2027');
      await page.keyboard.press('Escape');
    });

    it('gives up no date that somebody has changed by itself without asking, and names how many', async () => {
      const series = await make({
        subject: 'Ward round',
        start: on(2, '10'),
        end: on(2, '11'),
        timeZone: 'Europe/Berlin',
        recurrence: 'FREQ=DAILY;COUNT=5',
      });
      for (const day of [4, 5])
        await work.server('POST', 'microsoft-sync/calendar/occurrence', {
          ...{ user: me, series, originalStart: on(day, '10') },
          data: { subject: 'Visitors' },
        });
      await goTo(page, 'plugins/microsoft-sync/calendar?view=week&date=2027-08-02');
      const before = await shown();
      await renameFromSecond('Rounds');
      await asked().getByText('2 dates were changed one by one: Aug 4, 2027 and Aug 5, 2027.', { exact: false }).waitFor();
      if (folder) await page.screenshot({ path: `${folder}/given-up.png` });
      expect(await seriousViolations(page, '[role=alertdialog]')).toEqual([]);
      await asked().getByRole('button', { name: english.cancel }).click();
      await asked().waitFor({ state: 'detached' });
      // What was typed is still there, and nothing was done.
      expect(await dialog().getByLabel('Subject').inputValue()).toBe('Rounds');
      expect(await shown()).toEqual(before);
      await page.keyboard.press('Escape');

      await renameFromSecond('Rounds');
      await asked().getByRole('button', { name: english['calendar.given-up-do'] }).press('Enter');
      await page.getByText(english['calendar.will-change']).waitFor();
      await expect
        .poll(async () => (await shown()).filter((one) => /^(Ward|Rounds|Visitors)/.test(one)), { timeout: 30_000 })
        .toEqual(['Ward round 02T10:00', 'Rounds 03T10:00', 'Rounds 04T10:00', 'Rounds 05T10:00', 'Rounds 06T10:00']);
    });
  });
}
