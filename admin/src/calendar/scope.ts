import type { CalendarEntry, ReadCalendarItem } from '../../../src/contracts/http-calendar';

/** What of a series is meant. */
export type Scope = 'this' | 'this-and-following' | 'series';

/** Of what is shown, and of the series to which it belongs. */
export type Versions = Pick<CalendarEntry, 'version' | 'seriesVersion'>;

/** One of the occurrences of a series, changed by itself or not. */
export const isPart = <E extends Pick<CalendarEntry, 'series' | 'originalStart'>>(
  entry: E,
): entry is E & { series: string; originalStart: string } => entry.series !== null && entry.originalStart !== null;

/** Where the server has what stands for the entry. */
export function wayToItem(entry: CalendarEntry): ReadCalendarItem {
  const { user, documentId } = entry;
  const { series, originalStart } = isPart(entry) ? entry : { series: null, originalStart: undefined };
  return { user, resource: 'calendar', documentId: series ?? documentId, ...(originalStart === undefined ? {} : { originalStart }) };
}

/** Where it has the series, or what is none. */
export const wayToSeries = ({ user, series, documentId }: CalendarEntry): ReadCalendarItem => ({
  user,
  resource: 'calendar',
  documentId: series ?? documentId,
});
