import { describe, expect, it } from 'vitest';

import { recurrenceFrom } from '../../../src/recurrence/canonical-rule';
import { formOfRule, newForm, ruleOfForm } from './ruleForm';

const start = { wall: '2027-03-02T09:00:00', isAllDay: false, zone: 'Europe/Berlin' }; // the first Tuesday of March

describe('a rule as a form', () => {
  it.each([
    'FREQ=DAILY;INTERVAL=3;COUNT=5',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO;UNTIL=20270601T215959Z',
    'FREQ=MONTHLY;BYMONTHDAY=2',
    'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12',
    'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2',
    'FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=SA,SU;BYSETPOS=2',
  ])('says the same again: %s', (rule) => {
    expect(ruleOfForm(formOfRule(rule, start), start)).toBe(recurrenceFrom(rule, start).text);
  });

  it('that is new repeats on the day that it starts on, whichever frequency is chosen', () => {
    const form = newForm(start);
    const rules = (['daily', 'weekly', 'monthly', 'yearly'] as const).flatMap((frequency) =>
      [false, true].map((isByWeekday) => ruleOfForm({ ...form, frequency, isByWeekday }, start)),
    );
    expect([...new Set(rules)]).toEqual([
      'FREQ=DAILY',
      'FREQ=WEEKLY;BYDAY=TU;WKST=MO',
      'FREQ=MONTHLY;BYMONTHDAY=2',
      'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1',
      'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2',
      'FREQ=YEARLY;BYMONTH=3;BYDAY=TU;BYSETPOS=1',
    ]);
  });

  it('on the fifth Tuesday means the last one', () => {
    expect(newForm({ ...start, wall: '2027-03-30T09:00:00' }).index).toBe('last');
  });

  it.each([
    ['no day of the week', { days: [] }],
    ['no whole number', { interval: Number.NaN }],
    ['no date', { range: { type: 'endDate', endDate: '' } as const }],
  ])('is no rule while it has %s', (_, part) => expect(ruleOfForm({ ...newForm(start), ...part }, start)).toBeNull());
});
