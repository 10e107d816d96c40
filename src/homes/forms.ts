/**
 * What attributes of the host hold of a field. It knows time zones and formatting, which take their time to load and are not needed where all entries
 * are of the plugin's own types.
 */
import type { FieldMapping } from '../contracts';
import { storedInstant } from '../canonical/stored-instant';
import { bodyForHost, bodyFromHost, type RichFormat } from '../canonical/rich';
import { sameJson } from '../canonical/same';
import { isDate, toInstant, toLocal } from '../time';
import { type Form, plain } from './codec';
import type { Attribute } from './schemas';
import { matched, readPart, writtenPart } from './component';

type Row = Readonly<Record<string, unknown>>;

/** Named in the calendar of whoever reads them; wherever they are read, it is that day (graph-facts §2.3). */
const DATES = new Set(['dueDate', 'startDate', 'completedDate']);
const INSTANTS = new Set(['start', 'end', 'reminderAt', 'originalStart']);
const KEY_OF_LIST: Readonly<Record<string, string>> = { attendees: 'email', checklist: 'title' };

export function formOf(field: string, { values, otherwise, fields, format = 'text' }: FieldMapping, schema: Attribute | null): Form {
  if (values !== undefined) return named(values, otherwise, schema);
  if (format !== 'text') return formatted(format);
  if (schema?.type === 'component') return schema.repeatable ? list(field, fields ?? {}) : single(fields ?? {});
  if (DATES.has(field) && schema?.type === 'datetime') return dayInZone;
  if (INSTANTS.has(field) && schema?.type === 'date') return dayOfInstant;
  return plain;
}

/** Microsoft's values under the names of the host. */
function named(values: Readonly<Record<string, unknown>>, otherwise: unknown, schema: Attribute | null): Form {
  const isTruth = Object.keys(values).some((name) => name === 'true' || name === 'false');
  return {
    read(value) {
      const known = schema?.type === 'boolean' && (value === 0 || value === 1) ? value === 1 : value; // raw rows of SQLite and MySQL
      const name = Object.keys(values).find((one) => sameJson(values[one], known));
      return name === undefined ? value : isTruth ? name === 'true' : name;
    },
    write(value) {
      const name = String(value);
      if (Object.hasOwn(values, name)) return values[name];
      return otherwise === undefined ? (value ?? null) : otherwise;
    },
  };
}

/** A date that is held in a datetime is the day in the owner's zone; the time of day stays, and is midnight where it is new. */
const dayInZone: Form = {
  read(value, { timeZone }) {
    const instant = storedInstant(value);
    return instant === null ? value : toLocal(instant, timeZone).slice(0, 10);
  },
  write(value, before, { timeZone }) {
    if (!isDate(value)) return null;
    const instant = storedInstant(before);
    return toInstant(`${value}T${instant === null ? '00:00:00' : toLocal(instant, timeZone).slice(11)}`, timeZone);
  },
};

const dayOfInstant: Form = {
  read: (value) => (isDate(value) ? `${value}T00:00:00.000Z` : value),
  write: (value) => storedInstant(value)?.slice(0, 10) ?? null,
};

/** Whatever spelling the entry has for what is to be written, it keeps. */
const formatted = (format: RichFormat): Form => ({
  read(value) {
    const html = bodyFromHost(format, value);
    if (html === undefined) throw new Error(`what it holds is no ${format}`);
    return html;
  },
  write: (value, before) => {
    const html = typeof value === 'string' ? value : '';
    return before !== undefined && bodyFromHost(format, before) === html ? before : bodyForHost(format, html);
  },
});

const single = (parts: Readonly<Record<string, string>>): Form => ({
  read: (value) => readPart(value as Row, parts),
  write: (value, before) =>
    value === null || value === undefined ? null : writtenPart(value as Row, parts, (before ?? null) as Row | null),
});

const list = (field: string, parts: Readonly<Record<string, string>>): Form => ({
  read: (value) => (Array.isArray(value) ? value.map((one) => readPart(one as Row, parts)) : []),
  write: (value, before) =>
    matched((value ?? []) as readonly Row[], (before ?? []) as readonly Row[], { parts, key: KEY_OF_LIST[field] ?? 'email' }),
});
