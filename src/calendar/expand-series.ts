/**
 * One series in one range. The rule runs on the wall clock of the row's zone, so 09:00 stays 09:00 over summer time, and all-day
 * series run on dates; only then do occurrences become instants. What the clock skips moves on by the gap, as in Outlook, where
 * RFC 5545 would drop it.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { dateOf, isMidnight, toInstant, toLocal } from '../time';
import { columnOf } from './columns';
import { parseRule } from './rule';
import { storedInstant } from './stored-instant';
import { timesFromStrapi, zoneFromStrapi } from './times-from-strapi';

export interface Happening {
  readonly start: string;
  readonly end: string;
  /** Null for an event that is no series. */
  readonly originalStart: string | null;
}

type Row = Readonly<Record<string, unknown>>;

/** A rule that cannot be read gives the first occurrence alone. Throws for a row without usable times. */
export function expandSeries(row: Row, range: { from: string; to: string }, replaced: readonly string[]): Happening[] {
  const { start, end, isAllDay } = timesFromStrapi(row);
  const zone = zoneFromStrapi(row);
  const local = (instant: string): string => (isAllDay ? instant.slice(0, 19) : toLocal(instant, zone));
  const instant = (wall: string): string => (isAllDay ? `${wall}.000Z` : toInstant(wall, zone));
  const first = clock(local(start));
  const length = clock(local(end)).epochMilliseconds - first.epochMilliseconds;

  // A wall clock is at most a day away from UTC.
  const after = clock(range.from.slice(0, 19)).subtract({ milliseconds: Math.max(length, 0) + DAY });
  const before = clock(range.to.slice(0, 19)).add({ milliseconds: DAY });
  const leftOut = absences(row, replaced, (original) => (isAllDay && !isMidnight(original) ? toLocal(original, zone) : local(original)));

  return starts(String(row.recurrence), first, after, before, isAllDay, zone)
    .filter((wall) => !leftOut.has(wall) && !leftOut.has(dateOf(wall)))
    .map((wall) => {
      const from = wall === text(first) ? start : instant(wall);
      const to = wall === text(first) ? end : instant(text(clock(wall).add({ milliseconds: length })));
      return { start: from, end: to < from ? from : to, originalStart: from };
    });
}

const DAY = 86_400_000;

function starts(recurrence: string, first: Clock, after: Clock, before: Clock, isAllDay: boolean, zone: string): string[] {
  const rule = parseRule(recurrence, isAllDay, zone);
  if (rule === null) return [text(first)];
  const until = rule.until === null ? {} : { until: clock(rule.until) };
  try {
    const dates = new RRuleTemporal({ rruleString: rule.text, dtstart: first, temporal: Temporal, maxIterations: MOST_STEPS, ...until });
    return dates.between(after, before, true).map(text);
  } catch {
    return [text(first)];
  }
}

/** Enough for every day of a century and a half. */
const MOST_STEPS = 60_000;

/** Wall clocks of cancelled and replaced occurrences; a cancelled one may be given by its date alone. */
function absences(row: Row, replaced: readonly string[], wallOf: (instant: string) => string): Set<string> {
  const cancelled = columnOf.engineJson<unknown>(row, 'excludedDates', []);
  const found = new Set<string>(replaced.map(wallOf));
  for (const entry of Array.isArray(cancelled) ? cancelled : []) {
    if (typeof entry === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(entry)) found.add(entry);
    else {
      const original = storedInstant(entry);
      if (original !== null) found.add(wallOf(original));
    }
  }
  return found;
}

/** A wall clock written as UTC: the library then does calendar arithmetic and nothing else. */
type Clock = Temporal.ZonedDateTime;

function clock(wall: string): Clock {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime('UTC');
}

function text(at: Clock): string {
  return at.toPlainDateTime().toString();
}
