import type { RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { addDecision, newPlan } from '../changes/from-decision';
import { inChunks, isWaiting, judgeGone, stoppedByGuard } from './gone';
import { byCollection, collectionOf } from '../collections/collections';
import { makePartsAgain, takePartsAlong } from '../parts/missing';
import { followMoves } from './pull';
import { readInSlices, wholeOf } from './fetch-items';
import type { RunContext } from '../context';
import { commitPage } from './commit-page';
import { titleOf } from '../title';
import { withRowsLocked } from '../changes/transaction';
import { within } from '../../causes/within';

/**
 * Proves what was staged as removed: only a 404 on the item itself is a deletion; whatever still answers is brought up to date instead
 * (an item that left the window is reported as removed too, graph-facts §1.2). Then the guard counts, and the deletions are carried out.
 * Returns whether there were any, or items that were found elsewhere.
 */
export async function removeProven(run: RunContext): Promise<boolean> {
  const staged = await run.store.staged(run.target, 100_000);
  const waiting = staged.filter((link) => isWaiting(run, link));
  const absent = await prove(
    run,
    staged.filter((link) => !isWaiting(run, link)),
  );
  const gone = await notMoved(run, absent);
  const haveMoved = gone.length < absent.length;
  if (gone.length + waiting.length === 0) return haveMoved;
  const stopped = new Set(await stoppedByGuard(run, [...gone, ...waiting]));
  // What has waited was proven by an earlier run; somebody may have brought it back since.
  const again = await prove(
    run,
    waiting.filter((link) => !stopped.has(link)),
  );
  const removed = [...gone.filter((link) => !stopped.has(link)), ...again];
  for (const links of inChunks(removed)) {
    await run.checkpoint();
    await removeInStrapi(run, links);
  }
  return haveMoved || removed.length > 0;
}

/** Those that have not turned up in another collection. */
async function notMoved(run: RunContext, gone: readonly StoredLink[]): Promise<readonly StoredLink[]> {
  if (gone.length === 0 || !run.places.hasSeveral) return gone;
  await followMoves(run);
  const still = await run.store.linksByMicrosoftId(
    run.target,
    gone.flatMap(({ microsoftId }) => microsoftId ?? []),
  );
  return gone.filter(({ id, microsoftId }) => still.get(microsoftId ?? '')?.id === id);
}

/** Returns those that are gone indeed. */
async function prove(run: RunContext, links: readonly StoredLink[]): Promise<StoredLink[]> {
  const gone: StoredLink[] = [];
  for (const chunk of byCollection(links).flatMap(inChunks)) {
    await run.checkpoint();
    const items = chunk.map((link) => ({ collection: link.collection, id: wholeOf(link) }));
    for await (const wholes of readInSlices(run, items)) {
      const staged = chunk.filter((link) => wholes.has(wholeOf(link)));
      gone.push(...(await proveSlice(run, staged, wholes)));
    }
  }
  return gone;
}

async function proveSlice(
  run: RunContext,
  staged: readonly StoredLink[],
  wholes: ReadonlyMap<string, readonly RemoteReading[]>,
): Promise<StoredLink[]> {
  const gone: StoredLink[] = [];
  const named = new Map([...wholes].map(([id, readings]) => [id, new Set(readings.map(({ microsoftId }) => microsoftId))]));
  const settled: number[] = [];
  for (const link of staged) {
    const readings = wholes.get(wholeOf(link)) ?? [];
    run.unproven.delete(link.id);
    switch (verdictOf(run, link, readings[0], named.get(wholeOf(link)))) {
      case 'present':
        settled.push(link.id);
        if (isRecent(run, link)) run.unlisted.add(link.id);
        break;
      case 'gone':
        gone.push(link);
        break;
      case 'refused':
        await holdUnproven(run, link, readings);
        break;
      case 'listed':
        run.unproven.add(link.id);
        await run.askForFull(); // which tells what is there, also where the next changes do not
        break;
      case 'unknown': // proves nothing: it stays staged, and is asked for again in the next run
        run.unproven.add(link.id);
        break;
    }
  }
  const present = [...wholes.values()].flat().filter(({ kind }) => kind === 'item' || kind === 'left-alone');
  if (present.length > 0) await bringUpToDate(run, staged, present, settled);
  return gone;
}

/** The feed lags behind: what it has not named yet can come and go without its ever telling. Whatever it has not told after this time it never will. */
const FEED_LAGS_MS = 3_600_000;
const isRecent = ({ startedAt }: RunContext, { modifiedAt }: StoredLink): boolean =>
  modifiedAt !== null && startedAt - Date.parse(modifiedAt) < FEED_LAGS_MS;

/**
 * A part is gone when its item has been read whole and does not have it; an item when Microsoft does not know it, and no list that this run has read
 * names it.
 */
function verdictOf(
  run: RunContext,
  link: StoredLink,
  whole: RemoteReading | undefined,
  named: ReadonlySet<string | null> | undefined,
): 'present' | 'gone' | 'listed' | 'refused' | 'unknown' {
  switch (whole?.kind) {
    case 'removed':
      return run.listed.has(wholeOf(link)) ? 'listed' : 'gone';
    case 'unusable':
      return 'refused';
    case 'item':
      if (!link.part) return 'present';
      if (named?.has(link.microsoftId)) return 'present';
      return whole.parts === null && run.places.definition.parts?.areIn(whole.values) ? 'unknown' : 'gone';
    case 'left-alone':
      return 'present';
    case 'incomplete':
    case undefined:
      return 'unknown';
  }
}

async function holdUnproven(run: RunContext, link: StoredLink, [reading]: readonly RemoteReading[]): Promise<void> {
  const why = reading?.kind === 'unusable' ? reading.why : 'no answer';
  const of = { item: link.documentId ?? link.microsoftId ?? '', title: titleOf(run, { link, row: null, remote: null }) };
  const message = `Microsoft does not say whether it still has this item: ${within(why)}. Unlink it, or wait.`;
  await commit(run, {
    ...newChangeSet(),
    holds: [{ of, note: { code: 'rejected-by-microsoft', side: 'microsoft', fields: [], message } }],
  });
}

async function bringUpToDate(
  run: RunContext,
  links: readonly StoredLink[],
  readings: readonly RemoteReading[],
  ids: readonly number[],
): Promise<void> {
  const collection = collectionOf(run, links[0]?.collection ?? '');
  const linkChanges = ids.map((id) => ({ id, changes: { isStaged: false } }));
  await commitPage(run, { readings, collection, fullRound: null, isFresh: true }, { linkChanges });
}

async function removeInStrapi(run: RunContext, links: readonly StoredLink[]): Promise<void> {
  await withRowsLocked(
    run,
    links.flatMap(({ documentId }) => documentId ?? []),
    async () => {
      const plan = newPlan(collectionOf(run, ''));
      for (const { link, row, decision } of await judgeGone(run, links)) {
        addDecision(run, plan, { decision, link, row, remote: null });
        if (!row && link.documentId) plan.changes.marks.push(link.documentId); // it may stand elsewhere
      }
      await takePartsAlong(run, plan.changes);
      await makePartsAgain(run, plan);
      await commit(run, plan.changes);
    },
  );
}
