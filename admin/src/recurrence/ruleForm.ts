import { recurrenceFrom, type RuleStart } from '../../../src/recurrence/canonical-rule';
import { type Pattern, type Range, type WeekIndex, type Weekday, WEEKDAYS } from '../../../src/recurrence/pattern';
import { ruleFromPattern } from '../../../src/recurrence/rule-from-pattern';

export type Frequency = 'daily' | 'weekly' | 'monthly' | 'yearly';

/** A rule as somebody chooses it; what its frequency does not need is kept for when another one is chosen. */
export interface RuleForm {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly days: readonly Weekday[];
  readonly firstDayOfWeek: Weekday;
  /** Of months and years: on a day of the month, or on the first, …, last of some weekdays. */
  readonly isByWeekday: boolean;
  readonly dayOfMonth: number;
  readonly index: WeekIndex;
  readonly daysOfMonth: readonly Weekday[];
  readonly month: number;
  readonly range: Range;
}

/** What repeats on the day that it starts on. */
export function newForm(start: RuleStart): RuleForm {
  const date = new Date(`${start.wall.slice(0, 10)}T00:00:00Z`);
  const weekday = WEEKDAYS[date.getUTCDay()] ?? 'monday';
  const nth = Math.ceil(date.getUTCDate() / 7);
  return {
    frequency: 'weekly',
    interval: 1,
    days: [weekday],
    firstDayOfWeek: 'monday',
    isByWeekday: false,
    dayOfMonth: date.getUTCDate(),
    index: (['first', 'second', 'third', 'fourth'] as const)[nth - 1] ?? 'last',
    daysOfMonth: [weekday],
    month: date.getUTCMonth() + 1,
    range: { type: 'noEnd' },
  };
}

/** Throws for what is no rule, and for what Outlook cannot hold. */
export function formOfRule(rule: string, start: RuleStart): RuleForm {
  const { pattern, range } = recurrenceFrom(rule, start);
  return { ...newForm(start), interval: pattern.interval, range, ...partsOf(pattern) };
}

function partsOf(pattern: Pattern): Partial<RuleForm> & Pick<RuleForm, 'frequency'> {
  switch (pattern.type) {
    case 'daily':
      return { frequency: 'daily' };
    case 'weekly':
      return { frequency: 'weekly', days: pattern.daysOfWeek, firstDayOfWeek: pattern.firstDayOfWeek };
    case 'absoluteMonthly':
      return { frequency: 'monthly', isByWeekday: false, dayOfMonth: pattern.dayOfMonth };
    case 'relativeMonthly':
      return { frequency: 'monthly', isByWeekday: true, index: pattern.index, daysOfMonth: pattern.daysOfWeek };
    case 'absoluteYearly':
      return { frequency: 'yearly', isByWeekday: false, dayOfMonth: pattern.dayOfMonth, month: pattern.month };
    case 'relativeYearly':
      return { frequency: 'yearly', isByWeekday: true, index: pattern.index, daysOfMonth: pattern.daysOfWeek, month: pattern.month };
  }
}

/** Null while something of it is no number or no date. */
export const ruleOfForm = (form: RuleForm, { isAllDay, zone }: RuleStart): string | null =>
  ruleFromPattern({ ...patternOf(form) }, { ...form.range }, isAllDay ? null : zone);

function patternOf(form: RuleForm): Pattern {
  const { frequency, interval, isByWeekday, dayOfMonth, index, daysOfMonth: daysOfWeek, month } = form;
  switch (frequency) {
    case 'daily':
      return { type: 'daily', interval };
    case 'weekly':
      return { type: 'weekly', interval, daysOfWeek: form.days, firstDayOfWeek: form.firstDayOfWeek };
    case 'monthly':
      return isByWeekday ? { type: 'relativeMonthly', interval, index, daysOfWeek } : { type: 'absoluteMonthly', interval, dayOfMonth };
    case 'yearly':
      return isByWeekday
        ? { type: 'relativeYearly', interval, index, daysOfWeek, month }
        : { type: 'absoluteYearly', interval, dayOfMonth, month };
  }
}
