import { documentIdOf } from '../../../../src/sync/entry-id';
import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import type { GraphFailure } from '../../microsoft/port';
import type { StoredLink } from '../../storage/port';
import { withoutSeparateFields } from '../changes/our-writes';
import { moveLinks } from './move-link';
import type { Identified, Page } from './page';
import { readInSlices } from './fetch-items';
import { isExtraOf, oldestFirst, removeExtras } from './duplicates';
import { type RunContext, stopFor } from '../context';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withRowsLocked } from '../changes/transaction';

type Linked = StoredLink & { readonly documentId: string; readonly microsoftId: string };
interface SameKey {
  readonly item: RemoteItem;
  readonly link: Linked;
}

/**
 * Items that are not linked and carry the key of an entry that is linked to another item, or in the same collection the uid that all copies share: a list
 * of changes tells no keys. Either that one is gone, and this is it, with the
 * new id it got in another collection (graph-facts §2.1: a move changes it); or a create was carried out twice. Otherwise it is a copy that
 * somebody made, and an item of its own. Returns the readings that are left to be taken in, and whether a link leads to another item now.
 */
export async function resolveDuplicateKeys(
  run: RunContext,
  { readings, links }: Identified,
  collection: Page['collection'],
): Promise<{ readonly readings: readonly RemoteReading[]; readonly hasMoved: boolean }> {
  const found = await ofKnownKeys(run, { readings, links }, collection);
  if (found.length === 0) return { readings, hasMoved: false };
  const moved: SameKey[] = [];
  const isMoved = new Set<number>();
  const move = (one: SameKey): void => {
    moved.push(one);
    isMoved.add(one.link.id);
  };
  const extras: RemoteItem[] = [];
  const settle = (one: SameKey, other: RemoteReading | undefined): void => {
    const isRefused = other?.kind === 'unusable' && hasSameUid(one, collection);
    if (other?.kind === 'removed' || isRefused) {
      if (!isMoved.has(one.link.id)) move(one); // another with the same key is a copy
    } else if (other?.kind !== 'item')
      throw stopFor(unanswered); // taken in now it could be a second entry: the page comes again
    else {
      if (one.link.collection !== collection.id || !isExtraOf(run, one.item, other)) return;
      const [kept, extra] = oldestFirst([other, one.item]);
      if (kept === one.item) move(one);
      if (extra) extras.push({ ...extra, values: one.item.values }); // they are the same, and held already
    }
  };
  for await (const wholes of readInSlices(
    run,
    found.map(({ link }) => ({ collection: link.collection, id: link.microsoftId })),
  ))
    for (const one of found) {
      const whole = wholes.get(one.link.microsoftId);
      if (whole) settle(one, whole[0]);
    }
  const removed = new Set(extras.map(({ microsoftId }) => microsoftId));
  const documentIds = moved.map(({ link }) => link.documentId);
  if (moved.length > 0)
    await withRowsLocked(run, documentIds, async () => {
      const changes = newChangeSet();
      await moveLinks(run, changes, moved.map((one) => ({ ...one, collection }))); // prettier-ignore
      for (const { link } of moved) {
        // The one that goes may be the one that has got what is written apart from the body.
        if (removed.has(link.microsoftId))
          changes.linkChanges.push({ id: link.id, changes: { base: withoutSeparateFields(run, link.base) } });
      }
      await commit(run, changes);
    });
  await removeExtras(run, collection.id, extras);
  return {
    readings: readings.filter(({ microsoftId }) => microsoftId === null || !removed.has(microsoftId)),
    hasMoved: moved.length > 0,
  };
}

/** One calendar holds an item once: where Microsoft refuses to name the one that is linked (its id was written in other letters), this is it. */
const hasSameUid = ({ item, link }: SameKey, { id }: Page['collection']): boolean =>
  link.collection === id && item.sharedUid !== null && link.sharedUid === item.sharedUid;

const unanswered: GraphFailure = {
  reason: 'unavailable',
  status: 0,
  code: '',
  message: 'Microsoft did not say whether it still has an item.',
  retryAfterMs: null,
  requestId: null,
};

async function ofKnownKeys(run: RunContext, { readings, links }: Identified, collection: Page['collection']): Promise<SameKey[]> {
  const items = readings.flatMap((reading) =>
    reading.kind === 'item' && (reading.key !== null || (reading.sharedUid !== null && !reading.part)) ? [reading] : [],
  );
  const unknown = items.filter(({ microsoftId }) => !links.has(microsoftId));
  if (unknown.length === 0) return [];
  const owners = await run.store.linksByDocumentId(
    run.target,
    unknown.flatMap(({ key }) => (key === null ? [] : run.items.homes.idsOf(key))),
  );
  const byKey = new Map([...owners].map(([id, link]) => [documentIdOf(id), link]));
  const byUid = await linksByUid(run, unknown, collection);
  return unknown.flatMap((item) => {
    const link = byKey.get(item.key ?? '') ?? byUid.get(item.sharedUid ?? '');
    return link?.state === 'linked' && link.documentId !== null && link.microsoftId !== null ? [{ item, link: link as Linked }] : [];
  });
}

async function linksByUid(run: RunContext, items: readonly RemoteItem[], collection: Page['collection']): Promise<Map<string, StoredLink>> {
  const uids = run.resource.sharedUidColumn === null ? [] : items.flatMap(({ part, sharedUid }) => (part ? [] : (sharedUid ?? [])));
  const links = uids.length > 0 ? await run.store.linksBySharedUid(run.target, [...new Set(uids)]) : [];
  return new Map(links.flatMap((link) => (link.collection === collection.id ? [[link.sharedUid ?? '', link] as const] : [])));
}
