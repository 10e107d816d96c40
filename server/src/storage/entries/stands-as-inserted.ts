import type { Home } from '../../../../src/homes/home';
import type { Attribute } from '../../../../src/homes/schemas';

type Row = Readonly<Record<string, unknown>>;

/**
 * What the home reads of an entry that was inserted with this data, without asking the database; null where only that can tell: columns may round or cut.
 * Nobody's hook has had a say, as nothing is inserted in bulk where there are any.
 */
export function createStandsAsInserted(home: Home, attributes: Readonly<Record<string, Attribute>>): (data: Row) => Row | null {
  // A `read` of the host may look at anything of the entry.
  const isKnown = !home.isSame && home.codecs.every(({ isOwnRead }) => isOwnRead);
  const names = [...new Set(home.codecs.flatMap((codec) => codec.attributes))];
  return (data) => {
    if (!isKnown) return null;
    const entry: Record<string, unknown> = {};
    for (const name of names) {
      const value = columnAfter(attributes[name], data[name]);
      if (value === undefined) return null;
      entry[name] = value;
    }
    return entry;
  };
}

/** Undefined: only the database can tell. */
function columnAfter(attribute: Attribute | undefined, given: unknown): unknown {
  const value: NonNullable<unknown> | null = (given === undefined ? attribute?.default : given) ?? null;
  if (value === null) return attribute === undefined || OF_SEVERAL.has(attribute.type) ? undefined : null;
  const column = attribute?.column;
  if (column !== undefined)
    return column.type === 'text' && typeof value === 'string' && value.length <= LONGEST_TEXT ? kept(value) : undefined;
  switch (attribute?.type) {
    case 'string':
    case 'enumeration':
      return typeof value === 'string' && value.length <= LONGEST ? kept(value) : undefined;
    case 'text':
    case 'richtext':
      return typeof value === 'string' ? kept(value) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
      return isInteger(value) ? value : undefined;
    case 'datetime':
      return instant(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
    case 'json':
      return typeof value === 'object' ? parsedAgain(value) : undefined;
    default:
      return undefined;
  }
}

/** Nothing of these is read as an empty list. */
const OF_SEVERAL = new Set(['component', 'dynamiczone', 'media']);

/** Of a column of Strapi's short texts; a longer one is cut or refused. */
const LONGEST = 255;
/** MySQL has several kinds of text, of which the smallest that the host may have chosen holds 65,535 bytes. */
const LONGEST_TEXT = 16_000;

/** Not every character set of MySQL holds what takes two code units, and none of any database half of such a pair. */
const kept = (text: string): string | undefined => (/[\0\ud800-\udfff]/.test(text) ? undefined : text);

const isInteger = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;

/**
 * Drivers write instants as the wall clock of the process, and read them so: the second pass of an hour that comes twice there comes back as the first.
 */
function instant(value: unknown): string | undefined {
  const date = typeof value === 'string' || value instanceof Date ? new Date(value) : new Date(NaN);
  if (Number.isNaN(date.getTime())) return undefined;
  const wallClock = new Date(
    date.getFullYear(),
    date.getMonth(),
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
    date.getSeconds(),
    date.getMilliseconds(),
  );
  return wallClock.getTime() === date.getTime() ? date.toISOString() : undefined;
}

function parsedAgain(value: object): unknown {
  const text = JSON.stringify(value);
  return kept(text) === undefined || text.includes('\\u') ? undefined : (JSON.parse(text) as unknown);
}
