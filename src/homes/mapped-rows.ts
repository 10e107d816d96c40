import { because, type Because } from '../contracts/reasons';
import { storedInstant } from '../canonical/stored-instant';
import { documentIdOf, entryId } from '../sync/entry-id';
import { type HomeSays, withHome } from '../sync/home-row';
import type { Codec, Context } from './codec';
import type { Home, Rows } from './home';
import { sameJson } from '../canonical/same';
import { dataFromPaths, valueAt } from './path';

type Row = Readonly<Record<string, unknown>>;

/** Entries of a type of the host. */
export const mappedRows: Rows = { rowOf, dataOf };

function rowOf(home: Home, entry: Row, context: Context, says: Partial<HomeSays> = {}): Row {
  const documentId = entryId({ home: home.name, documentId: String(entry['documentId']) });
  const row: Record<string, unknown> = { id: entry['id'], documentId, updatedAt: entry['updatedAt'], timeZone: context.timeZone };
  let problem: Because | undefined;
  for (const codec of home.codecs) {
    try {
      const value =
        codec.field === 'series' ? seriesOf(home, entry[codec.attributes[0] ?? ''], context) : taken(codec, codec.read(entry, context));
      if (value !== undefined) row[codec.field] = value;
    } catch (error) {
      problem ??= because('mapping-fails', {
        field: codec.field,
        why: error instanceof Error ? error.message.slice(0, 200) : 'unknown error',
      });
    }
  }
  const start = storedInstant(row['start']);
  if (home.durationMinutes !== null && start !== null)
    row['end'] = new Date(Date.parse(start) + home.durationMinutes * 60_000).toISOString();
  return withHome(row, { ...home.says, ...says, ...(problem === undefined ? {} : { problem }) });
}

const MOMENTS = new Set(['start', 'end', 'originalStart', 'reminderAt', 'dueDate', 'startDate', 'completedDate']);

/** A number could be seconds, milliseconds or a day of a calendar: whoever wrote the mapping has to say which. */
function taken({ field, isOwnRead }: Codec, value: unknown): unknown {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
  if (isOwnRead || !isNumber || !MOMENTS.has(field)) return value;
  throw new Error(
    `its "read" gives the number ${value}; let it give a text such as "2026-03-01T09:00:00.000Z" (a day: "2026-03-01"), or a Date`,
  );
}

/** An exception comes with its series. */
function seriesOf(home: Home, series: unknown, context: Context): Row | null {
  const entry = (Array.isArray(series) ? series[0] : series) as Row | null | undefined;
  return entry?.['documentId'] === undefined ? null : rowOf(home, entry, context);
}

function dataOf(home: Home, columns: Row, { item, current }: { item: Row; current: Row | null }, context: Context): Row {
  const values: Record<string, unknown> = {};
  for (const codec of home.codecs)
    if (codec.direction !== 'to-microsoft' && codec.field in columns)
      Object.assign(
        values,
        codec.field === 'series'
          ? { [codec.attributes[0] ?? '']: relationTo(columns['series']) }
          : codec.write(columns[codec.field], { item, current }, context),
      );
  const changed = Object.entries(values).filter(([path, value]) => !current || !isThere(value, valueAt(current, path)));
  return dataFromPaths(Object.fromEntries(changed), current);
}

const relationTo = (id: unknown): unknown => (typeof id === 'string' ? documentIdOf(id) : null);

/** Whether what is to be written stands there: of components, what is named of them, in the same order. */
function isThere(value: unknown, standing: unknown): boolean {
  if (Array.isArray(value))
    return Array.isArray(standing) && value.length === standing.length && value.every((one, at) => isThere(one, standing[at]));
  if (value !== null && typeof value === 'object' && standing !== null && typeof standing === 'object' && !(standing instanceof Date))
    return 'id' in value ? Object.entries(value).every(([name, one]) => isThere(one, (standing as Row)[name])) : sameJson(value, standing);
  if (standing instanceof Date || (typeof value === 'string' && typeof standing === 'string' && value !== standing))
    return storedInstant(value) !== null && storedInstant(value) === storedInstant(standing);
  return sameJson(value, standing);
}
