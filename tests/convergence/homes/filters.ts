import { storedInstant } from '../../../src/canonical/stored-instant';

type Row = Readonly<Record<string, unknown>>;

/** Whether an entry, with what its relations lead to, is one that a filter of Strapi's lets through: as far as homes use them. */
export function matches(filter: Row, entry: Row): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (name === '$and') return (wanted as readonly Row[]).every((one) => matches(one, entry));
    if (name === '$or') return (wanted as readonly Row[]).some((one) => matches(one, entry));
    return holdsOf(wanted, entry[name] ?? null);
  });
}

function holdsOf(wanted: unknown, value: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === value;
  const operators = Object.entries(wanted).filter(([name]) => name.startsWith('$'));
  if (operators.length === 0) return value !== null && matches(wanted as Row, value as Row);
  return operators.every(([name, of]) => operator(name, of, value));
}

function operator(name: string, of: unknown, value: unknown): boolean {
  const text = (one: unknown): string => String(one).normalize('NFC').toLowerCase();
  switch (name) {
    case '$in':
      return (of as readonly unknown[]).includes(value);
    case '$notNull':
      return value !== null;
    case '$null':
      return value === null;
    case '$gt':
      return Number(value) > Number(of);
    case '$gte':
      return storedInstant(value) !== null && String(storedInstant(value)) >= String(of);
    case '$lt':
      return storedInstant(value) !== null && String(storedInstant(value)) < String(of);
    case '$containsi':
      return value !== null && text(value).includes(text(of));
    default:
      throw new Error(`The model of Strapi knows no ${name}.`);
  }
}
