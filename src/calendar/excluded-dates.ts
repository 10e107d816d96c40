/** Dates of cancelled occurrences: a set that only grows, for nothing brings a cancelled occurrence back (graph-facts §1.3). */
import { columnOf, InvalidColumn } from '../canonical/columns';
import type { FieldVersions } from '../sync/resource';
import { occurrenceDate } from './series-clock';
import { storedInstant } from '../canonical/stored-instant';
import { isDate } from '../time';
import { dateInPartId } from './part-id';

type Row = Readonly<Record<string, unknown>>;
interface Series {
  readonly zone: string;
  readonly isAllDay: boolean;
  readonly start: string;
}

/** What the column holds, as people and the engine write it: instants of original starts, or dates. Throws `InvalidColumn`. */
export function excludedDatesOf(row: Row, of: Series): readonly string[] {
  const dates = entriesOf(columnOf.json<unknown>(row, 'excludedDates'), of);
  return dates?.every(isDate) ? sortedDates(dates) : wrong();
}

/**
 * The same for whoever only shows the series: what cannot be read hides nothing. Dates that are not between these two are not even looked at, for there may be
 * a hundred thousand of them; they are held against what stands there, which may be two days away from the date on the series' clock.
 */
export function excludedDatesToShow(row: Row, { between, ...of }: Series & { between?: readonly [string, string] }): readonly string[] {
  const all = columnOf.engineJson<unknown>(row, 'excludedDates', []);
  const isNear = (entry: unknown): boolean => {
    const [, date] = (between && typeof entry === 'string' && /^\s*(\d{4}-\d\d-\d\d)/.exec(entry)) || [];
    return date === undefined || !between || (date >= between[0] && date <= between[1]);
  };
  return (entriesOf(Array.isArray(all) ? all.filter(isNear) : all, of) ?? []).filter(isDate);
}

/** Null for what is no list, and for an entry that is no date. */
function entriesOf(value: unknown, of: Series): readonly (string | null)[] | null {
  if (value !== null && !Array.isArray(value)) return null;
  return (value ?? []).map((entry: unknown) => {
    const text = typeof entry === 'string' ? entry.trim() : null;
    if (isDate(text)) return text;
    const instant = text === null ? null : storedInstant(text);
    return instant === null ? null : occurrenceDate(instant, of.zone, of.isAllDay, of.start);
  });
}

/** Null where the answer does not say, or says what cannot be read: that is not the same as "none is cancelled". */
export function datesFromMicrosoft(cancelled: unknown): readonly string[] | null {
  if (!Array.isArray(cancelled)) return null;
  const dates = cancelled.map(dateInPartId);
  return dates.every(isDate) ? sortedDates(dates) : null;
}

/** Microsoft's, and what was cancelled in Strapi since. Those that Microsoft dropped with a new rule are not cancelled anew. */
export function mergeExcludedDates({ base, strapi, microsoft }: FieldVersions): { value: readonly string[]; isContested: false } {
  const known = new Set(datesIn(base));
  return { value: sortedDates([...datesIn(microsoft), ...datesIn(strapi).filter((date) => !known.has(date))]), isContested: false };
}

function datesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(isDate) : [];
}

function sortedDates(dates: readonly string[]): readonly string[] {
  return [...new Set(dates)].sort();
}

function wrong(): never {
  throw new InvalidColumn('not-excluded-dates');
}
