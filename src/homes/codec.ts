import type { FieldMapping } from '../contracts';
import { valueAt } from './path';

type Row = Readonly<Record<string, unknown>>;

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
  /** No function of the host has a say in what is read. */
  readonly isOwnRead: boolean;
  /** The canonical column; undefined where the entry says nothing. */
  read(entry: Row, context: Context): unknown;
  /** By path. `current`: the entry as it stands; null: it is about to be made. */
  write(value: unknown, of: { readonly item: Row; readonly current: Row | null }, context: Context): Row;
}

/** How a value stands in an attribute. */
export interface Form {
  read(value: unknown, context: Context): unknown;
  write(value: unknown, before: unknown, context: Context): unknown;
}
/** As it is. */
export const plain: Form = { read: (value) => value, write: (value) => value ?? null };

export function codecOf(field: string, mapping: FieldMapping, form: Form): Codec {
  const attributes = Array.isArray(mapping.attribute) ? mapping.attribute : [mapping.attribute];
  const [path = ''] = attributes;
  const direction = mapping.direction ?? 'both';
  const valueOf = (entry: Row): unknown =>
    Array.isArray(mapping.attribute) ? Object.fromEntries(attributes.map((one) => [one, valueAt(entry, one)])) : valueAt(entry, path);
  return {
    field,
    attributes,
    direction,
    isPlain: form === plain && !mapping.read && !mapping.write && !mapping.values && attributes.length === 1 && !path.includes('.'),
    isOwnRead: !mapping.read,
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
