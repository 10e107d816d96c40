/** When a row happens: once, as a series, or in the place of one occurrence of a series. Throws `InvalidColumn` or `NotExpressible`. */
import type { Part } from '../sync/resource';
import { graphZone, midnight } from '../time';
import { checkedRecurrence, type Recurrence } from '../recurrence/canonical-rule';
import { columnOf, InvalidColumn } from '../canonical/columns';
import { excludedDatesOf } from './excluded-dates';
import { happensOnce, type When } from './read-event';
import { exceptionTimes, occurrenceDate, seriesWall } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';
import { seriesTimesFromStrapi, timesFromStrapi, zoneFromStrapi } from './times-from-strapi';

type Row = Readonly<Record<string, unknown>>;

export function whenFromStrapi(row: Row): When & { readonly part: Part | null } {
  const isException = isSet(row.series) || isSet(row.originalStart);
  if (isSeries(row)) {
    if (isException) throw new InvalidColumn('series-and-exception');
    const { rule, ...when } = seriesFromStrapi(row);
    return { ...when, recurrence: rule.text, part: null };
  }
  return isException ? exceptionFromStrapi(row) : { ...timesFromStrapi(row), ...happensOnce, part: null };
}

/** Also for whoever needs the dates of the series. */
export function seriesFromStrapi(row: Row): When & { readonly rule: Recurrence } {
  const times = seriesTimesFromStrapi(row);
  const zone = graphZone(zoneFromStrapi(row));
  const rule = checkedRecurrence(columnOf.text(row, 'recurrence'), {
    wall: seriesWall(times, times.start),
    isAllDay: times.isAllDay,
    zone,
  });
  const excludedDates = excludedDatesOf(row, { zone, isAllDay: times.isAllDay, start: times.start });
  return { ...times, recurrence: rule.text, excludedDates, originalStart: null, rule };
}

export function isSeries(row: Row): boolean {
  return columnOf.text(row, 'recurrence') !== '';
}

/** The occurrence that an exception stands for, whatever else cannot be read of it; `null`: it stands for none, or that cannot be read either. */
export function placeFromStrapi(row: Row): Part | null {
  try {
    return isSet(row.series) && isSet(row.originalStart) ? placeOf(row).part : null;
  } catch {
    return null;
  }
}

function exceptionFromStrapi(row: Row): When & { readonly part: Part } {
  const { part, originalStart, series } = placeOf(row);
  return {
    ...exceptionTimes(timesFromStrapi(row), series),
    recurrence: null,
    excludedDates: [],
    originalStart: series.isAllDay ? midnight(part.key) : originalStart,
    part,
  };
}

function placeOf(row: Row): {
  readonly part: Part;
  readonly originalStart: string;
  readonly series: { readonly zone: string; readonly isAllDay: boolean };
} {
  const series = seriesOf(row);
  if (!isSet(row.originalStart)) throw new InvalidColumn('no-original-start');
  if (series === null) throw new InvalidColumn('no-series');
  if (isSet(series.row.originalStart) && !isSeries(series.row)) throw new InvalidColumn('series-is-exception');
  const originalStart = storedInstant(row.originalStart);
  if (originalStart === null) throw new InvalidColumn('original-start-unreadable');
  const isAllDay = columnOf.boolean(series.row, 'isAllDay', false);
  const zone = zoneFromStrapi(series.row);
  const key = occurrenceDate(originalStart, zone, isAllDay, storedInstant(series.row.start) ?? undefined);
  return { part: { of: series.documentId, key }, originalStart, series: { zone, isAllDay } };
}

/** Where only its name was given, the exception is taken to be in the zone of its series. */
function seriesOf(row: Row): { documentId: string; row: Row } | null {
  const { series } = row;
  if (typeof series === 'string' && series !== '') return { documentId: series, row: { timeZone: row.timeZone, isAllDay: row.isAllDay } };
  if (typeof series !== 'object' || series === null) return null;
  const { documentId } = series as Row;
  return typeof documentId === 'string' && documentId !== '' ? { documentId, row: series as Row } : null;
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}
