import { isStorableId } from '../../../../src/canonical/microsoft-id';
import type { Collection, CollectionChoice, Cursor, StoredLink } from '../../storage/port';
import { grouped } from '../../../../src/canonical/grouped';
import { eachPage } from './each-page';
import type { GraphResource } from '../resources/graph-resource';
import { type Reading, type RunContext, stopFor } from '../context';
import { nonsense } from '../nonsense';

/** Whether Microsoft is asked which collections there are. Where only the default one is read, it cannot be renamed, deleted or replaced. */
export function asksForCollections(
  resource: GraphResource,
  { cursors, choice }: { cursors: readonly Cursor[]; choice: CollectionChoice },
): boolean {
  return cursors.length === 0 || (resource.hasSeveral && (cursors.length > 1 || choice === 'all' || choice.length > 0));
}

/** What is new in it comes in. Of the others that are read, only what is linked already is followed: the link goes where the item goes. */
export const bringsIn = ({ choice }: Pick<Reading, 'choice'>, { id, isDefault }: Collection): boolean =>
  isDefault || choice === 'all' || choice.includes(id);

/** The default one, then the others of one's own, then those of other people. */
export const ownFirst = (a: Collection, b: Collection): number => rankOf(a) - rankOf(b);
const rankOf = ({ isDefault, isOwned }: Collection): number => (isDefault ? 0 : isOwned ? 1 : 2);

/**
 * Those that take part, of all that there are. What was moved out of the default one, which is read first, is looked for in the others; of a
 * meeting that stands in several, the mailbox's own comes in before those of other people.
 */
export function takingPart(
  listed: readonly Collection[],
  options: { choice: CollectionChoice; isRead: (id: string) => boolean },
): Collection[] {
  return listed.filter((one) => bringsIn(options, one) || options.isRead(one.id)).sort(ownFirst);
}

/** All collections of the mailbox. Without a default one the answer is not believed, so that an empty one is never taken for a deletion. */
export async function listCollections(run: Parameters<typeof eachPage>[0]): Promise<Collection[]> {
  const listed: Collection[] = [];
  const failure = await eachPage(run, run.resource.collectionsPath, (_list, body) => {
    for (const one of run.resource.readCollections(body)) if (isStorableId(one.id)) listed.push(one);
    return 'more';
  });
  if (failure) throw stopFor(failure);
  if (!listed.some(({ isDefault }) => isDefault)) throw stopFor(nonsense('Microsoft names no default collection.'));
  return ownedAmong(listed);
}

/** A collection with another owner than the default one's is somebody else's. */
export function ownedAmong(listed: readonly Collection[]): Collection[] {
  const own = listed.find(({ isDefault }) => isDefault)?.owner ?? null;
  return listed.map((one) => (one.owner === null || own === null || one.owner === own ? one : { ...one, isOwned: false }));
}

/** What is known of a collection that is read; of another, its id. */
export function collectionOf({ reading: { cursors } }: { readonly reading: Pick<Reading, 'cursors'> }, id: string): Collection {
  return cursors.get(id)?.collection ?? { id, name: '', isDefault: id === '', isReadOnly: false, isOwned: true, owner: null };
}

/** The number of the next full round; one row of numbers for all collections of a target, because links go from one to another. */
export const nextRoundOf = ({ reading: { cursors } }: Pick<RunContext, 'reading'>): number =>
  Math.max(0, ...[...cursors.values()].map(({ round }) => round)) + 1;

export const byCollection = (links: readonly StoredLink[]): StoredLink[][] => [
  ...grouped(links.map((link) => [link.collection, link])).values(),
];
