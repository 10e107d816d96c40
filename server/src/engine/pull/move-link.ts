import type { RemoteItem } from '../../../../src/sync/resource';
import type { LocalRow, StoredLink } from '../../storage/port';
import { itemAt } from '../changes/journal';
import { addColumns, type ChangeSet, type InCollection } from '../changes/change-set';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';

/** The item has gone to another collection, where it has another id: the link goes along, and the entry names the collection. */
export function moveLink(
  run: RunContext,
  changes: ChangeSet,
  { link, row, item, collection }: { link: StoredLink; row: LocalRow | undefined; item: RemoteItem; collection: InCollection },
): void {
  const { target, resource } = run;
  const { id, documentId, collection: before } = link;
  changes.linkChanges.push({ id, changes: { microsoftId: item.microsoftId, collection: collection.id, etag: null, isStaged: false } });
  const column = resource.collectionColumn;
  if (documentId === null || row?.owner !== target.user || row.row[column] === collection.name || !run.homes.holds(documentId, column))
    return;
  addColumns(changes.updates, documentId, { [column]: collection.name });
  changes.log.push({
    side: 'strapi',
    kind: 'update',
    item: itemAt(run, { title: resource.definition.title(item.values), documentId, microsoftId: item.microsoftId }),
    fields: [column],
    mails: [],
    why: `moved in Microsoft from “${collectionOf(run, before).name}” to “${collection.name}”`,
    isKept: true,
  });
}
