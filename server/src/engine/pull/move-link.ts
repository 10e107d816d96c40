import type { RemoteItem } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { collectionOf } from '../collections/collections';
import type { Page } from './page';
import type { RunContext } from '../context';

/** The item has gone to another collection, where it has another id: the link goes along, and the entry names the collection. The caller holds the transaction. */
export async function moveLink(
  run: RunContext,
  { id, documentId, collection: before }: StoredLink,
  { item, collection }: { item: RemoteItem; collection: Page['collection'] },
): Promise<void> {
  const { store, target, places, items, tally } = run;
  await store.changeLink(target, id, { microsoftId: item.microsoftId, collection: collection.id, etag: null, isStaged: false });
  if (documentId === null) return;
  const column = places.collectionColumn;
  const row = (await items.read([documentId])).get(documentId);
  if (row?.owner !== target.user || row.row[column] === collection.name) return;
  await items.update(documentId, { [column]: collection.name });
  tally.strapi.updated += 1;
  await store.log(target, [
    {
      side: 'strapi',
      kind: 'update',
      item: { title: places.definition.title(item.values), uid: places.definition.uid, documentId, microsoftId: item.microsoftId },
      fields: [column],
      mails: [],
      why: `moved in Microsoft from “${collectionOf(run, before).name}” to “${collection.name}”`,
      isKept: true,
    },
  ]);
}
