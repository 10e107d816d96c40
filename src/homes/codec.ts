import type { FieldMapping } from '../contracts';
import { storedInstant } from '../canonical/stored-instant';
import { bodyForHost, bodyFromHost, type RichFormat } from '../canonical/rich';
import { sameJson } from '../canonical/same';
import { isDate, toInstant, toLocal } from '../time';
import { matched, readPart, writtenPart } from './component';
import { valueAt } from './path';

type Row = Readonly<Record<string, unknown>>;

/** What is known of a Strapi attribute. */
export interface AttributeSchema {
  readonly type: string;
  readonly component?: string;
  readonly repeatable?: boolean;
  readonly enum?: readonly string[];
  readonly target?: string;
  readonly relation?: string;
  readonly [rule: string]: unknown;
}
export interface Context {
  /** IANA, of the owner's mailbox. */
  readonly timeZone: string;
}

/** How one field stands in the attributes of an entry. */
export interface Codec {
  readonly field: string;
  /** Paths: 'notes', 'place.name'. */
  readonly attributes: readonly string[];
  readonly direction: NonNullable<FieldMapping['direction']>;
  /** The values can be looked for in the column as they are. */
  readonly isPlain: boolean;
  /** The canonical column; undefined where the entry says nothing. */
  read(entry: Row, context: Context): unknown;
  /** By path. `current`: the entry as it stands; null: it is about to be made. */
  write(value: unknown, of: { readonly item: Row; readonly current: Row | null }, context: Context): Row;
}

/** Named in the calendar of whoever reads them; wherever they are read, it is that day (graph-facts §2.3). */
const DATES = new Set(['dueDate', 'startDate', 'completedDate']);
const INSTANTS = new Set(['start', 'end', 'reminderAt', 'originalStart']);
const KEY_OF_LIST: Readonly<Record<string, string>> = { attendees: 'email', checklist: 'title' };

export function codecOf(field: string, given: string | FieldMapping, attributeAt: (path: string) => AttributeSchema | null): Codec {
  const mapping: FieldMapping = typeof given === 'string' ? { attribute: given } : given;
  const attributes = Array.isArray(mapping.attribute) ? mapping.attribute : [mapping.attribute];
  const [path = ''] = attributes;
  const schema = attributeAt(path);
  const form = formOf(field, mapping, schema);
  const direction = mapping.direction ?? 'both';
  const valueOf = (entry: Row): unknown =>
    Array.isArray(mapping.attribute) ? Object.fromEntries(attributes.map((one) => [one, valueAt(entry, one)])) : valueAt(entry, path);
  return {
    field,
    attributes,
    direction,
    isPlain: form === plain && !mapping.read && !mapping.write && !mapping.values && attributes.length === 1 && !path.includes('.'),
    read(entry, context) {
      const value = valueOf(entry);
      if (mapping.read) return mapping.read(value, entry, context);
      return value === null || value === undefined ? undefined : form.read(value, context);
    },
    write(value, { item, current }, context) {
      const before = current ? valueOf(current) : undefined;
      const written = mapping.write ? mapping.write(value, item, { ...context, current: before }) : form.write(value, before, context);
      if (!Array.isArray(mapping.attribute)) return { [path]: written };
      const record = (written ?? {}) as Row;
      return Object.fromEntries(attributes.filter((one) => one in record).map((one) => [one, record[one]]));
    },
  };
}

interface Form {
  read(value: unknown, context: Context): unknown;
  write(value: unknown, before: unknown, context: Context): unknown;
}
const plain: Form = { read: (value) => value, write: (value) => value ?? null };

function formOf(field: string, { values, otherwise, fields, format = 'text' }: FieldMapping, schema: AttributeSchema | null): Form {
  if (values !== undefined) return named(values, otherwise, schema);
  if (format !== 'text') return formatted(format);
  if (schema?.type === 'component') return schema.repeatable ? list(field, fields ?? {}) : single(fields ?? {});
  if (DATES.has(field) && schema?.type === 'datetime') return dayInZone;
  if (INSTANTS.has(field) && schema?.type === 'date') return dayOfInstant;
  return plain;
}

/** Microsoft's values under the names of the host. */
function named(values: Readonly<Record<string, unknown>>, otherwise: unknown, schema: AttributeSchema | null): Form {
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
