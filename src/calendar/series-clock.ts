/**
 * The clock of a series: everything about zones, gaps and folds of series is decided here.
 *
 * - A series runs on a wall clock: 09:00 stays 09:00 over summer time (graph-facts §6). The clock is that of the zone that is sent,
 *   so both sides count the same days.
 * - An occurrence is named by its date on that clock, never by its instant: the instant changes when the series is moved.
 * - Gap: an occurrence whose time the clock skips happens later by the length of the gap, as in Outlook. It keeps its date, also
 *   where that takes it over midnight (Nuuk and other places skip 23:30).
 * - Fold: Graph takes a wall clock and a zone, so of a time that comes twice a series can only mean the first. A single event goes
 *   as UTC there (`event-zone.ts`); a series must not, or it would lose its clock. Both readings say the first pass.
 * - Exceptions are in the zone of their series, whatever stands beside them: nobody says whether Graph keeps another one. In the second
 *   pass of a fold they go as UTC, as a single event does; and where they have a time of the day and their series has none, for it has no zone.
 * - All-day series are dates: midnight UTC of them, in no zone.
 */
import { dateOf, dayBefore, graphZone, isMidnight, toInstant, toLocal } from '../time';
import { zoneThatHolds } from './event-zone';
import type { EventValues } from './values';

export type SeriesTimes = Pick<EventValues, 'start' | 'end' | 'isAllDay' | 'timeZone'>;

/** The date that names the occurrence with this original start. `seriesStart`, where known, tells what the clock took over midnight. */
export function occurrenceDate(instant: string, timeZone: string | null, isAllDay: boolean, seriesStart?: string): string {
  const zone = graphZone(timeZone ?? 'UTC');
  if (isAllDay) return isMidnight(instant) ? dateOf(instant) : dateOf(toLocal(instant, zone));
  const wall = toLocal(instant, zone);
  if (seriesStart === undefined) return dateOf(wall);
  const time = timeOf(toLocal(seriesStart, zone));
  const eve = dayBefore(dateOf(wall));
  return timeOf(wall) < time && toInstant(`${eve}T${time}`, zone) === instant ? eve : dateOf(wall);
}

export interface SeriesClock {
  /** The instant at which the series has its occurrence of this date, whether it has one or not. */
  readonly startOn: (date: string) => string;
  /** As long on the wall clock as the first occurrence. */
  readonly endOn: (date: string) => string;
}

export function clockOf(series: SeriesTimes): SeriesClock {
  const zone = graphZone(series.timeZone ?? 'UTC');
  const instant = (wall: string): string => (series.isAllDay ? `${wall.slice(0, 19)}.000Z` : toInstant(wall, zone));
  const [start, end] = [seriesWall(series, series.start), seriesWall(series, series.end)];
  const startOn = (date: string): string => instant(`${date}T${timeOf(start)}`);
  const endOn = (date: string): string => {
    const [from, to] = [startOn(date), instant(shifted(end, daysBetween(dateOf(start), date)))];
    return to < from ? from : to; // the clock went back in between
  };
  return { startOn, endOn };
}

export function occurrenceStart(date: string, series: SeriesTimes): string {
  return clockOf(series).startOn(date);
}

/** What stands on the series' clock. */
export function seriesWall({ isAllDay, timeZone }: Pick<SeriesTimes, 'isAllDay' | 'timeZone'>, instant: string): string {
  return isAllDay ? instant.slice(0, 19) : toLocal(instant, graphZone(timeZone ?? 'UTC'));
}

/** What a rule is read by. */
export function ruleStart(series: SeriesTimes): { wall: string; isAllDay: boolean; zone: string } {
  return { wall: seriesWall(series, series.start), isAllDay: series.isAllDay, zone: graphZone(series.timeZone ?? 'UTC') };
}

/** Times of a series with a clock as both sides can hold them, see above: of what comes twice the first. */
export function heldTimes(start: string, end: string, timeZone: string): SeriesTimes {
  const zone = graphZone(timeZone);
  const [from, to] = [toLocal(start, zone), toLocal(end, zone)];
  const length = Date.parse(end) - Date.parse(start);
  const until = to < from ? wallText(Date.parse(`${from}Z`) + length) : to; // the clock went back in between
  return { start: toInstant(from, zone), end: toInstant(until, zone), isAllDay: false, timeZone };
}

/** Times of an exception, in the zone of its series. */
export function exceptionTimes(times: SeriesTimes, series: { readonly zone: string; readonly isAllDay: boolean }): SeriesTimes {
  return times.isAllDay ? times : { ...times, timeZone: series.isAllDay ? 'UTC' : zoneThatHolds(series.zone, times.start, times.end) };
}

/** The series moved to another date, on its clock. */
export function movedTo(date: string, series: SeriesTimes): SeriesTimes {
  const { startOn, endOn } = clockOf(series);
  return { ...series, start: startOn(date), end: endOn(date) };
}

function timeOf(wall: string): string {
  return wall.slice(11);
}

function shifted(wall: string, days: number): string {
  return wallText(Date.parse(`${wall}Z`) + days * DAY);
}

function wallText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/(?:\.000)?Z$/, '');
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

const DAY = 86_400_000;
