import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';

import type { Text } from '../text/useText';
import german from '../translations/de.json';
import english from '../translations/en.json';
import { ruleProblem } from './ruleProblem';
import { wordsOfRule } from './ruleWords';
import { NotExpressible } from '../../../src/recurrence/rule-parts';

const languages = { en: english, de: german };
const inLanguage = (locale: 'en' | 'de') => {
  const intl = createIntl({ locale, messages: languages[locale], timeZone: 'America/Los_Angeles' });
  const t: Text = (key, values) => intl.formatMessage({ id: key }, values);
  return { intl, t };
};
const start = { wall: '2027-03-02T09:00:00', isAllDay: false, zone: 'Europe/Berlin' }; // a Tuesday

describe('a rule in words', () => {
  it.each([
    ['FREQ=DAILY', 'every day', 'jeden Tag'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=1', 'every 3 days, 1 time', 'alle 3 Tage, 1-mal'],
    ['FREQ=WEEKLY', 'every Tuesday', 'jeden Dienstag'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every working day', 'jeden Arbeitstag'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'every 2 weeks on Tuesday and Thursday', 'alle 2 Wochen am Dienstag und Donnerstag'],
    ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20270601T215959Z', 'every Tuesday, until June 1, 2027', 'jeden Dienstag, bis 1. Juni 2027'],
    ['FREQ=MONTHLY', 'on day 2 of every month', 'jeden Monat am 2.'],
    [
      'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
      'on day 31 of every month (on the month’s last day where it is shorter)',
      'jeden Monat am 31. (am letzten Tag, wo der Monat kürzer ist)',
    ],
    ['FREQ=MONTHLY;BYDAY=1TU;COUNT=4', 'on the first Tuesday of every month, 4 times', 'jeden Monat am ersten Dienstag, 4-mal'],
    [
      'FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'on the last working day of every 3 months',
      'alle 3 Monate am letzten Arbeitstag',
    ],
    ['FREQ=YEARLY', 'every year on March 2', 'jedes Jahr am 2. März'],
    [
      'FREQ=YEARLY;BYMONTH=3;BYDAY=SA,SU;BYSETPOS=2',
      'every year on the second weekend day of March',
      'jedes Jahr am zweiten Wochenendtag im März',
    ],
    [
      'FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=TU,TH;BYSETPOS=1',
      'every 2 years on the first Tuesday or Thursday of March',
      'alle 2 Jahre am ersten Dienstag oder Donnerstag im März',
    ],
  ])('%s', (rule, inEnglish, inGerman) => {
    const words = (['en', 'de'] as const).map((locale) => wordsOfRule(inLanguage(locale).t, inLanguage(locale).intl, rule, start));
    expect(words).toEqual([inEnglish, inGerman]);
  });

  it.each(['FREQ=HOURLY', 'every day', ''])('is none where Outlook cannot hold it: "%s"', (rule) =>
    expect(wordsOfRule(inLanguage('en').t, inLanguage('en').intl, rule, start)).toBeNull(),
  );
});

it('what is wrong with a rule is told in both languages', () => {
  const error = new NotExpressible('start-not-in-rule', { start: '2027-03-02', first: '2027-03-03' });
  const told = (['en', 'de'] as const).map((locale) => ruleProblem(inLanguage(locale).t, inLanguage(locale).intl, error));
  expect(told[0]).toContain('March 3, 2027');
  expect(told[1]).toContain('am 3. März 2027 beginnen');
});
