import type { Core, UID } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';
import type { InDatabase } from '../../../../src/items/for-database';
import { kindOfField } from '../../../../src/items/kinds';
import { entryId } from '../../../../src/sync/entry-id';
import type { Row } from '../../host/rows';
import type { LocalRow } from '../port';
import { columnsOf } from './compared-in-columns';
import { someInOrder } from './in-order';
import { versionOf } from './version';

/** What one home gives to a person's list. */
export interface ListPart {
  /** Of all that are asked for, some in their order, by name and what they are sorted by, and how many there are. Null: the database cannot tell. */
  readonly some: ((of: { skip: number; most: number }) => Promise<{ total: number; found: { id: string; key: unknown }[] }>) | null;
  /** Those that the database cannot rule out, some after a place. */
  readonly rowsAfter: (after: number, limit: number) => Promise<LocalRow[]>;
}
interface OfPerson {
  readonly ownedBy: object;
  readonly rowsAfter: (where: object, after: number, limit: number) => Promise<LocalRow[]>;
}

export function createListing(strapi: Core.Strapi, home: Home, find: (where: object, options: object) => Promise<Row[]>) {
  const { uid, name, takesPart } = home;
  const columns = columnsOf(strapi, home);
  const version = versionOf(home);
  const count = (where: object) => strapi.db.query(uid as UID.ContentType).count({ where: { $and: [where, version.where] } as never });
  /** Whose entries there are, and which take part, the database knows by itself; else each is looked at. */
  const isPlain = home.isSame || (isOneAway(strapi, home) && (takesPart === null || columns.isFlat(takesPart)));

  return ({ comparisons, isAll, first }: InDatabase, { ownedBy, rowsAfter }: OfPerson): ListPart => {
    const filters = comparisons.map(columns.where);
    const known = filters.filter((one) => one !== null);
    const where = { $and: [ownedBy, ...known] };
    const key = first && columns.of(first.field, kindOfField(first.field));
    const column = key === 'unsaid' ? null : key;
    const isTold = isPlain && isAll && known.length === filters.length && (first === null || key !== null);
    const select = ['id', 'documentId', ...(column ? [column.name] : [])];
    const asking = { find: (some: object, options: object) => find(some, { ...options, select, populate: {} }), count };

    async function some(of: { skip: number; most: number }) {
      const by = first && { column: column && column.name, isDescending: first.isDescending };
      const { entries, total } = await someInOrder(asking, { where: { $and: [where, takesPart ?? {}] }, by, ...of });
      const found = entries.map((entry) => ({
        id: entryId({ home: name, documentId: String(entry['documentId']) }),
        key: column ? column.valueIn(entry) : null,
      }));
      return { total, found };
    }
    return { some: isTold ? some : null, rowsAfter: (after, limit) => rowsAfter(where, after, limit) };
  };
}

/** The entry itself names its owner. */
function isOneAway(strapi: Core.Strapi, { uid, owner: [first = '', ...rest] }: Home): boolean {
  const { relation } = strapi.getModel(uid as UID.ContentType).attributes[first] as { relation?: string };
  return rest.length === 0 && (relation === 'oneToOne' || relation === 'manyToOne');
}
