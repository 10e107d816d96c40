/** One occurrence of a series among its instances (graph-facts §1.9): that is how it is asked for its id. */
import type { Values } from '../sync/resource';
import { asEvent } from './as-event';
import { isException, originalDate } from './original-date';
import { etagOf, isObject, textOr } from './read-event';
import { occurrenceStart } from './series-clock';

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
  let isWhole = textOr(body['@odata.nextLink'], null) === null;
  for (const instance of body.value) {
    const original = isObject(instance) ? originalDate(instance, asEvent(series)) : null;
    const address = isObject(instance) ? textOr(instance.id, null) : null;
    if (!isObject(instance) || original === null || address === null) isWhole = false;
    else if (original === date) return { address, isChanged: isException(instance), etag: etagOf(instance) };
  }
  return isWhole ? null : 'unknown';
}
