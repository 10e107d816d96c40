import type ICAL from 'ical.js';
import { DAY, dayOfWall, formatDate, parseDateTime } from '../mailbox/dates.js';
import { weekdays, weekIndexes } from '../mailbox/recurrence.js';
import { instantToWall } from '../mailbox/zones.js';
import type { IcsTime } from './time.js';

/** A rule that Graph has no pattern for (graph-facts §1.8, "Not expressible"). */
class NotExpressible extends Error {}

const dayNames: Readonly<Record<string, string>> = {
  SU: 'sunday',
  MO: 'monday',
  TU: 'tuesday',
  WE: 'wednesday',
  TH: 'thursday',
  FR: 'friday',
  SA: 'saturday',
};

/** RRULE as Graph's patternedRecurrence. Throws NotExpressible with the reason. */
export function toPatternedRecurrence(rule: ICAL.Recur, start: IcsTime): object {
  for (const part of ['BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYYEARDAY', 'BYWEEKNO']) {
    if (numbers(rule, part).length > 0) throw new NotExpressible(`${part} has no counterpart in Graph`);
  }
  return { pattern: { interval: Math.max(1, rule.interval), ...toPattern(rule, start) }, range: toRange(rule, start) };
}

function toPattern(rule: ICAL.Recur, start: IcsTime): object {
  const date = new Date(start.wall);
  const days = (rule.parts['BYDAY'] as string[] | undefined) ?? [];
  const monthDays = numbers(rule, 'BYMONTHDAY');
  const months = numbers(rule, 'BYMONTH');
  switch (rule.freq) {
    case 'DAILY':
      if (monthDays.length + months.length > 0) throw new NotExpressible('DAILY with BYMONTH or BYMONTHDAY');
      if (days.length === 0) return { type: 'daily' };
      if (rule.interval > 1) throw new NotExpressible('DAILY with BYDAY and an interval');
      return { type: 'weekly', daysOfWeek: plainDays(days), firstDayOfWeek: 'monday' };
    case 'WEEKLY':
      if (monthDays.length + months.length > 0) throw new NotExpressible('WEEKLY with BYMONTH or BYMONTHDAY');
      return {
        type: 'weekly',
        daysOfWeek: days.length > 0 ? plainDays(days) : [weekdays[date.getUTCDay()]],
        // ical.js counts Sunday as 1; RFC 5545 begins weeks on Monday unless told.
        firstDayOfWeek: weekdays[(rule.wkst ?? 2) - 1],
      };
    case 'MONTHLY':
      if (months.length > 0) throw new NotExpressible('MONTHLY with BYMONTH');
      if (days.length > 0) return { type: 'relativeMonthly', ...relative(rule, days, monthDays) };
      return { type: 'absoluteMonthly', dayOfMonth: absolute(rule, monthDays, date.getUTCDate()) };
    case 'YEARLY': {
      if (months.length > 1) throw new NotExpressible('several months in one rule');
      const month = months[0] ?? date.getUTCMonth() + 1;
      if (days.length > 0) {
        if (months.length === 0) throw new NotExpressible('YEARLY with BYDAY and no BYMONTH');
        return { type: 'relativeYearly', month, ...relative(rule, days, monthDays) };
      }
      return { type: 'absoluteYearly', month, dayOfMonth: absolute(rule, monthDays, date.getUTCDate(), month) };
    }
    default:
      throw new NotExpressible(`${rule.freq} has no counterpart in Graph`);
  }
}

function relative(rule: ICAL.Recur, days: readonly string[], monthDays: readonly number[]): object {
  if (monthDays.length > 0) throw new NotExpressible('BYDAY together with BYMONTHDAY');
  const positions = numbers(rule, 'BYSETPOS');
  if (positions.length > 1) throw new NotExpressible('several BYSETPOS');
  if (positions[0] !== undefined) return { daysOfWeek: plainDays(days), index: indexOf(positions[0]) };
  const match = days.length === 1 ? /^([+-]?\d+)([A-Z]{2})$/.exec(days[0] as string) : null;
  if (!match) throw new NotExpressible('a month with several weekdays');
  return { daysOfWeek: [dayNames[match[2] as string]], index: indexOf(Number(match[1])) };
}

/** Exchange puts day 31 on the last day of a short month, RFC 5545 skips it: only what both do alike is taken (graph-facts §10.9). */
function absolute(rule: ICAL.Recur, monthDays: readonly number[], startDay: number, month?: number): number {
  const positions = numbers(rule, 'BYSETPOS');
  if (monthDays.join() === '28,29,30,31' && positions.join() === '-1') return 31;
  if (positions.length > 0) throw new NotExpressible('BYSETPOS with days of the month');
  if (monthDays.length > 1) throw new NotExpressible('several days of the month');
  const day = monthDays[0] ?? startDay;
  if (day === -1) return month === undefined ? 31 : new Date(Date.UTC(2024, month, 0)).getUTCDate();
  if (day < 1) throw new NotExpressible('a day counted from the end of the month');
  const shortest = month === undefined || month === 2 ? 28 : new Date(Date.UTC(2023, month, 0)).getUTCDate();
  if (day > shortest) throw new NotExpressible(`day ${day}, which some months lack`);
  return day;
}

function toRange(rule: ICAL.Recur, start: IcsTime): object {
  const startDate = formatDate(dayOfWall(start.wall));
  if (rule.count) return { type: 'numbered', startDate, numberOfOccurrences: rule.count };
  if (!rule.until) return { type: 'noEnd', startDate };
  const until = parseDateTime(rule.until.toString());
  if (!until) throw new NotExpressible('an UNTIL that is no date');
  if (rule.until.isDate || start.isAllDay) return { type: 'endDate', startDate, endDate: formatDate(dayOfWall(until.wall)) };
  const wall = until.offsetMinutes === undefined ? until.wall : instantToWall(until.wall, start.zone);
  // UNTIL is a moment, endDate a date: the last day is the one whose occurrence begins by then.
  const timeOfDay = start.wall - dayOfWall(start.wall) * DAY;
  return { type: 'endDate', startDate, endDate: formatDate(dayOfWall(wall - timeOfDay)) };
}

function plainDays(days: readonly string[]): string[] {
  return days.map((day) => {
    const name = dayNames[day];
    if (name === undefined) throw new NotExpressible(`the weekday ${day} here`);
    return name;
  });
}

function indexOf(position: number): string {
  const index = position === -1 ? 'last' : position >= 1 && position <= 4 ? weekIndexes[position - 1] : undefined;
  if (index === undefined) throw new NotExpressible(`position ${position} in a month`);
  return index;
}

function numbers(rule: ICAL.Recur, part: string): number[] {
  const parts = rule.parts as Readonly<Record<string, readonly (number | string)[] | undefined>>;
  return (parts[part] ?? []).map(Number);
}
