/**
 * Which date of its series an occurrence or exception of Graph stands for: read here and nowhere else.
 *
 * `originalStart` is an instant, also of an all-day series, whose days float: there it is the midnight of the zone that the series was made in.
 * In participants' copies that zone may be told nowhere. Some answers lack `originalStart`; an occurrence is where it always was, then.
 */
import { storedInstant } from '../canonical/stored-instant';
import { recurrenceFrom } from '../recurrence/canonical-rule';
import { hasDate } from '../recurrence/rule-dates';
import { dateOf, graphZone, instantFromGraph, isKnownZone, isMidnight, toInstant, toLocal, wallClockFromGraph } from '../time';
import { dateInPartId } from './part-id';
import { textOr, type Raw } from './read-event';
import { occurrenceDate, ruleStart, seriesWall, type SeriesTimes } from './series-clock';
import { zonesNamed } from './times-from-microsoft';

export interface OriginalSeries extends SeriesTimes {
  readonly recurrence: string | null;
  /** Of occurrences that were cancelled. */
  readonly excludedDates?: readonly string[];
}

/** Null where the answer does not say. `zones`: names of zones that the series itself was told with. */
export function originalDate(part: Raw, series: OriginalSeries, zones: readonly string[] = []): string | null {
  const isUnchanged = !isException(part);
  const original = storedInstant(part.originalStart);
  const standsOn = wallClockFromGraph(part.start)?.date ?? null;
  if (series.isAllDay) {
    if (isUnchanged && standsOn !== null) return standsOn; // its days are told as they are, in whatever zone
    if (original !== null) return dayOf(original, { series, standsOn, zones: [...zones, ...zonesNamed(part)] });
  } else {
    const start = original ?? (isUnchanged ? instantFromGraph(part.start) : null);
    if (start !== null) return occurrenceDate(start, series.timeZone, false, series.start);
  }
  const named = dateInPartId(textOr(part.occurrenceId, null)); // in answers that have more than v1.0 promises
  return named ?? (isUnchanged ? null : dayOfItsOwn(part, series, standsOn));
}

/**
 * Of an exception that does not say for what it stands, as answers to single GETs were seen to leave it out (graph-facts §1.3): the day that it is on,
 * where that is one of the rule's. Exchange moves no occurrence onto the day of another one (graph-facts §1.9), so it has not left its own. One that
 * was cancelled leaves its day to others.
 */
function dayOfItsOwn(part: Raw, series: OriginalSeries, standsOn: string | null): string | null {
  const start = instantFromGraph(part.start);
  const isOfDays = typeof part.isAllDay === 'boolean' ? part.isAllDay : series.isAllDay;
  if (start === null || (series.isAllDay && !isOfDays)) return null;
  const date = isOfDays ? standsOn : occurrenceDate(start, series.timeZone, false);
  return date !== null && !series.excludedDates?.includes(date) && hasInRule(series, date) === true ? date : null;
}

/** It was changed by somebody, and may have been moved. */
export function isException({ type }: Raw): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'exception';
}

interface Told {
  readonly series: OriginalSeries;
  /** Where it is now. */
  readonly standsOn: string | null;
  readonly zones: readonly string[];
}

function dayOf(midnight: string, { series, standsOn, zones }: Told): string {
  if (isMidnight(midnight)) return dateOf(midnight);
  for (const zone of zones.filter(isKnownZone).map(graphZone)) {
    const local = dateOf(toLocal(midnight, zone));
    if (toInstant(`${local}T00:00:00`, zone) === midnight) return local;
  }
  const possible = daysAt(Date.parse(midnight));
  const ofRule = possible.filter((date) => possible.length === 1 || isOfRule(series, date));
  const left = ofRule.length > 0 ? ofRule : possible;
  return left.find((date) => date === standsOn) ?? left[0] ?? dateOf(midnight);
}

/** The days that begin at this instant somewhere, the nearest midnight first: two about noon, when it is midnight on both sides of the date line. */
function daysAt(midnight: number): readonly string[] {
  const first = Math.ceil((midnight - FURTHEST_BEHIND) / DAY);
  const last = Math.floor((midnight + FURTHEST_AHEAD) / DAY);
  const days = first < last ? [first, last] : [first];
  return days
    .sort((a, b) => Math.abs(a * DAY - midnight) - Math.abs(b * DAY - midnight) || b - a)
    .map((day) => dateOf(new Date(day * DAY).toISOString()));
}

const DAY = 86_400_000;
const FURTHEST_BEHIND = 12 * 3_600_000;
const FURTHEST_AHEAD = 14 * 3_600_000;

/** A rule that cannot be read rules nothing out. */
const isOfRule = (series: OriginalSeries, date: string): boolean => hasInRule(series, date) !== false;

/** Null where the rule cannot be read. */
function hasInRule(series: OriginalSeries, date: string): boolean | null {
  try {
    const { pattern, range } = recurrenceFrom(series.recurrence ?? '', ruleStart(series));
    return hasDate(pattern, range, dateOf(seriesWall(series, series.start)), date);
  } catch {
    return null;
  }
}
