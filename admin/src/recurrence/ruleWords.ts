import type { IntlShape } from 'react-intl';

import { recurrenceFrom, type RuleStart } from '../../../src/recurrence/canonical-rule';
import { type Pattern, type Range, shortestLength, type WeekIndex, type Weekday, WEEKDAYS } from '../../../src/recurrence/pattern';
import type { Text, TextKey } from '../text/useText';

type Intl = Pick<IntlShape, 'formatDate' | 'formatList'>;

/** "every Tuesday, until 1 June 2027": a rule as it stands in an entry; null for what Outlook could not hold. `start` gives what the rule leaves open. */
export function wordsOfRule(t: Text, intl: Intl, rule: string, start: RuleStart): string | null {
  try {
    const { pattern, range } = recurrenceFrom(rule, start);
    return ruleWords(t, intl, { pattern, range });
  } catch {
    return null; // what is wrong with it is told where it can be put right
  }
}

function ruleWords(t: Text, intl: Intl, { pattern, range }: { readonly pattern: Pattern; readonly range: Range }): string {
  return withEnd(t, intl, whenWords(t, intl, pattern), range);
}

function whenWords(t: Text, intl: Intl, pattern: Pattern): string {
  const { interval } = pattern;
  switch (pattern.type) {
    case 'daily':
      return t('rule.daily', { interval });
    case 'weekly':
      return t('rule.weekly', { interval, days: interval === 1 ? daysWords(t, intl, pattern.daysOfWeek, 'conjunction') : listed(intl, pattern.daysOfWeek, 'conjunction') }); // prettier-ignore
    case 'absoluteMonthly':
      return orLast(t, t('rule.monthly-on-day', { interval, day: pattern.dayOfMonth }), pattern.dayOfMonth > 28);
    case 'relativeMonthly':
      return t('rule.monthly-on-the', { interval, ...whichDay(t, intl, pattern) });
    case 'absoluteYearly': {
      // A leap year, which has them all.
      const date = intl.formatDate(Date.UTC(2024, pattern.month - 1, pattern.dayOfMonth), {
        day: 'numeric',
        month: 'long',
        timeZone: 'UTC',
      });
      return orLast(t, t('rule.yearly-on-day', { interval, date }), pattern.dayOfMonth > shortestLength(pattern.month));
    }
    case 'relativeYearly':
      return t('rule.yearly-on-the', { interval, ...whichDay(t, intl, pattern), month: monthName(intl, pattern.month) });
  }
}

/** Outlook takes the last day of a month that lacks the day. */
const orLast = (t: Text, words: string, mayLack: boolean): string => (mayLack ? t('rule.or-last', { rule: words }) : words);

function withEnd(t: Text, intl: Intl, words: string, range: Range): string {
  switch (range.type) {
    case 'noEnd':
      return words;
    case 'endDate':
      return t('rule.until', { rule: words, date: intl.formatDate(range.endDate, { dateStyle: 'long', timeZone: 'UTC' }) });
    case 'numbered':
      return t('rule.times', { rule: words, count: range.numberOfOccurrences });
  }
}

export const positionText: Record<WeekIndex, TextKey> = {
  first: 'rule.first',
  second: 'rule.second',
  third: 'rule.third',
  fourth: 'rule.fourth',
  last: 'rule.last',
};

const whichDay = (t: Text, intl: Intl, { index, daysOfWeek }: { index: WeekIndex; daysOfWeek: readonly Weekday[] }) => ({
  which: t(positionText[index]),
  days: daysWords(t, intl, daysOfWeek, 'disjunction'),
});

const WORKING_DAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const WEEKEND: readonly Weekday[] = ['saturday', 'sunday'];

/** The sets that Outlook has a name for, and what they are called. */
export const daySets: readonly { readonly days: readonly Weekday[]; readonly text: TextKey }[] = [
  { days: [...WORKING_DAYS, ...WEEKEND], text: 'rule.any-day' },
  { days: WORKING_DAYS, text: 'rule.working-day' },
  { days: WEEKEND, text: 'rule.weekend-day' },
];

export const isSameDays = (some: readonly Weekday[], others: readonly Weekday[]): boolean =>
  some.length === others.length && some.every((day) => others.includes(day));

function daysWords(t: Text, intl: Intl, days: readonly Weekday[], type: 'conjunction' | 'disjunction'): string {
  const set = daySets.find((one) => isSameDays(one.days, days));
  return set ? t(set.text) : listed(intl, days, type);
}

const listed = (intl: Intl, days: readonly Weekday[], type: 'conjunction' | 'disjunction'): string =>
  intl.formatList(days.map((day) => weekdayName(intl, day)), { type }); // prettier-ignore

export const weekdayName = (intl: Pick<IntlShape, 'formatDate'>, day: Weekday, weekday: 'long' | 'short' = 'long'): string =>
  intl.formatDate(Date.UTC(2023, 0, 1 + WEEKDAYS.indexOf(day)), { weekday, timeZone: 'UTC' }); // 1 January 2023 was a Sunday

export const monthName = (intl: Pick<IntlShape, 'formatDate'>, month: number): string =>
  intl.formatDate(Date.UTC(2023, month - 1, 1), { month: 'long', timeZone: 'UTC' });
