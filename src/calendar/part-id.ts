/** The name of an exception for good, "OID.{series}.{date}": the form of Graph's own `cancelledOccurrences` and `occurrenceId`. */
import { isDate } from '../time';

export function partId(series: string, date: string): string {
  return `OID.${series}.${date}`;
}

/** Ids hold dots, so the date stands behind the last one. Null for what is no such name. */
export function dateInPartId(id: unknown): string | null {
  if (typeof id !== 'string') return null;
  const date = id.slice(id.lastIndexOf('.') + 1);
  return isDate(date) ? date : null;
}
