import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { moveLinks } from './move-link';
import type { Page } from './page';
import { removedOf } from './fetch-items';
import { moveToWhereTheyAre } from './where-they-are';
import { grouped } from '../../../../src/canonical/grouped';
import type { RunContext } from '../context';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { withRowsLocked } from '../changes/transaction';

/**
 * Items that are not linked and hold the very same as one that is linked in another collection, where it is gone: somebody has moved it, and
 * Microsoft has given it another id (graph-facts §2.1). The link goes along, so that it stays the same entry in Strapi. One that is there still
 * is another item of the same name.
 */
export async function detectMoves(run: RunContext, readings: readonly RemoteReading[], collection: Page['collection']): Promise<void> {
  const areOthers = [...run.reading.cursors.keys()].some((id) => id !== collection.id);
  if (!run.resource.hasSeveral || !areOthers) return;
  if (run.resource.wherePath) return followNamed(run, readings, collection);
  const lookalikes = await lookalikesOf(run, readings, collection.id);
  if (lookalikes.length === 0) return;
  const removed = await removedOf(
    run,
    lookalikes.flatMap(({ links }) => links.map((link) => ({ collection: link.collection, id: link.microsoftId ?? '' }))),
  );
  const documentIds = lookalikes.flatMap(({ links }) => links.flatMap(({ documentId }) => documentId ?? []));
  await withRowsLocked(run, documentIds, async () => {
    const changes = newChangeSet();
    const moved = lookalikes.flatMap(({ items, links }) => {
      const gone = links.filter(({ microsoftId }) => removed.has(microsoftId ?? ''));
      return items.flatMap((item, at) => (gone[at] ? [{ link: gone[at], item, collection }] : []));
    });
    await moveLinks(run, changes, moved);
    await commit(run, changes);
  });
}

/** Where an item keeps its id, it is asked where it is: a list may tell of a state that has passed since. */
async function followNamed(run: RunContext, readings: readonly RemoteReading[], collection: Page['collection']): Promise<void> {
  const ids = readings.flatMap((reading) => (reading.kind === 'item' && !reading.part ? [reading.microsoftId] : []));
  const links = ids.length > 0 ? [...(await run.store.linksByMicrosoftId(run.target, ids)).values()] : [];
  const elsewhere = links.filter((link) => link.collection !== collection.id && link.state === 'linked');
  if (elsewhere.length > 0) await moveToWhereTheyAre(run, elsewhere);
}

/** Items that hold the same, and links of such in other collections. */
interface Lookalikes {
  readonly items: readonly RemoteItem[];
  readonly links: readonly StoredLink[];
}

async function lookalikesOf(run: RunContext, readings: readonly RemoteReading[], collection: string): Promise<Lookalikes[]> {
  const { definition } = run.resource;
  const items = readings.flatMap((reading) => (reading.kind === 'item' && !reading.part ? [reading] : []));
  if (items.length === 0) return [];
  const known = await run.store.linksByMicrosoftId(
    run.target,
    items.map(({ microsoftId }) => microsoftId),
  );
  const unknown = items.filter(({ microsoftId, values }) => !known.has(microsoftId) && definition.fingerprint(values) !== null);
  if (unknown.length === 0) return [];
  const rows = await run.items.holding(
    run.target.user,
    unknown.map(({ values }) => definition.matchCriteria(values)),
  );
  if (rows.length === 0) return [];
  const links = [
    ...(
      await run.store.linksByDocumentId(
        run.target,
        rows.map(({ documentId }) => documentId),
      )
    ).values(),
  ].filter((link) => link.state === 'linked' && link.microsoftId !== null && link.collection !== collection);
  const alike = grouped(links.map((link) => [definition.fingerprint(link.base), link]));
  return [...grouped(unknown.map((item) => [definition.fingerprint(item.values), item]))].flatMap(([print, items]) => {
    const same = alike.get(print);
    return same ? [{ items, links: same }] : [];
  });
}
