import { describe, expect, it } from 'vitest';
import { daysWithEntries, isWithin } from './days';

describe('the days with entries', () => {
  it.each([
    ['before midnight in Berlin', '2026-03-28T22:59:59Z', 'Europe/Berlin', '2026-02-26', '2026-05-27'],
    ['at midnight in Berlin', '2026-03-28T23:00:00Z', 'Europe/Berlin', '2026-02-27', '2026-05-28'],
    ['a day ahead', '2026-03-28T10:00:00Z', 'Pacific/Kiritimati', '2026-02-27', '2026-05-28'],
    ['a day behind', '2026-03-28T07:00:00Z', 'Pacific/Pago_Pago', '2026-02-25', '2026-05-26'],
    ['by its Windows name', '2026-03-28T23:00:00Z', 'W. Europe Standard Time', '2026-02-27', '2026-05-28'],
    ['in a zone that nobody knows', '2026-03-28T23:00:00Z', 'tzone://Microsoft/Custom', '2026-02-26', '2026-05-27'],
  ])('begin and end with the today of the mailbox: %s', (_, now, timeZone, from, to) =>
    expect(daysWithEntries({ now: Date.parse(now), timeZone, pastDays: 30, occurrenceDays: 60 })).toEqual({ from, to }),
  );

  it('are today alone where none are kept', () =>
    expect(daysWithEntries({ now: Date.parse('2026-03-28T12:00:00Z'), timeZone: 'UTC', pastDays: 0, occurrenceDays: 0 })).toEqual({
      from: '2026-03-28',
      to: '2026-03-28',
    }));

  it.each([
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2026-03-31', true],
    ['2026-04-01', false],
  ])('hold their first and their last one: %s', (date, isIn) =>
    expect(isWithin({ from: '2026-03-01', to: '2026-03-31' }, date)).toBe(isIn),
  );
});
