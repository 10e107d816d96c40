/** An RRULE as Graph's pattern; throws `NotExpressible` for what the six patterns cannot say (graph-facts §1.8 recurrence). */
import { MOST_DAYS_BETWEEN, positions, RULE_DAYS, shortestLength, WEEKDAYS, type Pattern, type WeekIndex, type Weekday } from './pattern';
import { countOf, invalid, NotExpressible, numbersOf, type RuleParts } from './rule-parts';

/** `startDate` gives what the rule leaves to DTSTART: the weekday, the day, the month. */
export function patternFrom(parts: RuleParts, startDate: string): Pattern {
  const interval = countOf(parts, 'INTERVAL', MOST_DAYS_BETWEEN) ?? 1;
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return daily(parts, interval);
    case 'WEEKLY':
      allowed(parts, 'BYDAY');
      return weekly(parts, interval, daysOf(parts) ?? [weekdayOf(startDate)]);
    case 'MONTHLY':
      return monthly(parts, interval, startDate);
    case 'YEARLY':
      return yearly(parts, interval, startDate);
    default:
      throw new NotExpressible('within-a-day');
  }
}

/** "Every working day" is often written as a daily rule; Graph says it weekly. */
function daily(parts: RuleParts, interval: number): Pattern {
  allowed(parts, 'BYDAY');
  const days = daysOf(parts);
  if (days === null) return { type: 'daily', interval };
  if (interval > 1) throw new NotExpressible('filtered-days');
  return weekly(parts, interval, days);
}

function weekly(parts: RuleParts, interval: number, daysOfWeek: readonly Weekday[]): Pattern {
  const first = parts.get('WKST') ?? 'MO'; // RFC 5545's default; Graph's own would be Sunday
  return { type: 'weekly', interval, daysOfWeek, firstDayOfWeek: named(first) };
}

function monthly(parts: RuleParts, interval: number, startDate: string): Pattern {
  allowed(parts, 'BYDAY', 'BYMONTHDAY', 'BYSETPOS');
  if (parts.has('BYDAY')) return { type: 'relativeMonthly', interval, ...relative(parts) };
  return { type: 'absoluteMonthly', interval, dayOfMonth: dayOfMonth(parts, startDate, 28) };
}

function yearly(parts: RuleParts, interval: number, startDate: string): Pattern {
  allowed(parts, 'BYDAY', 'BYMONTHDAY', 'BYSETPOS', 'BYMONTH');
  const months = numbersOf(parts, 'BYMONTH', 12);
  const [month = Number(startDate.slice(5, 7))] = months ?? [];
  if (month < 1) invalid();
  if (months !== null && months.length > 1) throw new NotExpressible('several-months');
  if (months === null && (parts.has('BYDAY') || parts.has('BYMONTHDAY'))) {
    throw new NotExpressible('no-month');
  }
  if (parts.has('BYDAY')) return { type: 'relativeYearly', interval, month, ...relative(parts) };
  return { type: 'absoluteYearly', interval, month, dayOfMonth: dayOfMonth(parts, startDate, shortestLength(month)) };
}

/** A day that each month has, or the form that says what Exchange does where a month lacks it (graph-facts §10.9). */
function dayOfMonth(parts: RuleParts, startDate: string, shortest: number): number {
  const days = [...(numbersOf(parts, 'BYMONTHDAY', 31) ?? [Number(startDate.slice(8, 10))])].sort((a, b) => a - b);
  const [first = 0] = days;
  const last = days.at(-1) ?? 0;
  const isLastOfThem = numbersOf(parts, 'BYSETPOS', 366)?.join() === '-1' && parts.has('BYMONTHDAY');
  if (isLastOfThem && first === shortest && last > first && days.length === last - first + 1) return last;
  if (first < 1) throw new NotExpressible('from-the-end');
  if (days.length > 1 || parts.has('BYSETPOS')) throw new NotExpressible('several-days');
  if (last > shortest) {
    const upTo = Array.from({ length: last - shortest + 1 }, (_, index) => shortest + index).join(',');
    throw new NotExpressible('missing-day', { day: last, days: upTo });
  }
  return last;
}

/** "2MO" and "MO" with BYSETPOS=2 say the same; several days with a position mean the second, …, last day that is one of them. */
function relative(parts: RuleParts): { daysOfWeek: readonly Weekday[]; index: WeekIndex } {
  if (parts.has('BYMONTHDAY')) throw new NotExpressible('days-and-weekdays');
  const entries = (parts.get('BYDAY') ?? '').split(',').map(entryOf);
  const own = entries.flatMap(({ number }) => (number === null ? [] : [number]));
  const [position, ...further] = [...own, ...(numbersOf(parts, 'BYSETPOS', 366) ?? [])];
  if (position === undefined) throw new NotExpressible('every-such-weekday');
  const index = (Object.keys(positions) as WeekIndex[]).find((name) => positions[name] === position);
  if (further.length > 0 || (own.length > 0 && entries.length > 1)) {
    throw new NotExpressible('several-positions');
  }
  if (index === undefined) throw new NotExpressible('unknown-position');
  return { index, daysOfWeek: inOrder(entries.map(({ day }) => day)) };
}

function daysOf(parts: RuleParts): readonly Weekday[] | null {
  const days = parts.get('BYDAY');
  if (days === undefined) return null;
  return inOrder(
    days
      .split(',')
      .map(entryOf)
      .map(({ number, day }) => (number === null ? day : invalid())),
  );
}

function entryOf(text: string): { number: number | null; day: Weekday } {
  const [, number, day = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  return { number: number === undefined ? null : Number(number) || invalid(), day: named(day) };
}

function named(day: string): Weekday {
  return WEEKDAYS[(RULE_DAYS as readonly string[]).indexOf(day)] ?? invalid();
}

/** Monday first, each once. */
function inOrder(days: readonly Weekday[]): readonly Weekday[] {
  return [...WEEKDAYS.slice(1), ...WEEKDAYS.slice(0, 1)].filter((day) => days.includes(day));
}

function weekdayOf(date: string): Weekday {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'monday';
}

function allowed(parts: RuleParts, ...names: readonly string[]): void {
  const other = [...parts.keys()].find((name) => name.startsWith('BY') && !names.includes(name));
  if (other !== undefined) throw new NotExpressible('foreign-part', { part: other, frequency: parts.get('FREQ') ?? '' });
}
