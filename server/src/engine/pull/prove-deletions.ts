import { because } from '../../../../src/contracts/reasons';
import type { RemoteReading } from '../../../../src/sync/resource';
import type { Collection, StoredLink } from '../../storage/port';
import { grouped } from '../../../../src/canonical/grouped';
import { asEvent } from '../../../../src/calendar/as-event';
import { hasDate as isDateOf } from '../../../../src/occurrences/dates-of-series';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { addDecision, newPlan } from '../changes/from-decision';
import { isWaiting, stoppedByGuard } from './deletion-guard';
import { inChunks, judgeGone } from './after-gone';
import { byCollection, collectionOf } from '../collections/taking-part';
import { makePartsAgain, takePartsAlong } from '../parts/gone-in-microsoft';
import { findElsewhere } from './find-elsewhere';
import { follow, followMoves } from './pull';
import { moveToWhereTheyAre } from './where-they-are';
import { datesOfGoneSeries } from './gone-series';
import { readInSlices, wholeOf } from './fetch-items';
import type { RunContext } from '../context';
import { commitPage } from './commit-page';
import { isRecent } from './not-yet-in-feed';
import { titleOf } from '../title';
import { hasNoPlace, withoutThoseToWrite } from './to-write-again';
import { refusalNote, type Refused, withoutRefused } from '../changes/refused';
import { withRowsLocked } from '../changes/transaction';

/** What proving has found out. */
export interface Proven {
  /** There were deletions, or items that were found elsewhere. */
  readonly hasChanged: boolean;
  /** Links of items that are there, and that the list of changes has not named yet. */
  readonly notYetInFeed: readonly number[];
  /** Links of items of which Microsoft did not say whether they are there. */
  readonly unproven: ReadonlySet<number>;
}

/**
 * Proves what was staged as removed: only a 404 on the item itself is a deletion; whatever still answers is brought up to date instead
 * (an item that left the window is reported as removed too, graph-facts §1.2). Then the guard counts, and the deletions are carried out.
 * `listed`: ids of items that a list of this run names.
 */
export async function removeProven(run: RunContext, listed: ReadonlySet<string>): Promise<Proven> {
  const staged = await run.store.staged(run.target, MOST_STAGED);
  const proven = await removeStaged(run, staged, listed);
  if (!staged.some(({ occurrence }) => occurrence === 'series')) return proven;
  // Reading a series has told which of its dates are there no more.
  const known = new Set(staged.map(({ id }) => id));
  const told = (await run.store.staged(run.target, MOST_STAGED)).filter(({ id, occurrence }) => occurrence === 'date' && !known.has(id));
  if (told.length === 0) return proven;
  const more = await removeStaged(run, told, listed);
  return {
    hasChanged: proven.hasChanged || more.hasChanged,
    notYetInFeed: [...proven.notYetInFeed, ...more.notYetInFeed],
    unproven: new Set([...proven.unproven, ...more.unproven]),
  };
}

const MOST_STAGED = 100_000;

async function removeStaged(run: RunContext, staged: readonly StoredLink[], listed: ReadonlySet<string>): Promise<Proven> {
  const waiting = staged.filter((link) => isWaiting(run, link));
  const first = await prove(
    run,
    staged.filter((link) => !isWaiting(run, link)),
    listed,
  );
  if (first.unread.length > 0) await follow(run, first.unread);
  const haveOtherIds = await byOtherIds(run, first.refused);
  const { gone, listed: nowListed, unknown } = await notMoved(run, first.gone, listed);
  const haveMoved = haveOtherIds || gone.length + unknown.size < first.gone.length;
  const { notYetInFeed } = first;
  const unproven = new Set([...first.unproven, ...unknown]);
  if (gone.length + waiting.length === 0) return { hasChanged: haveMoved, notYetInFeed, unproven };
  const stopped = new Set(await stoppedByGuard(run, [...gone, ...waiting]));
  // What has waited was proven by an earlier run; somebody may have brought it back since.
  const again = await prove(
    run,
    waiting.filter((link) => !stopped.has(link)),
    nowListed,
  );
  const removed = [...gone.filter((link) => !stopped.has(link)), ...again.gone];
  for (const links of inChunks(removed)) {
    await run.guard.checkpoint();
    await removeInStrapi(run, links);
  }
  return {
    hasChanged: haveMoved || removed.length > 0,
    notYetInFeed: [...notYetInFeed, ...again.notYetInFeed],
    unproven: new Set([...unproven, ...again.unproven]),
  };
}

/**
 * What Microsoft refuses to name may be there by another id: it is looked for by its uid, and what is found is written next where that waits. Whatever
 * is not found is held. Returns whether any was found.
 */
