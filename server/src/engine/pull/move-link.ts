import { because } from '../../../../src/contracts/reasons';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { Collection, LocalRow, StoredLink } from '../../storage/port';
import { itemAt } from '../changes/journal';
import { addColumns, type ChangeSet } from '../changes/change-set';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import { titleOf } from '../title';

interface Moved {
  readonly link: StoredLink;
  /** Null: it has kept its id. */
  readonly item: Pick<RemoteItem, 'microsoftId' | 'values'> | null;
  readonly collection: Pick<Collection, 'id' | 'name'>;
}

/**
 * Items that have gone to another collection, with or without another id there: their links go along, those of their parts too, and the entries
 * name the collection, unless Strapi is the source. The caller holds the rows.
 */
export async function moveLinks(run: RunContext, changes: ChangeSet, moved: readonly Moved[]): Promise<void> {
  const wholes = moved.flatMap(({ link }) => (link.microsoftId !== null && !link.part ? [link.microsoftId] : []));
  const parts = run.resource.parts && wholes.length > 0 ? await run.store.linksOfParts(run.target, wholes) : [];
  const documentIds = [...moved.map(({ link }) => link), ...parts].flatMap(({ documentId }) => documentId ?? []);
  const rows = await run.items.read(documentIds);
  for (const one of moved) {
    moveLink(run, changes, one, rows.get(one.link.documentId ?? ''));
    for (const part of parts.filter((link) => link.part?.of === one.link.microsoftId))
      moveLink(run, changes, { ...one, link: part }, rows.get(part.documentId ?? ''));
  }
}

function moveLink(run: RunContext, changes: ChangeSet, { link, item, collection }: Moved, row: LocalRow | undefined): void {
  const { target, resource, settings } = run;
  const { id, documentId, collection: before, part } = link;
  const named = item === null ? {} : { ...namedBy(run, link, item.microsoftId), etag: null, isStaged: false };
  changes.linkChanges.push({ id, changes: { ...named, collection: collection.id } });
  const column = resource.collectionColumn;
  if (settings.direction === 'strapi-to-microsoft') return; // what Strapi says is not written over
  if (
    documentId === null ||
    row?.owner !== target.user ||
    row.row[column] === collection.name ||
    !run.items.homes.holds(documentId, column)
  )
    return;
  addColumns(changes.updates, documentId, { [column]: collection.name });
  if (part) return; // its item tells of it
  changes.log.push({
    side: 'strapi',
    kind: 'update',
    item: itemAt(run, {
      title: item ? resource.definition.title(item.values) : titleOf(run, { link, row, remote: null }),
      documentId,
      microsoftId: item?.microsoftId ?? link.microsoftId,
    }),
    fields: [column],
    mails: [],
    why: because('moved-in-microsoft', { from: collectionOf(run, before).name, to: collection.name }),
    isKept: true,
  });
}

/** A part is named by its item. */
function namedBy({ resource }: RunContext, { part }: StoredLink, microsoftId: string): Partial<Pick<StoredLink, 'microsoftId' | 'part'>> {
  if (!part) return { microsoftId };
  return { microsoftId: resource.definition.parts?.id(microsoftId, part.key) ?? microsoftId, part: { of: microsoftId, key: part.key } };
}
