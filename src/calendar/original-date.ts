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
  return dateInPartId(textOr(part.occurrenceId, null)); // in answers that have more than v1.0 promises
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

function isOfRule(series: OriginalSeries, date: string): boolean {
  try {
    const { pattern, range } = recurrenceFrom(series.recurrence ?? '', ruleStart(series));
    return hasDate(pattern, range, dateOf(seriesWall(series, series.start)), date);
  } catch {
    return true; // a rule that cannot be read rules nothing out
  }
}
