import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import type { CalendarEntry, CalendarPeople, WrittenItem } from '../../src/contracts/http-calendar';
import { cutOff, seriousViolations } from './accessibility';
import { type Server, serverOf, signedIn } from './admin-panel';
import { looksInShort } from './looks';
import type { Stage } from './stage';

const folder = process.env.SCREENSHOTS;
/** A Monday of a month in which nothing else happens. */
const MONDAY = '2027-03-01';
const week = { from: '2027-03-01T00:00:00.000Z', to: '2027-03-08T00:00:00.000Z' };

/** Somebody in Berlin, where it is an hour later than in UTC. */
export function calendarPage(stage: Stage) {
  let page: Page;
  let server: Server;
  let me: string;
  const goTo = async (which: Page, query: string) => {
    await which.goto(`${stage.playground.url}/admin/plugins/microsoft-sync/calendar?${query}`, { waitUntil: 'domcontentloaded' });
    await which.locator('main:not([aria-busy="true"]) h1').waitFor();
  };
  const entries = async (): Promise<CalendarEntry[]> =>
    server<CalendarEntry[]>('GET', `microsoft-sync/calendar/entries?users=${me}&from=${week.from}&to=${week.to}`);
  const startsOf = async (subject: string): Promise<string[]> =>
    (await entries()).filter((one) => one.subject === subject).map(({ start }) => start.slice(8, 16));
  const make = (data: object) => server<WrittenItem>('POST', 'microsoft-sync/calendar/item', { user: me, resource: 'calendar', data });
  const dialog = () => page.getByRole('dialog');
  const entry = (subject: string) => page.getByRole('button', { name: new RegExp(subject) });

  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, { timezoneId: 'Europe/Berlin' }));
    server = await serverOf(page, stage.playground);
    me = (await server<CalendarPeople>('GET', 'microsoft-sync/calendar/people')).me?.id ?? '';
    for (const { documentId, series } of await entries())
      if (series === null) await server('POST', 'microsoft-sync/calendar/item/remove', { user: me, resource: 'calendar', documentId });
  });
  afterAll(() => page.context().close());

  it('is in the main menu, and shows the month', async () => {
    await make({
      subject: 'Board meeting',
      start: '2027-03-02T09:00:00.000Z',
      end: '2027-03-02T10:00:00.000Z',
      timeZone: 'Europe/Berlin',
      location: 'Room 1',
    });
    await make({ subject: 'Holiday', start: '2027-03-04T00:00:00.000Z', end: '2027-03-06T00:00:00.000Z', isAllDay: true });
    await goTo(page, `view=month&date=${MONDAY}`);
    await page.getByRole('navigation').getByRole('link', { name: english['calendar.link'] }).first().waitFor();
    await entry('Board meeting').waitFor();
    expect(await entry('Board meeting').innerText()).toContain('10:00');
    expect(await page.getByText('Europe/Berlin').first().isVisible()).toBe(true);
  });

  it('says the same as a list', async () => {
    await goTo(page, `view=agenda&date=${MONDAY}`);
    await entry('Board meeting').waitFor();
    expect(await entry('Board meeting').innerText()).toMatch(/10:00.*11:00.*Board meeting.*Room 1/s);
    // On two days: Thursday and Friday.
    expect(await entry('Holiday').count()).toBe(2);
  });

  it('shows a second time zone by choice', async () => {
    await goTo(page, `view=week&date=${MONDAY}`);
    await page.getByRole('combobox', { name: english['calendar.second-zone'] }).click();
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await page.locator('.second-zone').first().waitFor();
    expect(await page.locator('.second-zone').first().innerText()).toBe('3:00 PM'); // when it is seven in Berlin
    await page.evaluate(() => localStorage.removeItem('microsoft-sync.calendar'));
  });

  it('is drawn on to make an event', async () => {
    await goTo(page, `view=week&date=${MONDAY}`);
    await entry('Board meeting').waitFor();
    const hour = 2 * (await heightOfSlot(page));
    const box = await boxOf(entryOf(page, 'Board meeting'));
    // From where the meeting ends, on the next day.
    await drag(page, { x: box.x + box.width * 1.5, y: box.y + hour + 4 }, { x: 0, y: hour });
    await dialog().getByLabel('Subject').fill('Drawn');
    await dialog().getByRole('button', { name: english['calendar.make'] }).click();
    await page.getByText(english['calendar.made']).waitFor();
    await entry('Drawn').waitFor();
    expect(await startsOf('Drawn')).toEqual(['03T10:00']);
  });

  it('moves what is dragged, and takes it back within ten seconds', async () => {
    await goTo(page, `view=week&date=${MONDAY}`);
    const hour = 2 * (await heightOfSlot(page));
    await entry('Board meeting').waitFor();
    const box = await boxOf(entryOf(page, 'Board meeting'));
    await drag(page, { x: box.x + box.width / 2, y: box.y + 8 }, { x: 0, y: 2 * hour });
    await page.getByText(english['calendar.changed']).waitFor();
    await expect.poll(() => startsOf('Board meeting')).toEqual(['02T11:00']);
    await page.getByRole('button', { name: english['calendar.undo'] }).click();
    await expect.poll(() => startsOf('Board meeting')).toEqual(['02T09:00']);
  });

  describe('where somebody else writes meanwhile', () => {
    const SUBJECT = 'Shared visit';
    const found = async () => (await entries()).find(({ subject }) => subject?.startsWith(SUBJECT));
    const write = async (data: object) => {
      const documentId = (await found())?.documentId;
      await server('PUT', 'microsoft-sync/calendar/item', { user: me, resource: 'calendar', documentId, data });
    };
    const shown = async () => {
      const { subject, location, start } = (await found()) ?? {};
      return [subject, location, start?.slice(8, 16)];
    };
    const dragDown = async (hours: number) => {
      const hour = 2 * (await heightOfSlot(page));
      const box = await boxOf(entryOf(page, SUBJECT));
      await drag(page, { x: box.x + box.width / 2, y: box.y + 8 }, { x: 0, y: hours * hour });
    };
    beforeAll(async () => {
      await make({
        subject: SUBJECT,
        start: '2027-03-05T09:00:00.000Z',
        end: '2027-03-05T10:00:00.000Z',
        timeZone: 'Europe/Berlin',
        location: 'Hall',
      });
    });
    afterAll(async () => {
      const documentId = (await found())?.documentId;
      await server('POST', 'microsoft-sync/calendar/item/remove', { user: me, resource: 'calendar', documentId });
    });

    it('keeps what was typed, shows what is newer, and saves both', async () => {
      await goTo(page, `view=week&date=${MONDAY}`);
      await entry(SUBJECT).click();
      await dialog().getByLabel('Subject').fill(`${SUBJECT} at noon`);
      await write({ location: 'Library' });
      await dialog().getByRole('button', { name: english['calendar.save'] }).click();
      await dialog().getByText(english['calendar.late-title'], { exact: true }).waitFor();
      expect(await dialog().getByRole('alert').innerText()).toContain('Library');
      expect(await dialog().getByLabel('Subject').inputValue()).toBe(`${SUBJECT} at noon`);
      expect(await dialog().getByLabel('Location').inputValue()).toBe('Library');
      expect(await shown()).toEqual([SUBJECT, 'Library', '05T09:00']);
      await dialog().getByRole('button', { name: english['calendar.save'] }).click();
      await page.getByText(english['calendar.changed']).waitFor();
      expect(await shown()).toEqual([`${SUBJECT} at noon`, 'Library', '05T09:00']);
    });

    it('in the same field too, the one or the other', async () => {
      await goTo(page, `view=week&date=${MONDAY}`);
      await entry(SUBJECT).click();
      await dialog().getByLabel('Location').fill('Mine');
      await write({ location: 'Theirs', start: '2027-03-05T10:00:00.000Z', end: '2027-03-05T11:00:00.000Z' });
      await dialog().getByRole('button', { name: english['calendar.save'] }).click();
      await dialog().getByText('Location (yours differs)').waitFor();
      if (folder) await page.screenshot({ path: `${folder}/calendar-late-form.png` });
      await page.mouse.move(0, 0); // a button under the pointer has another colour
      expect(await seriousViolations(page, '[role=dialog]')).toEqual([]);
      await dialog().getByRole('button', { name: english['calendar.late-take'] }).click();
      expect(await dialog().getByLabel('Location').inputValue()).toBe('Theirs');
      await dialog().getByLabel('Location').fill('Mine after all');
      await dialog().getByRole('button', { name: english['calendar.save'] }).click();
      await page.getByText(english['calendar.changed']).waitFor();
      expect((await shown()).slice(1)).toEqual(['Mine after all', '05T10:00']);
    });

    it('asks before it moves what was moved elsewhere, and shows that', async () => {
      await goTo(page, `view=week&date=${MONDAY}`);
      await entry(SUBJECT).waitFor();
      await write({ start: '2027-03-05T12:00:00.000Z', end: '2027-03-05T13:00:00.000Z' });
      await dragDown(-1);
      const asked = page.getByRole('alertdialog');
      await asked.getByRole('heading', { name: english['calendar.late-now'] }).waitFor();
      if (folder) await page.screenshot({ path: `${folder}/calendar-late.png` });
      expect(await seriousViolations(page, '[role=alertdialog]')).toEqual([]);
      expect((await shown())[2]).toBe('05T12:00');
      await asked.getByRole('button', { name: english['calendar.late-keep'] }).click();
      expect((await shown())[2]).toBe('05T12:00');
      // It stands now where the other one has put it: at one o'clock in Berlin.
      await expect.poll(() => entry(SUBJECT).innerText()).toMatch(/\b1:00|13:00/);

      await write({ location: 'Theirs again' });
      await dragDown(1);
      await asked.getByRole('button', { name: english['calendar.late-again'] }).click();
      await page.getByText(english['calendar.changed']).waitFor();
      expect((await shown()).slice(1)).toEqual(['Theirs again', '05T13:00']);
      await page.getByRole('button', { name: english['calendar.undo'] }).click();
      await expect.poll(shown).toEqual([`${SUBJECT} at noon`, 'Theirs again', '05T12:00']);
    });

    it('takes nothing back that was written over, and says so', async () => {
      await goTo(page, `view=week&date=${MONDAY}`);
      await entry(SUBJECT).waitFor();
      await dragDown(1);
      await page.getByText(english['calendar.changed']).waitFor();
      await write({ start: '2027-03-05T07:00:00.000Z', end: '2027-03-05T08:00:00.000Z' });
      await page.getByRole('button', { name: english['calendar.undo'] }).click();
      await page.getByText(english['calendar.not-undone']).waitFor();
      expect((await shown())[2]).toBe('05T07:00');
    });

    it('deletes nothing that was changed before the ten seconds were over', async () => {
      await goTo(page, `view=week&date=${MONDAY}`);
      await entry(SUBJECT).click();
      await dialog().getByRole('button', { name: english['calendar.remove'] }).click();
      await page.getByText(english['calendar.removed']).waitFor();
      await write({ location: 'Changed at the last moment' });
      const asked = page.getByRole('alertdialog');
      await asked.getByText('Changed at the last moment').waitFor({ timeout: 30_000 });
      await asked.getByRole('button', { name: english['calendar.late-keep'] }).click();
      await entry(SUBJECT).waitFor();
      expect((await shown())[1]).toBe('Changed at the last moment');
    });

    it('ticks no task off that is another one by now', async () => {
      const { documentId } = await server<WrittenItem>('POST', 'microsoft-sync/calendar/item', {
        user: me,
        resource: 'tasks',
        data: { title: 'Call back', dueDate: '2027-03-09' },
      });
      const item = { user: me, resource: 'tasks', documentId };
      await goTo(page, `view=week&date=${MONDAY}`);
      const task = page.getByRole('listitem').filter({ hasText: 'Call back' });
      await task.waitFor();
      await server('PUT', 'microsoft-sync/calendar/item', { ...item, data: { dueDate: '2027-03-17' } });
      await task.getByRole('checkbox').click();
      const asked = page.getByRole('alertdialog');
      await asked.getByText('2027-03-17').waitFor();
      await asked.getByRole('button', { name: english['calendar.late-again'] }).click();
      await page.getByText(english['calendar.task-changed']).waitFor();
      const read = () => server<object>('GET', `microsoft-sync/calendar/item?user=${me}&resource=tasks&documentId=${documentId}`);
      expect(await read()).toMatchObject({ taskStatus: 'completed', dueDate: '2027-03-17' });
      await server('POST', 'microsoft-sync/calendar/item/remove', item);
    });
  });

  it('changes one occurrence of a series, or cancels one', async () => {
    await make({
      subject: 'Daily',
      start: '2027-03-01T07:00:00.000Z',
      end: '2027-03-01T07:30:00.000Z',
      timeZone: 'Europe/Berlin',
      recurrence: 'FREQ=DAILY;COUNT=5',
    });
    await goTo(page, `view=week&date=${MONDAY}`);
    await entry('Daily').nth(1).click();
    await dialog().getByLabel('Subject').fill('Tuesday only');
    await dialog().getByRole('button', { name: english['calendar.save'] }).click();
    await entry('Tuesday only').waitFor();
    expect(await startsOf('Daily')).toEqual(['01T07:00', '03T07:00', '04T07:00', '05T07:00']);

    await entry('Daily').nth(1).click();
    await dialog().getByRole('button', { name: english['calendar.cancel-one'] }).click();
    await expect.poll(() => entry('Daily').count()).toBe(3);
    await page.getByRole('button', { name: english['calendar.undo'] }).click();
    await expect.poll(() => entry('Daily').count()).toBe(4);
    expect((await startsOf('Daily')).length).toBe(4);

    await entry('Daily').nth(1).click();
    await dialog().getByRole('button', { name: english['calendar.cancel-one'] }).click();
    // What was meant is done before the page is left.
    await page.getByRole('navigation').getByRole('link', { name: 'Content Manager' }).first().click();
    await expect.poll(() => startsOf('Daily')).toEqual(['01T07:00', '04T07:00', '05T07:00']);
  });

  it('asks before what was changed on single dates becomes like all that follow', async () => {
    const { documentId } = await make({
      subject: 'Stand-up',
      start: '2027-03-01T11:00:00.000Z',
      end: '2027-03-01T11:30:00.000Z',
      timeZone: 'Europe/Berlin',
      recurrence: 'FREQ=DAILY;COUNT=5',
    });
    await goTo(page, `view=week&date=${MONDAY}`);
    await entry('Stand-up').nth(3).click();
    await dialog().getByLabel('Subject').fill('Thursday only');
    await dialog().getByRole('button', { name: english['calendar.save'] }).click();
    await entry('Thursday only').waitFor();

    await entry('Stand-up').nth(1).click();
    await dialog().getByRole('radio', { name: english['calendar.scope-following'] }).click();
    await dialog().getByLabel('Subject').fill('Sit-down');
    await dialog().getByRole('button', { name: english['calendar.save'] }).click();
    const asked = page.getByRole('alertdialog');
    await asked.getByText('Mar 4, 2027').waitFor();
    await asked.getByRole('button', { name: english['cancel'] }).click();
    expect(await startsOf('Sit-down')).toEqual([]);
    await dialog().getByRole('button', { name: english['calendar.save'] }).click();
    await asked.getByRole('button', { name: english['calendar.given-up-do'] }).click();
    await expect.poll(() => startsOf('Sit-down')).toEqual(['02T11:00', '03T11:00', '04T11:00', '05T11:00']);
    expect([await startsOf('Stand-up'), await startsOf('Thursday only')]).toEqual([['01T11:00'], []]);
    await server('POST', 'microsoft-sync/calendar/item/remove', { user: me, resource: 'calendar', documentId });
  });

  it('needs no pointer', async () => {
    await goTo(page, `view=week&date=${MONDAY}`);
    await entry('Board meeting').focus();
    await page.keyboard.press('Enter');
    await dialog().getByLabel('Start time').waitFor();
    await dialog().getByLabel('Start time').focus();
    await page.keyboard.type('0300PM');
    await page.keyboard.press('Enter');
    await page.getByText(english['calendar.changed']).waitFor();
    expect(await startsOf('Board meeting')).toEqual(['02T14:00']);

    await page.getByRole('button', { name: english['calendar.new'] }).focus();
    await page.keyboard.press('Enter');
    await dialog().getByLabel('Subject').waitFor();
    await page.keyboard.type('Typed');
    await page.keyboard.press('Enter');
    await page.getByText(english['calendar.made']).waitFor();
    expect(await startsOf('Typed')).toEqual(['01T08:00']);
  });

  it('has the tasks beside it: made, dated by hand or by dragging, and ticked off', async () => {
    await goTo(page, `view=month&date=${MONDAY}`);
    const title = 'Read the minutes';
    await page.getByLabel(english['calendar.new-task']).fill(title);
    await page.keyboard.press('Enter');
    const task = page.getByRole('listitem').filter({ hasText: title });
    await task.waitFor();
    await task.getByLabel(`Due date of ${title}`).fill('2027-03-10');
    await page.getByText(english['calendar.task-changed']).waitFor();
    const due = async () => {
      const tasks = await server<{ title: string; dueDate: string; taskStatus: string }[]>(
        'GET',
        `microsoft-sync/calendar/tasks?users=${me}`,
      );
      const { dueDate, taskStatus } = tasks.find((one) => one.title === title) ?? {};
      return [dueDate, taskStatus];
    };
    await expect.poll(due).toEqual(['2027-03-10', 'notStarted']);

    const [from, to] = [await boxOf(task.getByText(title)), await boxOf(entry('Holiday').first())];
    await drag(page, { x: from.x + 10, y: from.y + 5 }, { x: to.x + 20 - from.x, y: to.y + 30 - from.y });
    await expect.poll(due).toEqual(['2027-03-04', 'notStarted']);

    await task.getByRole('checkbox').click();
    await expect.poll(due).toEqual(['2027-03-04', 'completed']);
  });

  it('shows colleagues nobody but themselves', async () => {
    const { context, page: theirs } = await signedIn(stage.browser, stage.playground, stage.playground.colleague);
    await goTo(theirs, `view=week&date=${MONDAY}`);
    await theirs.getByText('(you)').waitFor();
    expect(await theirs.getByText('Alex Admin').count()).toBe(0);
    await context.close();
  });

  describe.each(looksInShort)('$theme, $width wide, $language', ({ theme, width, language }) => {
    it('keeps nobody out and cuts nothing off', async () => {
      const look = { theme, width, language, timezoneId: 'Europe/Berlin' };
      const { context, page: shown } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, look);
      const texts = language === 'de' ? german : english;
      await goTo(shown, `date=${MONDAY}`);
      await shown
        .getByRole('button', { name: /Holiday/ })
        .first()
        .waitFor();
      expect(await shown.locator('main h1').innerText()).toBe(texts['calendar.page-title']);
      if (folder) await shown.screenshot({ path: `${folder}/calendar-${theme}-${width}.png`, fullPage: true });
      expect(await seriousViolations(shown)).toEqual([]);
      expect(await cutOff(shown)).toEqual([]);
      await shown.getByRole('button', { name: texts['calendar.new'] }).click();
      await shown.getByRole('dialog').waitFor();
      if (folder) await shown.screenshot({ path: `${folder}/calendar-dialog-${theme}-${width}.png` });
      expect(await seriousViolations(shown, '[role=dialog]')).toEqual([]);
      await context.close();
    });
  });
}

/** What has just been written is drawn anew, and for a moment is nowhere. */
async function boxOf(what: Locator) {
  const known = () => what.boundingBox();
  await expect.poll(known).not.toBeNull();
  const box = await known();
  if (!box) throw new Error(`${String(what)} is not there.`);
  return box;
}

const entryOf = (page: Page, subject: string) => page.getByRole('button', { name: new RegExp(subject) }).first();

/** Of half an hour. */
async function heightOfSlot(page: Page): Promise<number> {
  await page.getByRole('button', { name: /Board meeting/ }).waitFor();
  return (await boxOf(entryOf(page, 'Board meeting'))).height / 2 + 1;
}

async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 5 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 5 });
  await page.mouse.up();
}
