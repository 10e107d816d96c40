import type { RemoteItem } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { moveLinks } from './move-link';
import type { Identified, Page } from './page';
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
 * is another item of the same name. Returns whether links may be others now.
 */
export async function detectMoves(run: RunContext, { readings, links }: Identified, collection: Page['collection']): Promise<boolean> {
  const areOthers = [...run.reading.cursors.keys()].some((id) => id !== collection.id);
  if (!run.resource.hasSeveral || !areOthers) return false;
  if (run.resource.wherePath) return followNamed(run, { readings, links }, collection);
  const lookalikes = await lookalikesOf(run, { readings, links }, collection.id);
  if (lookalikes.length === 0) return false;
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
  return true;
}

/** Where an item keeps its id, it is asked where it is: a list may tell of a state that has passed since. */
async function followNamed(run: RunContext, { readings, links }: Identified, collection: Page['collection']): Promise<boolean> {
  const known = readings.flatMap((reading) => (reading.kind === 'item' && !reading.part && links.get(reading.microsoftId)) || []);
  const elsewhere = known.filter((link) => link.collection !== collection.id && link.state === 'linked');
  if (elsewhere.length > 0) await moveToWhereTheyAre(run, elsewhere);
  return elsewhere.length > 0;
}

/** Items that hold the same, and links of such in other collections. */
interface Lookalikes {
  readonly items: readonly RemoteItem[];
  readonly links: readonly StoredLink[];
}

async function lookalikesOf(run: RunContext, { readings, links: known }: Identified, collection: string): Promise<Lookalikes[]> {
  const { definition } = run.resource;
  const items = readings.flatMap((reading) => (reading.kind === 'item' && !reading.part ? [reading] : []));
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
