import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import english from '../../admin/src/translations/en.json';
import type { CalendarEntry } from '../../src/contracts/http-calendar';
import { signedIn } from './admin-panel';
import type { Stage } from './stage';

const DAYS = 25;
const OF_A_DAY = 200;

/** Five thousand events in a month, as the server would tell of them. */
export function crowdedCalendar(stage: Stage) {
  let page: Page;
  const open = async (query: string) => {
    await page.goto(`${stage.playground.url}/admin/plugins/microsoft-sync/calendar?${query}`, { waitUntil: 'domcontentloaded' });
    await page.locator('main:not([aria-busy="true"]) h1').waitFor();
  };

  beforeAll(async () => {
    ({ page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator, { timezoneId: 'Europe/Berlin' }));
    await page.route('**/calendar/entries?**', (route) => {
      const asked = new URL(route.request().url()).searchParams;
      const [user = ''] = (asked.get('users') ?? '').split(',');
      const [from, to] = [asked.get('from') ?? '', asked.get('to') ?? ''];
      const crowd = Array.from({ length: DAYS * OF_A_DAY }, (_, at) => entryOf(user, at));
      return route.fulfill({ json: { data: crowd.filter(({ start, end }) => start < to && end > from) } });
    });
  });
  afterAll(() => page.context().close());

  it('draws a part of each day, and says that there are many more', async () => {
    await open('view=month&date=2027-03-01');
    const more = page.getByRole('button', { name: english['calendar.many-more'] });
    await more.first().waitFor();
    expect([await more.count(), await page.locator('.entry').count()]).toEqual([DAYS, DAYS * 4]);
  });

  it('leads from there to the day', async () => {
    await page.getByRole('button', { name: english['calendar.many-more'] }).nth(1).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('date')).toBe('2027-03-02');
    expect(new URL(page.url()).searchParams.get('view')).toBe('day');
    await page.getByRole('button', { name: /Crowd/ }).first().waitFor();
  });

  it('has all of them in the list, by and by', async () => {
    await open('view=agenda&date=2027-03-01');
    await page.getByRole('button', { name: /4,800 entries are left/ }).waitFor();
    expect(await page.locator('.entry').count()).toBe(OF_A_DAY);
  });
}

/** On the first 25 days of March, in Berlin from nine to noon. */
function entryOf(user: string, at: number): CalendarEntry {
  const start = Date.parse('2027-03-01T08:00:00.000Z') + (at % DAYS) * 86_400_000 + (at % 12) * 900_000;
  return {
    user,
    uid: 'plugin::microsoft-sync.event',
    documentId: `crowd${at}`,
    series: null,
    originalStart: null,
    start: new Date(start).toISOString(),
    end: new Date(start + 1_800_000).toISOString(),
    isAllDay: false,
    subject: `Crowd ${at}`,
    location: null,
    showAs: 'busy',
    isPrivate: false,
    isOfOthers: false,
    version: null,
    seriesVersion: null,
    standing: { kind: 'same' },
  };
}
