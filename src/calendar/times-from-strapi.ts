/** Start, end, all-day and zone of a row. Throws `InvalidColumn` with what to do. */
import { because } from '../contracts/reasons';
import { dateOf, ianaZone, isMidnight, toLocal } from '../time';
import { allDaySpan, type Wall } from './all-day';
import { columnOf, InvalidColumn } from '../canonical/columns';
import { zoneThatHolds } from './event-zone';
import { heldTimes } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';
import { isMicrosoftsOwnZone } from './times-from-microsoft';
import type { EventValues } from './values';

type Row = Readonly<Record<string, unknown>>;

type Times = Pick<EventValues, 'start' | 'end' | 'isAllDay' | 'timeZone'>;

export function timesFromStrapi(row: Row): Times {
  return timesOf(row, (start, end, zone) => ({ start, end, isAllDay: false, timeZone: zoneThatHolds(zone, start, end) }));
}

/** Series keep their own zone at any time of the year, see `series-clock.ts`. */
export function seriesTimesFromStrapi(row: Row): Times {
  return timesOf(row, heldTimes);
}

function timesOf(row: Row, timed: (start: string, end: string, zone: string) => Times): Times {
  const start = instantOf(row, 'start');
  const end = instantOf(row, 'end');
  if (end < start) throw new InvalidColumn('ends-before-start');
  const zone = zoneFromStrapi(row);
  if (!columnOf.boolean(row, 'isAllDay', false)) return timed(start, end, zone);
  // The form is midnight UTC; somebody who wrote midnight of the zone, or a time of the day, meant that zone's dates.
  const wall = (instant: string): Wall => wallClock(isMidnight(start) ? instant : toLocal(instant, zone));
  const from = wall(start);
  const span = allDaySpan(from, wall(end)) ?? allDaySpan(from, from); // the clock went back in between: the day it happened on
  if (span === null) throw new InvalidColumn('no-dates');
  return { ...span, isAllDay: true, timeZone: null };
}

function instantOf(row: Row, column: 'start' | 'end'): string {
  const value = row[column];
  if (value === null || value === undefined || value === '') throw new InvalidColumn(because('is-missing', { field: column }));
  const instant = storedInstant(value);
  if (instant === null) throw new InvalidColumn(because('no-instant', { field: column }));
  return instant;
}

function wallClock(text: string): Wall {
  return { date: dateOf(text), time: text.slice(11) };
}

/** As the row has it, whether Microsoft can hold it there or not. */
export function zoneFromStrapi(row: Row): string {
  const name = columnOf.line(row, 'timeZone');
  if (name === '') return 'UTC';
  const known = ianaZone(name) ?? (isMicrosoftsOwnZone(name) ? name : null);
  if (known === null) throw new InvalidColumn(because('zone-unknown', { zone: name }));
  return known;
}
