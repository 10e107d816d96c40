import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cutOff, seriousViolations } from './accessibility';
import { type Server, serverOf, signedIn } from './admin-panel';
import english from '../../admin/src/translations/en.json';
import { atWork } from './at-work';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const EVENTS = 'content-manager/collection-types/plugin::microsoft-sync.calendar-event';
const TASKS = 'content-manager/collection-types/plugin::microsoft-sync.task';
const folder = process.env.SCREENSHOTS;
/** A Tuesday. */
const review = {
  subject: 'Weekly review',
  start: '2027-03-02T08:00:00.000Z',
  end: '2027-03-02T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
  recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270601T215959Z',
  categories: ['Customers', 'Red category'],
};
const offer = {
  title: 'Write the offer',
  dueDate: '2027-03-02',
  checklist: [
    { id: 'own', title: 'Call', isChecked: false },
    { title: 'Draft', isChecked: false },
  ],
};

/** Events and tasks in the Content Manager, as people meet them. */
export function entryForms(stage: Stage) {
  let page: Page;
  let server: Server;
  const made: string[] = [];
  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, { timezoneId: 'Europe/Berlin' }));
    server = await serverOf(page, stage.playground);
  });
  afterAll(async () => {
    for (const path of made) await server('DELETE', path);
    await page.context().close();
  });
  const create = async (list: string, data: object): Promise<string> => {
    const { documentId } = await server<{ documentId: string }>('POST', list, data);
    made.push(`${list}/${documentId}`);
    return `${list}/${documentId}`;
  };
  const goTo = async (path: string, on = page) => {
    await on.goto(`${stage.playground.url}/admin/${path}`, { waitUntil: 'domcontentloaded' });
    await on.locator('main h1').first().waitFor();
  };
  const save = async () => {
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/collection-types/'));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect((await saved).status()).toBe(200);
  };
  const stored = (path: string) => server<Record<string, unknown>>('GET', path);
  const choose = async (label: string, option: string, within = page.locator('main')) => {
    await within.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const group = (name: string) => page.getByRole('group', { name, exact: true });

  it('a rule is said in words, with the dates that come next, and changes by choosing', async () => {
    const path = await create(EVENTS, review);
    await goTo(path);
    const repetition = group('Repetition');
    await repetition.getByText('every 2 weeks on Tuesday and Thursday, until June 1, 2027').waitFor();
    expect(await repetition.locator('time').first().innerText()).toBe('Tue, Mar 2, 2027, 09:00');
    await repetition.getByRole('checkbox', { name: 'Thursday' }).click();
    await choose('Ends', 'After a number of times', repetition);
    await repetition.getByRole('spinbutton', { name: 'How often' }).fill('4');
    await repetition.getByText('every 2 weeks on Tuesday, 4 times').waitFor();
    await save();
    await expect.poll(async () => (await stored(path))['recurrence']).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO;COUNT=4');
    await repetition.getByRole('button', { name: 'Show the rule as text' }).click();
    expect(await repetition.getByRole('textbox', { name: 'Rule as text' }).inputValue()).toContain('COUNT=4');
  });

  it('a rule that Outlook cannot hold is told before it is saved', async () => {
    await goTo(await create(EVENTS, { ...review, recurrence: 'FREQ=WEEKLY;BYDAY=MO' }));
    const repetition = group('Repetition');
    await repetition.getByText('It would be held back').waitFor();
    await repetition.getByText('Start it on March 8, 2027, or change the rule.', { exact: false }).waitFor();
    await repetition.getByRole('button', { name: 'Show the rule as text' }).click();
    await repetition.getByRole('textbox', { name: 'Rule as text' }).fill('FREQ=HOURLY');
    await repetition.getByText('Outlook repeats by days at the shortest', { exact: false }).waitFor();
  });

  it('a date of the series is cancelled, and is among the next ones no more', async () => {
    const path = await create(EVENTS, review);
    await goTo(path);
    await choose('Cancel a date', 'Tuesday, March 2, 2027', group('Cancelled dates'));
    await group('Cancelled dates').getByRole('button', { name: 'Bring back Tuesday, March 2, 2027' }).waitFor();
    expect(await group('Repetition').locator('time').first().innerText()).toBe('Thu, Mar 4, 2027, 09:00');
    await save();
    await expect.poll(async () => (await stored(path))['excludedDates']).toEqual(['2027-03-02T08:00:00.000Z']);
  });

  it('a time zone is found by a part of its name, and stays where one only passes by', async () => {
    const path = await create(EVENTS, review);
    await goTo(path);
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await zone.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect.poll(() => zone.inputValue()).toMatch(/^Europe\/Berlin/);
    await zone.click();
    await zone.pressSequentially('auckl');
    await page.getByRole('option', { name: /Pacific\/Auckland/ }).click();
    await page.getByText('In Pacific/Auckland: Mar 2, 2027, 9:00 PM').waitFor();
    await save();
    await expect.poll(async () => (await stored(path))['timeZone']).toBe('Pacific/Auckland');
  });

  it('categories are chosen and typed, and taken away', async () => {
    const path = await create(EVENTS, review);
    await goTo(path);
    const add = page.getByRole('combobox', { name: 'Add a category' });
    await add.click();
    await page.getByRole('option', { name: 'Blue category' }).click();
    await add.fill('Suppliers');
    await add.press('Enter');
    await page.getByRole('button', { name: 'Remove Suppliers' }).waitFor();
    await page.getByRole('button', { name: 'Remove Customers' }).click();
    await save();
    await expect.poll(async () => (await stored(path))['categories']).toEqual(['Blue category', 'Red category', 'Suppliers']);
  });

  it('a reminder is so many hours before', async () => {
    const path = await create(EVENTS, review);
    await goTo(path);
    const remind = group('Remind');
    await choose('Unit', 'Hours', remind);
    await remind.getByRole('spinbutton').fill('2');
    await save();
    await expect.poll(async () => (await stored(path))['reminderMinutesBeforeStart']).toBe(120);
  });

  it('what the engine writes is folded away, and choices are words', async () => {
    await goTo(await create(EVENTS, review));
    expect(await page.getByText('Organized by the owner').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'From Microsoft 365' }).click();
    await page.getByText('Organized by the owner').waitFor();
    expect(await page.locator('main h2').allInnerTexts()).toEqual(
      expect.arrayContaining(['What and when', 'Repetition', 'Details', 'Whose and where']),
    );
    await choose('Show as', 'Out of office');
  });

  it('a checklist is kept with the keyboard alone', async () => {
    const path = await create(TASKS, offer);
    await goTo(path);
    const list = group('Checklist');
    await list.getByRole('textbox', { name: 'Step 2' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Send');
    await list.getByRole('button', { name: 'Move Send up' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter'); // the button has gone along
    await list.getByRole('checkbox', { name: 'Done: Call' }).focus();
    await page.keyboard.press('Space');
    await list.getByRole('textbox', { name: 'Step 3' }).fill('Draft it');
    await save();
    await expect
      .poll(async () => (await stored(path))['checklist'])
      .toEqual([
        { title: 'Send', isChecked: false },
        { id: 'own', title: 'Call', isChecked: true },
        { title: 'Draft it', isChecked: false },
      ]);
  });

  it('the list says when, whose and how it stands, sorted by the start, and one owner’s alone', async () => {
    await create(EVENTS, review);
    await goTo(`${EVENTS}?page=1&pageSize=100&sort=start:ASC`);
    await page.getByRole('row').filter({ hasText: 'Weekly review' }).first().waitFor();
    const heads = await page.locator('thead th').allInnerTexts();
    expect(heads.map((head) => head.trim().toLowerCase())).toEqual(
      expect.arrayContaining(['subject', 'when', 'owner', 'calendar', 'microsoft 365']),
    );
    const times = await page.locator('tbody time').evaluateAll((all) => all.map((one) => (one as HTMLTimeElement).dateTime));
    expect(times).toEqual([...times].sort());
    await page.getByRole('row').filter({ hasText: 'Weekly review' }).first().getByText('Alex Admin').waitFor();
    await page.getByRole('button', { name: 'Filters' }).click();
    const filter = page.getByRole('dialog');
    await filter.getByRole('combobox', { name: 'Select field' }).click();
    await page.getByRole('option', { name: /owner/i }).click();
    await filter.getByRole('combobox', { name: /user/ }).click();
    await page.getByRole('option', { name: 'Ada Lovelace' }).click();
    await page.getByRole('button', { name: /add filter/i }).click();
    await page.waitForURL(/owner/);
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Alex Admin' }).count()).toBe(0);
    await page.getByRole('row').filter({ hasText: 'Ada Lovelace' }).first().waitFor();
  });

  it('beside an entry a save is seen to go to Microsoft within seconds, with what was done', async () => {
    const work = await atWork(stage, { firstname: 'Alan', email: 'alan@sandbox.example' });
    await work.close();
    const path = await create(EVENTS, { ...review, owner: { connect: [{ documentId: work.user }] } });
    await goTo(path);
    const panel = page.getByRole('complementary').or(page.locator('main'));
    await panel.getByText(english['explain.linked']).first().waitFor();
    // The list of Outlook in Alan's mailbox, for the entry is his.
    await page.getByRole('combobox', { name: 'Add a category' }).click();
    await page.getByRole('option', { name: 'Key account' }).click();
    await page.getByRole('button', { name: 'Remove Key account' }).click();
    await page.getByRole('textbox', { name: 'Location' }).fill('Room 7');
    await save();
    await panel
      .getByText(/: Location$/)
      .first()
      .waitFor();
    expect(await page.getByRole('link', { name: 'Open in Outlook' }).first().getAttribute('href')).toMatch(/^http/);
    expect(await page.getByRole('button', { name: 'Sync now' }).first().isEnabled()).toBe(true);
    if (folder) await page.screenshot({ path: `${folder}/panel.png`, fullPage: true });
    // A filter of its own: Strapi remembers the one of the last visit, which was another owner's.
    await goTo(`${EVENTS}?page=1&pageSize=100&sort=start:ASC&filters[$and][0][subject][$eq]=${encodeURIComponent(review.subject)}`);
    await page.getByRole('row').filter({ hasText: 'Alan Turing' }).filter({ hasText: 'Weekly review' }).getByText('Same').waitFor();
    await server('POST', `microsoft-sync/users/${work.user}/disconnect`, { items: 'keep' });
  });

  describe.each(looksInShort)('$theme, $width wide, $language', (look) => {
    it.each([
      ['an event', EVENTS, review],
      ['a task', TASKS, offer],
    ])('the form of %s keeps nobody out and cuts nothing off', async (_, list, data) => {
      const path = await create(list, data);
      const { page: window, context } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, {
        ...look,
        timezoneId: 'Europe/Berlin',
      });
      await window.setViewportSize({ width: look.width, height: 3200 });
      await goTo(path, window);
      await window.getByRole('heading', { name: look.language === 'de' ? 'Wiederholung' : 'Repetition' }).waitFor();
      await window.getByRole('button', { name: look.language === 'de' ? 'Regel als Text zeigen' : 'Show the rule as text' }).waitFor();
      if (folder) await window.screenshot({ path: `${folder}/form-${list.split('.').at(-1)}-${look.theme}-${look.width}.png` });
      expect(await seriousViolations(window)).toEqual([]);
      // Strapi's own inputs of a date and a time cut off their words on a narrow screen.
      expect((await cutOff(window)).filter((line) => !line.startsWith('cut off: input'))).toEqual([]);
      await context.close();
    });
  });
}
