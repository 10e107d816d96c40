import type { Collection } from '../../storage/port';
import { asksForCollections, listCollections, takingPart } from '../collections/taking-part';
import { type RunContext, RunStopped } from '../context';
import { failurePolicy } from '../failure-policy';
import { notShown, releaseUnread } from '../collections/not-shown';
import { reconcileCollections } from '../collections/reconcile';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { isReadLater, nextRound, startingPosition } from './reading-position';
import { nothingFound, type PullFindings, readRound } from './read-round';

/**
 * Reads Microsoft's changes, collection by collection and page by page. Each page and the cursor behind it are one transaction, so a crash
 * repeats nothing and loses nothing.
 */
export async function pull(run: RunContext): Promise<Pulled> {
  const pulled = nothingFound();
  for (const collection of await collectionsToRead(run)) await unlessRefused(run, collection, () => pullFrom(run, collection, pulled));
  return pulled;
}

/** What reading has found out, beside what it brought in. */
export interface Pulled {
  /** A full round was completed. */
  readonly wasFull: boolean;
  /** Ids of items that a list of this run has named, and that are asked for by themselves nevertheless: what is listed is not gone. */
  readonly listed: ReadonlySet<string>;
  /** Ids of items of which Microsoft did not say whether they are there. */
  readonly unproven: ReadonlySet<string>;
}
async function collectionsToRead(run: RunContext): Promise<readonly Collection[]> {
  const cursors = [...run.reading.cursors.values()];
  if (!run.start.isFull && !asksForCollections(run.resource, { cursors, choice: run.reading.choice }))
    return cursors.map(({ collection }) => collection);
  if (cursors.length > 0 && !run.resource.hasSeveral) return cursors.map(({ collection }) => collection);
  const listed = await listCollections(run);
  await reconcileCollections(run, listed);
  const read = takingPart(listed, { choice: run.reading.choice, isRead: (id) => run.reading.cursors.has(id) });
  await releaseUnread(run, read);
  return read;
}

/**
 * Reads on in every collection, and in those that were not read so far, before items that are gone from theirs are taken for deleted: they may
 * have been moved to another, with another id (graph-facts §2.1). From then on these are followed too.
 */
export async function followMoves(run: RunContext): Promise<Pulled> {
  const pulled = nothingFound();
  const listed = await listCollections(run);
  for (const collection of listed) {
    if (!run.reading.cursors.has(collection.id) && collection.isReadOnly) continue; // nothing can be moved there
    // What this run has read in full is gone on with.
    await unlessRefused(run, collection, () => pullFrom({ ...run, start: { ...run.start, isFull: false } }, collection, pulled));
  }
  return pulled;
}

/** Reads in collections that items have come to. What they hold besides is none of ours. */
export async function follow(run: RunContext, collections: readonly Collection[]): Promise<Pulled> {
  const pulled = nothingFound();
  for (const collection of collections) await unlessRefused(run, collection, () => pullFrom(run, collection, pulled));
  return pulled;
}

async function pullFrom(run: RunContext, collection: Collection, pulled: PullFindings): Promise<void> {
  const before = writtenBy(run);
  await readFrom(run, collection, pulled);
  if (writtenBy(run) > before) run.tally.changedIn.add(collection.id);
}

const writtenBy = ({ tally: { strapi } }: RunContext): number => strapi.created + strapi.updated + strapi.deleted;

async function readFrom(run: RunContext, collection: Collection, pulled: PullFindings): Promise<void> {
  if (isReadLater(run, run.reading.cursors.get(collection.id))) return;
  const position = startingPosition(run, collection);
  if (position.otherwise) run.reading.windowShrink.triedAt = run.start.at; // whatever comes of it
  // A full round that broke off is gone on with, or a long one would never end. Whatever was asked for since it began is read by another one.
  if (run.start.isFull && position.isResumed) await run.guard.askForFull();
  await readRound(run, position, pulled);
  // A round that an earlier run began tells of its own time; what has happened since stands in the next one.
  if (position.isResumed && !position.cursor.isReadWhole) await readRound(run, nextRound(run, position), pulled);
}

/** What Microsoft refuses to show of one collection, beside the default one, holds up that collection only. */
async function unlessRefused(run: RunContext, { id, name, isDefault }: Collection, read: () => Promise<void>): Promise<void> {
  try {
    await read();
    if (!isDefault) await commit(run, { ...newChangeSet(), releases: [id] });
  } catch (error) {
    if (
      isDefault ||
      !(error instanceof RunStopped) ||
      error.stop.kind !== 'microsoft' ||
      !failurePolicy[error.stop.failure.reason].isOfCollection
    )
      throw error;
    await commit(run, { ...newChangeSet(), holds: [{ of: { item: id, title: name }, note: notShown(error.stop.failure) }] });
  }
}