async function byOtherIds(run: RunContext, refused: Verdicts['refused']): Promise<boolean> {
  if (refused.length === 0) return false;
  const wholes = refused.flatMap(({ link: { part } }) => part?.of ?? []);
  const owners = wholes.length > 0 ? await run.store.linksByMicrosoftId(run.target, wholes) : new Map<string, StoredLink>();
  await findElsewhere(run, [...new Map([...refused.map(({ link }) => link), ...owners.values()].map((link) => [link.id, link])).values()]);
  const still = await run.store.linksByMicrosoftId(run.target, refused.flatMap(({ link }) => link.microsoftId ?? [])); // prettier-ignore
  const isThere = ({ link }: Verdicts['refused'][number]): boolean => still.get(link.microsoftId ?? '')?.id === link.id;
  for (const one of refused.filter(isThere)) await holdUnproven(run, one.link, one.readings);
  const found = refused.filter((one) => !isThere(one)).flatMap(({ link }) => link.documentId ?? []);
  if (found.length > 0) await commit(run, { ...newChangeSet(), releases: found, marks: found });
  return found.length > 0;
}

/** Those that have not turned up in another collection, and what the lists name by now. */
async function notMoved(
  run: RunContext,
  gone: readonly StoredLink[],
  listed: ReadonlySet<string>,
): Promise<{ gone: readonly StoredLink[]; listed: ReadonlySet<string>; unknown: ReadonlySet<number> }> {
  if (gone.length === 0 || !run.resource.hasSeveral) return { gone, listed, unknown: new Set() };
  const { unread, unknown } = await findElsewhere(run, gone);
  const pulled = run.resource.findByUidPath ? await follow(run, unread) : await followMoves(run);
  const still = await run.store.linksByMicrosoftId(
    run.target,
    gone.flatMap(({ microsoftId }) => microsoftId ?? []),
  );
  return {
    gone: gone.filter(({ id, microsoftId }) => still.get(microsoftId ?? '')?.id === id && !unknown.has(id)),
    unknown,
    listed: new Set([...listed, ...pulled.listed]),
  };
}

interface Verdicts {
  /** Those that are gone indeed. */
  readonly gone: StoredLink[];
  readonly notYetInFeed: number[];
  readonly unproven: Set<number>;
  /** Collections that items have been moved to, and that are not read so far. */
  readonly unread: Collection[];
  /** Microsoft refuses to say. */
  readonly refused: { readonly link: StoredLink; readonly readings: readonly RemoteReading[] }[];
}

const noVerdicts = (): Verdicts => ({ gone: [], notYetInFeed: [], unproven: new Set(), unread: [], refused: [] });

async function prove(run: RunContext, links: readonly StoredLink[], listed: ReadonlySet<string>): Promise<Verdicts> {
  const verdicts = noVerdicts();
  for (const chunk of byCollection(links).flatMap(inChunks)) {
    await run.guard.checkpoint();
    const items = chunk.map((link) => ({ collection: link.collection, id: wholeOf(link) }));
    for await (const wholes of readInSlices(run, items)) {
      const slice = await proveSlice(run, chunk.filter((link) => wholes.has(wholeOf(link))), { wholes, listed }); // prettier-ignore
      verdicts.gone.push(...(await withoutThoseToWrite(run, slice.gone)));
      verdicts.notYetInFeed.push(...slice.notYetInFeed);
      for (const id of slice.unproven) verdicts.unproven.add(id);
      verdicts.unread.push(...slice.unread);
      verdicts.refused.push(...slice.refused);
    }
  }
  return verdicts;
}

async function proveSlice(
  run: RunContext,
  staged: readonly StoredLink[],
  { wholes, listed }: { wholes: ReadonlyMap<string, readonly RemoteReading[]>; listed: ReadonlySet<string> },
): Promise<Verdicts> {
  const verdicts = noVerdicts();
  const named = new Map([...wholes].map(([id, readings]) => [id, new Set(readings.map(({ microsoftId }) => microsoftId))]));
  const settled: number[] = [];
  for (const link of staged) {
    const readings = wholes.get(wholeOf(link)) ?? [];
    switch (verdictOf(run, link, readings[0], { named: named.get(wholeOf(link)), isListed: listed.has(wholeOf(link)) })) {
      case 'present':
        settled.push(link.id);
        if (isRecent(run, link)) verdicts.notYetInFeed.push(link.id);
        break;
      case 'gone':
        verdicts.gone.push(link);
        break;
      case 'refused':
        verdicts.refused.push({ link, readings });
        break;
      case 'listed':
        verdicts.unproven.add(link.id);
        await run.guard.askForFull(); // which tells what is there, also where the next changes do not
        break;
      case 'unknown': // proves nothing: it stays staged, and is asked for again in the next run
        verdicts.unproven.add(link.id);
        break;
    }
  }
  const present = [...wholes.values()].flat().filter(({ kind }) => kind === 'item' || kind === 'left-alone');
  const isSettled = new Set(settled);
  verdicts.unread.push(...(await moveToWhereTheyAre(run, staged.filter(({ id }) => isSettled.has(id))))); // prettier-ignore
  if (present.length > 0) await bringUpToDate(run, staged, present, settled);
  return verdicts;
}

