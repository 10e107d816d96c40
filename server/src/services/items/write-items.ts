import { errors } from '@strapi/utils';
import { storedInstant } from '../../../../src/canonical/stored-instant';
import type { AsRead, Item, ItemData, Resource } from '../../../../src/contracts';
import type { ErrorCode } from '../../../../src/contracts/errors';
import { columnsOf } from '../../../../src/items/data';
import { homeSays } from '../../../../src/sync/home-row';
import type { LocalRow } from '../../storage/port';
import type { ItemsDeps } from './dependencies';
import { homeForNew, isWritable } from './home-for-new';
import { itemsOf, type PersonsItems } from './person';
import { inErrors, invalid, unknownItem, unpublished } from './refusals';

interface OfItem<R extends Resource> {
  readonly user: string;
  readonly resource: R;
  readonly documentId: string;
}

export const createItem = <R extends Resource>(
  deps: ItemsDeps,
  { data, home: named, ...of }: { user: string; resource: R; data: ItemData<R>; home?: string },
): Promise<Item<R>> =>
  inErrors(async () => {
    const items = await itemsOf(deps, of);
    const { definition, resource } = items;
    const asGiven = columnsOf(resource, data, { definition, canHold: null, current: null });
    const reading = definition.readStrapi({ ...asGiven, documentId: 'new' });
    const home = homeForNew(items, { named, values: reading.kind === 'item' ? reading.values : null });
    const columns = columnsOf(resource, data, { definition, canHold: (field) => isWritable(home, field), current: null });
    return deps.sql.transaction(async () => {
      const [id = ''] = await items.entries.create(of.user, [columns], home.name);
      const made = await items.findById(id);
      if (!made) throw invalid([{ path: ['home'], message: 'An entry of this type would be none of those that are synchronized.' }]);
      return items.show(made.row);
    });
  });

export const updateItem = <R extends Resource>(
  deps: ItemsDeps,
  { data, version, updatedAt, ...of }: OfItem<R> & AsRead & { data: ItemData<R> },
): Promise<Item<R>> =>
  inErrors(async () => {
    const items = await itemsOf(deps, of);
    return locked(deps, items, [of.documentId], async (found) => {
      deps.mustBeOpen([found.row]);
      mustBeAsRead(items.show(found.row), { version, updatedAt });
      const home = items.homeOf(found);
      const waits = homeSays(found.row)?.waits;
      if (waits !== undefined) throw unpublished(waits);
      const columns = columnsOf(of.resource, data, {
        definition: items.definition,
        canHold: (field) => isWritable(home, field),
        current: found.row,
      });
      await items.entries.update(found.documentId, columns);
      const now = await items.findById(found.documentId);
      if (!now) throw invalid([{ path: ['data'], message: 'With this the entry would be none of those that are synchronized.' }]);
      return items.show(now.row);
    });
  });

export const removeItem = (deps: ItemsDeps, { version, updatedAt, ...of }: OfItem<Resource> & AsRead): Promise<void> =>
  inErrors(async () => {
    const items = await itemsOf(deps, of);
    const { row } = await items.find(of.documentId);
    deps.mustBeOpen([row]);
    const { series, originalStart } = items.show(row) as { series?: string | null; originalStart?: string | null };
    // One that stands in somebody else's series is an entry of its own to its owner.
    const isPart = series && originalStart && (await items.isThere(series));
    await locked(deps, items, isPart ? [series, of.documentId] : [of.documentId], async ({ documentId, ...found }) => {
      mustBeAsRead(items.show(found.row), { version, updatedAt });
      if (isPart) return deps.calendar.cancelOccurrence({ series, originalStart });
      const parts = await items.entries.partsOf([documentId]);
      deps.mustBeOpen([found, ...parts].map((one) => one.row));
      await items.entries.remove(documentId);
    });
  });

/** The last of these entries as it stands; nobody else changes any of them meanwhile. */
export async function locked<R extends Resource, T>(
  { sql }: ItemsDeps,
  items: PersonsItems<R>,
  documentIds: readonly string[],
  act: (found: LocalRow) => Promise<T>,
): Promise<T> {
  const ids: string[] = [];
  for (const documentId of documentIds) ids.push((await items.find(documentId)).documentId);
  const rows = await items.entries.lockable(ids);
  return sql.transaction(async () => {
    await items.entries.lock(rows);
    const found = await items.findById(ids.at(-1) ?? '');
    if (!found) throw unknownItem();
    return act(found);
  });
}

/** As another plugin may give it, whatever its types say. */
type Given<T> = { readonly [K in keyof T]: unknown };

export function mustBeAsRead(now: Pick<Item, 'documentId' | 'version' | 'updatedAt'>, { version, updatedAt }: Given<AsRead>): void {
  if (version !== undefined && typeof version !== 'string')
    throw invalid([{ path: ['version'], message: 'Must be a text, as the entry has it.' }]);
  const writtenAt = typeof updatedAt === 'string' ? storedInstant(updatedAt) : null;
  if (updatedAt !== undefined && writtenAt === null)
    throw invalid([{ path: ['updatedAt'], message: 'Must be an instant, as the entry has it.' }]);
  if ((version ?? now.version) === now.version && (writtenAt ?? now.updatedAt) === now.updatedAt) return;
  throw new errors.ApplicationError('Somebody has changed the entry since it was read.', {
    code: 'already-changed' satisfies ErrorCode,
    documentId: now.documentId,
  });
}
