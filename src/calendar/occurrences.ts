/** Rows of events as what happens when: singles, series with their exceptions in place, in one range. */
import type { Occurrence } from '../contracts';
import { LONGEST_RANGE_DAYS } from './range';
import { columnOf } from '../canonical/columns';
import { lineOf } from '../canonical/text';
import { expandSeries, type Happening } from './expand-series';
import { storedInstant } from '../canonical/stored-instant';
import { timesFromStrapi } from './times-from-strapi';
import { isSeries } from './when-from-strapi';

type Row = Readonly<Record<string, unknown>>;
type Range = { readonly from: string; readonly to: string };

const MOST_OCCURRENCES = 100_000;

/** Its message is for whoever asked. */
export class TooManyOccurrences extends RangeError {}

/**
 * `rows` must hold every exception of the series among them, also those that have left the range. An occurrence belongs to the
 * range when it starts before its end and ends after its start; one without length when it starts inside.
 * A row that cannot be read is left out. Throws RangeError for a range that is none, or too long.
 */
export function expand(rows: Iterable<Row>, of: { from: string; to: string }): Omit<Occurrence, 'uid'>[] {
  const range = checked(of);
  const all = [...rows];
  const replaced = exceptionsBySeries(all);
  const found: Omit<Occurrence, 'uid'>[] = [];
  for (const row of all) {
    for (const { start, end, originalStart } of happenings(row, range, replaced.get(idOf(row)) ?? [])) {
      if (!overlaps(start, end, range)) continue;
      if (found.length >= MOST_OCCURRENCES)
        throw new TooManyOccurrences(`The range holds more than ${MOST_OCCURRENCES} occurrences; ask for a shorter one.`);
      const series = seriesOf(row) ?? (originalStart === null ? null : idOf(row));
      found.push({
        event: idOf(row),
        series,
        originalStart,
        start,
        end,
        isAllDay: columnOf.boolean(row, 'isAllDay', false),
        subject: lineOf(row.subject) ?? '',
      });
    }
  }
  return found.sort((a, b) => order(a.start, b.start) || order(a.end, b.end) || order(a.event, b.event));
}

function happenings(row: Row, range: Range, replaced: readonly string[]): Happening[] {
  try {
    if (isSeries(row)) return expandSeries(row, range, replaced);
    const { start, end } = timesFromStrapi(row);
    return [{ start, end, originalStart: storedInstant(row.originalStart) }];
  } catch {
    return [];
  }
}

/** The original starts that an exception of each series stands for. */
function exceptionsBySeries(rows: readonly Row[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const series = seriesOf(row);
    const originalStart = storedInstant(row.originalStart);
    if (series === null || originalStart === null) continue;
    const known = found.get(series);
    if (known) known.push(originalStart);
    else found.set(series, [originalStart]);
  }
  return found;
}

function overlaps(start: string, end: string, { from, to }: Range): boolean {
  return start < to && (end > from || (start === end && start >= from));
}

function checked({ from, to }: { from: string; to: string }): Range {
  const range = { from: storedInstant(from), to: storedInstant(to) };
  if (range.from === null || range.to === null) throw new RangeError('"from" and "to" must be ISO dates with time.');
  const days = (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000;
  if (days < 0) throw new RangeError('"to" is before "from".');
  if (days > LONGEST_RANGE_DAYS) throw new RangeError(`The range is longer than ${LONGEST_RANGE_DAYS} days; ask for a shorter one.`);
  return { from: range.from, to: range.to };
}

/** The relation comes populated, or as the documentId alone. */
function seriesOf({ series }: Row): string | null {
  const id = typeof series === 'object' && series !== null ? (series as Row).documentId : series;
  return typeof id === 'string' && id !== '' ? id : null;
}

function idOf(row: Row): string {
  return String(row.documentId ?? '');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
