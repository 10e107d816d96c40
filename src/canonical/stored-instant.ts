/** A datetime as the query engine or a raw row gives it: Date, ISO text, SQLite's milliseconds, a database's "2026-03-01 09:00:00". */
import { toIsoMilliseconds } from '../time';

/** Canonical instant; null for what is none. A text without an offset is UTC, as Strapi writes it. */
export function storedInstant(value: unknown): string | null {
  try {
    if (value instanceof Date) return toIsoMilliseconds(value.toISOString());
    if (typeof value === 'number') return toIsoMilliseconds(new Date(value).toISOString());
    if (typeof value !== 'string') return null;
    if (/^-?\d{5,}$/.test(value)) return toIsoMilliseconds(new Date(Number(value)).toISOString());
    const [, date, time = '00:00:00', offset = 'Z'] = pattern.exec(value.trim()) ?? [];
    return date === undefined ? null : toIsoMilliseconds(`${date}T${time}${/^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset}`);
  } catch {
    return null;
  }
}

const pattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
