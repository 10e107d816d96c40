/** One occurrence of a series among its instances (graph-facts §1.9): that is how it is asked for its id. */
import type { Values } from '../sync/resource';
import { asEvent } from './as-event';
import { isObject, textOr } from './read-event';
import { occurrenceDate, occurrenceStart } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';
import { instantFromGraph, wallClockFromGraph } from '../time';

const DAY = 86_400_000;

/** The time in which the occurrence of that date stands, in whatever zone the view is cut. */
export function aroundOccurrence(series: Values, date: string): { from: string; to: string } {
  const start = Date.parse(occurrenceStart(date, asEvent(series)));
  return { from: new Date(start - DAY).toISOString(), to: new Date(start + 2 * DAY).toISOString() };
}

/**
 * The id by which requests name it, and whether it differs from the series already; null: the series has none on that date; 'unknown': the answer
 * does not say, which is not the same.
 */
export function occurrenceAt(
  body: unknown,
  series: Values,
  date: string,
): { address: string; isChanged: boolean; etag: string | null } | null | 'unknown' {
  if (!isObject(body) || !Array.isArray(body.value)) return 'unknown';
  const { isAllDay, timeZone, start } = asEvent(series);
  let isWhole = !('@odata.nextLink' in body);
  for (const instance of body.value) {
    const original = isObject(instance)
      ? (storedInstant(instance.originalStart) ?? (isAllDay ? dayOf(instance.start) : instantFromGraph(instance.start)))
      : null;
    const address = isObject(instance) ? textOr(instance.id, null) : null;
    if (!isObject(instance) || original === null || address === null) isWhole = false;
    else if (occurrenceDate(original, timeZone, isAllDay, start) === date)
      return { address, isChanged: instance.type === 'exception', etag: textOr(instance['@odata.etag'], null) };
  }
  return isWhole ? null : 'unknown';
}

const dayOf = (start: unknown): string | null => {
  const wall = wallClockFromGraph(start);
  return wall && `${wall.date}T00:00:00.000Z`;
};
