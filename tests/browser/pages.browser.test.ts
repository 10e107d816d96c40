import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

import { adminConsent } from './admin-consent';
import { allDay } from './all-day';
import { attention } from './attention';
import { beforeSaving } from './before-saving';
import { calendarPage } from './calendar-page';
import { calendars } from './calendars';
import { launchChromium } from './chromium';
import { crowdedCalendar } from './crowded-calendar';
import { decisionPages } from './decision-pages';
import { entryForms } from './entry-forms';
import { doctor, inNeed } from './in-need';
import { invitations } from './invitations';
import { looks } from './looks';
import { mailboxesPage } from './mailboxes-page';
import { myPage } from './my-page';
import { organizationPage } from './organization-page';
import { permissions } from './permissions';
import { type Playground, startPlayground } from './playground';
import type { Stage } from './stage';
import { statusPage } from './status-page';
import { systemPage } from './system-page';
import { todoLists } from './todo-lists';
import { twoPeople } from './two-people';
import { userPage } from './user-page';
import { whatWaits } from './what-waits';

/** One playground for all: the suites run one after the other, and each says what it needs to find. */
let playground: Playground;
let browser: Browser;
const stage: Stage = {
  get playground() {
    return playground;
  },
  get browser() {
    return browser;
  },
};

beforeAll(async () => {
  [playground, browser] = await Promise.all([startPlayground(), launchChromium()]);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await playground?.stop();
});

describe('the page System', () => systemPage(stage));
describe('the page My Microsoft 365', () => myPage(stage));
describe('a tenant in which only administrators consent', () => adminConsent(stage));
describe('the choice of To Do lists', () => todoLists(stage));
describe('the choice of calendars', () => calendars(stage));
describe('the settings of an organization', () => organizationPage(stage));
describe('the settings of a user', () => userPage(stage));
describe('the page Status', () => statusPage(stage));
describe('the pages of conflicts, held items and preview', () => decisionPages(stage));
describe('what waits, and what went wrong', () => whatWaits(stage));
describe('all-day events in the Content Manager', () => allDay(stage));
describe('forms and lists of the Content Manager', () => entryForms(stage));
describe('the page Calendar', () => calendarPage(stage));
describe('five thousand events in the Calendar', () => crowdedCalendar(stage));
describe('what saving means, before it', () => beforeSaving(stage));
describe('two people at once', () => twoPeople(stage));
describe('permissions', () => permissions(stage));
describe('invitations to connect, and who has changed what', () => invitations(stage));
describe('the home page', () => attention(stage));
describe('the doctor of the Azure application', () => doctor(stage));
describe('an Azure application that Microsoft refuses', () => inNeed(stage));
describe('how the pages look', () => looks(stage));
// Last: it takes the mailboxes of people who had signed in.
describe('the page Mailboxes', () => mailboxesPage(stage));
