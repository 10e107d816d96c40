import type { Item, ItemHome, ItemPage, ItemsAsked, Resource } from '../../../../src/contracts';
import { itemFields } from '../../../../src/items/fields';
import { conditionOf } from '../../../../src/items/filters';
import { forDatabase, type InDatabase } from '../../../../src/items/for-database';
import { byKeys, sortKeysOf } from '../../../../src/items/sort';
import { documentIdOf } from '../../../../src/sync/entry-id';
import type { ListPart } from '../../storage/entries/listing';
import type { LocalRow } from '../../storage/port';
import { rangeOf } from '../range-of';
import type { ItemsDeps } from './dependencies';
import { isForNew, isWritable } from './home-for-new';
import { itemsOf, nameOf, type PersonsItems } from './person';
import { inErrors, invalid } from './refusals';
import { expandIn } from '../expand-in';

const MOST_ITEMS = 100;
const ITEMS = 25;
const ROWS_AT_ONCE = 500;

export const homesOf = async (deps: ItemsDeps, { resource }: { resource: Resource }): Promise<ItemHome[]> =>
  deps.homes(resource).map((home) => ({
    name: nameOf(home),
    uid: home.uid,
    displayName: deps.displayNameOf(home.uid),
    fields: [...itemFields(resource).keys()].filter((field) => isWritable(home, field)),
    isForNew: isForNew(home),
  }));

export const readItem = <R extends Resource>(deps: ItemsDeps, of: { user: string; resource: R; documentId: string }): Promise<Item<R>> =>
  inErrors(async () => {
    const items = await itemsOf(deps, of);
    const { row } = await items.find(of.documentId);
    deps.mustBeOpen([row]);
    return items.show(row);
  });

/** What a person's list is asked for. */
type Asked<R extends Resource> = { user: string; resource: R; from?: string; to?: string } & ItemsAsked;

/**
 * Of each home in which the database can filter and sort as it is done here, it gives the first entries in order, up to the end of the page. Entries
 * of others are read in slices, as far as the database cannot rule them out. No more is kept of either than keys up to the end of the page, whose
 * entries are read then.
 */
export const listItems = <R extends Resource>(deps: ItemsDeps, of: Asked<R>): Promise<ItemPage<R>> =>
  inErrors(async () => {
    const condition = conditionOf(of.resource, of.filters);
    const keys = sortKeysOf(of.resource, of.sort);
    const { page, pageSize } = pageOf(of);
    const items = await itemsOf(deps, of);
    const end = page * pageSize;
    const parts = await partsOf(items, of, forDatabase(of.resource, { filters: of.filters, keys }));
    const [only] = parts;
    // Of one home alone the database can leave out the pages before.
    const skip = only?.some && parts.length === 1 ? end - pageSize : 0;
    const found = firstInOrder(byKeys(keys), end - skip);
    let total = 0;
    for (const { some, rows } of parts) {
      if (some) {
        const told = await some({ skip, most: end - skip });
        total += told.total;
        for (const { id, key } of told.found) found.add({ id, keys: keys.length === 1 ? [documentIdOf(id)] : [key, documentIdOf(id)] });
        continue;
      }
      for await (const { documentId: id, row } of rows()) {
        const shown = items.show(row) as unknown as Readonly<Record<string, unknown>>;
        if (!condition(shown)) continue;
        total += 1;
        found.add({ id, keys: keys.map(({ field }) => shown[field]) });
      }
    }
    const ids = found.all().slice(end - pageSize - skip);
    const rows = await items.entries.read(ids);
    return {
      items: ids.flatMap((id) => {
        const row = rows.get(id);
        return row && items.isOwn(row) ? [items.show(row.row)] : [];
      }),
      pagination: paginationOf({ page, pageSize, total }),
    };
  });

interface Found {
  readonly id: string;
  readonly keys: readonly unknown[];
}

/** The first of many, without keeping them all. */
function firstInOrder(inOrder: (a: readonly unknown[], b: readonly unknown[]) => number, most: number) {
  let found: Found[] = [];
  const keepFirst = (): Found[] => (found = found.sort((a, b) => inOrder(a.keys, b.keys)).slice(0, most));
  return {
    add(one: Found): void {
      found.push(one);
      if (found.length >= 2 * most + ROWS_AT_ONCE) keepFirst();
    },
    all: (): string[] => keepFirst().map(({ id }) => id),
  };
}

const paginationOf = ({ page, pageSize, total }: Pages & { total: number }) => ({
  page,
  pageSize,
  pageCount: Math.ceil(total / pageSize),
  total,
});

interface Pages {
  readonly page: number;
  readonly pageSize: number;
}

interface Part extends Pick<ListPart, 'some'> {
  readonly rows: () => AsyncIterable<LocalRow> | Iterable<LocalRow>;
}

async function partsOf<R extends Resource>(items: PersonsItems<R>, { from, to }: Asked<R>, asked: InDatabase): Promise<Part[]> {
  if (from !== undefined || to !== undefined) {
    const happening = await happeningIn(items, from, to);
    return [{ some: null, rows: () => happening }];
  }
  const parts = await items.entries.listed(items.user, asked);
  return parts.map(({ some, rowsAfter }) => ({ some, rows: () => inSlices(rowsAfter) }));
}

async function* inSlices(rowsAfter: ListPart['rowsAfter']): AsyncGenerator<LocalRow> {
  for (let after = 0; ;) {
    const rows = await rowsAfter(after, ROWS_AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Events of which an occurrence is in the range. */
async function happeningIn(items: PersonsItems, from: unknown, to: unknown): Promise<LocalRow[]> {
  if (items.resource !== 'calendar') throw invalid([{ path: ['from'], message: 'Tasks happen at no time. Filter by "dueDate" instead.' }]);
  const range = rangeOf(from, to);
  const rows = await items.entries.during(items.user, range);
  const there = new Set((await expandIn(rows, range)).map(({ event }) => event));
  return rows.filter(({ documentId }) => there.has(documentId));
}

function pageOf({ page = 1, pageSize = ITEMS }: ItemsAsked): { page: number; pageSize: number } {
  const isWhole = (value: unknown, most: number) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
  const problems = [
    ...(isWhole(page, 1_000_000) ? [] : [{ path: ['page'], message: 'Must be a whole number from 1 to 1000000.' }]),
    ...(isWhole(pageSize, MOST_ITEMS) ? [] : [{ path: ['pageSize'], message: `Must be a whole number from 1 to ${MOST_ITEMS}.` }]),
  ];
  if (problems.length > 0) throw invalid(problems);
  return { page, pageSize };
}
