import type { Item, ItemHome, ItemPage, ItemsAsked, Resource } from '../../../../src/contracts';
import { itemFields } from '../../../../src/items/fields';
import { conditionOf } from '../../../../src/items/filters';
import { forDatabase } from '../../../../src/items/for-database';
import { byKeys, sortKeysOf } from '../../../../src/items/sort';
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
 * Where the database can sort and filter as it is done here, it gives the page. Else the person's entries are read in slices, and no more of them is
 * kept than their keys up to the end of the page asked for, whose entries are read again.
 */
export const listItems = <R extends Resource>(deps: ItemsDeps, of: Asked<R>): Promise<ItemPage<R>> =>
  inErrors(async () => {
    const condition = conditionOf(of.resource, of.filters);
    const keys = sortKeysOf(of.resource, of.sort);
    const { page, pageSize } = pageOf(of);
    const items = await itemsOf(deps, of);
    const known = await inDatabase(items, of, { keys, page, pageSize });
    if (known) return known;
    const inOrder = byKeys(keys);
    const first = page * pageSize;
    let found: { readonly id: string; readonly keys: readonly unknown[] }[] = [];
    let total = 0;
    const keepFirst = () => (found = found.sort((a, b) => inOrder(a.keys, b.keys)).slice(0, first));
    for await (const { documentId: id, row } of rowsOf(items, of)) {
      const shown = items.show(row) as unknown as Readonly<Record<string, unknown>>;
      if (!condition(shown)) continue;
      total += 1;
      found.push({ id, keys: keys.map(({ field }) => shown[field]) });
      if (found.length >= 2 * first + ROWS_AT_ONCE) keepFirst();
    }
    const ids = keepFirst()
      .slice(first - pageSize)
      .map(({ id }) => id);
    const rows = await items.entries.read(ids);
    return {
      items: ids.flatMap((id) => {
        const row = rows.get(id);
        return row && items.isOwn(row) ? [items.show(row.row)] : [];
      }),
      pagination: paginationOf({ page, pageSize, total }),
    };
  });

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

async function inDatabase<R extends Resource>(
  items: PersonsItems<R>,
  { resource, filters, from, to }: Asked<R>,
  { keys, page, pageSize }: Pages & { keys: ReturnType<typeof sortKeysOf> },
): Promise<ItemPage<R> | null> {
  const asked = from === undefined && to === undefined ? forDatabase(resource, { filters, keys }) : null;
  const found = asked && (await items.entries.inOrder(items.user, { ...asked, offset: (page - 1) * pageSize, limit: pageSize }));
  return (
    found && {
      items: found.rows.map(({ row }) => items.show(row)),
      pagination: paginationOf({ page, pageSize, total: found.total }),
    }
  );
}

async function* rowsOf<R extends Resource>(items: PersonsItems<R>, { from, to }: Asked<R>): AsyncGenerator<LocalRow> {
  if (from !== undefined || to !== undefined) {
    yield* await happeningIn(items, from, to);
    return;
  }
  for (let after = 0; ;) {
    const rows = await items.entries.ofOwner(items.user, after, ROWS_AT_ONCE);
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