/**
 * A part is gone when its item has been read whole and does not have it; an item when Microsoft does not know it, and no list that this run has read
 * names it.
 */
function verdictOf(
  run: RunContext,
  link: StoredLink,
  whole: RemoteReading | undefined,
  { named, isListed }: { named: ReadonlySet<string | null> | undefined; isListed: boolean },
): 'present' | 'gone' | 'listed' | 'refused' | 'unknown' {
  switch (whole?.kind) {
    case 'removed':
      return isListed ? 'listed' : 'gone';
    case 'unusable':
      return 'refused';
    case 'item':
      if (!link.part || hasNoPlace(link)) return 'present';
      if (named?.has(link.microsoftId)) return 'present';
      if (link.occurrence === 'date' && isDateOf(asEvent(whole.values), link.part.key)) return 'present';
      return whole.parts === null && run.resource.definition.parts?.areIn(whole.values) ? 'unknown' : 'gone';
    case 'left-alone':
      return 'present';
    case 'incomplete':
    case undefined:
      return 'unknown';
  }
}

/** Its edit waits until somebody makes another one: sent, it would be refused again. */
async function holdUnproven(run: RunContext, link: StoredLink, [reading]: readonly RemoteReading[]): Promise<void> {
  const why = reading?.kind === 'unusable' ? reading.why : 'no answer';
  const of = { item: link.documentId ?? link.microsoftId ?? '', title: titleOf(run, { link, row: null, remote: null }) };
  const message = because('not-proven', { why });
  const marks = await run.store.marksOf(run.target, link.documentId === null ? [] : [link.documentId]);
  await commit(run, {
    ...newChangeSet(),
    deferredMarks: [...marks.values()],
    holds: [{ of, note: { code: 'rejected-by-microsoft', side: 'microsoft', fields: [], message } }],
  });
}

async function bringUpToDate(
  run: RunContext,
  links: readonly StoredLink[],
  readings: readonly RemoteReading[],
  ids: readonly number[],
): Promise<void> {
  const linkChanges = ids.map((id) => ({ id, changes: { isStaged: false } }));
  // Where it is by now: what is new of it names that one.
  const now = await run.store.linksByMicrosoftId(run.target, [...new Set(links.map(wholeOf))]);
  const placed = readings.map((reading) => [now.get(wholeId(reading))?.collection ?? links[0]?.collection ?? '', reading] as const);
  const groups = [...grouped(placed)];
  for (const [at, [id, there]] of groups.entries()) {
    const page = { readings: there, collection: collectionOf(run, id), fullRound: null, isFresh: true };
    await commitPage(run, page, at === groups.length - 1 ? { linkChanges } : {}); // until all is brought up to date they stay staged
  }
}

const wholeId = (reading: RemoteReading): string =>
  reading.kind === 'item' && reading.part ? reading.part.of : (reading.microsoftId ?? '');

async function removeInStrapi(run: RunContext, gone: readonly StoredLink[]): Promise<void> {
  const documentIds = (await datesOfGoneSeries(run, gone)).links.flatMap(({ documentId }) => documentId ?? []);
  await withoutRefused((refused) =>
    withRowsLocked(run, documentIds, async () => {
      const plan = newPlan(collectionOf(run, ''));
      const { links, ended } = await datesOfGoneSeries(run, gone);
      plan.changes.linkChanges.push(...ended);
      for (const link of links) if (refused.has(link.documentId ?? '')) holdRefused(run, plan.changes, link, refused);
      const removed = links.filter(({ documentId }) => !refused.has(documentId ?? ''));
      const judged = await judgeGone(run, removed);
      const isJudged = new Set(judged.map(({ link }) => link.id));
      for (const { id, occurrence } of removed) if (occurrence === 'date' && !isJudged.has(id)) plan.changes.staged.push(id); // until it can be read
      for (const { link, row, decision } of judged) {
        addDecision(run, plan, { decision, link, row, remote: null });
        if (!row && link.documentId && link.occurrence !== 'series') plan.changes.marks.push(link.documentId); // it may stand elsewhere
      }
      await takePartsAlong(run, plan.changes);
      await makePartsAgain(run, plan);
      await commit(run, plan.changes);
    }),
  );
}

/** It stays, and is not asked about again before somebody says so. Of a date the series may be gone as well: nothing follows it any more. */
function holdRefused(run: RunContext, changes: ChangeSet, link: StoredLink, refused: Refused): void {
  const words = refused.get(link.documentId ?? '') ?? '';
  const title = titleOf(run, { link, row: null, remote: null });
  const note = refusalNote(words, 'refused-deletion');
  changes.holds.push({ of: { item: link.documentId ?? '', title }, note });
  changes.linkChanges.push({
    id: link.id,
    changes: { isStaged: false, ...(link.occurrence === 'date' ? { state: 'ended' as const } : {}) },
  });
}
