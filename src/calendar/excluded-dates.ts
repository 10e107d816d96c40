/** Dates of cancelled occurrences: a set that only grows, for nothing brings a cancelled occurrence back (graph-facts §1.3). */
import { columnOf, InvalidColumn } from '../canonical/columns';
import type { FieldVersions } from '../sync/resource';
import { occurrenceDate } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';

/** What the column holds, as people and the engine write it: instants of original starts, or dates. Throws `InvalidColumn`. */
export function excludedDatesOf(
  row: Readonly<Record<string, unknown>>,
  of: { zone: string; isAllDay: boolean; start: string },
): readonly string[] {
  const entries = columnOf.json<unknown>(row, 'excludedDates') ?? [];
  if (!Array.isArray(entries)) return wrong();
  return sortedDates(
    entries.map((entry: unknown) => {
      if (isDate(entry)) return entry;
      const instant = typeof entry === 'string' ? storedInstant(entry) : null;
      return instant === null ? wrong() : occurrenceDate(instant, of.zone, of.isAllDay, of.start);
    }),
  );
}

/**
 * Dates of Graph's "OID.{id of the series}.{date}"; ids hold dots, so the date stands behind the last one. Null where the answer
 * does not say, or says what cannot be read: that is not the same as "none is cancelled".
 */
export function datesFromMicrosoft(cancelled: unknown): readonly string[] | null {
  if (!Array.isArray(cancelled)) return null;
  const dates = cancelled.map((entry: unknown) => (typeof entry === 'string' ? entry.slice(entry.lastIndexOf('.') + 1) : null));
  return dates.every(isDate) ? sortedDates(dates) : null;
}

/** Microsoft's, and what was cancelled in Strapi since. Those that Microsoft dropped with a new rule are not cancelled anew. */
export function mergeExcludedDates({ base, strapi, microsoft }: FieldVersions): { value: readonly string[]; isContested: false } {
  const known = new Set(datesIn(base));
  return { value: sortedDates([...datesIn(microsoft), ...datesIn(strapi).filter((date) => !known.has(date))]), isContested: false };
}

export function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function datesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(isDate) : [];
}

function sortedDates(dates: readonly string[]): readonly string[] {
  return [...new Set(dates)].sort();
}

function wrong(): never {
  throw new InvalidColumn(
    '"excludedDates" must be a list of instants or dates, such as ["2026-03-02T09:00:00.000Z"]. Correct it in Strapi.',
  );
}
