import type { Core, UID } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';
import type { Comparison } from '../../../../src/items/for-database';
import type { Kind } from '../../../../src/items/kinds';
import { shownValue } from '../../../../src/items/shown';
import type { Row } from '../../host/rows';

interface Attribute {
  readonly type: string;
  readonly enum?: readonly string[];
}
/** How the database knows a field: by a column that holds it as it is; 'unsaid': no entry says anything of it; null: it does not. */
type Column = { readonly name: string; valueIn(entry: Row): unknown } | 'unsaid' | null;

export interface Columns {
  of(field: string, kind: Kind): Column;
  /** A filter of exactly those for which it holds; null: the database cannot tell. */
  where(comparison: Comparison): object | null;
  /** A filter of the type's own attributes: the same to the query engine as to the Document Service. */
  isFlat(filter: unknown): boolean;
}

/** What is compared as it stands. */
const flatTypes = new Set(['enumeration', 'boolean', 'string', 'integer', 'datetime', 'date']);
const NOBODY = { id: { $in: [] } };
const typesOf: Partial<Record<Kind, string>> = { instant: 'datetime', date: 'date', number: 'integer' };

/** Fields of items in the columns of a home, as far as its mapping leaves them as they are. */
export function columnsOf(strapi: Core.Strapi, home: Home): Columns {
  const attributes = strapi.getModel(home.uid as UID.ContentType).attributes as unknown as Readonly<Record<string, Attribute>>;
  const codecOf = (field: string) => home.codecs.find((codec) => codec.field === field);
  const isDerived = (field: string): boolean => field === 'end' && home.durationMinutes !== null;

  function of(field: string, kind: Kind): Column {
    const valueOf = (name: string) => ({ name, valueIn: (entry: Row) => shownValue(kind, entry[name]) });
    if (field === 'updatedAt') return valueOf(field);
    if (isDerived(field)) return null;
    const codec = codecOf(field);
    if (!codec) return 'unsaid';
    const [name = ''] = codec.attributes;
    return codec.isPlain && attributes[name]?.type === typesOf[kind] ? valueOf(name) : null;
  }

  /** Of a choice or a switch there are so many values, each of which says something. */
  function whereChosen({ field, kind, holds }: Comparison): object | null {
    const codec = codecOf(field);
    if (!codec) return holds({ [field]: null }) ? {} : NOBODY;
    const [name = '', another] = codec.attributes;
    const attribute = attributes[name];
    const values = attribute?.type === 'boolean' ? [true, false] : attribute?.type === 'enumeration' ? attribute.enum : undefined;
    if (!codec.isOwnRead || another !== undefined || values === undefined) return null;
    const does = (value: unknown): boolean => holds({ [field]: shownValue(kind, codec.read({ [name]: value }, { timeZone: 'UTC' })) });
    const either = [
      ...(values.some(does) ? [{ [name]: { $in: values.filter(does) } }] : []),
      ...(does(null) ? [{ [name]: { $null: true } }] : []),
    ];
    return either.length === 0 ? NOBODY : { $or: either };
  }

  function isFlat(filter: unknown): boolean {
    if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return false;
    return Object.entries(filter).every(([name, of]) =>
      name === '$and' || name === '$or' ? Array.isArray(of) && of.every(isFlat) : flatTypes.has(attributes[name]?.type ?? ''),
    );
  }

  return {
    of,
    where(comparison) {
      const { field, kind, operator, wanted, holds } = comparison;
      if (kind === 'text') return whereChosen(comparison);
      const column = of(field, kind);
      if (column === 'unsaid') return holds({ [field]: null }) ? {} : NOBODY;
      return column && { [column.name]: { [operator]: wanted } };
    },
    isFlat,
  };
}
